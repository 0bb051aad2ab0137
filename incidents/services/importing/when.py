"""When it happened: the columns `date`, `date_precision`, `occurred_time` and `date_derived` by the office's clock."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from incidents.enums import TimePrecision, YesNo
from incidents.services.importing.cells import Cells, code_of, read_clock, read_day, read_month
from sites.errors import InvalidField

_LAST_SECOND = dt.time(23, 59, 59)
Span = tuple[dt.date, dt.date | None]


def read_when(cells: Cells) -> dict[str, Any]:
    """Return the fields of time; what is not known to the day stays an interval."""
    word = cells.text("date_precision").lower()
    reader = _READERS.get(word)
    if reader is None:
        cells.refuse(
            "date_precision", _("is not in the list. Use one of: %(codes)s.") % {"codes": ", ".join(_READERS)}
        )
        return {}
    if word == "unknown":
        return _unknown(cells)
    if not cells.text("date"):
        cells.refuse("date", _("is missing. Write it, or write “unknown” as date_precision."))
        return {}
    span: Span | None = cells.read("date", reader)
    clock = cells.read("occurred_time", _read_known_clock)
    if cells.text("occurred_time") and not word.startswith("day"):
        cells.refuse("occurred_time", _("is a time without a day. Leave it blank, or give the day."))
    if span is None:
        return {}
    is_derived = word == "day_derived" or cells.read("date_derived", code_of(YesNo)) == YesNo.YES
    begin, end = span
    return _fields(begin, end, clock, _PRECISION[word]) | {"date_derived": is_derived}


def _unknown(cells: Cells) -> dict[str, Any]:
    if cells.text("date"):
        cells.refuse("date", _("stands beside “unknown”. Give its precision, or leave it blank."))
    return {"time_precision": TimePrecision.UNKNOWN}


def _fields(begin: dt.date, end: dt.date | None, clock: dt.time | None, precision: int) -> dict[str, Any]:
    return {
        "occurred_from": _moment(begin, clock or dt.time()),
        "occurred_to": _moment(end, _LAST_SECOND) if end else None,
        "time_precision": TimePrecision.MINUTE if clock else precision,
    }


def _moment(day: dt.date, clock: dt.time) -> dt.datetime:
    return dt.datetime.combine(day, clock, tzinfo=office_zone(settings.OFFICE_TIME_ZONE))


@lru_cache(maxsize=4)
def office_zone(name: str) -> ZoneInfo:
    """Return a zone, always the same object for a name."""
    return ZoneInfo(name)


@lru_cache(maxsize=10_000)
def _read_single_day(name: str, text: str) -> Span:
    return read_day(name, text), None


_read_known_clock = lru_cache(maxsize=2_000)(read_clock)


def _read_whole_month(name: str, text: str) -> Span:
    first = read_month(name, text)
    return first, _end_of_month(first)


def _read_interval(name: str, text: str) -> Span:
    parts = [part.strip() for part in text.split("/")]
    if len(parts) != 2:
        raise InvalidField(name, text, _("is not an interval. Write from/to, such as 2024-07/2025-03."))
    begin, end = (_read_part(name, part) for part in parts)
    if parts[1].count("-") == 1:
        end = _end_of_month(end)
    if end < begin:
        raise InvalidField(name, text, _("ends before it begins. Swap the two."))
    return begin, end


def _read_part(name: str, text: str) -> dt.date:
    return read_month(name, text) if text.count("-") == 1 else read_day(name, text)


def _end_of_month(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


_READERS: dict[str, Callable[[str, str], Span]] = {
    "day": _read_single_day,
    "day_derived": _read_single_day,
    "month": _read_whole_month,
    "interval": _read_interval,
    "unknown": _read_single_day,
}
_PRECISION = {
    "day": TimePrecision.DAY,
    "day_derived": TimePrecision.DAY,
    "month": TimePrecision.MONTH,
    "interval": TimePrecision.INTERVAL,
}
