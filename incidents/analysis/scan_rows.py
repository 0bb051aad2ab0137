"""Preparation of the dense scan: lengths in groups, expectations by day, and curves of winning counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from incidents.analysis import scan_dense_kernel
from incidents.analysis.events import FloatArray, IntArray
from incidents.analysis.layout import SlotLayout
from incidents.analysis.zones import ZoneFamily

_LEVELS = 401
# Where the search of a first replicate begins; any value gives the same result.
GUESS = 9.0


@dataclass(frozen=True)
class DayRows:
    """What the dense kernel needs besides the circles.

    Attributes
    ----------
    slot_day : int array
        Day of every slot, counted from the first.
    before : int array
        Events before each day, padded beyond the end.
    shortest, longest : int arrays
        Window lengths of every group.
    due : float array, groups x days
        Events in the shortest window of the group from each day on; `due_low` and `due_high` its range.
    curves : float array
        Least winning count by level and product.
    """

    slot_day: IntArray
    before: IntArray
    shortest: IntArray
    longest: IntArray
    due: NDArray[np.float32]
    due_low: FloatArray
    due_high: FloatArray
    curves: FloatArray

    def arguments(self) -> tuple[object, ...]:
        """In the order of the kernels."""
        return (
            self.slot_day, self.before, self.shortest, self.longest, self.due, self.due_low, self.due_high
        )  # fmt: skip

    def slots_of(self, day: int, length: int) -> tuple[int, int]:
        """First and last slot of a window of days."""
        return int(self.before[day]), int(self.before[day + length]) - 1


def pays(layout: SlotLayout, zones: ZoneFamily, events_in: IntArray, max_days: int) -> bool:
    """Whether rows of days are cheaper than lists of events (rates measured; only speed hangs on them)."""
    if not layout.n or not zones.n_zones:
        return False
    days = int(layout.day[-1] - layout.day[0]) + 1
    inside = events_in[zones.fresh > 0].astype(np.float64)
    lists_ns = float((inside * (6.0 + 1.5 * inside * min(max_days / days, 1.0))).sum())
    rows_ns = zones.n_zones * days * 0.25 * len(_groups(max_days, layout.n / days)[0])
    return lists_ns > rows_ns and layout.n < 2**24


def lay_rows(layout: SlotLayout, max_days: int) -> DayRows:
    """Prepare the rows of a log."""
    slot_day = (layout.day - layout.day[0]).astype(np.int32)
    days = int(slot_day[-1]) + 1
    per_day = np.bincount(slot_day, minlength=days)
    before = np.concatenate([[0], np.cumsum(per_day), np.full(max_days, layout.n)]).astype(np.int64)
    shortest, longest = _groups(max_days, layout.n / days)
    due = np.array([before[s : s + days] - before[:days] for s in shortest], dtype=np.float32)
    points = int(np.log(float(layout.n) ** 2) / np.log(scan_dense_kernel.CURVE_RATIO)) + 2
    curves = np.empty((_LEVELS, points))
    scan_dense_kernel.fill_curves(curves, layout.n)
    return DayRows(
        slot_day, before, shortest, longest, due,
        due.min(axis=1).astype(np.float64), due.max(axis=1).astype(np.float64), curves,
    )  # fmt: skip


def _groups(max_days: int, events_a_day: float) -> tuple[IntArray, IntArray]:
    """Groups of lengths: the more events a day, the narrower a group must be to tell anything."""
    ratio = 1.5 if events_a_day < 8 else 1.4 if events_a_day < 80 else 1.06
    shortest, longest = [], []
    low = 1
    while low <= max_days:
        high = min(max(low, int(low * ratio)), max_days)
        shortest.append(low)
        longest.append(high)
        low = high + 1
    return np.array(shortest, dtype=np.int64), np.array(longest, dtype=np.int64)
