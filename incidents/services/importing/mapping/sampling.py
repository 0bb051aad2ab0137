"""A look at some cells of each column, so that a wrong header does not mislead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from incidents.services.importing import words as equipment_words
from incidents.services.importing.mapping.code_words import codes_in
from incidents.services.importing.mapping.dates import DateReader, UnreadableTime, read_clock_cell
from incidents.services.importing.mapping.found import is_unknown
from incidents.services.importing.mapping.translating import DITTO
from incidents.services.importing.readable import readable
from sites.notations import PositionError, UnknownReference, read_position

if TYPE_CHECKING:
    from incidents.services.importing.files import Column, Table

SAMPLED_ROWS, SAMPLED_CELLS = 400, 60
# What a cell is can be told from its beginning.
_SAMPLED_CHARACTERS = 600
_DEGREES = re.compile(r"(?:[+-]|[NSEW]\s?)?(\d{1,3}[.,](\d{1,15}))\s?[NSEW]?")
_NUMBER = re.compile(r"[±+-]?\s*\d[\d,]*(?:\.\d+)?\s*\D{0,6}")
# Answerable by one choice for the whole table, so the cells are dates all the same.
_QUESTIONS = frozenset({"NO_YEAR", "DAY_OR_MONTH_FIRST", "NOT_IN_CALENDAR", "OUT_OF_RANGE", "ENDS_BEFORE"})
Fit = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Sample:
    """A column with some of its filled cells."""

    column: Column
    cells: tuple[str, ...]

    def share(self, fits: Fit) -> float:
        """Return how many of the cells fit, as a share."""
        return sum(map(fits, self.cells)) / len(self.cells) if self.cells else 0.0

    @property
    def mean_length(self) -> float:
        """How long the cells are."""
        return sum(map(len, self.cells)) / len(self.cells) if self.cells else 0.0

    @property
    def is_count(self) -> bool:
        """Whether the cells count the rows: 1, 2, 3."""
        numbers = [int(cell) for cell in self.cells if cell.isascii() and cell.isdigit() and len(cell) < 8]
        steps = {later - earlier for earlier, later in zip(numbers, numbers[1:], strict=False)}
        return len(numbers) == len(self.cells) > 1 and max(numbers) < 1_000_000 and steps <= {1, 2, -1}

    @property
    def is_distinct(self) -> bool:
        """Whether hardly any cell comes twice; a slip in a short table is one in five."""
        return (
            len(set(self.cells)) >= min(0.95 * len(self.cells), len(self.cells) - 1)
            and len(set(self.cells)) > 1
        )


def samples_of(table: Table) -> list[Sample]:
    """Return some cells of each column: distinct ones first come, blanks and ditto marks left out."""
    found: list[list[str]] = [[] for _ in table.columns]
    for row in islice(table.rows(), SAMPLED_ROWS):
        for seen, cell in zip(found, row.cells, strict=False):
            text = cell.strip()
            if text and len(seen) < SAMPLED_CELLS and text not in DITTO and not is_unknown(text):
                seen.append(readable(text)[:_SAMPLED_CHARACTERS])
    return [Sample(column, tuple(cells)) for column, cells in zip(table.columns, found, strict=True)]


def is_date(reader: DateReader) -> Fit:
    """Return what says whether a cell is a date; a number alone is too little to say so."""

    def fits(cell: str) -> bool:
        if cell.isascii() and cell.isdigit() and len(cell) < 6:
            return 40_000 <= int(cell) < 50_000  # the day number of a spreadsheet, of 2009 to 2036
        try:
            return reader.read(cell).begin is not None
        except UnreadableTime as error:
            return error.code in _QUESTIONS

    return fits


def is_clock(cell: str) -> bool:
    """Whether a cell is a time of day."""
    try:
        return read_clock_cell(cell) is not None
    except UnreadableTime:
        return False


def is_position(cell: str) -> bool:
    """Whether a cell is a position in any notation, or a distance from a place."""
    try:
        read_position(cell)
    except UnknownReference:
        return True
    except PositionError:
        return False
    return True


def is_degrees(limit: float, beyond: float = 0.0, *, decimals: int = 1) -> Fit:
    """Return what says whether a cell is a number of degrees up to a limit, above another, with so many decimals."""

    def fits(cell: str) -> bool:
        number = _DEGREES.fullmatch(cell)
        if number is not None:
            return len(number[2]) >= decimals and beyond < float(number[1].replace(",", ".")) <= limit
        return "°" in cell or "도" in cell

    return fits


def is_number(cell: str) -> bool:
    """Whether a cell is a number, perhaps with its unit."""
    return _NUMBER.fullmatch(cell) is not None


def names_codes(target: str) -> Fit:
    """Return what says whether the words of a cell are known for a target."""
    return lambda cell: bool(codes_in(target, cell))


def names_equipment(cell: str) -> bool:
    """Whether a cell names equipment."""
    return any(entry["category"] != "OTHER" for entry in equipment_words.equipment_in(cell))


def plain_reader(today: dt.date) -> DateReader:
    """Return a reader of dates of which nothing is known yet."""
    return DateReader(today)
