"""Times told in one zone, as the clock of the office showed them."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from incidents.services.importing.mapping.dates.told import UnreadableTime, remark

_DAY = dt.timedelta(days=1)


def office_moment(
    day: dt.date, minute: int, *, offset_min: int | None, zone: ZoneInfo, office: ZoneInfo
) -> tuple[dt.date, int, tuple[str, ...]]:
    """Return day and minute by the office's clock, and remarks; minute 1440 is the next day's first.

    `offset_min` is told beside the time and wins over `zone`, in which it is told otherwise.
    """
    if offset_min is None and (zone is office or zone == office) and minute < 1440 and not _shifts(zone, day):
        return day, minute, ()
    remarks = [remark("NEXT_DAY")] if minute == 1440 else []
    shown = f"{day.isoformat()} {minute // 60:02d}:{minute % 60:02d}"
    try:
        local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)
        moment = local.replace(
            tzinfo=zone if offset_min is None else dt.timezone(dt.timedelta(minutes=offset_min))
        )
        here = moment.astimezone(office)
        back = moment.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None)
    except (OverflowError, ValueError) as error:
        raise UnreadableTime("OUT_OF_RANGE", shown) from error
    if offset_min is None:
        if back != local:
            raise UnreadableTime("CLOCK_JUMPS", shown, zone=zone.key)
        if moment.replace(fold=1).utcoffset() != moment.utcoffset():
            remarks.append(remark("TWICE", shown, zone=zone.key))
    if here.replace(tzinfo=None) != local:
        name = zone.key if offset_min is None else f"UTC{offset_min // 60:+03d}:{offset_min % 60:02d}"
        remarks.append(remark("ZONE", zone=name))
    return here.date(), here.hour * 60 + here.minute, tuple(remarks)


@lru_cache(maxsize=20_000)
def _shifts(zone: ZoneInfo, day: dt.date) -> bool:
    """Whether the clocks of a zone are changed on a day or the night after it."""
    if not dt.date(1, 1, 3) < day < dt.date(9999, 12, 29):
        return False
    noons = (dt.datetime.combine(day + step * _DAY, dt.time(12), tzinfo=zone) for step in (-1, 0, 1))
    return len({noon.utcoffset() for noon in noons}) > 1
