"""Rows of a text file with more or fewer cells than the header has names."""

from __future__ import annotations

from django.utils.translation import gettext as _

from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.notes import Notes


class Uneven:
    """Decides on uneven rows by their neighbours.

    Programs leave blank last cells away, and do so alike for rows in a block. A row cut unlike its neighbours may
    be half of one whose text holds a line break; taken for a row, it would show its cells in wrong columns, and
    where the file has columns about persons, their cells in kept ones. So such rows are refused, and their cells
    are withheld.
    """

    def __init__(self, width: int, n_dropped: int, notes: Notes) -> None:
        self._width, self._withhold, self._notes = width, n_dropped > 0, notes
        self._waiting: RawRow | None = None
        self._before = width

    @property
    def waiting(self) -> bool:
        """Whether a short row waits for the next one."""
        return self._waiting is not None

    def settle(self, row: RawRow | None) -> list[RawRow]:
        """Take the next row, or the end of the file; return the rows that are decided."""
        n_cells = self._width if row is None or row.problem else len(row.cells)
        decided = []
        if self._waiting is not None:
            decided.append(self._decide(self._waiting, min(n_cells, self._width)))
            self._before, self._waiting = len(self._waiting.cells), None
        else:
            self._before = self._width
        if row is None:
            return decided
        if n_cells < self._width:
            self._waiting = row
            return decided
        decided.append(self._cut(row) if n_cells > self._width else row)
        return decided

    def _decide(self, row: RawRow, after: int) -> RawRow:
        n_cells = len(row.cells)
        neighbours = (self._before, after)
        are_alike = all(beside in (n_cells, self._width) for beside in neighbours)
        may_be_half = 2 * n_cells - 1 == self._width and n_cells in neighbours
        if row.ends_early:
            return self._refuse(row, _("the file ends in the middle of this row. Export it again."))
        if n_cells > 1 and are_alike and not may_be_half:
            self._notes.n_padded += 1
            return row
        return self._refuse(row, self._uneven_problem(n_cells))

    def _cut(self, row: RawRow) -> RawRow:
        if any(cell.strip() for cell in row.cells[self._width :]):
            return self._refuse(row, self._uneven_problem(len(row.cells)))
        cells = row.cells[: self._width]
        return row._replace(cells=cells, filled=cells)

    def _uneven_problem(self, n_cells: int) -> str:
        words = _(
            "the row has %(cells)d cells, the header %(columns)d. Check separators, quotation marks and line breaks."
        )
        return words % {"cells": n_cells, "columns": self._width}

    def _refuse(self, row: RawRow, problem: str) -> RawRow:
        cells = [] if self._withhold else row.cells[: self._width]
        return row._replace(cells=cells, filled=cells, problem=problem)
