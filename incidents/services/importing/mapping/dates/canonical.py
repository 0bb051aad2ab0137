"""What was told, in our columns date, date_precision and occurred_time by the office's clock."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import NamedTuple
from zoneinfo import ZoneInfo

from incidents.services.importing.mapping.dates.told import Clock, Exactness, Told, UnreadableTime
from incidents.services.importing.mapping.dates.zones import office_moment

_EARLIEST = dt.date(1950, 1, 1)


class When(NamedTuple):
    """The three columns, remarks, and whether the words of date or time say more than they hold."""

    date: str
    precision: str
    time: str = ""
    remarks: tuple[str, ...] = ()
    keeps_date_words: bool = False
    keeps_time_words: bool = False


def canonical(told: Told, clock: Clock | None, *, zone: ZoneInfo, office: ZoneInfo, today: dt.date) -> When:
    """Return the columns of a date and, where it has a cell of its own, the time."""
    clock = _one_clock(told.clock, clock)
    if told.begin is None:
        return When("", "unknown", "", told.remarks, told.loses_words, clock is not None)
    _check_range(told, today)
    if told.exactness is not Exactness.DAY or told.end is not None:
        words = _span_words(told, today)
        return When(words, str(told.exactness), "", told.remarks, told.loses_words, clock is not None)
    precision = "day_derived" if told.is_derived else "day"
    if clock is None or clock.minute is None:
        return When(told.begin.isoformat(), precision, "", told.remarks, told.loses_words, clock is not None)
    day, minute, remarks = office_moment(
        told.begin, clock.minute, offset_min=clock.offset_min, zone=zone, office=office
    )
    shown = f"{minute // 60:02d}:{minute % 60:02d}"
    return When(
        day.isoformat(), precision, shown, told.remarks + remarks, told.loses_words, clock.loses_words
    )


def until(told: Told, end: Told) -> Told:
    """Return the days from one cell to another; without an end, the first as it is."""
    if told.begin is None or end.begin is None:
        return told if end.begin is None else replace(end, loses_words=True)
    last = end.end or end.begin
    if last < told.begin:
        raise UnreadableTime("ENDS_BEFORE", f"{told.begin.isoformat()} - {last.isoformat()}")
    if last == told.begin and told.end is None:
        return told
    lost = told.clock is not None or end.clock is not None or told.loses_words or end.loses_words
    remarks = told.remarks + end.remarks
    return Told(told.begin, last, Exactness.INTERVAL, None, remarks, lost, told.is_derived or end.is_derived)


def _one_clock(in_date: Clock | None, own: Clock | None) -> Clock | None:
    """Return the time; a spreadsheet shows midnight beside a date that has none."""
    if own is None or own.minute is None:
        return in_date if in_date is not None and in_date.minute is not None else own or in_date
    if in_date is None or in_date.minute in (None, 0, own.minute):
        return own
    raise UnreadableTime("TWO_TIMES")


def _span_words(told: Told, today: dt.date) -> str:
    """Return month or from/to; what begun in the past cannot end in the future."""
    begin, end = told.begin, min(told.end or today, today + dt.timedelta(days=1))
    if begin is None:
        return ""
    if told.exactness is Exactness.MONTH:
        return begin.isoformat()[:7]
    return f"{begin.isoformat()}/{end.isoformat()}"


def _check_range(told: Told, today: dt.date) -> None:
    """Refuse years before 1950, and what begins after tomorrow."""
    begin = told.begin
    if begin is not None and not _EARLIEST <= begin <= today + dt.timedelta(days=1):
        raise UnreadableTime("OUT_OF_RANGE", begin.isoformat())
