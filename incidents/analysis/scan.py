"""Space-time permutation scan (Kulldorff, Heffernan, Hartman, Assuncao and Mostashari 2005)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from incidents.analysis import scan_dense_kernel, scan_kernel
from incidents.analysis.dealing import N_NULL_DRAWS, Deck, Shown, deal_to_show, lay_deck
from incidents.analysis.digest import digest_of
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.findings import Finding, ScanReport, Window
from incidents.analysis.layout import SlotLayout, lay_out
from incidents.analysis.likelihood import beating_products, window_llr
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.permutation import Judgement, NullPlan, run_null
from incidents.analysis.scan_rows import GUESS, DayRows, lay_rows, pays
from incidents.analysis.strata import StrataChoice, choose_strata
from incidents.analysis.zones import ZoneFamily, build_zones

_EMPTY = Window(0, (), 0.0, 0, 0, 0, 0.0, None, 0.0, ())


@dataclass(frozen=True)
class ScanPlan(NullPlan):
    """Everything a worker needs to compute a share of the null distribution of one scan."""

    events: EventSet
    parameters: ScanParameters
    null: Null
    zones: ZoneFamily
    layout: SlotLayout
    deck: Deck
    strata: StrataChoice
    site_begin: IntArray
    events_in: IntArray
    table: IntArray
    rows: DayRows | None

    def simulate(self, r0: int, r1: int) -> FloatArray:
        """Largest ratio of replicates r0 .. r1 - 1."""
        held, zones = self.layout, self.zones
        shuffling = (r0, r1, self.null.seed, self.deck.arguments())
        maxima: FloatArray
        if self.rows is not None:
            maxima = scan_dense_kernel.null_maxima_dense(
                *shuffling, self.events.n_sites, *self._circles(zones), *self.rows.arguments(), self.table,
                self.rows.curves, GUESS,
            )  # fmt: skip
        else:
            maxima = scan_kernel.null_maxima(
                *shuffling, self.site_begin, *self._circles(zones), held.day_begin, held.day_end, held.reach,
                self.table, self.parameters.prospective,
            )  # fmt: skip
        return maxima

    def best(self, site_at: IntArray, taken: np.ndarray) -> tuple[float, int, int, int]:
        """Best cylinder of a log that touches no taken slot: ratio, zone, first and last slot."""
        held, zones = self.layout, self.zones
        if self.rows is not None:
            ratio, zone, day, length = scan_dense_kernel.best_cylinder_dense(
                site_at, taken, self.events.n_sites, *self._circles(zones), *self.rows.arguments(), self.table,
                self.rows.curves,
            )  # fmt: skip
            first, last = self.rows.slots_of(int(day), int(length)) if zone >= 0 else (-1, -1)
            return float(ratio), int(zone), first, last
        ratio, zone, first, last = scan_kernel.best_cylinder(
            site_at, taken, self.site_begin, *self._circles(zones), held.day_begin, held.day_end, held.reach,
            self.table, self.parameters.prospective,
        )  # fmt: skip
        return float(ratio), int(zone), int(first), int(last)

    def draw(self, replicate: int) -> IntArray:
        """The dealt log of one replicate: the site at every slot."""
        return self.deck.draw(self.null.seed, replicate)

    @cached_property
    def shown(self) -> Shown:
        """Dealt logs from which what is expected and what is mapped are taken."""
        return deal_to_show(self.deck, self.layout, self.null)

    def expected(self, sites: IntArray, begin: int, end: int) -> float:
        """Mean number of events at these sites in the slots begin .. end - 1 over the null that p is judged by."""
        return self.shown.expected(sites, begin, end)

    def _circles(self, zones: ZoneFamily) -> tuple[IntArray, ...]:
        return zones.start, zones.site, zones.first, zones.size, zones.fresh, self.events_in


def plan_scan(
    events: EventSet,
    parameters: ScanParameters,
    null: Null,
    zones: ZoneFamily | None = None,
    *,
    apart: bool = False,
) -> ScanPlan:
    """Prepare a scan.

    `zones` may be handed in so that two logs are judged by one family of circles; `apart` says that rows of one
    site and day were collapsed, so that the dealt logs hold none either (see `lay_deck`).
    """
    strata, choice = choose_strata(events, null.stratify)
    zones = zones or build_zones(events, parameters)
    layout = lay_out(
        events, strata, parameters.max_days, parameters.end_day if parameters.prospective else None
    )
    counts = np.bincount(events.site, minlength=events.n_sites)
    largest = int((layout.reach - layout.day_begin).max(initial=0))
    inside = zones.events_in(counts)
    dense = not parameters.prospective and pays(layout, zones, inside, parameters.max_days)
    return ScanPlan(
        events=events,
        parameters=parameters,
        null=null,
        zones=zones,
        layout=layout,
        deck=lay_deck(events, layout, null, apart=apart),
        strata=choice,
        site_begin=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        events_in=inside,
        table=beating_products(max(events.n, 1), largest),
        rows=lay_rows(layout, parameters.max_days) if dense else None,
    )


def scan(
    events: EventSet,
    parameters: ScanParameters | None = None,
    null: Null | None = None,
    *,
    workers: int | None = None,
) -> ScanReport:
    """Look for the circle of sites and stretch of days with more events than their margins explain.

    Every event is taken as it is: nothing is collapsed (see `scan_pair`).

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

    Notes
    -----
    With c events in a cylinder, n_Z events at its sites and n_T events on its days, of N in all, the expected
    number is mu = n_Z n_T / N and the statistic is c ln(c/mu) + (N-c) ln((N-c)/(N-mu)), 0 unless c > mu.
    The p-value compares the observed ratio with the largest ratio of logs in which days were shuffled over
    events, so it holds for all cylinders at once.

    References
    ----------
    Kulldorff M, Heffernan R, Hartman J, Assuncao R, Mostashari F (2005). A space-time permutation scan
    statistic for disease outbreak detection. PLoS Medicine 2(3): e59.

    Examples
    --------
    >>> log = EventSet.build(site=[0] * 4 + [1] * 6, lat=[37.0, 35.0], lon=[127.0, 129.0],
    ...                      day=[10, 11, 12, 13, 40, 80, 120, 160, 200, 240])
    >>> report = scan(log, ScanParameters(max_days=7), Null(replicates=99))
    >>> report.findings[0].window.observed
    4
    """
    parameters, null = parameters or ScanParameters(), null or Null()
    rows, excluded = usable_rows(events, parameters)
    plan = plan_scan(events.take(rows), parameters, null)
    return judge_scan(plan, rows, excluded, digest_of("scan", events, parameters, null), workers)[0]


def judge_scan(
    plan: ScanPlan,
    rows: IntArray,
    excluded: tuple[tuple[str, tuple[int, ...]], ...],
    digest: str,
    workers: int | None = None,
) -> tuple[ScanReport, Judgement | None]:
    """Run a prepared scan and report on it in the rows of the caller."""
    windows = best_windows(plan, rows)
    refused, judgement = None, None
    if plan.events.n < 2 or not windows:
        refused = "too_few_events"
    else:
        judgement = run_null(plan, windows[0].llr, workers)
        refused = judgement.refusal
    report = ScanReport(
        n=plan.events.n,
        excluded=excluded,
        findings=_judged(plan, windows, judgement) if judgement else (),
        refused=refused,
        smallest_p=judgement.smallest_p if judgement else 1.0,
        replicates_used=len(judgement.maxima) if judgement else 0,
        strata=plan.strata,
        null_draws=_null_draws(plan, rows) if windows else (),
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
    )
    return report, judgement


def usable_rows(
    events: EventSet, parameters: ScanParameters
) -> tuple[IntArray, tuple[tuple[str, tuple[int, ...]], ...]]:
    """Rows dated within the study and to within half a window, and the reasons for the others."""
    start = events.day.min(initial=2**40) if parameters.start_day is None else parameters.start_day
    end = events.day.max(initial=-(2**40)) if parameters.end_day is None else parameters.end_day
    vague = (events.day_hi - events.day_lo) * 2 > parameters.max_days
    outside = ~vague & ((events.day < start) | (events.day > end))
    reasons = (("imprecise_date", vague), ("outside_period", outside))
    excluded = tuple((code, tuple(np.flatnonzero(mask).tolist())) for code, mask in reasons if mask.any())
    return np.flatnonzero(~vague & ~outside), excluded


def best_windows(plan: ScanPlan, rows: IntArray) -> list[Window]:
    """Best windows of the log, each sharing no event with a better one."""
    taken = np.zeros(plan.layout.n, dtype=np.bool_)
    windows: list[Window] = []
    while len(windows) < plan.parameters.max_findings:
        ratio, zone, first, last = plan.best(plan.layout.site, taken)
        if zone < 0:
            break
        window, slots = _window(plan, plan.layout.site, zone, first, last, ratio)
        members = tuple(sorted(int(rows[plan.layout.event[s]]) for s in slots))
        windows.append(replace(window, members=members))
        taken[slots] = True
    return windows


def _window(
    plan: ScanPlan, site_at: IntArray, zone: int, first: int, last: int, llr: float
) -> tuple[Window, IntArray]:
    """Describe a cylinder of a real or shuffled log, without its members; and the slots inside."""
    held, zones = plan.layout, plan.zones
    begin = int(held.day_begin[first])
    end = held.n if plan.parameters.prospective else int(held.day_end[last])
    sites = zones.sites_of(zone)
    slots = np.arange(begin, end)[np.isin(site_at[begin:end], sites)]
    in_zone = int(np.isin(site_at, sites).sum())
    in_strata = plan.expected(sites, begin, end)
    window = Window(
        centre=int(zones.centre[zones.chain[zone]]),
        sites=tuple(int(s) for s in sites),
        radius_km=float(zones.radius_km[zone]),
        day_from=int(held.day[begin]),
        day_to=held.last_day if plan.parameters.prospective else int(held.day[last]),
        observed=len(slots),
        expected=in_zone * (end - begin) / held.n,
        relative_risk=relative_risk(len(slots), in_strata, held.n),
        llr=llr,
        members=(),
        expected_in_strata=in_strata,
    )
    return window, slots


def relative_risk(count: int, expected: float, total: int) -> float | None:
    """Observed over expected inside, divided by the same outside."""
    if count >= total or expected <= 0:
        return None
    return (count / expected) * (total - expected) / (total - count)


def _judged(plan: ScanPlan, windows: list[Window], judgement: Judgement) -> tuple[Finding, ...]:
    findings = []
    for rank, window in enumerate(windows, start=1):
        p = judgement.p_of(window.llr)
        beyond = p <= 1 / (len(judgement.maxima) + 1) and not judgement.stopped
        tail = judgement.gumbel_p_of(window.llr) if beyond else None
        days = 1.0 / p if plan.parameters.prospective else None
        findings.append(Finding(rank, window, p, judgement.p_kind(), tail, days))
    return tuple(findings)


def _null_draws(plan: ScanPlan, rows: IntArray) -> tuple[Window, ...]:
    """Best windows of the first shuffled logs; a member is the row whose day chance handed to the window.

    A shuffle in which nothing stood out keeps its place as an empty window, so that none is chosen over another.
    """
    nothing = np.zeros(plan.layout.n, dtype=np.bool_)
    draws = []
    for site_at in plan.shown.site_at[:N_NULL_DRAWS]:
        ratio, zone, first, last = plan.best(site_at, nothing)
        if zone < 0:
            draws.append(_EMPTY)
            continue
        window, slots = _window(plan, site_at, zone, first, last, ratio)
        draws.append(replace(window, members=tuple(int(rows[plan.layout.event[s]]) for s in slots)))
    return tuple(draws)


def llr_of(count: int, in_zone: int, in_window: int, total: int) -> float:
    """Log-likelihood ratio of one window from its four whole numbers."""
    return (
        float(window_llr(float(count), float(in_zone * in_window), float(total)))
        if in_zone * in_window
        else 0.0
    )
