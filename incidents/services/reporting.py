"""Filing a report, changing it, handing it in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, Status
from incidents.errors import IncompleteReport, NotAllowed, StaleVersion, WrongState
from incidents.models import BEING_UNDONE, Account, ImportBatch, Incident, Log, Transition
from incidents.services.audit import record_event
from incidents.services.children import Children, replace_children
from incidents.services.numbering import next_number
from incidents.services.placing import place
from incidents.services.substance import missing_for_submission, set_substance

EDITABLE = (Status.DRAFT, Status.RETURNED)
NO_CHILDREN = Children()


def default_log() -> Log:
    """Return the log that new reports enter; an office's own is made when there is none."""
    names = {"code": "own", "name_en": "Own log", "name_ko": "자체 기록부", "kind": "OWN"}
    return Log.objects.get_or_create(is_default=True, defaults=names)[0]


@transaction.atomic
def file_incident(
    *,
    by: Account,
    fields: Mapping[str, Any],
    children: Children = NO_CHILDREN,
    log: Log | None = None,
    batch: ImportBatch | None = None,
    import_row: int | None = None,
    import_key: str = "",
) -> Incident:
    """Store a new draft with its number; nothing but the checked values enters."""
    _require(by, Action.FILE)
    incident = Incident(
        log=log or default_log(), entered_by=by, last_edited_by=by,
        import_batch=batch, import_row=import_row, import_key=import_key,
    )  # fmt: skip
    changed = set_substance(incident, fields)
    place(incident)
    _stamp_case(incident, changed)
    incident.number = next_number("UPR", on=timezone.localdate())
    incident.save()
    replace_children(incident, children)
    _step(incident, by, "", Status.DRAFT)
    _record(incident, by, AuditAction.INCIDENT_FILED, changed | children.changed())
    return incident


@transaction.atomic
def change_incident(
    *,
    by: Account,
    incident: Incident,
    fields: Mapping[str, Any],
    children: Children = NO_CHILDREN,
    expected_version: int | None = None,
) -> Incident:
    """Change the author's own draft; a returned report becomes a draft again."""
    _require(by, Action.FILE)
    stored = lock(incident, expected_version)
    if stored.entered_by_id != by.pk:
        raise NotAllowed(_("Only the person who entered this report changes it."))
    if stored.status not in EDITABLE:
        raise WrongState(_("This report was handed in. Ask the reviewer to return it."))
    changed = set_substance(stored, fields)
    place(stored)
    _stamp_case(stored, changed)
    before, stored.status = stored.status, Status.DRAFT
    stored.last_edited_by = by
    stored.record_version += 1
    stored.save()
    replace_children(stored, children)
    if before != Status.DRAFT:
        _step(stored, by, before, Status.DRAFT)
    _record(stored, by, AuditAction.INCIDENT_CHANGED, changed | children.changed())
    return stored


@transaction.atomic
def submit_incident(*, by: Account, incident: Incident, expected_version: int | None = None) -> Incident:
    """Hand a draft in for review; needs only site or point, time or "unknown", behaviour and one line."""
    _require(by, Action.SUBMIT)
    stored = lock(incident, expected_version)
    if stored.entered_by_id != by.pk:
        raise NotAllowed(_("Only the person who entered this report hands it in."))
    if stored.status not in EDITABLE:
        raise WrongState(_("This report was handed in already."))
    problems = missing_for_submission(stored)
    if problems:
        raise IncompleteReport(problems)
    before, stored.status, stored.submitted_at = stored.status, Status.SUBMITTED, timezone.now()
    stored.save(update_fields=["status", "submitted_at", "changed_at"])
    _step(stored, by, before, Status.SUBMITTED)
    _record(stored, by, AuditAction.INCIDENT_SUBMITTED, {"status"})
    return stored


def lock(incident: Incident, expected_version: int | None = None) -> Incident:
    """Read the stored row for writing; refuse if somebody else changed it meanwhile."""
    stored = Incident.objects.select_for_update(no_key=True).get(pk=incident.pk)
    refuse_if_being_undone([stored])
    if expected_version is not None and stored.record_version != expected_version:
        raise StaleVersion(
            _("This record was changed meanwhile (version %(now)d, you saw %(seen)d). Open it again.")
            % {"now": stored.record_version, "seen": expected_version}
        )
    return stored


def refuse_if_being_undone(incidents: Iterable[Incident]) -> None:
    """Refuse while the import that brought a report is being undone: half of it would stay."""
    batches = {incident.import_batch_id for incident in incidents if incident.import_batch_id}
    if batches and ImportBatch.objects.filter(pk__in=batches).filter(BEING_UNDONE).exists():
        raise WrongState(_("The import that brought this report is being undone. It is removed with it."))


def _require(by: Account, action: Action) -> None:
    if not reader_of(by).may(action):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": action.value})


def _stamp_case(incident: Incident, changed: set[str]) -> None:
    """Mark when a case link was made, and after which run, because a link made after a finding was seen weighs less."""
    if "case" in changed and incident.case_id is not None:
        incident.case_linked_at = timezone.now()
        incident.case_linked_after_run = incident.log.runs.order_by("-number").first()


def _step(incident: Incident, by: Account, before: str, after: str) -> None:
    Transition.objects.create(
        incident=incident, record_version=incident.record_version, from_status=before, to_status=after, by=by
    )


def _record(incident: Incident, by: Account, action: AuditAction, fields: set[str]) -> None:
    record_event(
        by=by, action=action, object_type="incident", object_key=incident.number,
        object_version=incident.record_version, fields=fields,
    )  # fmt: skip
