"""What one cell gives to a row."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _

from incidents.errors import shorten
from incidents.services.importing.mapping.dates.plain import plain, says_unknown


class Found(NamedTuple):
    """Values of our columns, what is to be said, what refuses the row, and whether the cell's words are kept as told."""

    values: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    keeps_words: bool = False


NOTHING = Found()
Reader = Callable[[str], Found]
MOST_REMEMBERED = 20_000
LONGEST_UNKNOWN = 12
_DIGIT = re.compile(r"[0-9]")


def remembering(read: Reader) -> Reader:
    """Return a reader that works each distinct cell out once, as far as its memory goes."""
    known: dict[str, Found] = {}

    def read_once(text: str) -> Found:
        found = known.get(text)
        if found is None:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            found = known[text] = read(text)
        return found

    return read_once


def is_unknown(text: str) -> bool:
    """Whether a cell says that nothing is known: 미상, 불명, a dash."""
    return len(text) <= LONGEST_UNKNOWN and _DIGIT.search(text) is None and _is_unknown(text)


@lru_cache(maxsize=MOST_REMEMBERED)
def _is_unknown(text: str) -> bool:
    return says_unknown(plain(text))


def column_named(header: str, letter: str) -> str:
    """Return a column as the office knows it."""
    return _("%(header)s (column %(letter)s)") % {"header": shorten(header, 40), "letter": letter}


def problem_of(header: str, letter: str, advice: str) -> str:
    """Return why a row stays outside, naming the column as the office knows it."""
    return _("%(header)s (column %(letter)s): %(advice)s") % {
        "header": shorten(header, 40),
        "letter": letter,
        "advice": advice,
    }
