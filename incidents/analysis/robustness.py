"""Whether a finding stands when some incidents are left out, and when vague dates and places are drawn anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.findings import PairFinding
from incidents.analysis.pair import JudgedWindow, judge_window, plan_pair
from incidents.analysis.parameters import ALPHA, Null, ScanParameters
from incidents.analysis.permutation import run_null


@dataclass(frozen=True)
class Rejudged:
    """A finding's window in a changed log, on both units."""

    n_incidents: int
    n_cases: int
    incidents: JudgedWindow
    cases: JudgedWindow


@dataclass(frozen=True)
class Stability:
    """How a finding fares when vague dates and places are drawn again and again.

    Attributes
    ----------
    draws : int
        Imputed logs.
    survived : float or None
        Share of them in which the window still has p <= .05 on cases.
    median_p_incidents, median_p_cases : float
    vague_rows : tuple of int
        Rows whose date or site was drawn.
    """

    draws: int
    survived: float
    median_p_incidents: float
    median_p_cases: float
    vague_rows: tuple[int, ...]


def rejudge_without(
    events: EventSet,
    finding: PairFinding,
    left_out: Sequence[int],
    parameters: ScanParameters | None = None,
    null: Null | None = None,
    *,
    workers: int | None = None,
) -> Rejudged:
    """Judge a finding's window again in the log without some rows, such as those that were no offence.

    Parameters
    ----------
    events : EventSet
        The log the finding came from.
    finding : PairFinding
    left_out : sequence of int
        Input rows to drop. The statistics never learn why.
    """
    rows = np.setdiff1d(np.arange(events.n), np.asarray(left_out, dtype=np.int64))
    if len(rows) + len(set(left_out)) != events.n:
        raise AnalysisError("left_out", list(left_out)[:5], f"give rows from 0 to {events.n - 1}.")
    return _rejudge(events.take(rows), finding, parameters or ScanParameters(), null or Null(), workers)


def stability(
    events: EventSet,
    finding: PairFinding,
    parameters: ScanParameters | None = None,
    null: Null | None = None,
    *,
    other_sites: Mapping[int, Sequence[int]] | None = None,
    draws: int = 20,
    workers: int | None = None,
) -> Stability:
    """Draw vague dates within their intervals and doubtful sites among their candidates, and judge again.

    Parameters
    ----------
    events : EventSet
        The log, with `day_lo` and `day_hi`.
    finding : PairFinding
    other_sites : mapping, optional
        For a row whose place fits several sites: the other candidates.
    draws : int
        Number of imputed logs.
    """
    parameters, null = parameters or ScanParameters(), null or Null()
    null = replace(null, replicates=min(null.replicates, 999))
    doubtful = other_sites or {}
    vague = np.union1d(np.flatnonzero(events.day_hi > events.day_lo), sorted(doubtful)).astype(int)
    p_incidents, p_cases = [], []
    for draw in range(draws if len(vague) else 1):
        log = _imputed(events, doubtful, np.random.Generator(np.random.Philox(key=[null.seed, draw])))
        judged = _rejudge(log, finding, parameters, null, workers)
        p_incidents.append(1.0 if judged.incidents.p is None else judged.incidents.p)
        p_cases.append(1.0 if judged.cases.p is None else judged.cases.p)
    return Stability(
        draws=len(p_cases),
        survived=float(np.mean(np.array(p_cases) <= ALPHA)),
        median_p_incidents=float(np.median(p_incidents)),
        median_p_cases=float(np.median(p_cases)),
        vague_rows=tuple(vague.tolist()),
    )


def _imputed(events: EventSet, doubtful: Mapping[int, Sequence[int]], rng: np.random.Generator) -> EventSet:
    day = rng.integers(events.day_lo, events.day_hi + 1) if events.n else events.day
    site = events.site.copy()
    for row, others in sorted(doubtful.items()):
        site[row] = rng.choice([int(site[row]), *others])
    return replace(events, site=site, day=day)


def _rejudge(
    events: EventSet, finding: PairFinding, parameters: ScanParameters, null: Null, workers: int | None
) -> Rejudged:
    plan = plan_pair(events, parameters, null)
    days = (finding.day_from, finding.day_to)
    judged = []
    for unit, rows in ((plan.incidents, plan.rows), (plan.cases, plan.case_rows)):
        window = judge_window(unit, rows, None, finding.sites, days)
        if unit.events.n > 1:
            judgement = run_null(unit, window.llr, workers)
            window = replace(window, p=judgement.p_of(window.llr))
        judged.append(window)
    return Rejudged(len(plan.rows), len(plan.case_rows), *judged)
