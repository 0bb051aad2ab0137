"""A file as a table of text: its columns, its rows, and what was noticed on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Protocol

Kind = Literal["csv", "xlsx"]


@dataclass(frozen=True, slots=True)
class Column:
    """One kept column: its place among the kept ones, its name, and its letter in a spreadsheet."""

    index: int
    header: str
    letter: str


class SheetRow(NamedTuple):
    """One row, counted as a spreadsheet counts; `problem` says why its cells cannot be trusted."""

    number: int
    cells: tuple[str, ...]
    problem: str = ""


class Body(Protocol):
    """Where the rows of a table lie."""

    def rows(self, width: int, from_row: int) -> Iterator[SheetRow]:
        """Yield the rows from a number on, each filled up to the width."""
        ...

    def write_to(self, target: int) -> int:
        """Copy the rows as they lie into an open file; return how many bytes they took."""
        ...

    @property
    def marks(self) -> tuple[tuple[int, int], ...]:
        """Row numbers with the byte at which each begins."""
        ...


@dataclass(frozen=True, slots=True)
class Table:
    """A file that could be read; columns that would identify a person are neither named nor kept in it."""

    file_name: str
    sha256: str
    kind: Kind
    encoding: str
    delimiter: str
    sheet: str
    sheets: tuple[str, ...]
    header_row: int
    columns: tuple[Column, ...]
    n_dropped_columns: int
    n_rows: int
    notes: tuple[str, ...]
    body: Body = field(repr=False, compare=False)

    def rows(self, from_row: int = 0) -> Iterator[SheetRow]:
        """Yield the rows, or those from a row number on."""
        return self.body.rows(len(self.columns), from_row)


def letter_of(index: int) -> str:
    """Return the letters that a spreadsheet gives to a column, counted from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
