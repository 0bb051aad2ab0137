"""What the surge test lays out before it runs: the log, and an earlier one, over the days of the study."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis import surge_kernel
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.parameters import Null, require_period, require_switch, require_whole
from incidents.analysis.permutation import NullPlan
from incidents.analysis.surge_reference import lay_over, watched_days

LEAST_EVENTS = 6
Stretch = tuple[float, int, int, int]


@dataclass(frozen=True)
class SurgeParameters:
    """Stretches the test looks at.

    Parameters
    ----------
    max_days : int
        Longest stretch, in days.
    prospective : bool
        Only stretches that last until the end of the study.
    start_day, end_day : int, optional
        Study period; the first and last day of the log when left out.
    reference_start_day, reference_end_day : int, optional
        Days the reference log watched; read from the log itself when left out.
    """

    max_days: int = 60
    prospective: bool = False
    start_day: int | None = None
    end_day: int | None = None
    reference_start_day: int | None = None
    reference_end_day: int | None = None

    def __post_init__(self) -> None:
        require_whole("max_days", self.max_days, 1, 36600, "give a whole number of days, 1 or more.")
        require_switch("prospective", self.prospective)
        require_period("start_day", self.start_day, "end_day", self.end_day)
        require_period(
            "reference_start_day", self.reference_start_day, "reference_end_day", self.reference_end_day
        )


@dataclass(frozen=True)
class SurgePlan(NullPlan):
    """Everything a worker needs for a share of the null distribution.

    Attributes
    ----------
    row : int array
        Row of the log behind every event, in the order of the days dealt out; -1 in the reference.
    watched : tuple of int or None
        First and last day the reference is taken to have watched.
    """

    null: Null
    parameters: SurgeParameters
    series_of: IntArray
    segments: IntArray
    own: np.ndarray
    pooled_day: IntArray
    due: FloatArray
    kinds: IntArray
    first_day: int
    uniform: bool
    row: IntArray
    watched: tuple[int, int] | None

    @property
    def limits(self) -> tuple[int, bool, int]:
        """Longest stretch, whether it must last until the end, least events of a series."""
        return self.parameters.max_days, self.parameters.prospective, LEAST_EVENTS

    @property
    def n_days(self) -> int:
        """Days of the study."""
        return self.due.shape[1] - 1

    def counts(self, own: np.ndarray | None = None, day: IntArray | None = None) -> IntArray:
        """Table series x day of the real log, or of a shuffled one; series 0 is the whole log."""
        own, day = self.own if own is None else own, self.pooled_day if day is None else day
        table = np.zeros((self.due.shape[0], self.n_days), dtype=np.int64)
        np.add.at(table[0], day[own], 1)
        np.add.at(table, (self.series_of[own], day[own]), 1)
        return table

    def best(self, counts: IntArray) -> Stretch:
        """Ratio, series (-1: none), first and last day of the strongest stretch of a table."""
        llr, series, first, last = surge_kernel.surge_of(counts, self.due, *self.limits)
        return float(llr), int(series), int(first), int(last)

    def dealt(self, replicate: int) -> tuple[np.ndarray, IntArray]:
        """Which events one shuffled log holds, and their days in the study."""
        own, day = surge_kernel.dealt_log(
            replicate, self.null.seed, self.segments, self.own, self.pooled_day, self.uniform, self.n_days
        )
        return own, day

    def simulate(self, r0: int, r1: int) -> FloatArray:
        """Largest ratio in replicates r0 .. r1 - 1."""
        ratios: FloatArray = surge_kernel.null_surges(
            r0, r1, self.null.seed, self.series_of, self.segments, self.own, self.pooled_day, self.due,
            self.uniform, *self.limits,
        )  # fmt: skip
        return ratios


def plan_surge(
    events: EventSet, parameters: SurgeParameters, null: Null, reference: EventSet | None = None
) -> SurgePlan:
    """Lay the log, and the reference date by date, over the days of the study."""
    first, last = _study(events, parameters)
    row = np.flatnonzero((events.day >= first) & (events.day <= last))
    inside, watched = events.take(row), None
    days, kind, own = inside.day - first, kinds_of(inside), np.ones(inside.n, dtype=bool)
    # Among events of one day and type the order of the sites decides which row a shuffled log names, not the file's.
    rank = inside.site_rank()[inside.site]
    if reference is not None:
        moved, reference_kind, watched = _laid_over(reference, first, last, parameters)
        absent = np.full(len(moved), -1)
        days, kind = np.append(days, moved), np.append(kind, reference_kind)
        own = np.append(own, np.zeros(len(moved), dtype=bool))
        row, rank = np.append(row, absent), np.append(rank, absent)
    order = np.lexsort((rank, 2 * days + ~own, kind))
    days, kind, own = days[order], kind[order], own[order]
    kinds, series = np.unique(kind, return_inverse=True)
    bounds = np.append(np.flatnonzero(np.append(True, kind[1:] != kind[:-1])), len(kind))
    due = _due(days, series + 1, len(kinds) + 1, last - first + 1, reference is None)
    if (
        reference is not None
    ):  # what shuffles within types lead to expect: every type keeps its number of own events
        due[0] = np.bincount(series[own], minlength=len(kinds)) @ due[1:] / max(int(own.sum()), 1)
    return SurgePlan(
        null, parameters, series + 1, bounds.astype(np.int64), own, days.astype(np.int64), due, kinds, first,
        reference is None, row[order], watched,
    )  # fmt: skip


def kinds_of(events: EventSet) -> IntArray:
    """Site type of every event; 0 where the log carries none."""
    kinds: IntArray = np.zeros(events.n, np.int64) if events.kind is None else events.kind[events.site]
    return kinds


def _study(events: EventSet, parameters: SurgeParameters) -> tuple[int, int]:
    days = events.day if events.n else np.zeros(1, np.int64)
    first = int(days.min()) if parameters.start_day is None else parameters.start_day
    last = int(days.max()) if parameters.end_day is None else parameters.end_day
    return first, max(first, last)


def _laid_over(
    reference: EventSet, first: int, last: int, parameters: SurgeParameters
) -> tuple[IntArray, IntArray, tuple[int, int] | None]:
    """Days of the reference moved to the same dates of the study, their site types, and what it watched."""
    if reference.n and int(reference.day.max()) >= first:
        raise AnalysisError("reference", int(reference.day.max()), "it must end before the study begins.")
    if reference.n < LEAST_EVENTS:  # too small, and refused as such
        return np.empty(0, np.int64), np.empty(0, np.int64), None
    kind = kinds_of(reference)
    said = parameters.reference_start_day, parameters.reference_end_day
    watch = watched_days(reference.day, first, said)
    row, moved = lay_over(reference.day, kind, first, last, watch)
    return moved, kind[row], watch


def _due(days: IntArray, series: IntArray, n_series: int, n_days: int, uniform: bool) -> FloatArray:
    """Share of the events of every site type due before each day; that of the whole log is made of them."""
    if uniform:
        return np.tile(np.arange(n_days + 1) / n_days, (n_series, 1))
    table = np.zeros((n_series, n_days + 1))
    np.add.at(table, (series, days + 1), 1.0)
    summed = table.cumsum(axis=1)
    due: FloatArray = summed / np.maximum(summed[:, -1:], 1.0)
    return due
