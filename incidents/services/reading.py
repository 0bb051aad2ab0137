"""Opening a record is itself recorded, unless it is one's own."""

from __future__ import annotations

from django.db import transaction

from incidents.enums import AuditAction
from incidents.models import Account, Incident
from incidents.services.audit import record_event


@transaction.atomic
def record_reading(*, by: Account, incident: Incident) -> None:
    """Write that somebody other than the author opened a record."""
    if incident.entered_by_id == by.pk:
        return
    record_event(
        by=by, action=AuditAction.INCIDENT_READ, object_type="incident", object_key=incident.number,
        object_version=incident.record_version,
    )  # fmt: skip


@transaction.atomic
def record_denial(*, by: Account, path: str, action: str) -> None:
    """Write that somebody asked for a screen that their roles do not cover."""
    record_event(
        by=by,
        action=AuditAction.ACCESS_DENIED,
        object_type="page",
        object_key=path[:80],
        detail={"asked": str(action)},
    )
