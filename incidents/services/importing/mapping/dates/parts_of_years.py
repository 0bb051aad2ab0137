"""Parts of months and years: 4월 중순, 24년 하반기, 2025년 1분기, Q3 2024, 2025년 여름."""

from __future__ import annotations

import calendar
import datetime as dt
import re

from incidents.services.importing.mapping.dates.days import Partial, read_day_words, span_of
from incidents.services.importing.mapping.dates.told import Exactness, UnreadableTime

_PART_OF_MONTH = re.compile(
    r"(?P<month>.*월)\s*(?P<part>초순|상순|중순|하순|초|중|말|말경|초경|중순경|하순경|초순경)\s*(?:경|께|무렵)?"
)
_PART_OF_YEAR = re.compile(
    r"(?:'?(?P<y>\d{4}|\d{2})\s*(?:년도?|\.)?)?\s*"
    r"(?:(?P<half>상반기|하반기|전반기|후반기)|(?P<q>[1-4])\s*(?:/\s*4\s*)?분기|(?P<season>봄|여름|가을|초|중반|말|연초|연말))\s*(?:경|께|무렵)?"
)
_ENGLISH = re.compile(
    r"(?:(?P<kind>[hq])(?P<n>[1-4])\s*(?P<y>\d{4})|(?P<y2>\d{4})\s*[-/]?\s*(?P<kind2>[hq])(?P<n2>[1-4]))"
)
_MONTHS = {
    "상반기": (1, 6), "전반기": (1, 6), "하반기": (7, 12), "후반기": (7, 12), "봄": (3, 5), "여름": (6, 8), "가을": (9, 11),
    "초": (1, 3), "연초": (1, 3), "중반": (5, 8), "말": (10, 12), "연말": (10, 12),
}  # fmt: skip
Span = tuple[dt.date, dt.date | None, Exactness]


def read_part(words: str, *, year: int | None, order: str, today: dt.date) -> Span | None:
    """Return the days that a part of a month or year covers, or None where the words are none."""
    if (english := _ENGLISH.fullmatch(words)) is not None:
        kind, n = english["kind"] or english["kind2"], int(english["n"] or english["n2"])
        if kind == "h" and n > 2:
            return None
        length = 6 if kind == "h" else 3
        return _months(int(english["y"] or english["y2"]), (n - 1) * length + 1, n * length)
    if (month := _PART_OF_MONTH.fullmatch(words)) is not None:
        return _part_of_month(month, year=year, order=order, today=today)
    if (part := _PART_OF_YEAR.fullmatch(words)) is not None:
        return _part_of_year(part, words, year=year, today=today)
    return None


def _part_of_month(match: re.Match[str], *, year: int | None, order: str, today: dt.date) -> Span | None:
    partial = read_day_words(match["month"], order=order, today=today)
    if partial is None or partial.day is not None:
        return None
    first, last, exactness = span_of(partial.within(Partial(year)), match[0])
    part = match["part"].removesuffix("경")
    if part == "중":
        return first, last, exactness
    days = {"초": (1, 10), "초순": (1, 10), "상순": (1, 10), "중순": (11, 20)}.get(
        part, (21, last.day if last else 31)
    )
    return first.replace(day=days[0]), first.replace(day=days[1]), Exactness.INTERVAL


def _part_of_year(match: re.Match[str], words: str, *, year: int | None, today: dt.date) -> Span:
    partial = Partial(year)
    if match["y"]:
        read = read_day_words(f"{match['y']}년", order="", today=today)
        partial = read or partial
    if partial.year is None:
        raise UnreadableTime("NO_YEAR", words)
    if match["q"]:
        quarter = int(match["q"])
        return _months(partial.year, 3 * quarter - 2, 3 * quarter)
    return _months(partial.year, *_MONTHS[match["half"] or match["season"]])


def _months(year: int, first: int, last: int) -> Span:
    if not 1 <= year <= 9999:
        raise UnreadableTime("NOT_IN_CALENDAR", year)
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return dt.date(year, first, 1), end, Exactness.INTERVAL
