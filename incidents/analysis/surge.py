"""Surge: is the whole log, or one site type, speeding up?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis import surge_kernel
from incidents.analysis.digest import digest_of
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.parameters import Null, require_switch, require_whole
from incidents.analysis.permutation import Judgement, run_null
from incidents.analysis.surge_reference import lay_over

LEAST_EVENTS = 6


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
        for field in ("start_day", "end_day", "reference_start_day", "reference_end_day"):
            if getattr(self, field) is not None:
                require_whole(field, getattr(self, field), -800_000, 3_000_000, "give days since 1970-01-01.")
        if self.start_day is not None and self.end_day is not None and self.end_day < self.start_day:
            raise AnalysisError(
                "end_day", self.end_day, f"it lies before start_day {self.start_day}; swap them."
            )


@dataclass(frozen=True)
class SurgeReport:
    """Result of the surge test on one unit.

    Attributes
    ----------
    rate : str
        "uniform": every day is due the same, so a season counts as a surge; "reference": due as in an
        earlier log of the same months.
    kind : int or None
        Site type that surges; None for the whole log.
    refused : str or None
        None, "too_few_events" (fewer than 6), "reference_too_small" or "smallest_p_above_alpha".
    """

    n: int
    n_reference: int
    rate: str
    kind: int | None
    day_from: int | None
    day_to: int | None
    observed: int
    expected: float
    llr: float
    members: tuple[int, ...]
    p: float
    p_kind: str
    refused: str | None
    smallest_p: float
    replicates_used: int
    recurrence_days: float | None
    parameters: SurgeParameters
    null: Null
    digest: str


@dataclass(frozen=True)
class SurgePlan:
    """Everything a worker needs for a share of the null distribution."""

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

    @property
    def replicates(self) -> int:
        """Number of shuffled logs asked for."""
        return self.null.replicates

    @property
    def stop_after(self) -> int | None:
        """Number of exceedances after which the work ends."""
        return self.null.stop_after

    @property
    def limits(self) -> tuple[int, bool, int]:
        """Longest stretch, whether it must last until the end, least events of a series."""
        return self.parameters.max_days, self.parameters.prospective, LEAST_EVENTS

    def counts(self) -> IntArray:
        """Table series x day of the real log; series 0 is the whole log."""
        table = np.zeros((self.due.shape[0], self.due.shape[1] - 1), dtype=np.int64)
        np.add.at(table[0], self.pooled_day[self.own], 1)
        np.add.at(table, (self.series_of[self.own], self.pooled_day[self.own]), 1)
        return table

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
    inside = events.take(np.flatnonzero((events.day >= first) & (events.day <= last)))
    days, kind, own = inside.day - first, _kinds(inside), np.ones(inside.n, dtype=bool)
    if reference is not None:
        moved, reference_kind = _laid_over(reference, first, last, parameters)
        days, kind = np.append(days, moved), np.append(kind, reference_kind)
        own = np.append(own, np.zeros(len(moved), dtype=bool))
    order = np.lexsort((days, kind))
    days, kind, own = days[order], kind[order], own[order]
    kinds, series = np.unique(kind, return_inverse=True)
    bounds = np.append(np.flatnonzero(np.append(True, kind[1:] != kind[:-1])), len(kind))
    due = _due(days, series + 1, len(kinds) + 1, last - first + 1, reference is None)
    return SurgePlan(
        null, parameters, series + 1, bounds.astype(np.int64), own, days.astype(np.int64), due, kinds, first,
        reference is None,
    )  # fmt: skip


def surge(
    events: EventSet,
    parameters: SurgeParameters | None = None,
    null: Null | None = None,
    *,
    reference: EventSet | None = None,
    workers: int | None = None,
) -> SurgeReport:
    """Scan the whole log and each site type for a stretch of days with more events than are due.

    Without a reference every day is due the same number of events, so seasons and weekends count as surges:
    give an earlier log of the same months wherever there is one. With it, the mark "of this log" is shuffled
    over the events of both logs within site types, which is exact whatever the season; see `lay_over` for how
    years are laid over each other. A reference that says nothing about some day of the study is refused.

    References
    ----------
    Naus JI (1965). The distribution of the size of the maximum cluster of points on a line. Journal of the
    American Statistical Association 60: 532-538.
    Kulldorff M (1997). A spatial scan statistic. Communications in Statistics 26: 1481-1496.
    """
    parameters, null = parameters or SurgeParameters(), null or Null()
    plan = plan_surge(events, parameters, null, reference)
    settings = (parameters, null) if reference is None else (parameters, null, reference)
    return judge_surge(plan, events, np.arange(events.n), digest_of("surge", events, *settings), workers)


def judge_surge(
    plan: SurgePlan, events: EventSet, rows: IntArray, digest: str, workers: int | None = None
) -> SurgeReport:
    """Run a prepared test and report in the rows of the caller."""
    n, n_reference = int(plan.own.sum()), int((~plan.own).sum())
    counts = plan.counts()
    llr, series, first, last = surge_kernel.surge_of(counts, plan.due, *plan.limits)
    judgement: Judgement | None = None
    refused = "too_few_events" if n < LEAST_EVENTS else None
    if not plan.uniform and n_reference < LEAST_EVENTS:
        refused = refused or "reference_too_small"
    if refused is None:
        judgement = run_null(plan, float(llr), workers)
        refused = judgement.refusal
    found = judgement is not None and series >= 0
    kind = int(plan.kinds[series - 1]) if found and series > 0 else None
    day_from, day_to = (plan.first_day + int(first), plan.first_day + int(last)) if found else (None, None)
    p = judgement.p_of(float(llr)) if judgement else 1.0
    share = float(plan.due[series, last + 1] - plan.due[series, first]) if found else 0.0
    return SurgeReport(
        n=n,
        n_reference=n_reference,
        rate="uniform" if plan.uniform else "reference",
        kind=kind,
        day_from=day_from,
        day_to=day_to,
        observed=int(counts[series, first : last + 1].sum()) if found else 0,
        expected=share * int(counts[series].sum()) if found else 0.0,
        llr=float(llr),
        members=_members(events, rows, kind, day_from, day_to),
        p=p,
        p_kind=judgement.p_kind() if judgement else "refused",
        refused=refused,
        smallest_p=judgement.smallest_p if judgement else 1.0,
        replicates_used=len(judgement.maxima) if judgement else 0,
        recurrence_days=1.0 / p if judgement and plan.parameters.prospective else None,
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
    )


def _study(events: EventSet, parameters: SurgeParameters) -> tuple[int, int]:
    days = events.day if events.n else np.zeros(1, np.int64)
    first = int(days.min()) if parameters.start_day is None else parameters.start_day
    last = int(days.max()) if parameters.end_day is None else parameters.end_day
    return first, max(first, last)


def _members(
    events: EventSet, rows: IntArray, kind: int | None, day_from: int | None, day_to: int | None
) -> tuple[int, ...]:
    if day_from is None or day_to is None:
        return ()
    inside = (events.day >= day_from) & (events.day <= day_to)
    if kind is not None:
        inside &= _kinds(events) == kind
    return tuple(int(row) for row in rows[np.flatnonzero(inside)])


def _kinds(events: EventSet) -> IntArray:
    kinds: IntArray = np.zeros(events.n, np.int64) if events.kind is None else events.kind[events.site]
    return kinds


def _laid_over(
    reference: EventSet, first: int, last: int, parameters: SurgeParameters
) -> tuple[IntArray, IntArray]:
    """Days of the reference moved to the same dates of the study, and their site types."""
    if reference.n and int(reference.day.max()) >= first:
        raise AnalysisError("reference", int(reference.day.max()), "it must end before the study begins.")
    if reference.n < LEAST_EVENTS:  # too small, and refused as such
        return np.empty(0, np.int64), np.empty(0, np.int64)
    kind = _kinds(reference)
    watch = parameters.reference_start_day, parameters.reference_end_day
    row, moved = lay_over(reference.day, kind, first, last, watch)
    return moved, kind[row]


def _due(days: IntArray, series: IntArray, n_series: int, n_days: int, uniform: bool) -> FloatArray:
    """Share of the events of every series due before each day."""
    if uniform:
        return np.tile(np.arange(n_days + 1) / n_days, (n_series, 1))
    table = np.zeros((n_series, n_days + 1))
    np.add.at(table[0], days + 1, 1.0)
    np.add.at(table, (series, days + 1), 1.0)
    summed = table.cumsum(axis=1)
    due: FloatArray = summed / np.maximum(summed[:, -1:], 1.0)
    return due
