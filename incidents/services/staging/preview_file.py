"""Writing a preview: rows as lines, an index for each way to narrow them, and the points of the map in few marks."""

from __future__ import annotations

import os
import shutil
from array import array
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import orjson

from incidents.selectors.staged_files import ALL, COUNTS, OFFSET, POINTS, ROWS, index_name
from incidents.services.importing import RowVerdict, without_row

# More marks than this nobody can tell apart; then neighbours become one mark with a count.
MAX_MARKS = 2_000
DECIMALS = (4, 3, 2, 1, 0)
# Rows that say something beside their verdict.
NOTED, INCOMPLETE = "noted", "incomplete"


class PreviewWriter:
    """Collects verdicts; the preview exists under its name only once it is whole."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._unfinished = folder.with_name(folder.name + ".part")
        self._offsets: dict[str, array[int]] = {ALL: array(OFFSET)}
        self._marks = Marks()

    def __enter__(self) -> PreviewWriter:
        shutil.rmtree(self._unfinished, ignore_errors=True)
        self._unfinished.mkdir(mode=0o700)
        self._lines = _private(self._unfinished / ROWS)
        self._at = 0
        return self

    def write(self, verdict: RowVerdict, told: Mapping[str, str]) -> None:
        """Add one row, with what the file told of it."""
        line = orjson.dumps(_as_line(verdict, told)) + b"\n"
        for kind in kinds_of(verdict):
            self._offsets.setdefault(kind, array(OFFSET)).append(self._at)
        self._lines.write(line)
        self._at += len(line)
        self._marks.add(verdict)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lines.close()
        if kind is not None:
            shutil.rmtree(self._unfinished, ignore_errors=True)
            return
        for name, offsets in self._offsets.items():
            with _private(self._unfinished / index_name(name)) as index:
                offsets.tofile(index)
        _store(self._unfinished / POINTS, self._marks.as_json())
        _store(self._unfinished / COUNTS, self.counts())
        shutil.rmtree(self.folder, ignore_errors=True)
        self._unfinished.rename(self.folder)

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of each kind."""
        return {kind: len(offsets) for kind, offsets in self._offsets.items()}


class Marks:
    """Points by verdict, gathered into so few marks that a map can show them."""

    def __init__(self) -> None:
        self._at_point: Counter[tuple[float, float, str]] = Counter()
        self._at_site: Counter[tuple[str, str]] = Counter()
        self._first: dict[tuple[object, ...], int] = {}
        self._decimals = 0

    def add(self, verdict: RowVerdict) -> None:
        """Count a row at its point, else at its site."""
        key: tuple[object, ...]
        if verdict.point is not None:
            key = (*self._rounded(verdict.point.lat, verdict.point.lon), verdict.verdict.value)
            self._at_point[key] += 1  # type: ignore[index]
        elif verdict.site_code:
            key = (verdict.site_code, verdict.verdict.value)
            self._at_site[key] += 1  # type: ignore[index]
        else:
            return
        self._first.setdefault(key, verdict.row_number)
        if len(self._at_point) > MAX_MARKS:
            self._coarsen()

    def as_json(self) -> dict[str, list[list[object]]]:
        """Return points as [lat, lon, verdict, rows, first row] and sites as [code, verdict, rows, first row]."""
        return {
            "points": [[*key, n, self._first[key]] for key, n in self._at_point.items()],
            "sites": [[*key, n, self._first[key]] for key, n in self._at_site.items()],
        }

    def _rounded(self, lat: float, lon: float) -> tuple[float, float]:
        places = DECIMALS[self._decimals]
        return round(lat, places), round(lon, places)

    def _coarsen(self) -> None:
        while len(self._at_point) > MAX_MARKS and self._decimals < len(DECIMALS) - 1:
            self._decimals += 1
            before, self._at_point = self._at_point, Counter()
            for (lat, lon, verdict), n in before.items():
                key = (*self._rounded(lat, lon), verdict)
                self._at_point[key] += n
                first = self._first.pop((lat, lon, verdict))
                self._first[key] = min(first, self._first.get(key, first))


def kinds_of(verdict: RowVerdict) -> list[str]:
    """Return every way of narrowing that keeps the row."""
    kinds = [ALL, verdict.verdict.value, *map(str, verdict.flags)]
    if verdict.is_incomplete:
        kinds.append(INCOMPLETE)
    if verdict.notes:
        kinds.append(NOTED)
    return kinds


def _as_line(verdict: RowVerdict, told: Mapping[str, str]) -> list[object]:
    point = [verdict.point.lat, verdict.point.lon] if verdict.point else None
    reasons = without_row(verdict.row_number, verdict.reasons) if verdict.reasons else ()
    return [
        verdict.row_number, verdict.verdict.value, verdict.number, reasons, verdict.notes, verdict.match,
        verdict.offer, point, verdict.site_code, verdict.day.isoformat() if verdict.day else "",
        sorted(map(str, verdict.flags)), told,
    ]  # fmt: skip


def _store(path: Path, content: object) -> None:
    with _private(path) as file:
        file.write(orjson.dumps(content))


def _private(path: Path):  # type: ignore[no-untyped-def]  # a buffered binary writer
    """Open a new file that only the owner of the process reads."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
