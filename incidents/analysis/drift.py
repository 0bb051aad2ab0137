"""Whether reports begin to note more or fewer items over time, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.templates import SetTable

# Gain in log-likelihood above which a change is followed: a quarter of what a doubling at mid-log would give,
# within limits. Low on purpose: to follow a change that is none costs a little power, not to follow one that
# is makes false alarms. Further changes need the upper limit.
_GAIN_LIMITS = (1.25, 3.5)
_REPORTS_PER_GAIN = 40
# Items that most reports note cannot become twice as frequent: each has a factor of its own.
_COMMON = 0.4
_LEAST_REPORTS = 8
_DRAWS = 64


@dataclass(frozen=True)
class Drift:
    """Stretches of time in which reports note items at the same rate.

    Attributes
    ----------
    first_day : int array
        First day of every stretch.
    factor : float array
        Items noted in the stretch over items expected from the rates of the whole log.
    draw_first_day : int array, draws x stretches
    draw_factor : float array, draws x items x stretches
        Plausible histories: other days of change and other factors that fit about as well. A history taken
        for certain would let chance in it pass for a series.
    """

    first_day: IntArray
    factor: FloatArray
    draw_first_day: IntArray
    draw_factor: FloatArray

    @property
    def found(self) -> bool:
        """Whether there is more than one stretch."""
        return len(self.first_day) > 1


def no_drift(events: EventSet) -> Drift:
    """One stretch from the first day on."""
    first = events.day.min(keepdims=True) if events.n else np.zeros(1, np.int64)
    return Drift(first, np.ones(1), first[None, :], np.ones((1, 1, 1)))


def find_drift(events: EventSet, table: SetTable, leave_out: tuple[int, ...] = ()) -> Drift:
    """Split the time of a log where the number of items noted per report changes.

    Parameters
    ----------
    events : EventSet
        The log.
    table : SetTable
        Its sets.
    leave_out : tuple of int
        Bits of items that do not count: the template under test must not take its own series for a change
        of the form.

    Notes
    -----
    The best day to split a stretch in two is the one with the largest Poisson likelihood; a stretch is split
    while the gain is above a fixed bar, on both sides in turn (binary segmentation).
    """
    columns = [c for c, bit in enumerate(table.bits) if int(bit) not in leave_out]
    order = np.argsort(events.day, kind="stable")
    days = events.day[order]
    seen, due = _running_counts(events, table, columns, order)
    ends = np.flatnonzero(np.append(days[1:] != days[:-1], True)) + 1 if events.n else np.empty(0, np.int64)
    bar = float(np.clip(events.n / _REPORTS_PER_GAIN, *_GAIN_LIMITS))
    cuts = sorted(_split(seen, due, ends, (0, events.n), bar))
    if not cuts:
        return no_drift(events)
    bounds = np.array([0, *cuts, events.n])
    drawn = _drawn_bounds(seen, due, ends, bounds)
    factor = np.diff(seen[bounds]) / np.diff(due[bounds])
    return Drift(
        days[bounds[:-1]], factor, days[drawn[:, :-1]], _drawn_factors(events, table, columns, order, drawn)
    )


def _running_counts(
    events: EventSet, table: SetTable, columns: list[int], order: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Items noted, and items due by the rates of the whole log, before each report in order of time."""
    due = np.zeros(events.n)
    for c in columns:
        due += ((events.items_asked >> np.uint64(table.bits[c])) & np.uint64(1)) * table.rates[c]
    noted = table.noted[:, columns].sum(axis=1)[table.of_event]
    return np.append(0.0, np.cumsum(noted[order])), np.append(0.0, np.cumsum(due[order]))


def _drawn_factors(
    events: EventSet, table: SetTable, columns: list[int], order: IntArray, drawn: IntArray
) -> FloatArray:
    """One factor for all rare items, one of its own for each common item, as uncertain as their counts."""
    rng = np.random.Generator(np.random.Philox(key=events.n))
    rare = [c for c in columns if table.rates[c] < _COMMON] or columns
    groups = [rare] + [[c] for c in columns if table.rates[c] >= _COMMON and c not in rare]
    factors = np.empty((len(drawn), len(table.bits), drawn.shape[1] - 1))
    for k, group in enumerate(groups):
        seen, due = _running_counts(events, table, group, order)
        counted = np.diff(seen[drawn], axis=1) + 0.5
        one = rng.gamma(counted) / (np.diff(due[drawn], axis=1) + 0.5)
        factors[:, slice(None) if k == 0 else group[0]] = one[:, None, :] if k == 0 else one
    return factors


def _drawn_bounds(seen: FloatArray, due: FloatArray, ends: IntArray, bounds: IntArray) -> IntArray:
    """Draw every change among the days between its neighbours, by how well they fit."""
    rng = np.random.Generator(np.random.Philox(key=len(bounds)))
    drawn = np.repeat(bounds[None, :], _DRAWS, axis=0)
    for k in range(1, len(bounds) - 1):
        inner, gain = _gains(seen, due, ends, int(bounds[k - 1]), int(bounds[k + 1]))
        weight = np.exp(gain - gain.max())
        drawn[:, k] = rng.choice(inner, _DRAWS, p=weight / weight.sum())
    return np.sort(drawn, axis=1)


def _split(
    seen: FloatArray, due: FloatArray, ends: IntArray, between: tuple[int, int], bar: float
) -> list[int]:
    low, high = between
    inner, gain = _gains(seen, due, ends, low, high)
    if not len(inner) or gain.max() < bar:
        return []
    cut = int(inner[int(np.argmax(gain))])
    further = _GAIN_LIMITS[1]
    before = _split(seen, due, ends, (low, cut), further)
    return [*before, cut, *_split(seen, due, ends, (cut, high), further)]


def _gains(
    seen: FloatArray, due: FloatArray, ends: IntArray, low: int, high: int
) -> tuple[IntArray, FloatArray]:
    """Where a stretch may be split, and the gain in log-likelihood of each split."""
    inner = ends[(ends >= low + _LEAST_REPORTS) & (ends <= high - _LEAST_REPORTS)]
    gain = _fit(seen[inner] - seen[low], due[inner] - due[low])
    gain = gain + _fit(seen[high] - seen[inner], due[high] - due[inner])
    return inner, gain - _fit(seen[high] - seen[low], due[high] - due[low])


def _fit(seen: FloatArray, due: FloatArray) -> FloatArray:
    """Poisson log-likelihood of counts at their own best rate, up to terms that no split changes."""
    fit: FloatArray = np.where(seen > 0, seen * np.log(np.maximum(seen, 1e-9) / np.maximum(due, 1e-9)), 0.0)
    return fit
