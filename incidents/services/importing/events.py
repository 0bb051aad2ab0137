"""Known events as arrays, in which likely duplicates are found by place and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.services.importing.likeness import Likeness

NEAR_M = 1_000
WINDOW_MIN = 60
_DAY_MIN = 24 * 60
_M_PER_DEG = 111_320.0
_CELL_DEG = 0.05  # wide enough that four cells hold whatever is near, up to 65 degrees of latitude
_COMPARED_AT_MOST = 200  # of one row with what lies in one cell and hour
_CELLS = 1 << 27  # numbers of sites lie below
_MINUTE_BITS = 27
_OFFSET_MIN = 1 << 25  # minutes since 1970 become positive
_SEGMENTS = 6

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Events as columns; `ref` is the key of a stored report, or less than zero for a row of the file."""

    minutes: Ints
    is_day: NDArray[np.bool_]
    site: Ints
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    kinds: Ints
    ref: Ints

    @classmethod
    def of(cls, likenesses: Sequence[Likeness], refs: Sequence[int]) -> Table:
        """Return events as columns."""
        columns: list[Any] = list(zip(*likenesses, strict=True)) if likenesses else [()] * 6
        kinds = (np.int64, np.bool_, np.int64, np.float64, np.float64, np.int64)
        arrays = [np.array(column, dtype=kind) for column, kind in zip(columns, kinds, strict=True)]
        return cls(*arrays, np.array(refs, dtype=np.int64))  # type: ignore[arg-type]

    def __len__(self) -> int:
        return len(self.ref)

    def taken(self, which: NDArray[Any]) -> Table:
        """Return some of the events."""
        return Table(*(getattr(self, name)[which] for name in self.__slots__))


class Events:
    """Events in sorted segments that are merged as they grow."""

    def __init__(self) -> None:
        self._segments: list[_Segment] = []

    def add(self, table: Table) -> None:
        """Remember events."""
        if not len(table):
            return
        self._segments.append(_Segment(table))
        if len(self._segments) > _SEGMENTS:
            tables = [segment.table for segment in self._segments]
            names = Table.__slots__
            joined = Table(*(np.concatenate([getattr(table, name) for table in tables]) for name in names))
            self._segments = [_Segment(joined)]

    def first_like(self, table: Table) -> Ints:
        """Return for each event the ref of one that is likely the same, or 0."""
        found = np.zeros(len(table), dtype=np.int64)
        for segment in self._segments:
            mine, theirs = segment.pairs(table)
            unmatched = found[mine] == 0
            found[mine[unmatched][::-1]] = segment.table.ref[theirs[unmatched]][::-1]
        return found


def pairs_within(table: Table) -> list[tuple[int, int]]:
    """Return pairs (earlier, later) of positions in one table that are likely the same event."""
    mine, theirs = _Segment(table).pairs(table)
    later = theirs < mine
    return sorted(zip(theirs[later].tolist(), mine[later].tolist(), strict=True), key=lambda pair: pair[1])


class _Segment:
    """Events under two sorted keys: of their site and of their cell on the ground."""

    def __init__(self, table: Table) -> None:
        self.table = table
        has_site = np.flatnonzero(table.site > 0)
        everything = np.arange(len(table))
        rows, columns = _cells(table.lat), _cells(table.lon)
        keys = np.concatenate([
            _keys(table.site[has_site], table.is_day[has_site], table.minutes[has_site]),
            _keys(_cell_ids(rows, columns), table.is_day, table.minutes),
        ])  # fmt: skip
        order = np.argsort(keys, kind="stable")
        self._keys = keys[order]
        self._events = np.concatenate([has_site, everything])[order]

    def pairs(self, table: Table) -> tuple[Ints, Ints]:
        """Return positions in another table and here of events that are likely the same."""
        found = [
            self._in_range(table, spaces, of_days) for spaces in _spaces(table) for of_days in (False, True)
        ]
        mine = np.concatenate([pair[0] for pair in found])
        theirs = np.concatenate([pair[1] for pair in found])
        same = _are_like(table, mine, self.table, theirs)
        return mine[same], theirs[same]

    def _in_range(self, table: Table, spaces: Ints, of_days: bool) -> tuple[Ints, Ints]:
        """Return candidates of one site or cell: within the hour, or on the day where only that is known."""
        day = table.minutes - table.minutes % _DAY_MIN
        if of_days:
            low, high = day, day
        else:
            low = np.where(table.is_day, day, table.minutes - WINDOW_MIN)
            high = np.where(table.is_day, day + _DAY_MIN - 1, table.minutes + WINDOW_MIN)
        kind = np.full(len(table), of_days)
        begin = np.searchsorted(self._keys, _keys(spaces, kind, low), side="left")
        end = np.searchsorted(self._keys, _keys(spaces, kind, high), side="right")
        counts = np.where(spaces > 0, np.minimum(end - begin, _COMPARED_AT_MOST), 0)
        mine = np.repeat(np.arange(len(table)), counts)
        steps = np.arange(len(mine)) - np.repeat(np.cumsum(counts) - counts, counts)
        return mine, self._events[np.repeat(begin, counts) + steps]


def _spaces(table: Table) -> list[Ints]:
    """Return where to look for each event: its site, and the four cells that its neighbourhood may touch."""
    spaces = [table.site]
    rows, columns = table.lat / _CELL_DEG, table.lon / _CELL_DEG
    beside_row = np.where(rows % 1 < 0.5, -1, 1)
    beside_column = np.where(columns % 1 < 0.5, -1, 1)
    row, column = _cells(table.lat), _cells(table.lon)
    for down in (0, 1):
        for right in (0, 1):
            spaces.append(_cell_ids(row + down * beside_row, column + right * beside_column))
    return spaces


def _are_like(table: Table, mine: Ints, other: Table, theirs: Ints) -> NDArray[np.bool_]:
    mine_kinds, their_kinds = table.kinds[mine], other.kinds[theirs]
    same_kind = ((mine_kinds & their_kinds) != 0) | ((mine_kinds == 0) & (their_kinds == 0))
    same_site = (table.site[mine] > 0) & (table.site[mine] == other.site[theirs])
    north_m = (table.lat[mine] - other.lat[theirs]) * _M_PER_DEG
    narrowing = np.cos(np.radians(table.lat[mine]))
    east_m = (table.lon[mine] - other.lon[theirs]) * _M_PER_DEG * narrowing
    return same_kind & (same_site | (np.hypot(north_m, east_m) <= NEAR_M))


def _cells(degrees: NDArray[np.float64]) -> Ints:
    return np.floor(degrees / _CELL_DEG).astype(np.int64)


def _cell_ids(rows: Ints, columns: Ints) -> Ints:
    across = round(360 / _CELL_DEG) + 4
    return _CELLS + (rows + round(90 / _CELL_DEG) + 2) * across + columns + across // 2


def _keys(spaces: Ints, is_day: NDArray[np.bool_], minutes: Ints) -> Ints:
    return ((spaces << 1 | is_day) << _MINUTE_BITS) + minutes + _OFFSET_MIN
