"""What a person types to group reports: the lead, a reason, and what was read before deciding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.decisions import ReasonForm
from incidents.models import Incident

GROUP, APART = "group", "apart"


class SeenField(forms.Field):
    """Texts such as `UPR-2026-00042 3 SUBMITTED`: a number with the version and the state that were on the page."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> dict[str, tuple[int, str]]:
        """Return version and state by number."""
        seen = {}
        for text in value or ():
            number, _space, rest = str(text).partition(" ")
            version, _space, status = rest.partition(" ")
            if not (version.isascii() and version.isdecimal() and len(version) < 10 and status):
                raise forms.ValidationError(_("The page was not sent whole. Open it again."))
            seen[number] = (int(version), status)
        return seen


class GroupForm(ReasonForm):
    """The lead is one of the reports on the page; `seen` says in which version and state they stood there."""

    lead = forms.ChoiceField(label=_("Lead"), required=False)
    seen = SeenField(required=False)
    step = forms.ChoiceField(choices=[(GROUP, GROUP), (APART, APART)])

    def __init__(self, *args: Any, rows: Sequence[Incident], **options: Any) -> None:
        super().__init__(*args, **options)
        self.rows = {row.number: row for row in rows}
        self.fields["lead"].choices = [(row.number, row.number) for row in rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a lead where reports are put under one."""
        values = super().clean() or {}
        if values.get("step") == GROUP and not values.get("lead") and "lead" not in self.errors:
            self.add_error("lead", _("Choose the report that leads the group."))
        return values


def seen_text(row: Incident) -> str:
    """Return what the page keeps of a report, to tell later whether somebody decided meanwhile."""
    return f"{row.number} {row.record_version} {row.status}"
