"""What a report said before an import changed it, kept so that the import can be undone whole."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from incidents.models import Account, Disposition, ImportBatch, ImportedChange, Incident, Transition
from incidents.services.children import MODELS, ROW_SETS, Children, replace_children
from incidents.services.substance import SUBSTANCE_FIELDS

_KEPT = (
    *sorted(SUBSTANCE_FIELDS - {"site", "case"}), "site_id", "case_id", "case_linked_at", "case_linked_after_run_id",
    "year", "distance_m", "zone_relation_computed", "zone_id", "status", "submitted_at", "import_digest",
    "record_version",
)  # fmt: skip


def remember(batch: ImportBatch, incident: Incident) -> None:
    """Keep what a report says, unless this batch has kept it before."""
    before = {"columns": {name: getattr(incident, name) for name in _KEPT}, "rows": _rows(incident)}
    plain = json.loads(json.dumps(before, default=_as_text))
    ImportedChange.objects.get_or_create(batch=batch, incident=incident, defaults={"before": plain})


def _rows(incident: Incident) -> dict[str, list[dict[str, Any]]]:
    """Return the child rows as columns; sources by their position, provisions by their codes."""
    positions = {source.pk: position for position, source in enumerate(incident.sources.order_by("pk"), 1)}
    return {
        name: [
            _row(child, positions)
            for child in MODELS[name]._default_manager.filter(incident=incident).order_by("pk")
        ]
        for name in ROW_SETS
    }


def _row(child: Any, positions: dict[int, int]) -> dict[str, Any]:
    values = {
        field.attname: getattr(child, field.attname)
        for field in child._meta.concrete_fields
        if field.name not in ("id", "incident", "source", "order")
    }
    if hasattr(child, "source_id"):
        values["source"] = positions.get(child.source_id)
    if isinstance(child, Disposition):
        values["legal_bases"] = list(child.legal_bases.order_by("pk").values_list("code", flat=True))
    return values


def _as_text(value: dt.date) -> str:
    return value.isoformat()  # also a moment, which is one


def version_after(change: ImportedChange) -> int:
    """Return the version that the import left, if nobody has changed the report since."""
    return change.before["columns"]["record_version"] + 1


def restore(change: ImportedChange, *, by: Account, reason: str) -> None:
    """Let a report say again what it said before; the kept words are emptied, and the version counts on."""
    incident, before = change.incident, change.before
    status = incident.status
    for name, value in before["columns"].items():
        field: Any = Incident._meta.get_field(name.removesuffix("_id"))
        setattr(incident, name, field.to_python(value) if isinstance(value, str) else value)
    incident.record_version = version_after(change) + 1
    incident.save()
    replace_children(incident, Children(**before["rows"]))
    if incident.status != status:
        Transition.objects.create(
            incident=incident, record_version=incident.record_version, from_status=status,
            to_status=incident.status, by=by, rationale=reason,
        )  # fmt: skip
    change.before = {}
    change.save(update_fields=["before"])
