"""What a person chooses to start a detection."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.models import Log


class RunForm(forms.Form):
    """One log, and whether reports that nobody has reviewed take part."""

    log = forms.ModelChoiceField(
        label=_("Log"), queryset=Log.objects.all(), to_field_name="code", empty_label=None,
        widget=forms.Select(attrs={"class": "in"}),
    )  # fmt: skip
    include_submitted = forms.BooleanField(
        label=_("Include reports not reviewed: a provisional run"), required=False,
        widget=forms.CheckboxInput(attrs={"class": "tick"}),
    )  # fmt: skip
