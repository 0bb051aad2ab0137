"""One cell to what it says of a time: every form in turn."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace

from incidents.services.importing.mapping.dates.clocks import offset_of, read_clock
from incidents.services.importing.mapping.dates.days import (
    MONTHS,
    Partial,
    full_year,
    read_day_words,
    span_of,
)
from incidents.services.importing.mapping.dates.plain import LONGEST, plain, says_unknown
from incidents.services.importing.mapping.dates.splitting import Parsed, apart, parse, quick_split
from incidents.services.importing.mapping.dates.told import (
    UNKNOWN,
    Clock,
    Exactness,
    Told,
    UnreadableTime,
    remark,
)

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[ tT](\d\d:\d\d)(?::\d\d(?:[.,]\d{1,9})?)?\s?([zZ]|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_COMPACT = re.compile(r"(\d{8})[t ]?(\d{2})(\d{2})(?:\d{2})?\s?(z|[+-]\d\d:?\d\d)?")
_MILITARY = re.compile(rf"(\d{{1,2}})\s?(\d{{4}})\s?([a-z])\s?({'|'.join(MONTHS)})\s?(\d{{4}}|\d{{2}})")
_SERIAL = re.compile(r"\d{5}(?:\.\d{1,17})?")
_FIRST_SERIAL = 32_874  # 1990-01-01; smaller ones are rather a slip of the pen
_EPOCH = dt.date(1899, 12, 30)  # from which spreadsheets count days
_DAY_ALONE = re.compile(r"(\d{1,2})\s*일?\.?")
_STILL = re.compile(r"계속|현재|지금|진행\s*중|now|present|ongoing|-|\?")
_MEMO = 20_000


@dataclass(frozen=True)
class DateReader:
    """Reads dates as one office writes them: what comes first, and which year where none is written."""

    today: dt.date
    order: str = ""
    year: int | None = None
    _days: dict[str, Told] = field(default_factory=dict, repr=False, compare=False)

    def read(self, text: str) -> Told:
        """Return what a cell tells; raise UnreadableTime where it says no time that can exist."""
        known = self._days.get(text)
        if known is not None:
            return known
        if len(text) > LONGEST:
            raise UnreadableTime("UNREADABLE")
        iso = _ISO.fullmatch(text)
        if iso is not None:
            told = self._day(iso[1])
            return _with(told, _iso_clock(iso[2], iso[3])) if iso[2] else told
        words = plain(text)
        quick = quick_split(words)
        if quick is not None and (clock := read_clock(quick[1])) is not None:
            day = self._day(quick[0])
            if day.exactness is Exactness.DAY:
                return _with(day, clock, is_about=quick[2])
        told = self._special(words) or self._words(words)
        if told.clock is None:
            self._remember(text, told)
        return told

    def _day(self, words: str) -> Told:
        """Return a day without a time, each distinct one worked out once."""
        told = self._days.get(words)
        if told is None:
            partial = read_day_words(words, order=self.order, today=self.today)
            if partial is None:
                raise UnreadableTime("UNREADABLE")
            told = self._told(Parsed(partial), words)
            self._remember(words, told)
        return told

    def _remember(self, words: str, told: Told) -> None:
        if len(self._days) >= _MEMO:
            self._days.clear()
        self._days[words] = told

    def _special(self, words: str) -> Told | None:
        """Return what the forms say that are no words: nothing known, blocks of digits, date-time groups, day numbers."""
        if says_unknown(words):
            return UNKNOWN
        if (compact := _COMPACT.fullmatch(words)) is not None:
            return replace(self._day(compact[1]), clock=_iso_clock(f"{compact[2]}:{compact[3]}", compact[4]))
        if (group := _MILITARY.fullmatch(words)) is not None:
            return self._military(group)
        if _SERIAL.fullmatch(words):
            return self._serial(words)
        return None

    def _military(self, group: re.Match[str]) -> Told:
        partial = Partial(full_year(group[5], self.today), MONTHS[group[4]], int(group[1]))
        clock = read_clock(f"{group[2][:2]}:{group[2][2:]}")
        told = self._told(Parsed(partial), group[0])
        return replace(told, clock=replace(clock, offset_min=offset_of(group[3])) if clock else None)

    def _serial(self, words: str) -> Told:
        number = float(words)
        if not _FIRST_SERIAL <= number <= (self.today - _EPOCH).days + 2:
            raise UnreadableTime("UNREADABLE")
        day = _EPOCH + dt.timedelta(days=int(number))
        minute = round(number % 1 * 1440)
        clock = Clock(minute) if "." in words else None
        return Told(day, clock=clock, remarks=(remark("SERIAL", words),))

    def _words(self, words: str) -> Told:
        first, until = apart(words)
        begin = self._parse(first)
        if begin is None:
            return _no_day(words)
        if until is None:
            return self._told(begin, words)
        if not until or _STILL.fullmatch(until):
            return self._told(replace(begin, loses_words=True), words)
        clock = read_clock(until)
        if clock is not None and clock.minute is not None and begin.clock is not None:
            ended = replace(begin.clock, until_min=clock.minute)
            return self._told(replace(begin, clock=ended, loses_words=True), words)
        return self._span(begin, until, words)

    def _parse(self, words: str) -> Parsed | None:
        return parse(words, order=self.order, year=self.year, today=self.today)

    def _span(self, begin: Parsed, until: str, words: str) -> Told:
        """Return the days from one date to another; the second need not repeat year and month of the first."""
        alone = _DAY_ALONE.fullmatch(until)
        end = Parsed(Partial(day=int(alone[1]))) if alone else self._parse(until)
        if end is None:
            raise UnreadableTime("UNREADABLE")
        begin = replace(begin, partial=begin.partial.within(Partial(end.partial.year)))
        first = self._told(begin, words)
        last = self._told(replace(end, partial=self._end(end.partial, begin.partial)), words)
        if first.begin is None or last.begin is None or (last.end or last.begin) < first.begin:
            raise UnreadableTime("ENDS_BEFORE", words)
        if first.begin == last.begin and first.end is None and last.end is None:
            return first
        lost = first.loses_words or last.loses_words or bool(begin.clock or end.clock)
        return Told(
            first.begin, last.end or last.begin, Exactness.INTERVAL, None, first.remarks + last.remarks, lost
        )

    def _end(self, end: Partial, begin: Partial) -> Partial:
        """Return the second date of a span in the year of the first, or in the next one for 12.30.~1.2."""
        whole = end.within(Partial(begin.year or self.year, begin.month))
        is_over_new_year = end.year is None and None not in (whole.year, whole.month, begin.month)
        if is_over_new_year and (whole.month or 0) < (begin.month or 0):
            return replace(whole, year=(whole.year or 0) + 1)
        return whole

    def _told(self, parsed: Parsed, shown: str) -> Told:
        if parsed.part is not None:
            return Told(*parsed.part, loses_words=True)
        whole = parsed.partial.within(Partial(self.year))
        first, last, exactness = span_of(whole, shown)
        is_other = parsed.weekday not in (None, first.weekday()) and exactness is Exactness.DAY
        remarks = (remark("WEEKDAY", first.isoformat()),) if is_other else ()
        is_derived = parsed.partial.year is None
        return Told(first, last, exactness, parsed.clock, remarks, parsed.loses_words or is_other, is_derived)


def _no_day(words: str) -> Told:
    """Return an unknown day for 야간 and the like, whose words are kept; a time of day without a day is refused."""
    clock = read_clock(words)
    if clock is None:
        raise UnreadableTime("UNREADABLE")
    if clock.minute is not None:
        raise UnreadableTime("TIME_WITHOUT_DAY")
    return replace(UNKNOWN, loses_words=True)


def _with(day: Told, clock: Clock | None, *, is_about: bool = False) -> Told:
    """Return a day with a time; written out, because it runs once for each row."""
    if is_about and clock is not None:
        clock = Clock(clock.minute, clock.until_min, clock.offset_min, True)
    lost = day.loses_words or is_about
    return Told(day.begin, day.end, day.exactness, clock, day.remarks, lost, day.is_derived)


def _iso_clock(clock: str, zone: str | None) -> Clock | None:
    found = read_clock(clock)
    return replace(found, offset_min=_offset(zone)) if found and zone else found


def _offset(zone: str | None) -> int | None:
    if not zone:
        return None
    if zone in "zZ":
        return 0
    sign, digits = (-1 if zone[0] == "-" else 1), zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    if minutes >= 1440:
        raise UnreadableTime("NO_SUCH_TIME", zone)
    return sign * minutes
