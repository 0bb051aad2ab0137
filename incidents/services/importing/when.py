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
Asked = tuple[str | None, ...]
_DAYS_KEPT = 10_000
_known_days: dict[Asked, dict[str, Any]] = {}


def read_when(cells: Cells) -> dict[str, Any]:
    """Return the fields of time; what is not known to the day stays an interval."""
    values = cells.values
    zone = settings.OFFICE_TIME_ZONE
    asked = zone, values.get("date_precision"), values.get("date"), values.get("date_derived")
    known = _known_days.get(asked)
    if known is not None:
        return _on_known_day(cells, known)
    fields = _read_when(cells)
    if not cells.problems and fields.get("occurred_to", fields) is None:
        _remember(asked, fields)
    return fields


def _read_when(cells: Cells) -> dict[str, Any]:
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


def _on_known_day(cells: Cells, known: dict[str, Any]) -> dict[str, Any]:
    """Return what a day without a time gave before, with the time of this row."""
    fields = known.copy()
    clock = cells.read("occurred_time", _read_known_clock)
    if clock is not None:
        fields["occurred_from"] = known["occurred_from"].replace(hour=clock.hour, minute=clock.minute)
        fields["time_precision"] = TimePrecision.MINUTE
    return fields


def _remember(asked: Asked, fields: dict[str, Any]) -> None:
    """Keep what a day means: a file in the order of time tells of each many times."""
    if len(_known_days) >= _DAYS_KEPT:
        _known_days.clear()
    midnight = fields["occurred_from"].replace(hour=0, minute=0)
    _known_days[asked] = fields | {"occurred_from": midnight, "time_precision": TimePrecision.DAY}


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
