"""The child rows of released incidents, fetched for a whole slice at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from incidents.enums import SourceType, TimePrecision
from incidents.models import Disposition, Equipment, Source


@dataclass(frozen=True, slots=True)
class LastOutcome:
    """The last line of what was concluded."""

    id: int
    outcome: str
    day: dt.date | None
    precision: int
    legal_bases: list[str]

    def decided_on(self, is_press: bool) -> str | None:
        """Return the day if the press printed it and it is known, else the month."""
        if self.day is None:
            return None
        return self.day.isoformat()[: 10 if is_press and self.precision <= TimePrecision.DAY else 7]


@dataclass(frozen=True, slots=True)
class ReleasedChildren:
    """Equipment, sources and last outcomes by incident."""

    equipment: dict[int, list[str]]
    sources: dict[int, list[tuple[Any, ...]]]
    outcomes: dict[int, LastOutcome]

    def is_press_only(self, incident_id: int) -> bool:
        """Whether there is a source and every one is the press."""
        rows = self.sources.get(incident_id)
        return bool(rows) and all(row[0] == SourceType.PRESS for row in rows or ())

    def source_rows(self, incident_id: int) -> list[dict[str, Any]]:
        """Return publisher, date and grades; addresses and titles stay, because their words describe persons."""
        return [
            {
                "type": kind,
                "publisher": publisher,
                "published_on": day.isoformat()[: 10 if kind == SourceType.PRESS else 7] if day else None,
                "reliability": reliability,
                "credibility": credibility,
            }
            for kind, publisher, day, reliability, credibility in self.sources.get(incident_id, ())
        ]


def children_of(incident_ids: list[int]) -> ReleasedChildren:
    """Fetch what hangs on these incidents in four queries."""
    equipment: dict[int, list[str]] = defaultdict(list)
    for incident_id, category in _of(Equipment, incident_ids).values_list("incident_id", "category"):
        if category not in equipment[incident_id]:
            equipment[incident_id].append(category)
    sources: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    columns = ("type", "publisher", "published_on", "reliability", "credibility")
    for incident_id, *values in _of(Source, incident_ids).values_list("incident_id", *columns):
        sources[incident_id].append(tuple(values))
    return ReleasedChildren(equipment=equipment, sources=sources, outcomes=_outcomes(incident_ids))


def _of(model: Any, incident_ids: list[int]) -> Any:
    return model.objects.filter(incident__in=incident_ids).order_by("id")


def _outcomes(incident_ids: list[int]) -> dict[int, LastOutcome]:
    lines = Disposition.objects.filter(incident__in=incident_ids).order_by("order", "id")
    last: dict[int, LastOutcome] = {}
    for incident_id, line_id, outcome, day, precision in lines.values_list(
        "incident_id", "id", "outcome", "decided_on", "date_precision"
    ):
        last[incident_id] = LastOutcome(line_id, outcome, day, precision, legal_bases=[])
    by_line = {line.id: line for line in last.values()}
    links = Disposition.legal_bases.through.objects.filter(disposition__in=by_line)
    for line_id, code in links.order_by("id").values_list("disposition_id", "legalbasis__code"):
        by_line[line_id].legal_bases.append(code)
    return last
