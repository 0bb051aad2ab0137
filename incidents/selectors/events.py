"""What the mathematics sees of a log: place, day, site type, equipment; and what had to stay out, with its numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from incidents.access import Reader, visible
from incidents.analysis import EventSet
from incidents.enums import Behaviour, EquipmentCategory, RecordKind, Status
from incidents.models import BEING_UNDONE, ImportBatch, Incident, Log
from sites.enums import SiteType
from sites.models import ProtectedSite

EPOCH = dt.date(1970, 1, 1)
TESTED_STATUSES = (Status.CONFIRMED, Status.RELEASED)
KIND_CODES = tuple(SiteType.values)
# What a series may be made of: gear and behaviour, never anything about a person. "Unknown" is no item.
ITEM_CODES = (
    *(code for code in EquipmentCategory.values if code != EquipmentCategory.UNKNOWN),
    *Behaviour.values,
)
_ITEM_BITS = {code: 1 << position for position, code in enumerate(ITEM_CODES)}
_GEAR_BITS = sum(bit for code, bit in _ITEM_BITS.items() if code in EquipmentCategory.values)
_EVERY_BIT = sum(_ITEM_BITS.values())


@dataclass(frozen=True)
class LogEvents:
    """Rows in the order of the arrays, the sites behind the site indices, and what was left out."""

    rows: tuple[Incident, ...]
    sites: tuple[ProtectedSite, ...]
    events: EventSet
    excluded: dict[str, list[str]]


def events_of(log: Log, *, reader: Reader, include_submitted: bool = False) -> LogEvents:
    """Return the testable incidents of one log as arrays."""
    statuses = [*TESTED_STATUSES, *([Status.SUBMITTED] if include_submitted else [])]
    going = ImportBatch.objects.filter(BEING_UNDONE)
    rows = Incident.objects.filter(log=log).exclude(import_batch__in=going)
    candidates = visible(rows, reader).select_related("site")
    excluded = _excluded(candidates, statuses)
    left_out = {number for numbers in excluded.values() for number in numbers}
    tested = (
        candidates.filter(status__in=statuses).prefetch_related("equipment").order_by("occurred_from", "id")
    )
    found = tuple(row for row in tested if row.number not in left_out)
    return _arrays(found, excluded)


def _excluded(candidates: QuerySet[Incident], statuses: Sequence[str]) -> dict[str, list[str]]:
    """Sort what cannot be tested by its reason; each number stands under one reason only."""
    excluded: dict[str, list[str]] = {"summary": [], "not_reviewed": [], "imprecise_date": [], "no_site": []}
    for row in candidates.order_by("id"):
        if row.record_kind == RecordKind.SUMMARY:
            excluded["summary"].append(row.number)
        elif row.status == Status.SUBMITTED and Status.SUBMITTED not in statuses:
            excluded["not_reviewed"].append(row.number)
        elif row.status in statuses and not row.is_date_precise:
            excluded["imprecise_date"].append(row.number)
        elif row.status in statuses and row.site_id is None:
            excluded["no_site"].append(row.number)
    return excluded


def _arrays(rows: tuple[Incident, ...], excluded: dict[str, list[str]]) -> LogEvents:
    sites = tuple({row.site_id: row.site for row in rows if row.site is not None}.values())
    index = {site.pk: position for position, site in enumerate(sites)}
    events = EventSet.build(
        site=[index[row.site.pk] for row in rows if row.site is not None],
        lat=[site.lat for site in sites],
        lon=[site.lon for site in sites],
        day=[(local_day(row) - EPOCH).days for row in rows],
        case=[row.case_id or -1 for row in rows],
        kind=[KIND_CODES.index(site.site_type) for site in sites],
        items=[items_of(row) for row in rows],
        items_asked=[asked_of(row) for row in rows],
    )
    return LogEvents(rows=rows, sites=sites, events=events, excluded={k: v for k, v in excluded.items() if v})


def items_of(row: Incident) -> int:
    """Return the gear and behaviour of a report as bits."""
    noted = {item.category for item in row.equipment.all()} | set(row.behaviours)
    return sum(_ITEM_BITS.get(code, 0) for code in noted)


def asked_of(row: Incident) -> int:
    """Return what a report can say: without gear, or with gear of an unknown kind, what is not noted may have been there."""
    noted = {item.category for item in row.equipment.all()}
    is_known = bool(noted) and EquipmentCategory.UNKNOWN not in noted
    return _EVERY_BIT if is_known else _EVERY_BIT & ~_GEAR_BITS


def local_day(row: Incident) -> dt.date:
    """Return the day it happened by the office's clock; only for rows whose time is known."""
    assert row.occurred_from is not None
    return office_day(row.occurred_from)


def office_day(at: dt.datetime) -> dt.date:
    """Return the day of a moment by the office's clock."""
    return at.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE)).date()


def day_of(number: int) -> dt.date:
    """Return the date of a day count since 1970-01-01."""
    return EPOCH + dt.timedelta(days=number)
