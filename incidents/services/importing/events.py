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
_CELL_DEG = 0.1  # about ten kilometres, so that few points lie near the edge of their cell
_COMPARED_AT_MOST = 200  # of one row with what lies in one cell and hour
_CELLS = 1 << 27  # numbers of sites lie below
_MINUTE_BITS = 27
_OFFSET_MIN = 1 << 25  # minutes since 1970 become positive
_GROWTH = 3  # a segment is merged with the one before it unless that is so many times longer

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
        return cls.of_columns(columns, refs)

    @classmethod
    def of_columns(cls, columns: Sequence[Any], refs: Sequence[int]) -> Table:
        """Return events that are columns already."""
        kinds = (np.int64, np.bool_, np.int64, np.float64, np.float64, np.int64, np.int64)
        arrays: list[Any] = [
            np.array(column, dtype=kind) for column, kind in zip((*columns, refs), kinds, strict=True)
        ]
        return cls(*arrays)

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
        self._segments.append(_Segment.of(table))
        while len(self._segments) > 1 and len(self._segments[-2].table) < _GROWTH * len(
            self._segments[-1].table
        ):
            last, before = self._segments.pop(), self._segments.pop()
            self._segments.append(before.merged(last))

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
    mine, theirs = _Segment.of(table).pairs(table)
    later = theirs < mine
    return sorted(zip(theirs[later].tolist(), mine[later].tolist(), strict=True), key=lambda pair: pair[1])


class _Segment:
    """Events under two sorted keys: of their site and of their cell on the ground."""

    def __init__(self, table: Table, keys: Ints, events: Ints) -> None:
        order = np.argsort(keys, kind="stable")  # quick where the keys are sorted runs
        self.table, self._keys, self._events = table, keys[order], events[order]
        self._has_days, self._has_moments = bool(table.is_day.any()), not table.is_day.all()

    @classmethod
    def of(cls, table: Table) -> _Segment:
        """Return events in order."""
        has_site = np.flatnonzero(table.site > 0)
        cells = _cell_ids(_cells(table.lat), _cells(table.lon))
        keys = (
            _keys(table.site[has_site], table.is_day[has_site], table.minutes[has_site]),
            _keys(cells, table.is_day, table.minutes),
        )
        return cls(table, np.concatenate(keys), np.concatenate([has_site, np.arange(len(table))]))

    def merged(self, later: _Segment) -> _Segment:
        """Return the events of two segments in order."""
        columns = [
            np.concatenate([getattr(self.table, name), getattr(later.table, name)])
            for name in Table.__slots__
        ]
        keys = np.concatenate([self._keys, later._keys])
        return _Segment(
            Table(*columns), keys, np.concatenate([self._events, later._events + len(self.table)])
        )

    def pairs(self, table: Table) -> tuple[Ints, Ints]:
        """Return positions in another table and here of events that are likely the same."""
        mine, spaces = _spaces(table)
        minutes, is_day = table.minutes[mine], table.is_day[mine]
        day = minutes - minutes % _DAY_MIN
        found = []
        if self._has_moments:
            low = np.where(is_day, day, minutes - WINDOW_MIN)
            high = np.where(is_day, day + _DAY_MIN - 1, minutes + WINDOW_MIN)
            found.append(self._between(mine, _keys(spaces, False, low), _keys(spaces, False, high)))
        if self._has_days:
            key = _keys(spaces, True, day)
            found.append(self._between(mine, key, key))
        here = np.concatenate([pair[0] for pair in found])
        there = np.concatenate([pair[1] for pair in found])
        same = _are_like(table, here, self.table, there)
        return here[same], there[same]

    def _between(self, mine: Ints, low: Ints, high: Ints) -> tuple[Ints, Ints]:
        """Return pairs of those asked for and of those here whose key lies in their range."""
        begin = np.searchsorted(self._keys, low, side="left")
        counts = np.minimum(np.searchsorted(self._keys, high, side="right") - begin, _COMPARED_AT_MOST)
        steps = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.repeat(mine, counts), self._events[np.repeat(begin, counts) + steps]


def _spaces(table: Table) -> tuple[Ints, Ints]:
    """Return where to look for events: at their site, in their cell, and in the cells beside if those are near.

    The first array says which event each place to look at belongs to.
    """
    rows, columns = _cells(table.lat), _cells(table.lon)
    near = NEAR_M / _M_PER_DEG
    down = _beside(table.lat, np.full(len(table), near))
    across = _beside(table.lon, near / np.maximum(0.05, np.cos(np.radians(table.lat))))
    everything = np.arange(len(table))
    places = [
        (np.flatnonzero(table.site > 0), table.site),
        (everything, _cell_ids(rows, columns)),
        (np.flatnonzero(down), _cell_ids(rows + down, columns)),
        (np.flatnonzero(across), _cell_ids(rows, columns + across)),
        (np.flatnonzero((down != 0) & (across != 0)), _cell_ids(rows + down, columns + across)),
    ]
    return (
        np.concatenate([which for which, _spaces in places]),
        np.concatenate([spaces[which] for which, spaces in places]),
    )


def _beside(degrees: NDArray[np.float64], near: NDArray[np.float64]) -> Ints:
    """Return -1 or 1 where the cell below or above is near, else 0."""
    within = degrees - _cells(degrees) * _CELL_DEG
    return (within > _CELL_DEG - near).astype(np.int64) - (within < near)


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


def _keys(spaces: Ints, is_day: NDArray[np.bool_] | bool, minutes: Ints) -> Ints:
    return ((spaces << 1 | is_day) << _MINUTE_BITS) + minutes + _OFFSET_MIN
