"""What is kept of the answers to Knox, series and surge: codes and numbers, ready to be stored as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from incidents.analysis import BothReport, KnoxReport, SeriesReport, SurgeReport
from incidents.enums import Method
from incidents.selectors.events import ITEM_CODES, KIND_CODES, LogEvents, day_of

Answer = dict[str, Any]
# A log of a million has answers with thousands of members; these many are named, and all are counted.
MOST_MEMBERS = 100
# Site pairs of the small drawing.
MOST_DRAWN = 60


def stored(method: Method, report: BothReport[Any], found: LogEvents, rows: Sequence[int]) -> Answer:
    """Return both units of an answer; `rows` gives the row of the log behind each input row of the test."""
    return {
        "method": method.value,
        "p_incidents": _p(report.incidents),
        "p_cases": _p(report.cases),
        "refusal": report.cases.refused or "",
        "smallest_p_cases": report.cases.smallest_p,
        "replicates_used": report.cases.replicates_used,
        "digest": report.digest,
        "incidents": _FACTS[method](report.incidents, found, rows),
        "cases": _FACTS[method](report.cases, found, rows),
    }


def members_of(report: KnoxReport | SeriesReport | SurgeReport) -> tuple[int, ...]:
    """Return the input rows of what stands out: of the near pairs, of the strongest series, of the stretch."""
    if isinstance(report, KnoxReport):
        return tuple(sorted({row for pair in report.pairs.rows for row in pair}))
    if isinstance(report, SeriesReport):
        return report.findings[0].members if report.findings else ()
    return report.members


def _p(report: KnoxReport | SeriesReport | SurgeReport) -> float | None:
    """Return the p-value, or nothing where the test refused for want of events."""
    return None if report.refused and report.refused != "smallest_p_above_alpha" else report.p


def _knox(report: KnoxReport, found: LogEvents, rows: Sequence[int]) -> Answer:
    return {
        "n": report.n,
        "observed": report.observed,
        "expected": report.expected_in_strata,
        "relative_risk": report.ratio,
        "p_kind": report.p_kind,
        "near_in_space": report.near_in_space,
        "near_in_time": report.near_in_time,
        "radius_m": report.parameters.radius_km * 1_000,
        "days": report.parameters.days,
        "pairs": _site_pairs(report.pairs.sites, found),
        "null_draws": [
            {"observed": draw.n, "pairs": _site_pairs(draw.sites, found)} for draw in report.null_draws
        ],
        **_members(members_of(report), found, rows),
    }


def _site_pairs(pairs: Sequence[tuple[int, int]], found: LogEvents) -> list[Answer]:
    """Return the different pairs of sites with their pairs of reports, the one with most first."""
    counted = Counter((min(pair), max(pair)) for pair in pairs)
    return [
        {"sites": _codes(sorted(set(sites)), found), "n": n} for sites, n in counted.most_common(MOST_DRAWN)
    ]


def _series(report: SeriesReport, found: LogEvents, rows: Sequence[int]) -> Answer:
    answer: Answer = {"n": report.n, "has_drift": report.drift.found}
    answer["null_draws"] = [
        None
        if draw is None
        else {
            "observed": len(draw.sites),
            "days": draw.day_to - draw.day_from + 1,
            "sites": _codes(draw.sites, found),
            "template": [ITEM_CODES[item] for item in draw.template.items],
        }
        for draw in report.null_draws
    ]
    if not report.findings:
        return answer | {"observed": 0}
    first = report.findings[0]
    return answer | {
        "observed": first.observed,
        "expected": first.expected,
        "relative_risk": first.relative_risk,
        "p_kind": first.p_kind,
        "template": [ITEM_CODES[item] for item in first.template.items],
        "p_items": first.template.p_items,
        "site_type": None if first.template.kind is None else KIND_CODES[first.template.kind],
        "sites": _codes(first.sites, found),
        **days_told(first.day_from, first.day_to),
        **_members(first.members, found, rows),
    }


def _surge(report: SurgeReport, found: LogEvents, rows: Sequence[int]) -> Answer:
    begin, end = report.study_days
    answer: Answer = {
        "n": report.n,
        "rate": report.rate,
        "observed": report.observed,
        "expected": report.expected,
        "relative_risk": report.relative_risk,
        "p_kind": report.p_kind,
        "study_from": day_of(begin).isoformat(),
        "study_to": day_of(end).isoformat(),
        "profile": list(report.profile),
        "null_draws": [
            None
            if draw is None
            else {
                "observed": draw.observed,
                "expected": draw.expected,
                "site_type": None if draw.kind is None else KIND_CODES[draw.kind],
                "profile": list(draw.profile),
                **days_told(draw.day_from, draw.day_to),
            }
            for draw in report.null_draws
        ],
    }
    if report.reference_days is not None:
        answer["reference_from"], answer["reference_to"] = (
            day_of(day).isoformat() for day in report.reference_days
        )
    if report.day_from is None or report.day_to is None:
        return answer
    return answer | {
        "site_type": None if report.kind is None else KIND_CODES[report.kind],
        "sites": _codes(report.sites, found),
        **days_told(report.day_from, report.day_to),
        **_members(report.members, found, rows),
    }


_FACTS: Mapping[Method, Callable[[Any, LogEvents, Sequence[int]], Answer]] = {
    Method.KNOX: _knox,
    Method.SERIES: _series,
    Method.SURGE: _surge,
}


def days_told(first: int, last: int) -> Answer:
    """Return two days as dates."""
    return {"date_from": day_of(first).isoformat(), "date_to": day_of(last).isoformat()}


def _codes(sites: Sequence[int], found: LogEvents) -> list[str]:
    return [found.sites[site].code for site in sites[:MOST_MEMBERS]]


def _members(members: Sequence[int], found: LogEvents, rows: Sequence[int]) -> Answer:
    numbers = [found.rows[rows[row]].number for row in members[:MOST_MEMBERS]]
    return {"members": numbers, "n_members": len(members)}
