"""Rows of a text file with more or fewer cells than the header has names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.notes import Notes


class Uneven:
    """Decides on uneven rows by their neighbours.

    Programs leave blank last cells away, or add a separator at the end, and do so alike for rows in a block. A row
    cut unlike its neighbours may be half of one whose text holds a line break, or lack a separator; taken for a row,
    it would show its cells in wrong columns. So such rows are refused. Where the file has columns about persons,
    their cells would then stand in kept ones, so there a neighbour must be uneven in the same way, and the cells of
    refused rows are withheld.
    """

    def __init__(self, width: int, n_dropped: int, notes: Notes) -> None:
        self._width, self._withhold, self._notes = width, n_dropped > 0, notes
        self._waiting: RawRow | None = None
        self._before = width

    @property
    def waiting(self) -> bool:
        """Whether an uneven row waits for the next one."""
        return self._waiting is not None

    def settle(self, row: RawRow | None) -> list[RawRow]:
        """Take the next row, or the end of the file; return the rows that are decided."""
        n_cells = self._width if row is None or row.problem else _n_cells(row)
        decided = []
        if self._waiting is not None:
            decided.append(self._decide(self._waiting, n_cells))
            self._before, self._waiting = _n_cells(self._waiting), None
        else:
            self._before = self._width
        if row is None:
            return decided
        if n_cells != self._width:
            self._waiting = row
            return decided
        decided.append(row)
        return decided

    def _decide(self, row: RawRow, after: int) -> RawRow:
        n_cells = _n_cells(row)
        neighbours = (self._before, after)
        if row.ends_early and n_cells < self._width:
            return self._refuse(row, _("the file ends in the middle of this row. Export it again."))
        if self._withhold and n_cells not in neighbours:
            return self._refuse(row, self._uneven_problem(n_cells))
        fitting = self._cut(row) if n_cells > self._width else self._padded(row, neighbours)
        return fitting or self._refuse(row, self._uneven_problem(n_cells))

    def _padded(self, row: RawRow, neighbours: tuple[int, int]) -> RawRow | None:
        n_cells = len(row.cells)
        are_alike = all(min(beside, self._width) in (n_cells, self._width) for beside in neighbours)
        may_be_half = 2 * n_cells - 1 == self._width and n_cells in neighbours
        if n_cells <= 1 or not are_alike or may_be_half:
            return None
        self._notes.n_padded += 1
        return row

    def _cut(self, row: RawRow) -> RawRow | None:
        if row.flaws or any(cell.strip() for cell in row.cells[self._width :]):
            return None
        cells = row.cells[: self._width]
        return row._replace(cells=cells, filled=cells)

    def _uneven_problem(self, n_cells: int) -> str:
        words = _(
            "the row and the header differ in their number of cells (%(cells)d, %(columns)d). Check separators, quotation marks and line breaks."
        )
        return words % {"cells": n_cells, "columns": self._width}

    def _refuse(self, row: RawRow, problem: str) -> RawRow:
        cells = [] if self._withhold else row.cells[: self._width]
        return row._replace(cells=cells, filled=cells, problem=problem, flaws=())


def _n_cells(row: RawRow) -> int:
    """Return how many cells the row had, counting those beyond the columns we read."""
    return max([len(row.cells), *(at + 1 for at, _said in row.flaws)])
