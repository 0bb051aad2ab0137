"""Lines that hold a single cell: a row of the table if rows follow, a note under it if none do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.services.importing.files.delimited import RawRow

_MOST_LINES = 20
_BEGINS_NOTE = re.compile(
    r"\s*(?:[※*#†☞◎○●▶■□\-–—(\[]|주\s*[):)]|비고\s*:|참고|출처|자료|작성|합계|총계|소계|끝\s*\.?\s*$|이상\s*\.?\s*$"
    r"|notes?\b|source|total|prepared|end of)",
    re.IGNORECASE,
)


class Margins:
    """Holds lines with a single cell until it is known what they are."""

    def __init__(self) -> None:
        self._waiting: list[tuple[RawRow, bool]] = []
        self.left_out: list[int] = []

    @property
    def waiting(self) -> bool:
        """Whether any line waits."""
        return bool(self._waiting)

    def set_aside(self, row: RawRow, last_number: int) -> list[RawRow]:
        """Keep a line that holds one cell, forget a blank one; return what has waited too long to be notes."""
        if not any(cell.strip() for cell in row.cells):
            return []
        before = self._waiting[-1][0].number if self._waiting else last_number
        self._waiting.append((row, bool(before) and row.number > before + 1))
        return self.turned_out_rows() if len(self._waiting) > _MOST_LINES else []

    def turned_out_rows(self, *, at_end: bool = False) -> list[RawRow]:
        """Return the waiting lines that are rows after all, and leave the others out."""
        waiting, self._waiting = self._waiting, []
        if not at_end:
            return [row for row, _after_gap in waiting]
        rows: list[RawRow] = []
        for at, (row, after_gap) in enumerate(waiting):
            if after_gap or self.left_out or _is_note(row):
                self.left_out.extend(later.number for later, _after_gap in waiting[at:])
                break
            rows.append(row)
        return rows


def is_sparse(cells: Sequence[str]) -> bool:
    """Whether at most one cell of several holds anything."""
    return sum(1 for cell in cells if cell and not cell.isspace()) <= 1


def _is_note(row: RawRow) -> bool:
    return any(_BEGINS_NOTE.match(cell) for cell in row.cells if cell)
