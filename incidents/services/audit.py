"""Writing the audit trail, always inside the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from incidents.models import Account, AuditEvent


def record_event(
    *,
    by: Account | None,
    action: str,
    object_type: str,
    object_key: str,
    object_version: int | None = None,
    fields: Iterable[str] = (),
    reason: str = "",
    detail: Mapping[str, object] | None = None,
) -> AuditEvent:
    """Append one event; outside a transaction it refuses, because action and event must share one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An audit event needs the transaction of the change it records.")
    return AuditEvent.objects.create(
        actor=by,
        action=action,
        object_type=object_type,
        object_key=object_key,
        object_version=object_version,
        fields=sorted(fields),
        reason=reason[:300],
        detail=dict(detail or {}),
    )
