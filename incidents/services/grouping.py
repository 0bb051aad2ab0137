"""Reports that tell of one event: grouped under a lead, and taken out again with nothing lost.

A grouped report changes its state and nothing else: version, texts and reviewer stay as they were, and its history
keeps the state it came from. So taking it out needs no memory of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, RecordKind, Status
from incidents.errors import IncompleteReport, NotAllowed, StaleVersion, WrongState
from incidents.models import Account, Incident, Transition
from incidents.services.audit import record_event
from incidents.services.group_locks import LockedGroups, lock_groups
from incidents.services.review import DUPLICATE, Step, require_reason, require_step

# A group counts as its lead does, so the lead must be one that stands.
LEADS = (Status.SUBMITTED, Status.CONFIRMED, Status.RELEASED, Status.CORRECTED)
_COUNTED = (Status.CONFIRMED, Status.RELEASED, Status.CORRECTED)
# Verdicts on the event: a group may stay under them, and such a lead is no member of anything.
_CLOSED = (Status.UNFOUNDED, Status.WITHDRAWN)
UNGROUP = Step(Action.REVIEW, (Status.DUPLICATE,), "", AuditAction.INCIDENT_UNGROUPED)
MOVE = Step(Action.REVIEW, (Status.DUPLICATE,), Status.DUPLICATE, AuditAction.INCIDENT_DUPLICATE)
Seen = Mapping[str, tuple[int, str]]


@transaction.atomic
def group_reports(
    *, by: Account, lead: Incident, reports: Sequence[Incident], rationale: str, seen: Seen | None = None
) -> Incident:
    """Put reports under a lead, with the groups they lead themselves; one that is there already stays as it is.

    A lead that is itself grouped hands on to its own, unless that one is among the reports: then it becomes the lead.
    """
    _require_role(by)
    groups = lock_groups([lead, *reports])
    _require_as_seen(groups, seen or {})
    require_reason(rationale)
    chosen = {report.pk for report in reports} - {lead.pk}
    head = groups.top_of(lead.pk)
    if head in chosen:
        return _change_lead(groups, lead.pk, chosen, by=by, rationale=rationale)
    _require_lead(groups, head)
    _put_all(groups, head, chosen - {head}, by=by, rationale=rationale)
    return groups.rows[head]


@transaction.atomic
def mark_duplicate(
    *, by: Account, incident: Incident, of: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Close one report as a second telling of another, or of the lead of the other's group."""
    _require_role(by)
    if of.pk == incident.pk:
        raise IncompleteReport({"of": _("A report cannot be a duplicate of itself. Choose the other one.")})
    groups = lock_groups([incident, of])
    stored, head = groups.rows[incident.pk], groups.rows[groups.top_of(of.pk)]
    _require_version(stored, expected_version)
    if stored.status == Status.DUPLICATE:
        require_step(DUPLICATE, by=by, stored=stored)
    if head.pk == stored.pk:
        _refuse_as_lead(groups.rows[of.pk])
    require_reason(rationale)
    _require_lead(groups, head.pk)
    _put_all(groups, head.pk, {stored.pk}, by=by, rationale=rationale)
    return stored


@transaction.atomic
def lead_the_group(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Make a grouped report the lead; the one that led goes under it, and the others come along."""
    _require_role(by)
    groups = lock_groups([incident])
    stored, head = groups.rows[incident.pk], groups.top_of(incident.pk)
    _require_version(stored, expected_version)
    require_step(UNGROUP, by=by, stored=stored)
    require_reason(rationale)
    if head == stored.pk:
        raise WrongState(_("Its lead is no longer in the log. Take it out of the group instead."))
    return _change_lead(groups, stored.pk, {head}, by=by, rationale=rationale)


@transaction.atomic
def ungroup_report(
    *, by: Account, incident: Incident, rationale: str, expected_version: int | None = None
) -> Incident:
    """Take a report out of its group: it is again what it was. Once taken out, the same again changes nothing."""
    return ungroup_reports(
        by=by, reports=[incident], rationale=rationale, versions={incident.pk: expected_version}
    )[0]


@transaction.atomic
def ungroup_reports(
    *,
    by: Account,
    reports: Sequence[Incident],
    rationale: str,
    versions: Mapping[int, int | None] | None = None,
) -> list[Incident]:
    """Take several reports out of their groups, all of them or none."""
    _require_role(by)
    groups = lock_groups(reports)
    require_reason(rationale)
    for report in reports:
        stored = groups.rows[report.pk]
        _require_version(stored, (versions or {}).get(report.pk))
        if stored.status == Status.DUPLICATE or not _was_grouped(stored):
            require_step(UNGROUP, by=by, stored=stored)
            _restore(groups, stored, by=by, rationale=rationale)
    return [groups.rows[report.pk] for report in reports]


def _change_lead(
    groups: LockedGroups, new: int, chosen: set[int], *, by: Account, rationale: str
) -> Incident:
    """Bring the new lead back to its own state, then put the old one under it; a closed one stays what it is."""
    head, old = groups.rows[new], groups.rows[groups.top_of(new)]
    require_step(UNGROUP, by=by, stored=head)
    followers = groups.members_of(old.pk) - {new}
    _restore(groups, head, by=by, rationale=rationale)
    _require_lead(groups, new)
    for pk in sorted(followers):
        _put(groups, new, pk, by=by, rationale=rationale)
    under = chosen - {new} - ({old.pk} if old.status in _CLOSED else set())
    _put_all(groups, new, under, by=by, rationale=rationale)
    return head


def _put_all(groups: LockedGroups, head: int, reports: Iterable[int], *, by: Account, rationale: str) -> None:
    for pk in sorted(reports):
        if groups.lead_of.get(pk) == head:
            continue
        _require_groupable(groups.rows[pk], groups.rows[head], by=by)
        followers = groups.members_of(pk)
        for follower in [pk, *sorted(followers)]:
            _put(groups, head, follower, by=by, rationale=rationale)


def _put(groups: LockedGroups, head: int, pk: int, *, by: Account, rationale: str) -> None:
    lead, row = groups.rows[head], groups.rows[pk]
    before, row.status = row.status, Status.DUPLICATE
    row.save(update_fields=["status", "changed_at"])
    groups.link(pk, head, reason=rationale)
    _step(row, before, by=by, rationale=rationale)
    detail = {"lead": lead.number, "from": before}
    _record(row, AuditAction.INCIDENT_DUPLICATE, detail, by=by)


def _restore(groups: LockedGroups, row: Incident, *, by: Account, rationale: str) -> None:
    lead = groups.rows.get(groups.lead_of.get(row.pk, row.pk))
    row.status = _state_before(row)
    row.save(update_fields=["status", "changed_at"])
    groups.unlink(row.pk)
    _step(row, Status.DUPLICATE, by=by, rationale=rationale)
    detail = {"lead": lead.number, "to": row.status} if lead not in (None, row) else {"to": row.status}
    _record(row, AuditAction.INCIDENT_UNGROUPED, detail, by=by)


def _state_before(row: Incident) -> str:
    grouped = row.transitions.filter(to_status=Status.DUPLICATE).exclude(from_status=Status.DUPLICATE)
    last = grouped.order_by("-id").first()
    return last.from_status if last is not None else Status.SUBMITTED


def _was_grouped(row: Incident) -> bool:
    last = row.transitions.order_by("-id").first()
    return last is not None and last.from_status == Status.DUPLICATE


def _step(row: Incident, before: str, *, by: Account, rationale: str) -> None:
    Transition.objects.create(
        incident=row, record_version=row.record_version, from_status=before, to_status=row.status, by=by,
        rationale=rationale.strip(),
    )  # fmt: skip


def _record(row: Incident, action: AuditAction, detail: Mapping[str, object], *, by: Account) -> None:
    record_event(
        by=by, action=action, object_type="incident", object_key=row.number, object_version=row.record_version,
        fields=["status"], detail=detail,
    )  # fmt: skip


def _require_role(by: Account) -> None:
    if not reader_of(by).may(Action.REVIEW):
        raise NotAllowed(_("Your roles do not cover this step."))


def _require_as_seen(groups: LockedGroups, seen: Seen) -> None:
    """Refuse if somebody changed or decided one of them since the page was drawn."""
    for row in groups.rows.values():
        version, status = seen.get(row.number, (row.record_version, row.status))
        _require_version(row, version)
        if row.status != status:
            raise StaleVersion(
                _("%(number)s was decided meanwhile: it is “%(state)s” now. Look at it again.")
                % {"number": row.number, "state": row.get_status_display()}
            )


def _require_version(row: Incident, version: int | None) -> None:
    if version is not None and row.record_version != version:
        raise StaleVersion(
            _("This record was changed meanwhile (version %(now)d, you saw %(seen)d). Open it again.")
            % {"now": row.record_version, "seen": version}
        )


def _require_lead(groups: LockedGroups, pk: int) -> None:
    row = groups.rows[pk]
    if row.status not in LEADS or row.record_kind != RecordKind.INCIDENT:
        _refuse_as_lead(row)


def _refuse_as_lead(row: Incident) -> None:
    words = _("%(number)s is “%(state)s”; a report cannot be a duplicate of it. Choose the one that stays.")
    raise IncompleteReport({"of": words % {"number": row.number, "state": row.get_status_display()}})


def _require_groupable(row: Incident, lead: Incident, *, by: Account) -> None:
    """Refuse what would make something that counts vanish, or that this person may not decide."""
    numbers = {"number": row.number, "lead": lead.number}
    if row.status in (Status.RELEASED, Status.CORRECTED):
        raise WrongState(
            _(
                "%(number)s was released. Make it the lead, or have it withdrawn first; withdrawn it counts nowhere."
            )
            % numbers
        )
    if row.record_kind != RecordKind.INCIDENT:
        raise WrongState(_("%(number)s is the summary of a case and is never grouped.") % numbers)
    if row.log_id != lead.log_id:
        raise IncompleteReport(
            {"of": _("%(number)s and %(lead)s are in different logs; each log counts for itself.") % numbers}
        )
    if row.status == Status.CONFIRMED and lead.status not in _COUNTED:
        words = _(
            "%(number)s is confirmed and %(lead)s is not: the event would leave the map. Make %(number)s the lead."
        )
        raise IncompleteReport({"of": words % numbers})
    require_step(MOVE if row.status == Status.DUPLICATE else DUPLICATE, by=by, stored=row)
