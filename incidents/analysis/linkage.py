"""Series linkage: do reports of the same gear, far apart, follow each other more closely than by chance?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.digest import digest_of
from incidents.analysis.drift import Drift
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.linkage_plan import SeriesDraft, TourModel, draft_series
from incidents.analysis.parameters import Null, require_number, require_whole
from incidents.analysis.permutation import Judgement, run_null
from incidents.analysis.strata import StrataChoice, choose_strata
from incidents.analysis.templates import Template, coded

_MEMBER_SHARE = 0.5
_FEWEST_STOPS = 3


@dataclass(frozen=True)
class SeriesParameters:
    """What counts as a series.

    Parameters
    ----------
    max_items : int
        Largest template, 2 or 3, a site type included.
    max_templates : int
        Number of templates tested, chosen from the sets alone.
    site_types : bool
        Whether a template may be bound to a site type; more templates are looked at, so power falls.
    follow_drift : bool
        Keep what each block of time notes when sets are shuffled. Without it a form that begins to note more
        passes for a series.
    mean_gaps_days : tuple of float
        Mean gaps between stops that are tried.
    gap_shape : float
        Regularity of the gaps (shape of a gamma distribution); 1 is as irregular as chance.
    longest_gap_days : int
        Reports farther apart are never consecutive stops.
    missed_share : float
        Share of stops that nobody reported.
    evenness : float
        How far stops spread over sites evenly (1) rather than as reports do (0).
    """

    max_items: int = 3
    max_templates: int = 8
    site_types: bool = False
    follow_drift: bool = True
    mean_gaps_days: tuple[float, ...] = (12.0, 28.0, 60.0)
    gap_shape: float = 2.5
    longest_gap_days: int = 240
    missed_share: float = 0.1
    evenness: float = 0.9

    def __post_init__(self) -> None:
        require_whole("max_items", self.max_items, 2, 3, "give 2 or 3.")
        require_whole("max_templates", self.max_templates, 1, 64, "give a whole number from 1 to 64.")
        if not isinstance(self.mean_gaps_days, tuple) or not 1 <= len(self.mean_gaps_days) <= 16:
            raise AnalysisError(
                "mean_gaps_days", self.mean_gaps_days, "give a tuple of 1 to 16 mean gaps in days."
            )
        for k, gap in enumerate(self.mean_gaps_days):
            require_number(f"mean_gaps_days[{k}]", gap, 1.0, 3660.0, "give days from 1 to 3660.")
        require_number("gap_shape", self.gap_shape, 0.5, 20.0, "give a shape from 0.5 to 20.")
        require_whole("longest_gap_days", self.longest_gap_days, 1, 3660, "give whole days from 1 to 3660.")
        require_number("missed_share", self.missed_share, 0.0, 0.9, "give a share from 0 to 0.9.")
        require_number("evenness", self.evenness, 0.0, 1.0, "give a share from 0 to 1.")

    def model(self) -> TourModel:
        """What the kernel needs to know of a tour."""
        return TourModel(
            self.mean_gaps_days, self.gap_shape, self.longest_gap_days, self.missed_share, self.evenness
        )


@dataclass(frozen=True)
class SeriesFinding:
    """Reports that share a template and follow each other like the stops of one tour.

    Attributes
    ----------
    template : Template
    day_from, day_to : int
        First and last member.
    sites : tuple of int
        Sites of the members in order of time.
    members : tuple of int
        Input rows that belong to the series more likely than not.
    shares : tuple of float
        How likely each member belongs, if there is a series at all.
    observed, expected : float
        Members, and how many reports with the template's patterns independent items would have put between
        the first and the last.
    relative_risk : float or None
        All reports with these patterns between the first and the last, over `expected`.
    log_bayes_factor : float
        Statistic of this template.
    """

    rank: int
    template: Template
    day_from: int
    day_to: int
    sites: tuple[int, ...]
    members: tuple[int, ...]
    shares: tuple[float, ...]
    observed: int
    expected: float
    relative_risk: float | None
    log_bayes_factor: float
    p: float
    p_kind: str


@dataclass(frozen=True)
class SeriesDraw:
    """What stood out in one shuffled log, to be mapped beside a finding: chance, by the rule of a finding.

    Attributes
    ----------
    template : Template
    day_from, day_to : int
        First and last member.
    sites : tuple of int
        Sites of the members in order of time.
    members : tuple of int
        Input rows on whose reports the shuffled sets put the series.
    log_bayes_factor : float
        Statistic of this template in the shuffled log.
    """

    template: Template
    day_from: int
    day_to: int
    sites: tuple[int, ...]
    members: tuple[int, ...]
    log_bayes_factor: float


@dataclass(frozen=True)
class SeriesReport:
    """Result of the series test on one unit.

    Attributes
    ----------
    null_draws : tuple of (SeriesDraw or None)
        The strongest series of the first shuffled logs, in replicate order; None where nothing of three stops
        stood out. The members are reports on which chance put it.
    """

    n: int
    findings: tuple[SeriesFinding, ...]
    p: float
    refused: str | None
    smallest_p: float
    replicates_used: int
    statistic: float
    templates: tuple[Template, ...]
    drift: Drift
    strata: StrataChoice
    parameters: SeriesParameters
    null: Null
    digest: str
    null_draws: tuple[SeriesDraw | None, ...] = ()


@dataclass(frozen=True)
class SeriesPlan:
    """Everything a worker needs for a share of the null distribution.

    Attributes
    ----------
    events : EventSet
        Reference and log in order of time, whatever the order of the rows.
    row : int array
        Row of the log behind every event; below 0 in the reference.
    """

    events: EventSet
    parameters: SeriesParameters
    null: Null
    draft: SeriesDraft
    strata: StrataChoice
    row: IntArray

    @property
    def replicates(self) -> int:
        """Number of shuffled logs asked for."""
        return self.null.replicates

    @property
    def stop_after(self) -> int | None:
        """Number of exceedances after which the work ends."""
        return self.null.stop_after

    def simulate(self, r0: int, r1: int) -> FloatArray:
        """Log Bayes factor, summed over templates, in replicates r0 .. r1 - 1."""
        return self.draft.null(r0, r1, self.null)


def plan_series(
    events: EventSet, parameters: SeriesParameters, null: Null, reference: EventSet | None = None
) -> SeriesPlan:
    """Choose the templates from the sets and prepare their shuffling.

    Sets are shuffled over the reports of one site type (by the fixed rule) whose forms asked the same
    questions. A reference log of earlier reports widens the pool; series are sought in the log itself.
    """
    pooled = events if reference is None else _with_reference(events, reference)
    row = np.lexsort((pooled.items_asked, pooled.items, pooled.site_rank()[pooled.site], pooled.day))
    pooled = pooled.take(row)
    strata, choice = choose_strata(pooled, null.stratify)
    forms, form = coded(pooled.items_asked)
    _, both = coded(strata * len(forms) + form)
    draft = draft_series(
        pooled,
        both,
        parameters.model(),
        max_items=parameters.max_items,
        max_templates=parameters.max_templates,
        with_kinds=parameters.site_types and choice.code == "site_type" and not choice.pooled,
        follow_drift=parameters.follow_drift,
        first_row=pooled.n - events.n,
    )
    return SeriesPlan(pooled, parameters, null, draft, choice, row - (pooled.n - events.n))


def link(
    events: EventSet,
    parameters: SeriesParameters | None = None,
    null: Null | None = None,
    *,
    reference: EventSet | None = None,
    workers: int | None = None,
) -> SeriesReport:
    """Look for series of reports that share a combination of items.

    Parameters
    ----------
    events : EventSet
        The log, with `items`.
    parameters : SeriesParameters
    null : Null
        Replicates, seed, stopping rule and strata.
    reference : EventSet, optional
        An earlier log over the same sites. A series that fills its log is its own background; with a
        reference it is not.
    workers : int, optional
        Threads; the result is the same for any number.
    """
    parameters, null = parameters or SeriesParameters(), null or Null()
    plan = plan_series(events, parameters, null, reference)
    settings = (parameters, null) if reference is None else (parameters, null, reference)
    rows = np.arange(events.n)
    return judge_series(plan, rows, digest_of("link", events, *settings), workers)[0]


def judge_series(
    plan: SeriesPlan, rows: IntArray, digest: str, workers: int | None = None
) -> tuple[SeriesReport, Judgement | None]:
    """Run a prepared test and report in the rows of the caller."""
    draft = plan.draft
    found = [(t, *draft.observed(t)) for t in range(len(draft.templates))]
    statistic = float(np.logaddexp.reduce([-60.0, *(f[1] for f in found)]))
    judgement = run_null(plan, statistic, workers) if found else None
    refused = judgement.refusal if judgement else "no_template"
    report = SeriesReport(
        n=plan.events.n - draft.line.since,
        findings=_findings(plan, found, statistic, rows, judgement) if judgement else (),
        p=judgement.p_of(statistic) if judgement else 1.0,
        refused=refused,
        smallest_p=judgement.smallest_p if judgement else 1.0,
        replicates_used=len(judgement.maxima) if judgement else 0,
        statistic=statistic,
        templates=draft.templates,
        drift=draft.drift,
        strata=plan.strata,
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
    )
    return report, judgement


def _findings(
    plan: SeriesPlan,
    found: list[tuple[int, float, IntArray, FloatArray]],
    statistic: float,
    rows: IntArray,
    judgement: Judgement,
) -> tuple[SeriesFinding, ...]:
    """The strongest template with the p of the whole statistic; others with the p of their own share of it."""
    findings: list[SeriesFinding] = []
    taken: set[int] = set()
    for t, value, order, share in sorted(found, key=lambda f: -f[1]):
        inside = order[share >= _MEMBER_SHARE]
        events = plan.draft.marks[t].event[inside]
        if len(events) < _FEWEST_STOPS or taken & set(events.tolist()):
            continue
        taken |= set(events.tolist())
        p = judgement.p_of(value if findings else statistic)
        shares = tuple(float(s) for s in share[share >= _MEMBER_SHARE])
        findings.append(
            _finding(plan, t, value, events, shares, rows, (len(findings) + 1, p, judgement.p_kind()))
        )
    return tuple(findings)


def _finding(
    plan: SeriesPlan,
    t: int,
    value: float,
    events: IntArray,
    shares: tuple[float, ...],
    rows: IntArray,
    judged: tuple[int, float, str],
) -> SeriesFinding:
    line, marks = plan.draft.line, plan.draft.marks[t]
    days = plan.events.day[events]
    between = (line.day[line.since :] >= days.min()) & (line.day[line.since :] <= days.max())
    expected = float(marks.due.sum()) * int(between.sum()) / plan.events.n
    marked = plan.events.day[marks.event[marks.event >= line.since]]
    alike = int(((marked >= days.min()) & (marked <= days.max())).sum())
    rank, p, kind = judged
    return SeriesFinding(
        rank=rank,
        template=plan.draft.templates[t],
        day_from=int(days.min()),
        day_to=int(days.max()),
        sites=tuple(int(s) for s in plan.events.site[events]),
        members=tuple(int(rows[plan.row[e]]) for e in events),
        shares=shares,
        observed=len(events),
        expected=expected,
        relative_risk=alike / expected if expected > 0 else None,
        log_bayes_factor=value,
        p=p,
        p_kind=kind,
    )


def _with_reference(events: EventSet, reference: EventSet) -> EventSet:
    same = len(reference.lat) == len(events.lat) and np.array_equal(reference.lat, events.lat)
    if not same or not np.array_equal(reference.lon, events.lon):
        raise AnalysisError("reference", reference.n_sites, "give a log over the same list of sites.")
    if reference.n and events.n and reference.day.max() >= events.day.min():
        raise AnalysisError("reference", int(reference.day.max()), "it must end before the log begins.")
    return EventSet.build(
        site=np.append(reference.site, events.site),
        lat=events.lat,
        lon=events.lon,
        day=np.append(reference.day, events.day),
        kind=events.kind,
        items=np.append(reference.items, events.items),
        items_asked=np.append(reference.items_asked, events.items_asked),
    )
