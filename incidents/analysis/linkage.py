"""Series linkage: do reports of the same gear, far apart, follow each other more closely than by chance?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis import linkage_kernel
from incidents.analysis.digest import digest_of
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.linkage_plan import Linked, SeriesDraft, draft_series
from incidents.analysis.parameters import Null
from incidents.analysis.permutation import Judgement, NullPlan, run_null
from incidents.analysis.series import SeriesDraw, SeriesFinding, SeriesParameters, SeriesReport
from incidents.analysis.strata import StrataChoice, choose_strata
from incidents.analysis.templates import coded

_MEMBER_SHARE = 0.5
_FEWEST_STOPS = 3
_DRAWS = 4


@dataclass(frozen=True)
class SeriesPlan(NullPlan):
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
        max_single_items=parameters.max_single_items,
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
    found = _linked(draft, draft.real())
    statistic = float(np.logaddexp.reduce([linkage_kernel.NOTHING, *(one.value for one in found)]))
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
        templates=tuple(t for t in draft.templates if not t.alone),
        drift=draft.drift,
        strata=plan.strata,
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
        null_draws=_draws(plan, rows) if judgement else (),
        single_items=tuple(t for t in draft.templates if t.alone),
    )
    return report, judgement


def _linked(draft: SeriesDraft, places: IntArray) -> list[Linked]:
    """Every template in a log whose marked sets stand at these places, the strongest first."""
    found = [draft.found(t, places) for t in range(len(draft.templates))]
    return sorted(found, key=lambda one: -one.value)


def _stops(one: Linked) -> IntArray:
    """Events that belong to the series more likely than not; none where they are fewer than three."""
    events = one.slots[one.share >= _MEMBER_SHARE]
    return events if len(events) >= _FEWEST_STOPS else events[:0]


def _findings(
    plan: SeriesPlan, found: list[Linked], statistic: float, rows: IntArray, judgement: Judgement
) -> tuple[SeriesFinding, ...]:
    """The strongest template with the p of the whole statistic; others with the p of their own share of it."""
    findings: list[SeriesFinding] = []
    taken: set[int] = set()
    for one in found:
        events = _stops(one)
        if not len(events) or taken & set(events.tolist()):
            continue
        taken |= set(events.tolist())
        p = judgement.p_of(one.value if findings else statistic)
        findings.append(_finding(plan, one, events, rows, (len(findings) + 1, p, judgement.p_kind())))
    return tuple(findings)


def _draws(plan: SeriesPlan, rows: IntArray) -> tuple[SeriesDraw | None, ...]:
    """The strongest series of the first shuffled logs, by the rule of a finding."""
    draft, draws = plan.draft, []
    for places in draft.draws(_DRAWS, plan.null):
        named = ((one, _stops(one)) for one in _linked(draft, places))
        draws.append(next((_draw(plan, one, events, rows) for one, events in named if len(events)), None))
    return tuple(draws)


def _draw(plan: SeriesPlan, one: Linked, events: IntArray, rows: IntArray) -> SeriesDraw:
    return SeriesDraw(
        template=plan.draft.templates[one.template],
        day_from=int(plan.events.day[events].min()),
        day_to=int(plan.events.day[events].max()),
        sites=tuple(int(s) for s in plan.events.site[events]),
        members=tuple(int(rows[plan.row[e]]) for e in events),
        log_bayes_factor=one.value,
    )


def _finding(
    plan: SeriesPlan, one: Linked, events: IntArray, rows: IntArray, judged: tuple[int, float, str]
) -> SeriesFinding:
    line, marks = plan.draft.line, plan.draft.marks[one.template]
    days = plan.events.day[events]
    between = (line.day[line.since :] >= days.min()) & (line.day[line.since :] <= days.max())
    expected = float(marks.due.sum()) * int(between.sum()) / plan.events.n
    marked = plan.events.day[marks.event[marks.event >= line.since]]
    alike = int(((marked >= days.min()) & (marked <= days.max())).sum())
    template = plan.draft.templates[one.template]
    rank, p, kind = judged
    return SeriesFinding(
        rank=rank,
        template=template,
        day_from=int(days.min()),
        day_to=int(days.max()),
        sites=tuple(int(s) for s in plan.events.site[events]),
        members=tuple(int(rows[plan.row[e]]) for e in events),
        shares=tuple(float(s) for s in one.share[one.share >= _MEMBER_SHARE]),
        observed=len(events),
        expected=expected,
        alike=alike,
        relative_risk=alike / expected if expected > 0 and not template.alone else None,
        log_bayes_factor=one.value,
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
