"""Readers of single cells: text in, a typed value out, or InvalidField with the value and what to do."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar

from django.utils.translation import gettext as _

from sites.errors import InvalidField
from sites.nesting import load_shallow

Value = TypeVar("Value")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
_CLOCK = re.compile(r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]")
_NUMBER = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]{1,15})?")
_COUNT = re.compile(r"[0-9]{1,10}")
EARLIEST = dt.date(1950, 1, 1)


class Cells:
    """The cells of one row; every problem is collected, so that one reading names them all."""

    __slots__ = ("problems", "values")

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.problems: list[InvalidField] = []

    def text(self, name: str) -> str:
        """Return the words of a cell; blank if the file lacks the column."""
        return self.values.get(name, "")

    def read(self, name: str, reader: Callable[[str, str], Value], blank: Any = None) -> Any:
        """Return what a reader makes of a cell, or `blank` for an empty or refused one."""
        text = self.values.get(name)
        if not text:
            return blank
        try:
            return reader(name, text)
        except InvalidField as problem:
            self.problems.append(problem)
            return blank

    def refuse(self, name: str, advice: str) -> None:
        """Note a problem of a cell that is only seen beside others."""
        self.problems.append(InvalidField(name, self.text(name), advice))


def read_day(name: str, text: str) -> dt.date:
    """Read YYYY-MM-DD between 1950 and today."""
    if not _DAY.fullmatch(text):
        raise InvalidField(name, text, _("is not a day. Write YYYY-MM-DD."))
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise InvalidField(name, text, _("is not in the calendar. Check month and day.")) from None
    return check_bounds(name, text, day)


def read_month(name: str, text: str) -> dt.date:
    """Read YYYY-MM as the first of the month."""
    if not _MONTH.fullmatch(text):
        raise InvalidField(name, text, _("is not a month. Write YYYY-MM."))
    return read_day(name, f"{text}-01")


def check_bounds(name: str, text: str, day: dt.date) -> dt.date:
    """Refuse a day before 1950 or after tomorrow (some clocks are ahead of the server's)."""
    if day < EARLIEST:
        raise InvalidField(name, text, _("is before 1950. Check the year."))
    if day > dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1):
        raise InvalidField(name, text, _("is in the future. Check the year."))
    return day


def read_clock(name: str, text: str) -> dt.time:
    """Read HH:MM."""
    if not _CLOCK.fullmatch(text):
        raise InvalidField(name, text, _("is not a time. Write HH:MM, such as 21:10."))
    hour, minute = text.split(":")
    return dt.time(int(hour), int(minute))


def read_number(name: str, text: str) -> float:
    """Read a plain decimal number; no exponent, so that none is infinite."""
    if not _NUMBER.fullmatch(text):
        raise InvalidField(name, text, _("is not a number. Write it with a decimal point, such as 37.0906."))
    return float(text)


def count_up_to(limit: int) -> Callable[[str, str], int]:
    """Return a reader of whole numbers from 0."""

    def read(name: str, text: str) -> int:
        if not _COUNT.fullmatch(text) or int(text) > limit:
            raise InvalidField(name, text, _("is not a whole number from 0 to %(limit)d.") % {"limit": limit})
        return int(text)

    return read


def code_of(choices: Any) -> Callable[[str, str], str]:
    """Return a reader of one code of a list; small letters will do."""

    def read(name: str, text: str) -> str:
        code = text.upper()
        if code not in choices.values:
            raise InvalidField(name, text, not_in_list(choices))
        return code

    return read


def codes_of(choices: Any) -> Callable[[str, str], list[str]]:
    """Return a reader of codes joined by a vertical bar; each is kept once."""
    read_one = code_of(choices)

    def read(name: str, text: str) -> list[str]:
        parts = [part.strip() for part in text.split("|")]
        return list(dict.fromkeys(read_one(name, part) for part in parts if part))

    return read


def not_in_list(choices: Any) -> str:
    """Return the advice that names every code."""
    return _("is not in the list. Use one of: %(codes)s.") % {"codes": ", ".join(map(str, choices.values))}


def text_up_to(limit: int) -> Callable[[str, str], str]:
    """Return a reader of words that fit their column."""

    def read(name: str, text: str) -> str:
        if len(text) > limit:
            raise InvalidField(
                name, text,
                _("has %(length)d characters; %(limit)d fit. Shorten it.") % {"length": len(text), "limit": limit},
            )  # fmt: skip
        return text

    return read


def read_list(name: str, text: str) -> list[dict[str, Any]]:
    """Read a JSON list of flat objects."""
    try:
        entries = load_shallow(text, parse_constant=_no_constant)
    except RecursionError:
        raise InvalidField(name, text, _("is nested too deep. Write a list of flat objects.")) from None
    except ValueError:
        raise InvalidField(name, text, _("is not JSON. Write a list such as [{…}].")) from None
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise InvalidField(name, text, _("is not a list of objects. Write it as [{…}, {…}]."))
    return entries


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)
