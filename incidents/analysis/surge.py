"""Surge: is the whole log, or one site type, speeding up?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from incidents.analysis.digest import digest_of
from incidents.analysis.events import EventSet, IntArray
from incidents.analysis.parameters import Null
from incidents.analysis.permutation import Judgement, run_null
from incidents.analysis.surge_plan import LEAST_EVENTS, SurgeParameters, SurgePlan, kinds_of, plan_surge

__all__ = ["SurgeDraw", "SurgeParameters", "SurgePlan", "SurgeReport", "judge_surge", "plan_surge", "surge"]

MAPPED_DRAWS = 4
# Equal parts of the study in which reports are counted for a small drawing.
PARTS = 31


@dataclass(frozen=True)
class SurgeDraw:
    """The strongest stretch of one shuffled log, to be drawn beside the finding: chance, by the rule of a finding.

    Attributes
    ----------
    kind : int or None
        Site type; None for the whole log.
    members : tuple of int
        Input rows whose days chance put there; empty with a reference, where chance deals out which year a report is of.
    profile : tuple of int
        Reports of that series in each of 31 equal parts of the study.
    """

    kind: int | None
    day_from: int
    day_to: int
    observed: int
    expected: float
    llr: float
    members: tuple[int, ...]
    profile: tuple[int, ...]


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
    relative_risk : float or None
        Observed over expected inside the stretch, divided by the same outside; None when all events are inside.
    sites : tuple of int
        Sites of the members, the one with most first.
    profile : tuple of int
        Reports of the series that is told of in each of 31 equal parts of the study.
    study_days : tuple of int
        First and last day of the study.
    reference_days : tuple of int or None
        First and last day the reference is taken to have watched.
    null_draws : tuple of (SurgeDraw or None)
        The strongest stretch of the first shuffled logs, in replicate order; None where nothing stood out.
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
    relative_risk: float | None
    sites: tuple[int, ...]
    profile: tuple[int, ...]
    study_days: tuple[int, int]
    reference_days: tuple[int, int] | None
    null_draws: tuple[SurgeDraw | None, ...]


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
    years are laid over each other. A reference that did not watch some day of the study is refused.

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
    counts = plan.counts()
    best = plan.best(counts)
    refused = _why_not(plan)
    judgement: Judgement | None = None
    if refused is None:
        judgement = run_null(plan, best[0], workers)
        refused = judgement.refusal
    found = _stretch(plan, counts, best) if judgement is not None else None
    members = np.empty(0, np.int64) if found is None else _members(events, found)
    p = judgement.p_of(best[0]) if judgement else 1.0
    return SurgeReport(
        n=int(plan.own.sum()),
        n_reference=int((~plan.own).sum()),
        rate="uniform" if plan.uniform else "reference",
        kind=found.kind if found else None,
        day_from=found.day_from if found else None,
        day_to=found.day_to if found else None,
        observed=found.observed if found else 0,
        expected=found.expected if found else 0.0,
        llr=best[0],
        members=tuple(int(row) for row in rows[members]),
        p=p,
        p_kind=judgement.p_kind() if judgement else "refused",
        refused=refused,
        smallest_p=judgement.smallest_p if judgement else 1.0,
        replicates_used=len(judgement.maxima) if judgement else 0,
        recurrence_days=1.0 / p if judgement and plan.parameters.prospective else None,
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
        relative_risk=_relative_risk(found, int(counts[max(best[1], 0)].sum())) if found else None,
        sites=_sites(events, members),
        profile=found.profile if found else _profile(plan, counts[0]),
        study_days=(plan.first_day, plan.first_day + plan.n_days - 1),
        reference_days=plan.watched,
        null_draws=_draws(plan, rows) if judgement else (),
    )


def _why_not(plan: SurgePlan) -> str | None:
    if int(plan.own.sum()) < LEAST_EVENTS:
        return "too_few_events"
    if not plan.uniform and int((~plan.own).sum()) < LEAST_EVENTS:
        return "reference_too_small"
    return None


def _stretch(plan: SurgePlan, counts: IntArray, best: tuple[float, int, int, int]) -> SurgeDraw | None:
    """What stands out in a table of counts; its members are for the caller to name."""
    llr, series, first, last = best
    if series < 0:
        return None
    share = float(plan.due[series, last + 1] - plan.due[series, first])
    return SurgeDraw(
        kind=int(plan.kinds[series - 1]) if series > 0 else None,
        day_from=plan.first_day + first,
        day_to=plan.first_day + last,
        observed=int(counts[series, first : last + 1].sum()),
        expected=share * int(counts[series].sum()),
        llr=llr,
        members=(),
        profile=_profile(plan, counts[series]),
    )


def _profile(plan: SurgePlan, counts: IntArray) -> tuple[int, ...]:
    part = np.arange(plan.n_days) * PARTS // plan.n_days
    return tuple(int(n) for n in np.bincount(part, weights=counts, minlength=PARTS))


def _relative_risk(found: SurgeDraw, n: int) -> float | None:
    outside, due_outside = n - found.observed, n - found.expected
    if outside <= 0 or due_outside <= 0 or found.expected <= 0:
        return None
    return (found.observed / found.expected) / (outside / due_outside)


def _members(events: EventSet, found: SurgeDraw) -> IntArray:
    inside = (events.day >= found.day_from) & (events.day <= found.day_to)
    if found.kind is not None:
        inside &= kinds_of(events) == found.kind
    return np.flatnonzero(inside)


def _sites(events: EventSet, members: IntArray) -> tuple[int, ...]:
    reports = np.bincount(events.site[members], minlength=events.n_sites)
    rank = events.site_rank() if events.n_sites else reports
    return tuple(int(s) for s in np.lexsort((rank, -reports)) if reports[s])


def _draws(plan: SurgePlan, rows: IntArray) -> tuple[SurgeDraw | None, ...]:
    return tuple(_draw(plan, rows, replicate) for replicate in range(min(MAPPED_DRAWS, plan.replicates)))


def _draw(plan: SurgePlan, rows: IntArray, replicate: int) -> SurgeDraw | None:
    own, day = plan.dealt(replicate)
    counts = plan.counts(own, day)
    found = _stretch(plan, counts, plan.best(counts))
    if found is None or not plan.uniform:
        return found
    inside = (day >= found.day_from - plan.first_day) & (day <= found.day_to - plan.first_day)
    if found.kind is not None:
        inside &= plan.kinds[plan.series_of - 1] == found.kind
    members = tuple(sorted(int(row) for row in rows[plan.row[inside]]))
    return replace(found, members=members)
