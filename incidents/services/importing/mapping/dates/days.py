"""Days as they are written: 25.4.21, 2025년 4월 21일, '25.4.21, 250421, 21APR2025, 4/21/2025, and months and years."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass, replace

from incidents.services.importing.mapping.dates.told import Exactness, UnreadableTime

MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))
_SEPARATOR = r"\s*[./\-]\s*"
_WEEKDAYS = "월화수목금토일"
_WEEKDAY = re.compile(
    r"\(\s*(?P<ko>[월화수목금토일])\s*(?:요일)?\s*\)|(?<![\d년월])\s(?P<ko2>[월화수목금토일])요일"
    r"|\(?\b(?P<en>mon|tue|wed|thu|fri|sat|sun)(?:s|r|rs|nes|ur)?(?:day)?\b\.?\)?,?"
)
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HANGUL = re.compile(
    r"(?:'?\s*(?P<y>\d{4}|\d{2})\s*(?:년도?|\.)\s*)?(?P<m>\d{1,2})\s*월\s*(?:(?P<d>\d{1,2})\s*일?)?"
)
_THREE = re.compile(
    rf"(?P<mark>'?)(?P<a>\d{{1,4}}){_SEPARATOR}(?P<b>\d{{1,2}}){_SEPARATOR}(?P<c>\d{{1,4}})\s*[.일]?"
)
_SPACED = re.compile(r"'?(?P<a>\d{4}|\d{2}) (?P<b>\d{1,2}) (?P<c>\d{1,2})")
_TWO = re.compile(rf"(?P<mark>'?)(?P<a>\d{{1,4}}){_SEPARATOR}(?P<b>\d{{1,2}})\s*[.일]?")
_BLOCK = re.compile(r"\d{8}|\d{6}")
_YEAR = re.compile(r"'(?P<short>\d{2})\s*(?:년도?)?|(?P<year>\d{4}|\d{2}(?=\s*년))\s*(?:년도?)?")
_DAY_MONTH = re.compile(
    rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s.\-/]*(?:of\s+)?(?P<mon>{_MONTH_NAME})\.?[\s,.\-/]*(?P<y>'?\d{{4}}|'?\d{{2}})?"
)
_MONTH_DAY = re.compile(
    rf"(?P<mon>{_MONTH_NAME})\.?[\s.\-/]*(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:[\s,.\-/]+(?P<y>'?\d{{4}}|'?\d{{2}}))?"
)
_MONTH_YEAR = re.compile(rf"(?P<mon>{_MONTH_NAME})\.?[\s,.\-/]*(?P<y>\d{{4}}|'\d{{2}})")
_YEAR_MONTH_DAY = re.compile(rf"(?P<y>\d{{4}})[\s,.\-/]*(?P<mon>{_MONTH_NAME})[\s,.\-/]*(?P<d>\d{{1,2}})?")


@dataclass(frozen=True, slots=True)
class Partial:
    """The numbers of a date; what is not written is None."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def within(self, other: Partial) -> Partial:
        """Return the date with what it lacks taken from another, larger parts only: 23 within 2025-04 is 2025-04-23."""
        year = self.year if self.year is not None else other.year
        month = self.month if self.month is not None else other.month
        return replace(self, year=year, month=month)


def full_year(digits: str | int, today: dt.date) -> int:
    """Return a year of two digits as one of four: at most next year, else of the last century."""
    number = int(digits)
    if len(str(digits)) > 2 or number > 99:
        return number
    return 2000 + number if number <= today.year % 100 + 1 else 1900 + number


def take_weekday(words: str) -> tuple[str, int | None]:
    """Return the words without a day of the week, and which one it was (Monday is 0)."""
    match = _WEEKDAY.search(words)
    if match is None:
        return words, None
    korean = match["ko"] or match["ko2"]
    day = _WEEKDAYS.index(korean) if korean else _ENGLISH_DAYS.index(match["en"])
    rest = f"{words[: match.start()]} {words[match.end() :]}"
    return " ".join(rest.split()), day


def read_day_words(words: str, *, order: str, today: dt.date) -> Partial | None:
    """Return the numbers of a date in plain words, or None where no form fits."""
    words = words.strip(" ,;")
    if _BLOCK.fullmatch(words):
        return _block(words, today)
    for read in (_hangul, _three, _named, _two, _year_alone):
        if (found := read(words, order, today)) is not None:
            return found
    return None


def _block(words: str, today: dt.date) -> Partial:
    if len(words) == 8:
        return Partial(int(words[:4]), int(words[4:6]), int(words[6:]))
    short = Partial(full_year(words[:2], today), int(words[2:4]), int(words[4:]))
    if not _exists(short) and words[:2] in ("19", "20"):
        return Partial(int(words[:4]), int(words[4:]))
    return short


def _hangul(words: str, order: str, today: dt.date) -> Partial | None:
    match = _HANGUL.fullmatch(words)
    if match is None:
        return None
    year = full_year(match["y"], today) if match["y"] else None
    return Partial(year, int(match["m"]), int(match["d"]) if match["d"] else None)


def _three(words: str, order: str, today: dt.date) -> Partial | None:
    if (spaced := _SPACED.fullmatch(words)) is not None:
        return Partial(full_year(spaced["a"], today), int(spaced["b"]), int(spaced["c"]))
    match = _THREE.fullmatch(words)
    if match is None:
        return None
    a, b, c = match["a"], match["b"], match["c"]
    if len(a) == 3 or len(c) == 3:
        return None
    if len(a) == 4 or match["mark"]:
        return Partial(full_year(a, today), int(b), int(c))
    if len(c) == 4 or "/" in words or order not in ("", "YMD"):
        return _ordered((a, b, c), order, words, today)
    return Partial(full_year(a, today), int(b), int(c))


def _ordered(parts: tuple[str, str, str], order: str, words: str, today: dt.date) -> Partial:
    """Return three short numbers in the order that was chosen, else in the only one that gives a date."""
    orders = ("DMY", "MDY") if len(parts[2]) == 4 else ("YMD", "DMY", "MDY")
    if order in orders and _exists(chosen := _as(parts, order, today)):
        return chosen
    if "/" not in words and len(parts[2]) < 4:
        return _as(parts, "YMD", today)
    possible = {
        found: None for one in orders if _exists(found := _as(parts, one, today)) and _is_past(found, today)
    }
    if len(possible) > 1:
        raise UnreadableTime("DAY_OR_MONTH_FIRST", words)
    return next(iter(possible), _as(parts, orders[0], today))


def _as(parts: tuple[str, str, str], order: str, today: dt.date) -> Partial:
    year, month, day = (parts[order.index(letter)] for letter in "YMD")
    return Partial(full_year(year, today), int(month), int(day))


def _named(words: str, order: str, today: dt.date) -> Partial | None:
    for shape in (_YEAR_MONTH_DAY, _MONTH_YEAR, _DAY_MONTH, _MONTH_DAY):
        match = shape.fullmatch(words)
        if match is not None:
            found = match.groupdict()
            year = full_year(found["y"].strip("'"), today) if found.get("y") else None
            return Partial(year, MONTHS[found["mon"]], int(found["d"]) if found.get("d") else None)
    return None


def _two(words: str, order: str, today: dt.date) -> Partial | None:
    match = _TWO.fullmatch(words)
    if match is None:
        return None
    a, b = match["a"], match["b"]
    if len(a) == 4 or match["mark"]:
        return Partial(full_year(a, today), int(b))
    if len(a) == 3:
        return None
    return Partial(None, int(b), int(a)) if order == "DMY" else Partial(None, int(a), int(b))


def _year_alone(words: str, order: str, today: dt.date) -> Partial | None:
    match = _YEAR.fullmatch(words)
    if match is None:
        return None
    return Partial(full_year(match["short"] or match["year"], today))


def span_of(partial: Partial, shown: str) -> tuple[dt.date, dt.date | None, Exactness]:
    """Return first and last day of what was written; refuse what is not in the calendar."""
    if partial.year is None:
        raise UnreadableTime("NO_YEAR", shown)
    if not 1 <= partial.year <= 9999 or partial.month not in (None, *range(1, 13)):
        raise UnreadableTime("NOT_IN_CALENDAR", shown)
    if partial.month is None:
        return dt.date(partial.year, 1, 1), dt.date(partial.year, 12, 31), Exactness.INTERVAL
    last = calendar.monthrange(partial.year, partial.month)[1]
    if partial.day is None:
        return (
            dt.date(partial.year, partial.month, 1),
            dt.date(partial.year, partial.month, last),
            Exactness.MONTH,
        )
    if not 1 <= partial.day <= last:
        raise UnreadableTime("NOT_IN_CALENDAR", shown)
    return dt.date(partial.year, partial.month, partial.day), None, Exactness.DAY


def _exists(partial: Partial) -> bool:
    try:
        span_of(partial, "")
    except UnreadableTime:
        return False
    return True


def _is_past(partial: Partial, today: dt.date) -> bool:
    return dt.date(partial.year or 1, partial.month or 1, partial.day or 1) <= today + dt.timedelta(days=1)
