"""What a person types to look something up in the audit trail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.rendering.audit_words import WORDS


class AuditFilter(forms.Form):
    """One object or account, one action."""

    key = forms.CharField(
        label=_("Number, code or user name"), required=False, max_length=80,
        widget=forms.TextInput(attrs={"class": "in", "autocomplete": "off"}),
    )  # fmt: skip
    action = forms.ChoiceField(
        label=_("Action"), required=False, choices=[("", _("All actions")), *WORDS.items()],
        widget=forms.Select(attrs={"class": "in"}),
    )  # fmt: skip
