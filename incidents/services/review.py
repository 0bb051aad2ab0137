"""Decisions on a report: always by another person than the one who entered or last changed it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import enums
from incidents.access import Action, reader_of
from incidents.enums import AuditAction, Status, Tlp
from incidents.errors import IncompleteReport, NotAllowed, SamePerson, WrongState
from incidents.models import Account, DatasetVersion, Incident, Log, Transition
from incidents.services.audit import record_event
from incidents.services.reporting import lock
from incidents.services.substance import unknown_codes
from incidents.services.text_scan import scan_text

MIN_RATIONALE = 40
# Two letters are a whole reason in Korean.
MIN_REASON = 2


@dataclass(frozen=True, slots=True)
class Step:
    """One arrow of the workflow."""

    action: Action
    leads_from: tuple[str, ...]
    leads_to: str
    event: AuditAction


CONFIRM = Step(Action.REVIEW, (Status.SUBMITTED,), Status.CONFIRMED, AuditAction.INCIDENT_CONFIRMED)
RETURN = Step(Action.REVIEW, (Status.SUBMITTED,), Status.RETURNED, AuditAction.INCIDENT_RETURNED)
INSUFFICIENT = Step(
    Action.REVIEW, (Status.SUBMITTED,), Status.INSUFFICIENT, AuditAction.INCIDENT_INSUFFICIENT
)
UNFOUNDED = Step(
    Action.REVIEW, (Status.SUBMITTED, Status.CONFIRMED), Status.UNFOUNDED, AuditAction.INCIDENT_UNFOUNDED
)
# Taken by services/grouping.py, because it concerns more than one record.
DUPLICATE = Step(
    Action.REVIEW, (Status.SUBMITTED, Status.CONFIRMED), Status.DUPLICATE, AuditAction.INCIDENT_DUPLICATE
)
RELEASE = Step(
    Action.RELEASE, (Status.CONFIRMED, Status.CORRECTED), Status.RELEASED, AuditAction.INCIDENT_RELEASED
)
WITHDRAW = Step(
    Action.WITHDRAW, (Status.RELEASED, Status.CORRECTED), Status.WITHDRAWN, AuditAction.INCIDENT_WITHDRAWN
)
STEPS = (CONFIRM, RETURN, INSUFFICIENT, DUPLICATE, UNFOUNDED, RELEASE, WITHDRAW)


def why_not(step: Step, *, by: Account, incident: Incident) -> str:
    """Return in words why this person may not take this step now, or nothing."""
    if not reader_of(by).may(step.action):
        return _("Your roles do not cover this step.")
    if incident.status not in step.leads_from:
        return _("The record is “%(state)s”; this step does not lead on from there.") % {
            "state": incident.get_status_display()
        }
    if step in (WITHDRAW,):
        return ""
    if incident.entered_by_id == by.pk:
        return _("You entered this record; another person decides.")
    if incident.last_edited_by_id == by.pk:
        return _("You last changed this record; another person decides.")
    # These speak of one telling, not of the event: its group would stand in no queue and in no count.
    if step in (RETURN, INSUFFICIENT) and leads_a_group(incident):
        return _("It leads a group of reports. Make another one the lead first.")
    return ""


def leads_a_group(incident: Incident) -> bool:
    """Whether other reports are kept as duplicates of this one."""
    return incident.linked_from.filter(kind=enums.LinkKind.DUPLICATE_OF).exists()


@transaction.atomic
def confirm_incident(
    *,
    by: Account,
    incident: Incident,
    rationale: str,
    explanations: Sequence[str],
    photo_indicators: Sequence[str] = (),
    expected_version: int | None = None,
) -> Incident:
    """Confirm a report after lawful explanations were weighed.

    Handing in does not ask for indicators, so the reviewer may state them where the author left them blank.
    """
    stored = _begin(CONFIRM, by, incident, expected_version)
    if not stored.photo_indicators:
        stored.photo_indicators = list(photo_indicators)
    problems = _missing_for_confirmation(stored, rationale, explanations)
    if problems:
        raise IncompleteReport(problems)
    scan_text("rationale", rationale)
    return _finish(CONFIRM, by, stored, rationale, explanations)


@transaction.atomic
def return_incident(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Give a report back to its author with a reason."""
    return _decide(RETURN, by, incident, rationale, expected_version)


@transaction.atomic
def mark_insufficient(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Close a report that says too little."""
    return _decide(INSUFFICIENT, by, incident, rationale, expected_version)


@transaction.atomic
def mark_unfounded(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Close a report as unfounded; it leaves maps and exports at once."""
    return _decide(UNFOUNDED, by, incident, rationale, expected_version)


@transaction.atomic
def release_incident(
    *, by: Account, incident: Incident, rationale: str, tlp: str = "", expected_version: int | None = None
) -> Incident:
    """Let a confirmed record leave in exports; a record that involves a minor says so in the audit trail."""
    stored = _begin(RELEASE, by, incident, expected_version)
    require_reason(rationale)
    if tlp and tlp not in Tlp.values:
        raise IncompleteReport({"tlp": _("label: “%(value)s” is not a TLP label.") % {"value": tlp}})
    stored.tlp = tlp or stored.tlp
    stored = _finish(RELEASE, by, stored, rationale)
    _count_change(stored, "NEW")
    return stored


@transaction.atomic
def withdraw_incident(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Take a released record back; its number stays as a tombstone."""
    stored = _decide(WITHDRAW, by, incident, rationale, expected_version)
    _count_change(stored, "WITHDRAWN")
    return stored


def _decide(
    step: Step, by: Account, incident: Incident, rationale: str, expected_version: int | None
) -> Incident:
    stored = _begin(step, by, incident, expected_version)
    require_reason(rationale)
    return _finish(step, by, stored, rationale)


def _begin(step: Step, by: Account, incident: Incident, expected_version: int | None) -> Incident:
    stored = lock(incident, expected_version)
    require_step(step, by=by, stored=stored)
    return stored


def require_step(step: Step, *, by: Account, stored: Incident) -> None:
    """Refuse a step that this person may not take on this row now."""
    reason = why_not(step, by=by, incident=stored)
    if not reason:
        return
    if not reader_of(by).may(step.action):
        raise NotAllowed(reason)
    if by.pk in (stored.entered_by_id, stored.last_edited_by_id) and stored.status in step.leads_from:
        raise SamePerson(reason)
    raise WrongState(reason)


def require_reason(rationale: str) -> None:
    """Refuse a decision without a reason, or with one that identifies a person."""
    if len(rationale.strip()) < MIN_REASON:
        raise IncompleteReport({"rationale": _("A reason is missing. Write why.")})
    scan_text("rationale", rationale)


def _missing_for_confirmation(
    incident: Incident, rationale: str, explanations: Sequence[str]
) -> dict[str, str]:
    problems: dict[str, str] = {}
    if len(rationale.strip()) < MIN_RATIONALE:
        problems["rationale"] = _(
            "The reason has %(length)d characters; at least %(least)d are needed. Write what you relied on."
        ) % {
            "length": len(rationale.strip()),
            "least": MIN_RATIONALE,
        }
    if not explanations or list(unknown_codes(list(explanations), enums.LawfulExplanation)):
        problems["explanations"] = _("No lawful explanation is marked as considered. Mark at least one.")
    if not incident.behaviours:
        problems["behaviours"] = _("Behaviour is missing. Choose what was done.")
    if not incident.zone_relation:
        problems["zone_relation"] = _("Zone relation is blank. “Unknown” is allowed.")
    # An imported row is as told by its file, whose name, digest and row stay with the report.
    if incident.import_batch_id is None and not incident.sources.exists():
        problems["sources"] = _("No source is named. Add at least one.")
    if list(unknown_codes(incident.photo_indicators, enums.PhotoIndicator)):
        problems["photo_indicators"] = _("An indicator is not in the list. Choose from it.")
    elif set(incident.behaviours) <= enums.CONTEXT_NEEDED and not incident.photo_indicators:
        problems["photo_indicators"] = _(
            "This behaviour is not unlawful in itself. Mark the indicators seen, or “None observed”."
        )
    return problems


def _finish(
    step: Step, by: Account, stored: Incident, rationale: str, explanations: Sequence[str] = ()
) -> Incident:
    before, stored.status, now = stored.status, step.leads_to, timezone.now()
    if step.action is Action.REVIEW:
        stored.reviewed_by, stored.reviewed_at = by, now
    if step is RELEASE:
        stored.released_by, stored.released_at = by, now
    stored.save(
        update_fields=[
            "status",
            "reviewed_by",
            "photo_indicators",
            "reviewed_at",
            "released_by",
            "released_at",
            "tlp",
            "changed_at",
        ]
    )
    Transition.objects.create(
        incident=stored, record_version=stored.record_version, from_status=before, to_status=stored.status, by=by,
        rationale=rationale.strip(), explanations_considered=list(explanations),
    )  # fmt: skip
    record_event(
        by=by, action=step.event, object_type="incident", object_key=stored.number,
        object_version=stored.record_version, fields=["status"],
        detail={"minor_involved": True} if step is RELEASE and stored.minor_involved == "Y" else None,
    )  # fmt: skip
    return stored


def _count_change(incident: Incident, change_type: str) -> None:
    log = Log.objects.select_for_update(no_key=True).get(pk=incident.log_id)
    last = DatasetVersion.objects.filter(log=log).order_by("-number").first()
    DatasetVersion.objects.create(
        log=log, number=(last.number if last else 0) + 1, change_type=change_type,
        incident_number=incident.number,
    )  # fmt: skip
