"""The scan on incidents and on cases: one family of cylinders, judged twice."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.cases import rows_for_cases, rows_without_duplicates
from incidents.analysis.digest import digest_of
from incidents.analysis.events import EventSet, IntArray
from incidents.analysis.findings import Finding, PairFinding, PairReport, ScanReport
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.permutation import Judgement
from incidents.analysis.scan import ScanPlan, judge_scan, llr_of, plan_scan, usable_rows


@dataclass(frozen=True)
class PairPlan:
    """The two plans of a pair, with the input row behind every event of each."""

    incidents: ScanPlan
    cases: ScanPlan
    rows: IntArray
    case_rows: IntArray
    excluded: tuple[tuple[str, tuple[int, ...]], ...]
    n_rows: int
    n_collapsed: int


def plan_pair(events: EventSet, parameters: ScanParameters, null: Null) -> PairPlan:
    """Collapse duplicates, then cases, and prepare both scans over the circles of the incidents."""
    usable, excluded = usable_rows(events, parameters)
    rows = usable[rows_without_duplicates(events.take(usable))]
    incidents = plan_scan(events.take(rows), parameters, null, apart=True)
    case_rows = rows[rows_for_cases(events.take(rows))]
    cases = plan_scan(events.take(case_rows), parameters, null, incidents.zones, apart=True)
    return PairPlan(incidents, cases, rows, case_rows, excluded, events.n, len(usable) - len(rows))


def scan_pair(
    events: EventSet,
    parameters: ScanParameters | None = None,
    null: Null | None = None,
    *,
    workers: int | None = None,
) -> PairReport:
    """Scan a log on incidents and on cases.

    Rows of one site and day collapse first (`rows_without_duplicates`). The scan then runs on the incidents
    and, in its own right, on one event per case (`rows_for_cases`). Every finding on incidents is
    also judged on cases: the likelihood ratio of the same cylinder among the case events, against the
    largest ratio over all cylinders of shuffled case events. That p holds although the cylinder was chosen
    by looking at the incidents, because the null distribution is that of the best of all cylinders.

    Parameters
    ----------
    events : EventSet
        The log.
    parameters : ScanParameters
        Windows to look at.
    null : Null
        Replicates, seed, stopping rule and strata.
    workers : int, optional
        Threads; the result is the same for any number.

    Examples
    --------
    >>> log = EventSet.build(site=[0] * 4 + [1] * 6, lat=[37.0, 35.0], lon=[127.0, 129.0],
    ...                      day=[10, 11, 12, 13, 40, 80, 120, 160, 200, 240], case=[7] * 4 + [-1] * 6)
    >>> report = scan_pair(log, ScanParameters(max_days=7), Null(replicates=99))
    >>> report.n_incidents, report.n_cases, report.findings[0].observed, report.findings[0].observed_cases
    (10, 7, 4, 1)
    """
    parameters, null = parameters or ScanParameters(), null or Null()
    plan = plan_pair(events, parameters, null)
    digest = digest_of("scan_pair", events, parameters, null)
    incidents, _ = judge_scan(plan.incidents, plan.rows, plan.excluded, digest, workers)
    cases, on_cases = judge_scan(plan.cases, plan.case_rows, (), digest, workers)
    return PairReport(
        n_rows=plan.n_rows,
        n_incidents=incidents.n,
        n_cases=cases.n,
        n_collapsed=plan.n_collapsed,
        smallest_p_incidents=incidents.smallest_p,
        smallest_p_cases=cases.smallest_p,
        findings=tuple(_on_both(plan, finding, on_cases) for finding in incidents.findings),
        incidents=incidents,
        cases=cases,
        assumptions=_assumptions(plan, incidents, cases),
        null_draws=incidents.null_draws,
        digest=digest,
    )


@dataclass(frozen=True)
class JudgedWindow:
    """One cylinder among the events of one unit; `expected` is the mean over all shuffles within strata."""

    observed: int
    expected: float
    llr: float
    members: tuple[int, ...]
    p: float | None


def judge_window(
    plan: ScanPlan,
    rows: IntArray,
    judgement: Judgement | None,
    sites: tuple[int, ...],
    days: tuple[int, int],
) -> JudgedWindow:
    """Count one cylinder in a log and judge it against the best cylinders of the shuffled log."""
    log = plan.events
    at_sites = np.isin(log.site, sites)
    in_days = (log.day >= days[0]) & (log.day <= days[1])
    inside = np.flatnonzero(at_sites & in_days)
    # One event is no bunching: windows of a single event are not in the family that was searched.
    bunched = len(inside) > 1
    llr = llr_of(len(inside), int(at_sites.sum()), int(in_days.sum()), log.n) if bunched else 0.0
    return JudgedWindow(
        observed=len(inside),
        expected=plan.expected(np.array(sites), *_slots(plan, days)),
        llr=llr,
        members=tuple(int(row) for row in rows[inside]),
        p=judgement.p_of(llr) if judgement else None,
    )


def _slots(plan: ScanPlan, days: tuple[int, int]) -> tuple[int, int]:
    day = plan.layout.day
    return int(np.searchsorted(day, days[0])), int(np.searchsorted(day, days[1], side="right"))


def _on_both(plan: PairPlan, finding: Finding, judged: Judgement | None) -> PairFinding:
    window = finding.window
    days = (window.day_from, window.day_to)
    on_cases = judge_window(plan.cases, plan.case_rows, judged, window.sites, days)
    prospective = plan.cases.parameters.prospective
    return PairFinding(
        rank=finding.rank,
        centre=window.centre,
        sites=window.sites,
        radius_km=window.radius_km,
        day_from=window.day_from,
        day_to=window.day_to,
        observed=window.observed,
        expected=window.expected,
        relative_risk=window.relative_risk,
        llr=window.llr,
        members=window.members,
        p_incidents=finding.p,
        observed_cases=on_cases.observed,
        expected_cases=on_cases.expected,
        llr_cases=on_cases.llr,
        member_cases=on_cases.members,
        p_cases=on_cases.p,
        p_kind=finding.p_kind,
        p_cases_kind=judged.p_kind() if judged else "refused",
        p_gumbel=finding.p_gumbel,
        recurrence_days=1.0 / on_cases.p if prospective and on_cases.p else None,
        expected_in_strata=window.expected_in_strata,
    )


def _assumptions(plan: PairPlan, incidents: ScanReport, cases: ScanReport) -> tuple[tuple[str, object], ...]:
    left_out = tuple((f"excluded_{code}", len(rows)) for code, rows in plan.excluded)
    return (
        ("strata_incidents", incidents.strata),
        ("strata_cases", cases.strata),
        ("collapsed_same_site_day", plan.n_collapsed),
        ("days_dealt_incidents", plan.incidents.deck.how),
        ("days_dealt_cases", plan.cases.deck.how),
        ("case_stands_for", "event_drawn_by_lot"),
        ("case_events_collapsed", incidents.n - cases.n),
        *left_out,
    )
