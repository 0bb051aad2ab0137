"""Where a staged import lies on disk, and its preview: one line a row, with an index for each way to narrow it.

The lines are read by their place in the file, so a page of a million rows costs what a page of ten does.
"""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson
from django.conf import settings

ALL = "all"
ROWS, POINTS, COUNTS = "rows.jsonl", "points.json", "counts.json"
OFFSET = "Q"


def imports_folder() -> Path:
    """Return the folder of everything that is on its way in."""
    return Path(settings.DATA_DIR) / "imports"


def arrivals_folder() -> Path:
    """Return where a file lies while it is uploaded and read; it is gone when the request ends."""
    return imports_folder() / "arriving"


def folder_of(key: UUID) -> Path:
    """Return the folder of one staged import."""
    return imports_folder() / str(key)


def table_path(key: UUID, sheet: int = 0) -> Path:
    """Return the file that holds the kept columns of one sheet."""
    return folder_of(key) / f"sheet-{sheet}"


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """What a preview says of one row of a file."""

    row_number: int
    verdict: str
    number: str = ""
    reasons: Sequence[str] = ()
    notes: Sequence[str] = ()
    match: str = ""
    offer: Sequence[float] | None = None
    point: Sequence[float] | None = None
    site_code: str = ""
    day: str = ""
    flags: Sequence[str] = ()
    told: Mapping[str, str] | None = None


class Preview:
    """A finished preview in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def exists(self) -> bool:
        """Whether it was finished; an unfinished one lies under another name."""
        return (self.folder / COUNTS).exists()

    def counts(self) -> dict[str, int]:
        """Return how many rows each way of narrowing leaves."""
        counts: dict[str, int] = orjson.loads((self.folder / COUNTS).read_bytes())
        return counts

    def points(self) -> dict[str, Any]:
        """Return what the map draws."""
        points: dict[str, Any] = orjson.loads((self.folder / POINTS).read_bytes())
        return points

    def page(self, kind: str, rows: slice) -> list[PreviewRow]:
        """Return some of the rows of a kind, in the order of the file."""
        with (self.folder / ROWS).open("rb") as lines:
            return [_line_at(lines, offset) for offset in self._offsets(kind, rows)]

    def rows(self, kind: str) -> Iterator[PreviewRow]:
        """Yield all rows of a kind."""
        n_rows = self.counts().get(kind, 0)
        for start in range(0, n_rows, 1_000):
            yield from self.page(kind, slice(start, start + 1_000))

    def position_of(self, kind: str, row_number: int) -> int | None:
        """Return where a row stands among the rows of a kind, counted from 0."""
        with (self.folder / ROWS).open("rb") as lines:
            offsets = self._offsets(kind, slice(0, None))
            low, high = 0, len(offsets)
            while low < high:
                middle = (low + high) // 2
                if _line_at(lines, offsets[middle]).row_number < row_number:
                    low = middle + 1
                else:
                    high = middle
            is_there = low < len(offsets) and _line_at(lines, offsets[low]).row_number == row_number
        return low if is_there else None

    def _offsets(self, kind: str, rows: slice) -> array[int]:
        found = array(OFFSET)
        path = self.folder / index_name(kind)
        if not path.exists():
            return found
        n_all = os.path.getsize(path) // found.itemsize
        start, stop, _ = rows.indices(n_all)
        with path.open("rb") as index:
            index.seek(start * found.itemsize)
            found.frombytes(index.read(max(0, stop - start) * found.itemsize))
        return found


def index_name(kind: str) -> str:
    """Return the name of the file that holds where the rows of a kind begin."""
    return f"index-{kind}"


def _line_at(lines: Any, offset: int) -> PreviewRow:
    lines.seek(offset)
    return PreviewRow(*orjson.loads(lines.readline()))
