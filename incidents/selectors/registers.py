"""The two registers of the office: who did what, and what left; neither holds the content of a record."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from incidents.access import Action, Reader
from incidents.models import AuditEvent, Dissemination


def audit_events(reader: Reader, *, key: str = "", action: str = "") -> QuerySet[AuditEvent]:
    """Return the trail, newest first, narrowed to one object or one action."""
    if not reader.may(Action.READ_AUDIT):
        return AuditEvent.objects.none()
    events = AuditEvent.objects.select_related("actor").order_by("-id")
    if key:
        events = events.filter(Q(object_key=key) | Q(actor__username=key))
    return events.filter(action=action) if action else events


def disseminations(reader: Reader) -> QuerySet[Dissemination]:
    """Return the register of exports, newest first."""
    if not reader.may(Action.READ_EXPORTS):
        return Dissemination.objects.none()
    return Dissemination.objects.select_related("by", "token").order_by("-at", "-id")
