"""The other three questions of a run: nearness overall, series of the same gear, a log that speeds up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from incidents.analysis import (
    AnalysisError,
    BothReport,
    KnoxReport,
    Null,
    SeriesReport,
    SurgeParameters,
    SurgeReport,
    holm,
    knox_pair,
    link_pair,
    surge_pair,
)
from incidents.analysis.silence import silence_beside
from incidents.enums import Method
from incidents.selectors.events import EPOCH, ITEM_CODES, KIND_CODES, LogEvents, day_of

Answer = dict[str, Any]
YEAR_DAYS = 365


def ask_the_others(found: LogEvents, null: Null) -> list[Answer]:
    """Return the answers to the three questions beside the scan, ready to be stored."""
    events = found.events
    return [
        _both(Method.KNOX, knox_pair(events, null=null), found),
        _both(Method.SERIES, link_pair(events, null=null), found),
        _speeding_up(found, null),
    ]


def _speeding_up(found: LogEvents, null: Null) -> Answer:
    """Ask whether the last year is fuller than the same dates of the years before; in a younger log, than its other days.

    A log of two years or more knows its season. Where the years before do not cover the dates of the last one, or hold
    too little, only the plain question is left, and the page says what it cannot tell.
    """
    last = int(found.events.day.max(initial=0))
    start = last - YEAR_DAYS + 1
    if found.events.n and start - int(found.events.day.min()) >= YEAR_DAYS:
        rows = np.flatnonzero(found.events.day >= start)
        earlier = found.events.take(np.flatnonzero(found.events.day < start))
        year = replace(found, rows=tuple(found.rows[row] for row in rows), events=found.events.take(rows))
        parameters = SurgeParameters(start_day=start, end_day=last)
        try:
            report = surge_pair(year.events, parameters, null, reference=earlier)
        except AnalysisError:  # a date of the year that the years before never saw
            report = None
        if report is not None and report.cases.refused not in ("too_few_events", "reference_too_small"):
            return _unless_silent(_both(Method.SURGE, report, year), year)
    return _unless_silent(_both(Method.SURGE, surge_pair(found.events, null=null), found), found)


def _unless_silent(answer: Answer, found: LogEvents) -> Answer:
    """Withhold both p-values of the surge where the log was not kept for long: then every other stretch looks full."""
    told = next((answer[unit] for unit in ("cases", "incidents") if "date_from" in answer[unit]), None)
    if told is None:
        return answer
    window = (_day_number(told["date_from"]), _day_number(told["date_to"]))
    silence = silence_beside(found.events.day, window)
    if silence is None:
        return answer
    withheld = {"p_incidents": None, "p_cases": None, "refusal": "silent_stretch"}
    return answer | withheld | {"silence": _days(silence.day_from, silence.day_to)}


def _day_number(day: str) -> int:
    return (dt.date.fromisoformat(day) - EPOCH).days


def adjusted_for_all(answers: Sequence[Answer], scan_p: float | None) -> dict[str, float]:
    """Return the p on cases by method, adjusted for every question that could be asked (Holm).

    `scan_p` is the smallest of the scan's windows, or one window's own.
    """
    asked = {answer["method"]: answer["p_cases"] for answer in answers if answer["p_cases"] is not None}
    return holm(asked if scan_p is None else asked | {Method.SCAN.value: scan_p})


def _both(method: Method, report: BothReport[Any], found: LogEvents) -> Answer:
    return {
        "method": method.value,
        "p_incidents": _p(report.incidents),
        "p_cases": _p(report.cases),
        "refusal": report.cases.refused or "",
        "smallest_p_cases": report.cases.smallest_p,
        "digest": report.digest,
        "incidents": _FACTS[method](report.incidents, found),
        "cases": _FACTS[method](report.cases, found),
    }


def _p(report: KnoxReport | SeriesReport | SurgeReport) -> float | None:
    """Return the p-value, or nothing where the test refused for want of events."""
    return None if report.refused and report.refused != "smallest_p_above_alpha" else report.p


def _knox(report: KnoxReport, _found: LogEvents) -> Answer:
    return {
        "n": report.n,
        "observed": report.observed,
        "expected": report.expected_in_strata,
        "near_in_space": report.near_in_space,
        "near_in_time": report.near_in_time,
        "radius_m": report.parameters.radius_km * 1_000,
        "days": report.parameters.days,
    }


def _series(report: SeriesReport, found: LogEvents) -> Answer:
    answer: Answer = {"n": report.n, "has_drift": report.drift.found}
    if not report.findings:
        return answer | {"observed": 0}
    first = report.findings[0]
    return answer | {
        "observed": first.observed,
        "expected": first.expected,
        "template": [ITEM_CODES[item] for item in first.template.items],
        "site_type": None if first.template.kind is None else KIND_CODES[first.template.kind],
        "sites": [found.sites[site].code for site in first.sites],
        **_days(first.day_from, first.day_to),
        "members": _numbers(first.members, found),
    }


def _surge(report: SurgeReport, found: LogEvents) -> Answer:
    answer: Answer = {
        "n": report.n,
        "rate": report.rate,
        "observed": report.observed,
        "expected": report.expected,
    }
    if report.day_from is None or report.day_to is None:
        return answer
    return answer | {
        "site_type": None if report.kind is None else KIND_CODES[report.kind],
        **_days(report.day_from, report.day_to),
        "members": _numbers(report.members, found),
    }


_FACTS: Mapping[Method, Any] = {Method.KNOX: _knox, Method.SERIES: _series, Method.SURGE: _surge}


def _days(first: int, last: int) -> Answer:
    return {"date_from": day_of(first).isoformat(), "date_to": day_of(last).isoformat()}


def _numbers(rows: Sequence[int], found: LogEvents) -> list[str]:
    return [found.rows[row].number for row in rows]
