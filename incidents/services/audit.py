"""Writing the audit trail, always inside the transaction of what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from incidents.models import Account, AuditEvent
from incidents.services.text_scan import scan_text


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
    """Append one event; outside a transaction it refuses, because action and event must share one.

    Nobody can take words out of the trail again, so a reason that surely identifies a person never enters it.
    """
    scan_text("reason", reason)
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
