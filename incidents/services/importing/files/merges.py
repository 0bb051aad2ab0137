"""Merged cells: what the first one holds is repeated over the others, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable

from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.limits import MAX_COLUMNS

_LAST_COLUMN = 16_384
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")

Merge = tuple[int, int, int, int]  # first row, first column, last row, last column


def column_of(letters: str) -> int:
    """Return the place of a column, counted from 0; refuse one that no sheet has."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - 64
        if not 0 < ord(letter) - 64 <= 26 or place > _LAST_COLUMN:
            raise damaged()
    return place - 1


def merge_of(first: str, last: str) -> Merge | None:
    """Return a merged range, or nothing if it reaches beyond the columns we read."""
    begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
    if not begin or not end:
        raise damaged()
    left, right = column_of(begin[1]), min(column_of(end[1]), MAX_COLUMNS - 1)
    return (int(begin[2]), left, int(end[2]), right) if left <= right else None


class Merges:
    """Follows the rows of a sheet downwards; it never holds more than the ranges that cross one row."""

    def __init__(self, ranges: Iterable[Merge]) -> None:
        self._coming = sorted(ranges, reverse=True)
        self._open: list[tuple[int, int, int, str]] = []

    def fill(self, row: int, cells: list[str]) -> list[str]:
        """Return the cells of a row with what merged ones show; rows come in order."""
        if self._open:
            self._open = [held for held in self._open if held[0] >= row]
        while self._coming and self._coming[-1][0] <= row:
            first, left, last, right = self._coming.pop()
            text = cells[left] if first == row and left < len(cells) else ""
            if text and last >= row:
                self._open.append((last, left, right, text))
        return self._filled(cells) if self._open else cells

    def _filled(self, cells: list[str]) -> list[str]:
        # Ranges never overlap, so those that cross a row fit side by side.
        if sum(right - left + 1 for _last, left, right, _text in self._open) > MAX_COLUMNS:
            raise damaged()
        filled = list(cells)
        for _last, left, right, text in self._open:
            if len(filled) <= right:
                filled += [""] * (right + 1 - len(filled))
            for at in range(left, right + 1):
                filled[at] = filled[at] or text
        return filled
