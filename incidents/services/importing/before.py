"""What a report said before an import changed it, kept so that the import can be undone whole."""

from __future__ import annotations

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from incidents.models import Disposition, ImportBatch, ImportedChange, Incident
from incidents.services.children import MODELS, ROW_SETS
from incidents.services.substance import SUBSTANCE_FIELDS

_KEPT = (
    *sorted(SUBSTANCE_FIELDS - {"site", "case"}), "site_id", "case_id", "case_linked_at", "case_linked_after_run_id",
    "year", "distance_m", "zone_relation_computed", "zone_id", "status", "submitted_at", "import_digest",
    "record_version",
)  # fmt: skip


def remember(batch: ImportBatch, incident: Incident) -> None:
    """Keep what a report says, unless this batch has kept it before."""
    before = {"columns": {name: getattr(incident, name) for name in _KEPT}, "rows": _rows(incident)}
    plain = json.loads(json.dumps(before, cls=DjangoJSONEncoder))
    ImportedChange.objects.get_or_create(batch=batch, incident=incident, defaults={"before": plain})


def _rows(incident: Incident) -> dict[str, list[dict[str, Any]]]:
    """Return the child rows as columns; sources by their position, provisions by their keys."""
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
        if field.name not in ("id", "incident", "source")
    }
    if hasattr(child, "source_id"):
        values["source"] = positions.get(child.source_id)
    if isinstance(child, Disposition):
        values["legal_bases"] = list(child.legal_bases.order_by("pk").values_list("pk", flat=True))
    return values
