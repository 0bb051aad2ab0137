"""An author takes a report back before anybody reviewed it."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, Status
from incidents.errors import NotAllowed, WrongState
from incidents.models import Account, Incident, Transition
from incidents.services.audit import record_event
from incidents.services.reporting import lock
from incidents.services.review import leads_a_group
from incidents.services.text_scan import scan_text


@transaction.atomic
def take_back_report(*, by: Account, incident: Incident, reason: str = "") -> Incident:
    """Return the author's own unreviewed report to them: the arrow SUBMITTED > RETURNED, without a reviewer.

    Taking back decides nothing about the report, so one person may do it. It can be corrected and handed in
    again, or left where it is: a returned report stands in no queue, on no map and in no export.
    """
    if not reader_of(by).may(Action.FILE):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.FILE.value})
    stored = lock(incident)
    if stored.entered_by_id != by.pk:
        raise NotAllowed(_("Only the person who entered this report takes it back."))
    # Whom its group belongs to is not the author's to know.
    if stored.status != Status.SUBMITTED or leads_a_group(stored):
        raise WrongState(_("Only a report that nobody reviewed yet can be taken back."))
    scan_text("rationale", reason)
    stored.status = Status.RETURNED
    stored.save(update_fields=["status", "changed_at"])
    Transition.objects.create(
        incident=stored, record_version=stored.record_version, from_status=Status.SUBMITTED,
        to_status=Status.RETURNED, by=by, rationale=reason.strip() or _("Taken back by its author."),
    )  # fmt: skip
    record_event(
        by=by, action=AuditAction.INCIDENT_RETURNED, object_type="incident", object_key=stored.number,
        object_version=stored.record_version, fields=["status"],
    )  # fmt: skip
    return stored
