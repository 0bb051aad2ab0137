"""The bar under a record: which decisions lead on from here, and why some are not this person's to take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from incidents.access import Reader
from incidents.forms.decisions import ConfirmForm, DecisionForm, DuplicateForm, ReleaseForm, WithdrawForm
from incidents.models import Account, Incident
from incidents.services import grouping, review


@dataclass(frozen=True)
class Decision:
    """One decision: its step, its form, the service that takes it, and its words."""

    code: str
    step: review.Step
    form: type[DecisionForm]
    service: Callable[..., Incident]
    label: Promise
    done: Promise
    is_main: bool = False
    is_final: bool = False


DECISIONS = {
    decision.code: decision
    for decision in (
        Decision(
            "confirm", review.CONFIRM, ConfirmForm, review.confirm_incident,
            gettext_lazy("Confirm"), gettext_lazy("%(number)s is confirmed."), is_main=True,
        ),
        Decision(
            "return", review.RETURN, DecisionForm, review.return_incident,
            gettext_lazy("Return"), gettext_lazy("%(number)s went back to its author."),
        ),
        Decision(
            "insufficient", review.INSUFFICIENT, DecisionForm, review.mark_insufficient,
            gettext_lazy("Insufficient"), gettext_lazy("%(number)s is closed as insufficient."),
        ),
        Decision(
            "duplicate", review.DUPLICATE, DuplicateForm, grouping.mark_duplicate,
            gettext_lazy("Duplicate"), gettext_lazy("%(number)s is closed as a duplicate."),
        ),
        Decision(
            "ungroup", grouping.UNGROUP, DecisionForm, grouping.ungroup_report,
            gettext_lazy("Take out of the group"), gettext_lazy("%(number)s is out of its group, as it was before."),
            is_main=True,
        ),
        Decision(
            "lead", grouping.UNGROUP, DecisionForm, grouping.lead_the_group,
            gettext_lazy("Make it the lead"), gettext_lazy("%(number)s leads the group now."),
        ),
        Decision(
            "unfounded", review.UNFOUNDED, DecisionForm, review.mark_unfounded,
            gettext_lazy("Unfounded"), gettext_lazy("%(number)s is closed as unfounded."),
        ),
        Decision(
            "release", review.RELEASE, ReleaseForm, review.release_incident,
            gettext_lazy("Release"), gettext_lazy("%(number)s is released."), is_main=True,
        ),
        Decision(
            "withdraw", review.WITHDRAW, WithdrawForm, review.withdraw_incident,
            gettext_lazy("Withdraw"), gettext_lazy("%(number)s is withdrawn; its number stays."), is_final=True,
        ),
    )
}  # fmt: skip


@dataclass(frozen=True)
class Choice:
    """A button of the bar; a reason instead of a link where it is not to be pressed."""

    decision: Decision
    why_not: str


@dataclass(frozen=True)
class Panel:
    """The open decision with its form."""

    decision: Decision
    form: DecisionForm


@dataclass(frozen=True)
class ReviewBar:
    """All decisions that lead on from the record's state and that one of the reader's roles takes."""

    choices: tuple[Choice, ...]
    panel: Panel | None

    @property
    def why_not(self) -> str:
        """The reason in words, where none may be taken."""
        reasons = [choice.why_not for choice in self.choices]
        return reasons[0] if reasons and all(reasons) else ""

    @property
    def held_back(self) -> list[tuple[str, str]]:
        """The decisions that may not be taken beside others that may, with the reason they share."""
        if self.why_not:
            return []
        labels: dict[str, list[str]] = {}
        for choice in self.choices:
            if choice.why_not:
                labels.setdefault(choice.why_not, []).append(str(choice.decision.label))
        return [(", ".join(names), reason) for reason, names in labels.items()]


def review_bar(
    incident: Incident, *, by: Account, reader: Reader, panel: Panel | None = None
) -> ReviewBar | None:
    """Return the bar, or nothing where no role of the reader has a say in this state."""
    choices = tuple(
        Choice(decision, review.why_not(decision.step, by=by, incident=incident))
        for decision in DECISIONS.values()
        if reader.may(decision.step.action) and incident.status in decision.step.leads_from
    )
    return ReviewBar(choices, panel) if choices else None


def open_panel(code: str, incident: Incident, *, by: Account, reader: Reader) -> Panel | None:
    """Return the panel of a decision that this person may take now."""
    decision = DECISIONS.get(code)
    if decision is None or review.why_not(decision.step, by=by, incident=incident):
        return None
    return Panel(decision, decision.form(incident=incident, reader=reader))


def words_done(decision: Decision, incident: Incident) -> str:
    """Return what was done, for the message on the next page."""
    return str(decision.done) % {"number": incident.number}
