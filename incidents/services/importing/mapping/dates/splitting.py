"""Where in a cell the day ends and the time begins, and where one date ends and the next begins."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from incidents.services.importing.mapping.dates.clocks import read_clock
from incidents.services.importing.mapping.dates.days import Partial, read_day_words, take_weekday
from incidents.services.importing.mapping.dates.parts_of_years import Span, read_part
from incidents.services.importing.mapping.dates.plain import without_unknown_part
from incidents.services.importing.mapping.dates.told import Clock

_APART = re.compile(r"\s*~\s*|\s+-\s+|\s*부터\s*|\s+에서\s+|\s+(?:to|until|till|through)\s+")
# A bare hyphen parts two dates only where both are written with other signs: 4.21.-5.10., 4/21-4/23, 4월 21일-23일.
_HYPHEN_APART = re.compile(r"([^-]*(?:[./]\s*\d{1,2}\s*\.?|[월일]))\s*-\s*([^-]*[./월일][^-]*|\d{1,2})")
_UNTIL = re.compile(r"\s*(?:까지|사이|간|기간)\s*$")
_ABOUT = re.compile(r"^(?:약|대략|about|approx\.?|around|ca\.?)\s+|\s*(?:경|쯤|무렵|전후|추정|추정됨)\s*$")
_QUICK = re.compile(
    r"('?\d{1,4}(?:\s?[./-]\s?\d{1,2}){1,2}(?:[./-]\d{4}|\.)?|'?\d{2,4}년 ?\d{1,2}월 ?\d{1,2}일)(?: ?[,/]? |,)"
    r"((?:(?:오전|오후) ?)?(?:\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]m)?|\d{4}|\d{1,2}시(?: ?\d{1,2}분)?))( ?경)?"
)
_MAY_SPLIT_BEHIND = " .일),/_"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A day as it was written, not yet held against the calendar, with the time beside it."""

    partial: Partial
    part: Span | None = None
    clock: Clock | None = None
    weekday: int | None = None
    loses_words: bool = False


def apart(words: str) -> tuple[str, str | None]:
    """Return the two sides of a span, or the words and None."""
    sides = _APART.split(words, maxsplit=1)
    if len(sides) == 1:
        hyphen = _HYPHEN_APART.fullmatch(words)
        sides = list(hyphen.groups()) if hyphen else sides
    if len(sides) == 1:
        return words, None
    begin, until = sides[0].strip(), _UNTIL.sub("", sides[1]).strip()
    if until.endswith("시") and re.search(r"[\s.]\d{1,2}$", begin):
        begin += "시"
    return begin, until


def quick_split(words: str) -> tuple[str, str, bool] | None:
    """Return day, time and whether 경 stood behind, for the forms that fill most logs."""
    match = _QUICK.fullmatch(words)
    return (match[1], match[2], bool(match[3])) if match else None


def parse(words: str, *, order: str, year: int | None, today: dt.date) -> Parsed | None:
    """Return what plain words say of a day, or None where they say nothing of one."""
    words, is_partly_unknown = without_unknown_part(words)
    for weekday_words, weekday in _weekdays(words):
        found = _with_clock(weekday_words, order=order, year=year, today=today)
        if found is not None:
            return replace(found, weekday=weekday, loses_words=found.loses_words or is_partly_unknown)
    return None


def _weekdays(words: str) -> Iterator[tuple[str, int | None]]:
    """Yield the words without a day of the week, if there is one, then as they are."""
    rest, weekday = take_weekday(words)
    if weekday is not None:
        yield rest, weekday
    yield words, None


def _with_clock(words: str, *, order: str, year: int | None, today: dt.date) -> Parsed | None:
    alone = _day(words, order=order, year=year, today=today)
    if alone is not None:
        return alone
    for day_words, clock_words in _splits(words):
        clock = read_clock(clock_words)
        found = _day(day_words, order=order, year=year, today=today) if clock else None
        if (
            clock is not None
            and found is not None
            and (found.partial.day is not None or clock.minute is None)
        ):
            return replace(found, clock=clock, loses_words=found.loses_words or clock.loses_words)
    return None


def _splits(words: str) -> Iterator[tuple[str, str]]:
    cuts = [
        place
        for place in range(1, len(words))
        if words[place - 1] in _MAY_SPLIT_BEHIND or words[place] in " ("
    ]
    for place in cuts:
        yield words[:place], words[place:].removeprefix(" at ")
    for place in cuts:
        yield words[place:].strip(" ,").removeprefix("on "), words[:place].strip(" ,")


def _day(words: str, *, order: str, year: int | None, today: dt.date) -> Parsed | None:
    bare = _ABOUT.sub("", words.strip(" ,;(/"))
    partial = read_day_words(bare, order=order, today=today)
    if partial is not None:
        return Parsed(partial, loses_words=bare != words.strip(" ,;(/"))
    part = read_part(words.strip(" ,;"), year=year, order=order, today=today)
    return Parsed(Partial(), part=part, loses_words=True) if part else None
