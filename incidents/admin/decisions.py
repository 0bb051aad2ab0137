"""Decisions on a report as they are typed: a reason, what was weighed, and the button that was pressed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.access import reader_of
from incidents.admin.base import problems_of
from incidents.admin.codes import CodesField
from incidents.enums import LawfulExplanation, PhotoIndicator, Tlp
from incidents.errors import IncidentError, IncompleteReport
from incidents.models import Account, Incident
from incidents.selectors.incidents import incident_of
from incidents.services import grouping, review


@dataclass(frozen=True, slots=True)
class Decision:
    """One button: what it says, the step it takes, the service behind it, and what else it asks for."""

    name: str
    label: Any
    step: review.Step
    service: Callable[..., Incident]
    asks: tuple[str, ...] = ()


DECISIONS = (
    Decision(
        "confirm", _("Confirm"), review.CONFIRM, review.confirm_incident, ("explanations", "photo_indicators")
    ),
    Decision("return", _("Return to the author"), review.RETURN, review.return_incident),
    Decision("insufficient", _("Insufficient"), review.INSUFFICIENT, review.mark_insufficient),
    Decision("unfounded", _("Unfounded"), review.UNFOUNDED, review.mark_unfounded),
    Decision("duplicate", _("Duplicate"), review.DUPLICATE, grouping.mark_duplicate, ("of",)),
    Decision("ungroup", _("Take out of the group"), grouping.UNGROUP, grouping.ungroup_report),
    Decision("lead", _("Make it the lead"), grouping.UNGROUP, grouping.lead_the_group),
    Decision("release", _("Release"), review.RELEASE, review.release_incident, ("tlp",)),
    Decision("withdraw", _("Withdraw"), review.WITHDRAW, review.withdraw_incident),
)


class DecisionForm(forms.Form):
    """The panel under a report; it offers only what this person may decide now."""

    expected_version = forms.IntegerField(widget=forms.HiddenInput)
    rationale = forms.CharField(
        label=_("Reason"),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "cols": 60}),
    )
    explanations = CodesField(LawfulExplanation, label=_("Lawful explanations considered (to confirm)"))
    photo_indicators = CodesField(PhotoIndicator, label=_("Indicators, left blank by the author"))
    of = forms.CharField(
        label=_("Number of the other report (if a duplicate)"), max_length=20, required=False
    )
    tlp = forms.ChoiceField(label=_("Label (to release)"), choices=Tlp.choices, required=False)

    def __init__(self, data: Any = None, *, incident: Incident, by: Account) -> None:
        initial = {"expected_version": incident.record_version, "tlp": incident.tlp}
        super().__init__(data, initial=initial, prefix="decision")
        self.incident, self.by = incident, by
        self.open, self.closed = sort_out(incident, by)
        asked = {name for decision in self.open for name in decision.asks}
        if incident.photo_indicators:
            asked.discard("photo_indicators")
        for name in {"explanations", "photo_indicators", "of", "tlp"} - asked:
            del self.fields[name]

    def decide(self, name: str) -> bool:
        """Take the step whose button was pressed; a refusal is put beside what was typed."""
        decision = next((decision for decision in DECISIONS if decision.name == name), None)
        if not self.is_valid() or decision is None:
            return False
        try:
            decision.service(**self._arguments(decision))
        except IncidentError as error:
            for field, message in problems_of(error).items():
                self.add_error(field if field in self.fields else None, message)
            return False
        return True

    def _arguments(self, decision: Decision) -> dict[str, Any]:
        values = {
            "by": self.by,
            "incident": self.incident,
            "rationale": self.cleaned_data["rationale"],
            "expected_version": self.cleaned_data["expected_version"],
        }
        values |= {name: self.cleaned_data.get(name, "") for name in decision.asks}
        if "of" in values:
            values["of"] = self._other(values["of"])
        return values

    def _other(self, number: str) -> Incident:
        other = incident_of(number.strip(), reader=reader_of(self.by))
        if other is None:
            raise IncompleteReport({"of": str(_("No report that you may see has this number. Check it."))})
        return other


def sort_out(incident: Incident, by: Account) -> tuple[list[Decision], Mapping[str, list[Decision]]]:
    """Return what this person may decide now, and why not the rest that the roles would cover."""
    reader = reader_of(by)
    open_now: list[Decision] = []
    closed: dict[str, list[Decision]] = {}
    for decision in DECISIONS:
        if not reader.may(decision.step.action):
            continue
        reason = review.why_not(decision.step, by=by, incident=incident)
        if reason:
            closed.setdefault(reason, []).append(decision)
        else:
            open_now.append(decision)
    return open_now, closed
