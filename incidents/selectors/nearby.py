"""What happened near one incident, in place and in time."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet

from incidents.access import Reader, sees_exact_points
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.selectors.incidents import incidents_visible_to, records, standing
from sites.geometry import Point, distance_m

NEAR_M = 50_000
NEAR_DAYS = 30
SHOWN_AT_MOST = 10


@dataclass(frozen=True, slots=True)
class NearRecord:
    """Another incident with its distance and its days before (negative) or after."""

    record: IncidentRecord
    distance_m: float
    days: int


@dataclass(frozen=True, slots=True)
class Nearby:
    """Those within 50 km and 30 days, nearest first, and the next nearest of the log where there are none."""

    near: tuple[NearRecord, ...] = ()
    n_more: int = 0
    next_nearest: NearRecord | None = None
    is_comparable: bool = True


def nearby(record: IncidentRecord, *, reader: Reader) -> Nearby:
    """Return what lies near a record with a known day and place, among what this reader may know of."""
    if not record.is_date_precise or record.map_point is None or record.occurred_from is None:
        return Nearby(is_comparable=False)
    others = _others(record, reader)
    window = dt.timedelta(days=NEAR_DAYS + 1)
    in_time = Q(occurred_from__range=(record.occurred_from - window, record.occurred_from + window))
    around = others.filter(in_time, in_box(record.map_point, NEAR_M, exact=sees_exact_points(reader)))
    near = [item for item in _measured(record, around, reader) if _is_near(item)]
    if near:
        return Nearby(near=tuple(near[:SHOWN_AT_MOST]), n_more=max(0, len(near) - SHOWN_AT_MOST))
    return Nearby(next_nearest=_next_nearest(record, others, reader))


def _others(record: IncidentRecord, reader: Reader) -> QuerySet[Incident]:
    placed = Q(observer_lat__isnull=False) | Q(site__isnull=False)
    rows = incidents_visible_to(reader).filter(placed, log__code=record.log_code, time_precision__lte=2)
    return standing(rows).filter(occurred_from__isnull=False).exclude(uuid=record.uuid)


def in_box(point: Point, half_m: float, *, exact: bool) -> Q:
    """Narrow to a box before measuring; points that the reader may not see never decide."""
    lat_deg = half_m / 110_000
    lon_deg = lat_deg / max(0.01, math.cos(math.radians(point.lat)))
    lats, lons = (point.lat - lat_deg, point.lat + lat_deg), (point.lon - lon_deg, point.lon + lon_deg)
    by_site = Q(site__lat__range=lats, site__lon__range=lons)
    if not exact:
        return by_site
    own = Q(observer_lat__range=lats, observer_lon__range=lons)
    return own | (Q(observer_lat__isnull=True) & by_site)


def _is_near(item: NearRecord) -> bool:
    return item.distance_m <= NEAR_M and abs(item.days) <= NEAR_DAYS


def _measured(record: IncidentRecord, rows: QuerySet[Incident], reader: Reader) -> list[NearRecord]:
    found = [_to(record, other) for other in records(rows, reader)]
    return sorted(found, key=lambda item: (item.distance_m, abs(item.days)))


def _to(record: IncidentRecord, other: IncidentRecord) -> NearRecord:
    here, there = record.map_point, other.map_point
    assert here is not None
    assert there is not None
    return NearRecord(other, distance_m(here, there), _day_number(other) - _day_number(record))


def _day_number(record: IncidentRecord) -> int:
    assert record.occurred_from is not None
    return record.occurred_from.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE)).date().toordinal()


def _next_nearest(record: IncidentRecord, others: QuerySet[Incident], reader: Reader) -> NearRecord | None:
    """Look at the records nearest in time only, so that a large log stays quick."""
    before = others.filter(occurred_from__lte=record.occurred_from).order_by("-occurred_from")[:100]
    after = others.filter(occurred_from__gt=record.occurred_from).order_by("occurred_from")[:100]
    found = _measured(record, before, reader) + _measured(record, after, reader)
    return min(found, key=lambda item: (item.distance_m, abs(item.days)), default=None)
