"""The scan as plain values: what the command line prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incidents.analysis.answer_words import (
    Answer,
    collapse_note,
    expected_note,
    rows_of_file,
    site_names,
    span,
    strata_of,
    strongest,
    words,
)
from incidents.analysis.findings import PairReport, ScanReport, Window
from incidents.analysis.log_file import LogFile
from incidents.analysis.power import SMALL_LOG, SmallLogPower, small_log_power

_AS_SATSCAN = "is SaTScan's, events of the circle x events of the window / all events"
_PLACES = {"in_log": "a site of this log", "remote": "a site of its own, far from the others"}


def answer_scan(report: ScanReport, log: LogFile) -> Answer:
    """The strongest window on top, weaker ones under `secondary`."""
    found = [
        _window(f.window, log)
        | {"p": f.p, "p_kind": f.p_kind, "p_gumbel": f.p_gumbel, "recurrence_days": f.recurrence_days}
        | words(f.p, f.window.members, log)
        for f in report.findings
    ]
    head = {
        "method": "scan",
        "n": report.n,
        **_refusal(report, report.smallest_p),
        "excluded": _excluded(report, log),
        "digest": report.digest,
    }
    return head | strongest(found) | _beside(report.null_draws, report, report.n, log)


def answer_pair(report: PairReport, log: LogFile) -> Answer:
    """Both units of a scan; `p` is the p on cases."""
    found = []
    for f in report.findings:
        one = _window(f, log) | {"p_incidents": f.p_incidents, "p": f.p_cases, "p_cases": f.p_cases}
        one |= {"observed_cases": f.observed_cases, "expected_cases": f.expected_cases}
        one |= {"p_kind": f.p_cases_kind, "recurrence_days": f.recurrence_days}
        found.append(one | words(f.p_cases, f.members, log))
    head = {
        "method": "scan",
        "n": report.n_incidents,
        "n_cases": report.n_cases,
        "n_collapsed": report.n_collapsed,
        "collapse_note": collapse_note(report.n_collapsed, report.n_rows),
        **_refusal(report.cases, report.smallest_p_cases),
        "excluded": _excluded(report.incidents, log),
        "digest": report.digest,
    }
    return head | strongest(found) | _beside(report.null_draws, report.cases, report.n_cases, log)


def _refusal(report: ScanReport, smallest_p: float) -> Answer:
    return {
        "refused": report.refused,
        "smallest_p": smallest_p,
        **strata_of(report.strata),
        "replicates_used": report.replicates_used,
    }


def _excluded(report: ScanReport, log: LogFile) -> Answer:
    return {code: rows_of_file(rows, log) for code, rows in report.excluded}


def _window(window: Any, log: LogFile) -> Answer:
    return {
        "centre": log.sites[window.centre],
        "sites": site_names(window.sites, log),
        "radius_km": window.radius_km,
        **span(window.day_from, window.day_to),
        "observed": window.observed,
        "expected": window.expected,
        "expected_in_strata": window.expected_in_strata,
        "expected_note": expected_note(window.expected, window.expected_in_strata, plain=_AS_SATSCAN),
        "relative_risk": window.relative_risk,
        "llr": window.llr,
        "members": rows_of_file(window.members, log),
    }


def _beside(draws: Sequence[Window], report: ScanReport, n: int, log: LogFile) -> Answer:
    """What stood out in the first shuffled logs (nothing where nothing did), and what so small a log could have shown."""
    power = small_log_power(log.events, report.parameters, report.null) if 0 < n < SMALL_LOG else None
    return {
        "null_draws": [_window(draw, log) if draw.observed else None for draw in draws],
        "small_log_power": None if power is None else _power(power),
    }


def _power(power: SmallLogPower) -> Answer:
    return {
        "n_cases": power.n_cases,
        "wanted_power": power.wanted_power,
        "alpha": power.alpha,
        "draws": power.draws,
        "replicates": power.replicates,
        "smallest_burst": [
            {"place": place, "days": days, "cases": cases, "words": _burst(place, days, cases)}
            for place, days, cases in power.smallest_burst
        ],
        "note": "a log this small is tested, not turned away; a burst smaller than these would not have shown.",
    }


def _burst(place: str, days: int, cases: int | None) -> str:
    if cases is None:
        return f"at {_PLACES[place]}, no burst within {days} days that was tried would have shown"
    return f"at {_PLACES[place]}, {cases} further cases within {days} days would have shown"
