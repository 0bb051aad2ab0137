"""Reading a log from a CSV file: site, lat, lon, day, and what else of it is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from incidents.analysis.cells import day_number, degrees
from incidents.analysis.csv_rows import rows_of
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import OWN_CASE, EventSet, IntArray

REQUIRED = ("site", "lat", "lon", "day")
OPTIONAL = ("site_type", "case", "items", "items_asked", "day_lo", "day_hi")
_PLACE = ("site", "lat", "lon")
_MOST_ITEMS = 64
_ALL = 2**64 - 1
_COLUMNS: dict[str, Any] = {
    "site": np.int64, "day": np.int64, "case": np.int64, "day_lo": np.int64, "day_hi": np.int64,
    "items": np.uint64, "items_asked": np.uint64,
}  # fmt: skip
Row = dict[str, str]


@dataclass(frozen=True)
class LogFile:
    """A log with the names its numbers stand for.

    Attributes
    ----------
    rows : int array
        Row of the file behind every event; the first row below the heading is 1, blank lines are not counted.
    unread : tuple of str
        Columns of the file that no test reads.
    """

    events: EventSet
    sites: tuple[str, ...]
    kinds: tuple[str, ...]
    items: tuple[str, ...]
    rows: IntArray
    unread: tuple[str, ...] = ()

    def within(self, start: int | None, end: int | None) -> LogFile:
        """Return the part of the log between two days, both included."""
        day = self.events.day
        kept = np.flatnonzero(
            ((start is None) | (day >= (start or 0))) & ((end is None) | (day <= (end or 0)))
        )
        return replace(self, events=self.events.take(kept), rows=self.rows[kept])


def read_log(path: Path, like: LogFile | None = None, sites: Path | None = None) -> LogFile:
    """Read a CSV file, naming row, column, value and remedy where something cannot be right.

    Parameters
    ----------
    path : Path
        Columns site, lat, lon, day, and optionally site_type, case, items and items_asked (both joined by |; blank
        items_asked: everything was asked), day_lo and day_hi (blank: the day is sure).
    like : LogFile, optional
        Sites, site types and items keep the numbers they have there; a site unknown there is refused.
    sites : Path, optional
        Columns site, lat, lon and optionally site_type: all sites that are watched, also those without any report.
    """
    reader = _Reader(like)
    if sites is not None:
        for number, row in enumerate(rows_of(sites, _PLACE, OPTIONAL)[1], start=1):
            reader.add_site(number, row)
    heading, rows = rows_of(path, REQUIRED, OPTIONAL)
    for number, row in enumerate(rows, start=1):
        reader.add(number, row)
    return reader.log("site_type" in heading, tuple(c for c in heading if c not in REQUIRED + OPTIONAL))


class _Reader:
    """Turns rows into numbers; what was read once is not parsed again, so a million rows take seconds."""

    def __init__(self, like: LogFile | None) -> None:
        self._like = like
        self._places: dict[str, tuple[float, float]] = {}
        self._kinds: dict[str, str] = {}
        self._items: dict[str, int] = {name: i for i, name in enumerate(like.items)} if like else {}
        self._cases: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self._known: dict[tuple[str, str], int] = {}
        self._columns: dict[str, list[int]] = {name: [] for name in _COLUMNS}
        if like is not None:
            self._begin_like(like)

    def _begin_like(self, like: LogFile) -> None:
        known = like.events
        for s, name in enumerate(like.sites):
            self._numbers[name] = s
            self._places[name] = float(known.lat[s]), float(known.lon[s])
            if known.kind is not None and known.kind[s] >= 0:
                self._kinds[name] = like.kinds[known.kind[s]]

    def add_site(self, number: int, row: Row) -> None:
        """Read one row of a list of sites."""
        self._site(number, row)

    def add(self, number: int, row: Row) -> None:
        """Read one row of a log."""
        place = "\0".join((row["site"], row["lat"], row["lon"], row["site_type"]))
        held = self._columns
        day = self._once("day", row["day"], lambda: day_number(row["day"], f"row {number}, day"))
        held["site"].append(self._once("place", place, lambda: self._site(number, row)))
        held["day"].append(day)
        held["case"].append(self._case(row["case"]))
        held["items"].append(self._once("items", row["items"], lambda: self._mask(number, "items", row)))
        asked = row["items_asked"]
        held["items_asked"].append(
            self._once("asked", asked, lambda: self._mask(number, "items_asked", row))
            if asked.strip()
            else _ALL
        )
        for bound in ("day_lo", "day_hi"):
            held[bound].append(self._bound(number, bound, row, day))
        if not held["day_lo"][-1] <= day <= held["day_hi"][-1]:
            raise AnalysisError(
                f"row {number}, day", row["day"], "it lies outside day_lo to day_hi; correct one."
            )

    def _bound(self, number: int, name: str, row: Row, day: int) -> int:
        text = row[name]
        return (
            self._once("day", text, lambda: day_number(text, f"row {number}, {name}"))
            if text.strip()
            else day
        )

    def _once(self, column: str, text: str, read: Callable[[], int]) -> int:
        key = column, text
        if (value := self._known.get(key)) is None:
            value = self._known[key] = read()
        return value

    def _site(self, number: int, row: Row) -> int:
        name = row["site"].strip()
        if not name:
            raise AnalysisError(f"row {number}, site", row["site"], "give the site a name.")
        if self._like is not None and name not in self._places:
            raise AnalysisError(f"row {number}, site", name, "the log has no such site.")
        place = (
            degrees(row["lat"], f"row {number}, lat", 90.0),
            degrees(row["lon"], f"row {number}, lon", 180.0),
        )
        if self._places.setdefault(name, place) != place:
            advice = f"site {name} has other coordinates in an earlier row; give one position for each site."
            raise AnalysisError(f"row {number}, lat, lon", place, advice)
        kind = row["site_type"].strip()
        if kind and self._kinds.setdefault(name, kind) != kind:
            advice = f"site {name} is {self._kinds[name]} in an earlier row; give one type for each site."
            raise AnalysisError(f"row {number}, site_type", kind, advice)
        return self._numbers.setdefault(name, len(self._numbers))

    def _case(self, text: str) -> int:
        name = text.strip()
        return self._cases.setdefault(name, len(self._cases)) if name else OWN_CASE

    def _mask(self, number: int, column: str, row: Row) -> int:
        mask, text = 0, row[column]
        for name in sorted({part.strip() for part in text.split("|")} - {""}):
            if name not in self._items and len(self._items) == _MOST_ITEMS:
                advice = f"no more than {_MOST_ITEMS} different items can be told apart; join them with |."
                raise AnalysisError(f"row {number}, {column}", name, advice)
            mask |= 1 << self._items.setdefault(name, len(self._items))
        return mask

    def log(self, with_kinds: bool, unread: tuple[str, ...]) -> LogFile:
        """The log of all rows read so far."""
        sites, names = list(self._numbers), sorted(set(self._kinds.values()))
        code = {name: i for i, name in enumerate(names)}
        kind = [code.get(self._kinds.get(name, ""), -1) for name in sites]
        events = EventSet.build(
            lat=[self._places[name][0] for name in sites],
            lon=[self._places[name][1] for name in sites],
            kind=kind if with_kinds or self._kinds else None,
            **{name: np.array(self._columns[name], dtype=kind_of) for name, kind_of in _COLUMNS.items()},
        )
        rows = np.arange(1, events.n + 1)
        return LogFile(events, tuple(sites), tuple(names), tuple(self._items), rows, unread)
