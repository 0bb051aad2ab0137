"""What makes two reports likely tell of one event: place, time and kind of equipment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from incidents.enums import EquipmentCategory, RecordKind, TimePrecision
from incidents.services.children import Children

_KINDS = {code: 1 << position for position, code in enumerate(EquipmentCategory.values)}
_MINUTE = dt.timedelta(minutes=1)
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Likeness(NamedTuple):
    """Minutes since 1970 by the office's clock, whether only the day is known, site, point, kinds of equipment."""

    minutes: int
    is_day: bool
    site: int
    lat: float
    lon: float
    kinds: int


def likeness_of(placed: Mapping[str, Any], children: Children) -> Likeness | None:
    """Return what a row would be recognised by; nothing if its day or its place is unknown, or if it is a total."""
    begin, site = placed.get("occurred_from"), placed["site"]
    lat, lon = placed.get("observer_lat"), placed.get("observer_lon")
    if lat is None and site is not None:
        lat, lon = site.lat, site.lon
    if begin is None or lat is None or lon is None or placed["record_kind"] == RecordKind.SUMMARY:
        return None
    if placed["time_precision"] > TimePrecision.DAY:
        return None
    kinds = kinds_of(item["category"] for item in children.equipment or ())
    is_day = placed["time_precision"] == TimePrecision.DAY
    return Likeness(office_minutes(begin), is_day, site.pk if site else 0, lat, lon, kinds)


def kinds_of(categories: Iterable[str]) -> int:
    """Return kinds of equipment as bits of one number."""
    kinds = 0
    for category in categories:
        kinds |= _KINDS.get(category, 0)
    return kinds


def office_minutes(moment: dt.datetime) -> int:
    """Return minutes since 1970 as the office's clock showed them."""
    zone = _zone(settings.OFFICE_TIME_ZONE)
    local = moment if moment.tzinfo is zone else moment.astimezone(zone)
    return (local.replace(tzinfo=dt.UTC) - _EPOCH) // _MINUTE


@lru_cache(maxsize=4)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
