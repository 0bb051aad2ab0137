"""Whether reports begin to note more or fewer items over time, and by how much."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.templates import SetTable

# Gain in log-likelihood above which a change is taken for real, however many days it might have begun on.
_LEAST_GAIN = 8.0
_LEAST_REPORTS = 12


@dataclass(frozen=True)
class Drift:
    """Stretches of time in which reports note items at the same rate.

    Attributes
    ----------
    first_day : int array
        First day of every stretch.
    factor : float array
        Items noted in the stretch over items expected from the rates of the whole log.
    seen : float array
        Items the factors were counted from: what is known about a factor depends on it.
    """

    first_day: IntArray
    factor: FloatArray
    seen: FloatArray

    @property
    def found(self) -> bool:
        """Whether there is more than one stretch."""
        return len(self.first_day) > 1

    def plausible_factors(self, draws: int) -> FloatArray:
        """Factors that would have given counts like these; one row without drift.

        A factor taken for certain would let chance in the count pass for a series.
        """
        if not self.found:
            return self.factor[None, :]
        rng = np.random.Generator(np.random.Philox(key=len(self.seen)))
        spread: FloatArray = rng.gamma(self.seen + 0.5, 1.0, (draws, len(self.seen))) / (self.seen + 0.5)
        return self.factor * spread


def no_drift(events: EventSet) -> Drift:
    """One stretch from the first day on."""
    return Drift(events.day.min(keepdims=True) if events.n else np.zeros(1, np.int64), np.ones(1), np.ones(1))


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
    due = np.zeros(events.n)
    for c in columns:
        due += ((events.items_asked >> np.uint64(table.bits[c])) & np.uint64(1)) * table.rates[c]
    seen = np.append(0.0, np.cumsum(table.noted[:, columns].sum(axis=1)[table.of_event][order]))
    due = np.append(0.0, np.cumsum(due[order]))
    ends = np.flatnonzero(np.append(days[1:] != days[:-1], True)) + 1 if events.n else np.empty(0, np.int64)
    cuts = sorted(_split(seen, due, ends, 0, events.n))
    begins, stops = np.array([0, *cuts]), np.array([*cuts, events.n])
    factor = (seen[stops] - seen[begins] + 0.5) / (due[stops] - due[begins] + 0.5)
    return Drift(days[begins] if events.n else np.zeros(1, np.int64), factor, seen[stops] - seen[begins])


def _split(seen: FloatArray, due: FloatArray, ends: IntArray, low: int, high: int) -> list[int]:
    inner = ends[(ends >= low + _LEAST_REPORTS) & (ends <= high - _LEAST_REPORTS)]
    if not len(inner):
        return []
    gain = _fit(seen[inner] - seen[low], due[inner] - due[low])
    gain = gain + _fit(seen[high] - seen[inner], due[high] - due[inner])
    gain = gain - _fit(seen[high] - seen[low], due[high] - due[low])
    best = int(np.argmax(gain))
    if gain[best] < _LEAST_GAIN:
        return []
    cut = int(inner[best])
    return [*_split(seen, due, ends, low, cut), cut, *_split(seen, due, ends, cut, high)]


def _fit(seen: FloatArray, due: FloatArray) -> FloatArray:
    """Poisson log-likelihood of counts at their own best rate, up to terms that no split changes."""
    fit: FloatArray = np.where(seen > 0, seen * np.log(np.maximum(seen, 1e-9) / np.maximum(due, 1e-9)), 0.0)
    return fit
