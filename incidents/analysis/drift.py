"""Whether reports begin to note more or fewer items over time, and where the log must be watched closely for it.

The log is cut into blocks of neighbouring reports. Everything on this page follows from how many items each
block notes; the series test never changes these numbers, so looking at them costs it nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.templates import COMMON, SetTable

# Reports of a block: a quarter of a small log, no more than fifty; around a change blocks become shorter, twice.
_BLOCK_REPORTS = (12, 50)
_FINER_REPORTS = (12, 4)
# Gain in log-likelihood above which blocks beside a change are cut finer, and above which it parts two stretches.
# Low on purpose: to follow a change that is none costs a little power, not to follow one that is makes false alarms.
_FINER_GAIN, _STRETCH_GAIN = 2.5, 4.0


@dataclass(frozen=True)
class Drift:
    """Stretches of time in which reports note items at the same rate, and the blocks they are made of.

    Attributes
    ----------
    first_day : int array
        First day of every stretch.
    factor : float array
        Items noted in the stretch over items expected from the rates of the whole log.
    block_end : int array
        One past the last report of every block, reports in order of time.
    stretch_end : int array
        The same of every stretch; every stretch is a row of whole blocks.
    item_factor : float array, items x stretches
        The factor of every item: one for all rare items, one of its own for each common item.
    """

    first_day: IntArray
    factor: FloatArray
    block_end: IntArray
    stretch_end: IntArray
    item_factor: FloatArray

    @property
    def found(self) -> bool:
        """Whether there is more than one stretch."""
        return len(self.first_day) > 1


@dataclass(frozen=True)
class Counted:
    """Items noted and items due before every report in order of time, by group of items."""

    groups: tuple[tuple[int, ...], ...]
    seen: FloatArray
    due: FloatArray


def no_drift(events: EventSet, table: SetTable) -> Drift:
    """One stretch and one block from the first day on."""
    first = events.day.min(keepdims=True) if events.n else np.zeros(1, np.int64)
    whole = np.array([events.n])
    return Drift(first, np.ones(1), whole, whole, np.ones((len(table.bits), 1)))


def find_drift(events: EventSet, table: SetTable) -> Drift:
    """Cut the time of a log into blocks and stretches.

    Parameters
    ----------
    events : EventSet
        The log.
    table : SetTable
        Its sets.

    Notes
    -----
    Blocks hold about the same number of reports, whole days together. Stretches come from binary segmentation:
    the edge between blocks with the largest likelihood (Poisson, one rate for all rare items and one for each
    common item) splits a stretch while the gain is above a bar. Blocks beside such an edge are cut finer, and the search
    begins again, so that a change in the middle of a block is closed in on. Which blocks are
    cut finer follows from the totals of the longer ones.
    """
    if not events.n or not len(table.bits):
        return no_drift(events, table)
    days = np.sort(events.day)
    counted = _count(events, table, np.argsort(events.day, kind="stable"))
    least, most = _BLOCK_REPORTS
    edges = _cut(np.array([0, events.n]), np.array([0]), min(max(events.n // 4, least), most), days)
    for width in _FINER_REPORTS:
        changes = _changes(counted, edges, _FINER_GAIN)
        beside = np.unique([[k - 1, k] for k in changes]).astype(np.int64)
        edges = _cut(edges, beside, width, days)
    stretches = np.array([0, *edges[_changes(counted, edges, _STRETCH_GAIN)], events.n])
    factors = _factors(counted, stretches)
    items = np.ones((len(table.bits), len(stretches) - 1))
    for group, factor in zip(counted.groups, factors, strict=True):
        items[list(group)] = factor
    noted = counted.seen.sum(axis=0)[stretches]
    overall = np.diff(noted) / np.maximum(np.diff(counted.due.sum(axis=0)[stretches]), 1e-9)
    return Drift(days[stretches[:-1]], overall, edges[1:], stretches[1:], items)


def groups_of(table: SetTable) -> tuple[tuple[int, ...], ...]:
    """Columns of the rare items, which share one history, and each common item alone."""
    rare = tuple(np.flatnonzero(table.rates < COMMON).tolist())
    common = tuple((int(c),) for c in np.flatnonzero(table.rates >= COMMON))
    return ((rare,) if rare else ()) + common


def _count(events: EventSet, table: SetTable, order: IntArray) -> Counted:
    groups = groups_of(table)
    seen, due = np.zeros((len(groups), events.n + 1)), np.zeros((len(groups), events.n + 1))
    for k, group in enumerate(groups):
        noted = table.noted[:, list(group)].sum(axis=1)[table.of_event]
        expected = np.zeros(events.n)
        for c in group:
            asked = (events.items_asked >> np.uint64(table.bits[c])) & np.uint64(1)
            expected += asked * table.rates[c]
        seen[k, 1:], due[k, 1:] = np.cumsum(noted[order]), np.cumsum(expected[order])
    return Counted(groups, seen, due)


def _cut(edges: IntArray, which: IntArray, width: int, days: IntArray) -> IntArray:
    """Cut the blocks `which` into pieces of about `width` reports, between days."""
    new = list(edges)
    for k in which:
        low, high = int(edges[k]), int(edges[k + 1])
        pieces = max(1, round((high - low) / width))
        inner = low + (high - low) * np.arange(1, pieces) // pieces
        new += np.searchsorted(days, days[inner], side="left").tolist()
    return np.unique(np.array(new, dtype=np.int64))


def _changes(counted: Counted, edges: IntArray, gain_wanted: float) -> list[int]:
    """Positions in `edges` at which stretches begin, the first left out."""
    seen, due = counted.seen[:, edges], counted.due[:, edges]
    bar = gain_wanted + 0.5 * max(0.0, float(np.log(len(edges) / 16)))
    found, waiting = [], [(0, len(edges) - 1)]
    while waiting:
        low, high = waiting.pop()
        inner = np.arange(low + 1, high)
        if not len(inner):
            continue
        ends = np.array([low]), np.array([high])
        gain = _fit(seen, due, ends[0], inner) + _fit(seen, due, inner, ends[1]) - _fit(seen, due, *ends)
        best = int(inner[int(np.argmax(gain))])
        if gain.max() >= bar:
            found.append(best)
            waiting += [(low, best), (best, high)]
    return sorted(found)


def _fit(seen: FloatArray, due: FloatArray, low: IntArray, high: IntArray) -> FloatArray:
    """Poisson log-likelihood of counts at their own best rates, up to terms that no split changes."""
    noted, expected = seen[:, high] - seen[:, low], due[:, high] - due[:, low]
    ratio = np.maximum(noted, 1e-9) / np.maximum(expected, 1e-9)
    fit: FloatArray = np.where(noted > 0, noted * np.log(ratio), 0.0).sum(axis=0)
    return fit


def _factors(counted: Counted, stretches: IntArray) -> FloatArray:
    """Noted over due by group and stretch, drawn a little towards one."""
    factors: FloatArray = (np.diff(counted.seen[:, stretches]) + 1.0) / (
        np.diff(counted.due[:, stretches]) + 1.0
    )
    return factors
