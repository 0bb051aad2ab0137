"""What makes two reports likely tell of one event: place, time and kind of equipment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

from incidents.enums import EquipmentCategory, RecordKind, TimePrecision
from incidents.services.importing.when import office_zone
from sites.models import ProtectedSite

_KINDS = {code: 1 << position for position, code in enumerate(EquipmentCategory.values)}
_EPOCH_DAY = dt.date(1970, 1, 1).toordinal()
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Likeness(NamedTuple):
    """Minutes since 1970 by the office's clock, whether only the day is known, site, point, kinds of equipment."""

    minutes: int
    is_day: bool
    site: int
    lat: float
    lon: float
    kinds: int


def likeness_of(own: Mapping[str, Any], site: ProtectedSite | None, kinds: int) -> Likeness | None:
    """Return what a row would be recognised by; nothing if its day or its place is unknown, or if it is a total."""
    begin, precision = own.get("occurred_from"), own["time_precision"]
    if begin is None or precision > TimePrecision.DAY or own["record_kind"] == RecordKind.SUMMARY:
        return None
    lat, lon = own.get("observer_lat"), own.get("observer_lon")
    if lat is None and site is not None:
        lat, lon = site.lat, site.lon
    if lat is None or lon is None:
        return None
    return Likeness(
        office_minutes(begin), precision == TimePrecision.DAY, site.id if site else 0, lat, lon, kinds
    )


def kinds_of(categories: Iterable[str]) -> int:
    """Return kinds of equipment as bits of one number."""
    kinds = 0
    for category in categories:
        kinds |= _KINDS.get(category, 0)
    return kinds


def office_minutes(moment: dt.datetime) -> int:
    """Return minutes since 1970 as the office's clock showed them."""
    zone = office_zone(settings.OFFICE_TIME_ZONE)
    local = moment if moment.tzinfo is zone else moment.astimezone(zone)
    return (local.toordinal() - _EPOCH_DAY) * 1_440 + local.hour * 60 + local.minute


def office_clock(utc_minutes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return minutes since 1970 as the office's clock showed them; no clock changes within a quarter of an hour."""
    zone = office_zone(settings.OFFICE_TIME_ZONE)
    quarters, which = np.unique(utc_minutes // 15, return_inverse=True)
    offsets = [_offset_s(zone, 900 * quarter) for quarter in quarters.tolist()]
    return (utc_minutes * 60 + np.array(offsets, dtype=np.int64)[which]) // 60


def _offset_s(zone: dt.tzinfo, second: int) -> int:
    moment = _EPOCH + dt.timedelta(seconds=second)
    return int((moment.astimezone(zone).utcoffset() or dt.timedelta()).total_seconds())
