"""Whether a result stands when some incidents are left out, and when vague dates and places are drawn anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from incidents.analysis.both import BothReport
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.findings import PairFinding
from incidents.analysis.pair import JudgedWindow, judge_window, plan_pair
from incidents.analysis.parameters import ALPHA, Null, ScanParameters, require_whole
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
    """How a result fares when vague dates and places are drawn again and again.

    Attributes
    ----------
    draws : int
        Imputed logs.
    survived : float or None
        Share of them in which the window, or the test, still has p <= .05 on cases.
    median_p_incidents, median_p_cases : float
    vague_rows : tuple of int
        Rows whose date or site was drawn.
    replicates : int
        Shuffled logs that each of them was judged by.
    """

    draws: int
    survived: float
    median_p_incidents: float
    median_p_cases: float
    vague_rows: tuple[int, ...]
    replicates: int


# A test of both units, asked of a log: what `knox_pair` is once its parameters are given.
Ask = Callable[[EventSet], BothReport[Any]]
MOST_REPLICATES = 999


def ask_without(ask: Ask, events: EventSet, left_out: Sequence[int]) -> BothReport[Any]:
    """Ask a test again of the log without some rows, such as those that were no offence.

    Parameters
    ----------
    ask : callable
        Takes a log and gives a report of both units, such as `knox_pair`.
    events : EventSet
    left_out : sequence of int
        Input rows to drop. The statistics never learn why.

    Examples
    --------
    >>> log = EventSet.build(site=[0] * 4 + [1] * 6, lat=[37.0, 35.0], lon=[127.0, 129.0],
    ...                      day=[10, 11, 12, 13, 40, 80, 120, 160, 200, 240])
    >>> from incidents.analysis.both import knox_pair
    >>> ask = lambda log: knox_pair(log, null=Null(replicates=99))
    >>> ask(log).cases.observed, ask_without(ask, log, [1, 2]).cases.observed
    (6, 1)
    """
    return ask(_without(events, left_out))


def stability_of(
    ask: Ask,
    events: EventSet,
    *,
    other_sites: Mapping[int, Sequence[int]] | None = None,
    draws: int = 20,
    seed: int = Null().seed,
) -> Stability:
    """Draw vague dates within their intervals and doubtful sites among their candidates, and ask a test again.

    `stability` judges one window of the scan; this asks Knox, series or surge as a whole.

    Parameters
    ----------
    ask : callable
        Takes a log and gives a report of both units, such as `lambda log: knox_pair(log, null=Null(999))`.
    events : EventSet
        The log, with `day_lo` and `day_hi`.
    other_sites : mapping, optional
        For a row whose place fits several sites: the other candidates.
    draws : int
        Number of imputed logs.
    seed : int
        Of the draws; the same seed draws the same logs for every test.
    """
    vague = _vague(events, other_sites or {})
    reports = [ask(log) for log in _imputations(events, other_sites or {}, seed, draws if len(vague) else 1)]
    p_values = [(report.p_incidents, report.p_cases) for report in reports]
    return _stability(p_values, vague, max((report.cases.null.replicates for report in reports), default=0))


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
    log = _without(events, left_out)
    return _rejudge(log, finding, parameters or ScanParameters(), null or Null(), workers)


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
    null = replace(null, replicates=min(null.replicates, MOST_REPLICATES))
    doubtful = other_sites or {}
    vague = _vague(events, doubtful)
    p_values = []
    for log in _imputations(events, doubtful, null.seed, draws if len(vague) else 1):
        judged = _rejudge(log, finding, parameters, null, workers)
        p_values.append(tuple(1.0 if unit.p is None else unit.p for unit in (judged.incidents, judged.cases)))
    return _stability(p_values, vague, null.replicates)


def _without(events: EventSet, left_out: Sequence[int]) -> EventSet:
    rows = np.setdiff1d(np.arange(events.n), np.asarray(left_out, dtype=np.int64))
    if len(rows) + len(set(left_out)) != events.n:
        raise AnalysisError("left_out", list(left_out)[:5], f"give rows from 0 to {events.n - 1}.")
    return events.take(rows)


def _vague(events: EventSet, doubtful: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    """Rows whose date or site is drawn."""
    rows = np.union1d(np.flatnonzero(events.day_hi > events.day_lo), sorted(doubtful))
    return tuple(int(row) for row in rows)


def _imputations(
    events: EventSet, doubtful: Mapping[int, Sequence[int]], seed: int, draws: int
) -> Iterator[EventSet]:
    require_whole("draws", draws, 1, 10_000, "give a whole number from 1 to 10,000.")
    for draw in range(draws):
        yield _imputed(events, doubtful, np.random.Generator(np.random.Philox(key=[seed, draw])))


def _imputed(events: EventSet, doubtful: Mapping[int, Sequence[int]], rng: np.random.Generator) -> EventSet:
    day = rng.integers(events.day_lo, events.day_hi + 1) if events.n else events.day
    site = events.site.copy()
    for row, others in sorted(doubtful.items()):
        site[row] = rng.choice([int(site[row]), *others])
    # A drawn day counts as sure; a test that leaves vague days out would leave it out again.
    return replace(events, site=site, day=day, day_lo=day, day_hi=day)


def _stability(p_values: Sequence[tuple[float, ...]], vague: tuple[int, ...], replicates: int) -> Stability:
    p_incidents, p_cases = np.array(p_values).T
    return Stability(
        draws=len(p_values),
        survived=float(np.mean(p_cases <= ALPHA)),
        median_p_incidents=float(np.median(p_incidents)),
        median_p_cases=float(np.median(p_cases)),
        vague_rows=vague,
        replicates=replicates,
    )


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
