"""What the log holds already: rows by their keys, and events of the years that a file tells of."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import CharField
from django.db.models.functions import Cast

from incidents.access import Reader, visible
from incidents.enums import RecordKind, Status, TimePrecision
from incidents.models import Equipment, ImportBatch, Incident, Log
from incidents.services.importing.events import Events, Table
from incidents.services.importing.likeness import kinds_of, office_clock

_ASKED_AT_ONCE = 400
# Named one by one, because the index of a log is by state and then by time.
_OPEN = sorted(set(Status.values) - {Status.UNFOUNDED, Status.DUPLICATE, Status.WITHDRAWN})


class Known(NamedTuple):
    """A report that an earlier row made."""

    pk: int
    number: str
    digest: str
    status: str
    legal_hold: bool
    entered_by_id: int
    last_edited_by_id: int
    batch_id: int | None
    row_number: int | None


def has_imports(log: Log, *, but_not: ImportBatch | None) -> bool:
    """Whether another import brought anything into the log, so that a row may be known."""
    batches = ImportBatch.objects.filter(log=log)
    return (batches.exclude(pk=but_not.pk) if but_not else batches).exists()


def known_rows(log: Log, keys: Sequence[str]) -> dict[str, Known]:
    """Return the reports of those rows that an earlier import brought into the log."""
    found: dict[str, Known] = {}
    for some in _chunks(keys, _ASKED_AT_ONCE):
        found.update(_stored(log, some))
    return found


def _stored(log: Log, keys: Sequence[str]) -> Iterator[tuple[str, Known]]:
    # The condition stands as it does in the index, which the database would not use otherwise.
    sql = (
        "SELECT import_key, id, number, import_digest, status, legal_hold, entered_by_id, last_edited_by_id,"
        f" import_batch_id, import_row FROM {Incident._meta.db_table}"
        " WHERE log_id = %s AND NOT (import_key = '') AND import_key IN ("
    )
    with connection.cursor() as cursor:
        cursor.execute(f"{sql}{', '.join(['%s'] * len(keys))})", [log.pk, *keys])
        for key, *columns in cursor.fetchall():
            yield key, Known(*columns)


def numbers_of(keys: Iterable[int]) -> dict[int, str]:
    """Return the numbers of stored reports by their keys."""
    numbers: dict[int, str] = {}
    for some in _chunks(list(keys), _ASKED_AT_ONCE):
        numbers.update(Incident.objects.filter(pk__in=some).values_list("pk", "number"))
    return numbers


class KnownEvents:
    """The events of a log, read year by year as rows of that year are met; rows of the file are added to them."""

    def __init__(self, log: Log, reader: Reader) -> None:
        self._log, self._reader, self._events = log, reader, Events()
        self._years: set[int] = set()

    def first_like(self, table: Table) -> list[int]:
        """Return for each event the ref of one that is likely the same, or 0."""
        for year in sorted({dt.date.fromordinal(719_163 + day).year for day in _days(table)} - self._years):
            self._years.add(year)
            self._events.add(_events_of(self._log, year, self._reader))
        return self._events.first_like(table).tolist()

    def add(self, table: Table) -> None:
        """Remember rows of the file that enter."""
        self._events.add(table)


def _days(table: Table) -> set[int]:
    # a window of an hour may reach into the year beside
    ends = [table.minutes - 60, table.minutes + 60]
    return {day for end in ends for day in set((end // (24 * 60)).tolist())}


def _events_of(log: Log, year: int, reader: Reader) -> Table:
    # Others' reports stay unknown to a reporter: a made-up row would tell whether one exists.
    zone = ZoneInfo(settings.OFFICE_TIME_ZONE)
    span = (dt.datetime(year, 1, 1, tzinfo=zone), dt.datetime(year + 1, 1, 1, tzinfo=zone))
    rows = visible(Incident.objects.all(), reader).filter(
        log=log, status__in=_OPEN, occurred_from__gte=span[0], occurred_from__lt=span[1],
        time_precision__lte=TimePrecision.DAY,
    ).exclude(record_kind=RecordKind.SUMMARY)  # fmt: skip
    kinds: dict[int, int] = defaultdict(int)
    for pk, category in Equipment.objects.filter(incident__in=rows).values_list("incident_id", "category"):
        kinds[pk] |= kinds_of((category,))
    # as text, because making a moment of each costs more than all the rest
    told = rows.annotate(told=Cast("occurred_from", CharField())).values_list(
        "told", "time_precision", "site_id", "observer_lat", "observer_lon", "site__lat", "site__lon", "pk"
    )
    found = [
        (text[:16], precision == TimePrecision.DAY, site or 0, *((site_lat, site_lon) if lat is None else (lat, lon)), pk)
        for text, precision, site, lat, lon, site_lat, site_lon, pk in told.iterator()
        if lat is not None or site_lat is not None
    ]  # fmt: skip
    if not found:
        return Table.of([], [])
    texts, days, sites, lats, lons, refs = zip(*found, strict=True)
    minutes = office_clock(np.array(texts, dtype="datetime64[m]").astype(np.int64))
    columns = (minutes, days, sites, lats, lons, [kinds.get(ref, 0) for ref in refs])
    return Table.of_columns(columns, refs)


def _chunks(values: Sequence[str] | Sequence[int], size: int) -> Iterator[list]:
    for start in range(0, len(values), size):
        yield list(values[start : start + size])
