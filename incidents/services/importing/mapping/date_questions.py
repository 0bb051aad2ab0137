"""What only the table as a whole can tell of its dates: what comes first, and which year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from incidents.services.importing.mapping.dates import DateReader, UnreadableTime
from incidents.services.importing.mapping.sampling import Sample
from incidents.services.importing.mapping.shape import DayOrder

if TYPE_CHECKING:
    from incidents.services.importing.files import Table

_YEAR = re.compile(r"(?<!\d)(19[5-9]\d|20\d\d)(?!\d)|(?<!\d)'?(\d\d)\s*년")
_YEAR_FIRST = re.compile(r"\s*['’]?\s*(?:\d{4}\s*[.년-]|\d{2}\s*(?:\.\s*\d{1,2}\s*\.|년))")
_ORDERS = (DayOrder.YEAR_FIRST, DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST)


def is_ambiguous(samples: Sequence[Sample], today: dt.date) -> bool:
    """Whether a date of the columns can be read in two ways that no other of them decides."""
    return (
        _asks(samples, DateReader(today), "DAY_OR_MONTH_FIRST")
        and day_order_of(samples, today) is DayOrder.NOT_TOLD
    )


def needs_year(samples: Sequence[Sample], today: dt.date) -> bool:
    """Whether a date of the columns has no year."""
    return _asks(samples, DateReader(today), "NO_YEAR")


def day_order_of(samples: Sequence[Sample], today: dt.date) -> DayOrder:
    """Return the one order in which every date of the columns exists, where the order matters at all.

    Beside dates that begin with the year (25.1.7, 2025-01-07), 25/2/3 begins with it too.
    """
    if not _asks(samples, DateReader(today), "DAY_OR_MONTH_FIRST"):
        return DayOrder.NOT_TOLD
    cells = [
        cell
        for sample in samples
        for cell in sample.cells
        if "/" in cell or re.search(r"\d{1,2}[.-]\d{1,2}[.-]\d{4}", cell)
    ]
    possible = [order for order in _ORDERS if all(_stands(cell, order, today) for cell in cells)]
    if DayOrder.YEAR_FIRST in possible and any(
        _YEAR_FIRST.match(cell) for sample in samples for cell in sample.cells
    ):
        return DayOrder.YEAR_FIRST
    return possible[0] if len(possible) == 1 else DayOrder.NOT_TOLD


def year_of(samples: Sequence[Sample], table: Table, reader: DateReader) -> int | None:
    """Return the one year that file name or sheet names, else that the other dates are of, where dates have none."""
    if not _asks(samples, reader, "NO_YEAR"):
        return None
    named = {
        int(match[1] or f"20{match[2]}")
        for text in (table.sheet, table.file_name)
        for match in _YEAR.finditer(text)
    }
    years = {year for year in named if 1950 <= year <= reader.today.year}
    years = years or _years_told(samples, reader)
    return years.pop() if len(years) == 1 else None


def _years_told(samples: Sequence[Sample], reader: DateReader) -> set[int]:
    """Return the years of the dates that have one."""
    found = set()
    for cell in (cell for sample in samples for cell in sample.cells):
        try:
            told = reader.read(cell)
        except UnreadableTime:
            continue
        if told.begin is not None:
            found |= {told.begin.year, (told.end or told.begin).year}
    return found


def _asks(samples: Sequence[Sample], reader: DateReader, code: str) -> bool:
    return any(_refusal(cell, reader) == code for sample in samples for cell in sample.cells)


def _refusal(cell: str, reader: DateReader) -> str:
    try:
        reader.read(cell)
    except UnreadableTime as error:
        return error.code
    return ""


def _stands(cell: str, order: DayOrder, today: dt.date) -> bool:
    """Whether a date exists in an order as it is written, without falling back on another, and lies in the past."""
    numbers = re.findall(r"\d+", cell)[:3]
    if len(numbers) < 3 or len(numbers[0]) == 4:
        return True
    year, month, day = (int(numbers[str(order).index(letter)]) for letter in "YMD")
    if len(numbers[2]) == 4 and order is DayOrder.YEAR_FIRST:
        return False
    try:
        return dt.date(year + 2000 if year < 100 else year, month, day) <= today + dt.timedelta(days=1)
    except ValueError:
        return False
