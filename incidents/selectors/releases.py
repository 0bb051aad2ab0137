"""Released incidents as they leave: a closed list of fields, coarse dates, the site's public point, cases as numbers.

Rows are read by `values_list` and shaped once, because an export may hold a whole log.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from incidents.access import Reader, visible
from incidents.enums import GeoPrecision, Outcome, RecordKind, SourceType, Status, TimePrecision
from incidents.models import Incident, Source
from incidents.selectors.labels import labels_up_to
from incidents.selectors.release_children import ReleasedChildren, children_of

Row = dict[str, Any]
# Few enough to keep memory flat, many enough that queries do not show.
CHUNK = 2_000

# What is read of the incident itself; a test holds it to what may leave.
INCIDENT_COLUMNS = (
    "number", "uuid", "record_version", "status", "occurred_from", "occurred_to", "time_precision", "date_derived",
    "announced_on", "released_at", "geo_precision", "zone_relation", "summary", "summary_ko", "behaviours",
    "photo_indicators", "media", "media_count", "subject_of_view", "airspace_class", "flight_approval",
    "photo_approval", "context_event", "warning", "detected_by", "tlp",
)  # fmt: skip
LINKED_COLUMNS = {
    "log": "log__code", "site": "site__code", "site_name_en": "site__name_en", "site_name_ko": "site__name_ko",
    "site_type": "site__site_type", "admin1": "site__admin1", "admin2": "site__admin2", "lat": "site__lat",
    "lon": "site__lon", "zone_kind": "zone__kind", "zone_accuracy": "zone__accuracy",
}  # fmt: skip
# What leaves, in the order of a file's columns. Nothing outside this list does.
INCIDENT_FIELDS = (
    "number", "uuid", "record_version", "log", "status", "case", "occurred_from", "occurred_to", "date_precision",
    "date_derived", "announced_on", "released_on", "site", "site_name_en", "site_name_ko", "site_type", "admin1",
    "admin2", "lat", "lon", "geo_precision", "zone_relation", "zone_kind", "zone_accuracy", "summary", "summary_ko",
    "behaviours", "photo_indicators", "media", "media_count", "subject_of_view", "airspace_class", "flight_approval",
    "photo_approval", "context_event", "warning", "detected_by", "equipment", "outcome", "outcome_on", "legal_bases",
    "sources", "tlp",
)  # fmt: skip
_COLUMNS = ("pk", "case_id", *INCIDENT_COLUMNS, *LINKED_COLUMNS.values())
_NAMES = ("pk", "case_id", *INCIDENT_COLUMNS, *LINKED_COLUMNS)

_FROM_PRESS = Exists(Source.objects.filter(incident=OuterRef("pk"), type=SourceType.PRESS))
_FROM_ELSEWHERE = Exists(Source.objects.filter(incident=OuterRef("pk")).exclude(type=SourceType.PRESS))
# The press printed the day already; for all others the month is what leaves, and what filters may run on.
PRESS_ONLY = Q(_FROM_PRESS) & ~Q(_FROM_ELSEWHERE)


class CaseNumbers:
    """Numbers the cases of one answer from 1, so that no pseudonym leaves and no two files can be joined by it."""

    def __init__(self) -> None:
        self._known: dict[int, int] = {}
        self._last = 0

    def number_of(self, case_id: int | None) -> int:
        """Return the number of a case; an incident without a case is a case of its own."""
        if case_id is not None and case_id in self._known:
            return self._known[case_id]
        self._last += 1
        if case_id is not None:
            self._known[case_id] = self._last
        return self._last


def released_incidents(reader: Reader, ceiling: str) -> QuerySet[Incident]:
    """Return what may leave to this reader, whoever asks: released incidents up to a label, no summary rows."""
    released = Incident.objects.filter(
        record_kind=RecordKind.INCIDENT, status=Status.RELEASED, tlp__in=labels_up_to(ceiling)
    )
    return visible(released, reader)


def incident_rows(queryset: QuerySet[Incident], cases: CaseNumbers) -> list[tuple[int, Row]]:
    """Return one bounded queryset as pairs of key and row, in a fixed number of queries."""
    found = [dict(zip(_NAMES, values, strict=True)) for values in queryset.values_list(*_COLUMNS)]
    children = children_of([raw["pk"] for raw in found])
    return [(raw["pk"], _row(raw, children, cases)) for raw in found]


def in_chunks(
    read: Callable[[QuerySet[Any]], list[tuple[int, Row]]],
    queryset: QuerySet[Any],
    *,
    after: int = 0,
    size: int | None = None,
) -> Iterator[list[Row]]:
    """Yield all rows in keyset slices, each a short read of its own, so that no writer waits for a long export."""
    while found := read(queryset.filter(pk__gt=after).order_by("pk")[: size or CHUNK]):
        yield [row for _key, row in found]
        after = found[-1][0]


def _row(raw: Row, children: ReleasedChildren, cases: CaseNumbers) -> Row:
    key = raw["pk"]
    is_press = children.is_press_only(key)
    outcome = children.outcomes.get(key)
    raw |= {
        "uuid": str(raw["uuid"]),
        "case": cases.number_of(raw["case_id"]),
        "occurred_from": _moment(raw["occurred_from"], raw["time_precision"], is_press),
        "occurred_to": _moment(raw["occurred_to"], raw["time_precision"], is_press),
        "date_precision": _precision(raw["time_precision"], is_press),
        "announced_on": coarse(raw["announced_on"], is_press),
        "released_on": local_date(raw["released_at"]).isoformat() if raw["released_at"] else None,
        "geo_precision": GeoPrecision(raw["geo_precision"]).name,
        "equipment": children.equipment.get(key, []),
        "outcome": outcome.outcome if outcome else Outcome.UNKNOWN.value,
        "outcome_on": outcome.decided_on(is_press) if outcome else None,
        "legal_bases": outcome.legal_bases if outcome else [],
        "sources": children.source_rows(key),
    }
    return {name: raw[name] for name in INCIDENT_FIELDS}


def local_date(at: dt.datetime) -> dt.date:
    """Return the date of a moment by the office's clock."""
    return at.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE)).date()


def coarse(day: dt.date | None, is_press: bool) -> str | None:
    """Return the day if the press printed it, else the month."""
    return None if day is None else day.isoformat()[: 10 if is_press else 7]


def _moment(at: dt.datetime | None, precision: int, is_press: bool) -> str | None:
    return None if at is None else coarse(local_date(at), is_press and precision != TimePrecision.MONTH)


def _precision(code: int, is_press: bool) -> str:
    """Name how sharp the dates of this row are in the file, never sharper than the record."""
    if code in (TimePrecision.INTERVAL, TimePrecision.UNKNOWN, TimePrecision.MONTH):
        return TimePrecision(code).name
    if not is_press:
        return TimePrecision.MONTH.name
    return TimePrecision.DAY.name if code == TimePrecision.MINUTE else TimePrecision(code).name
