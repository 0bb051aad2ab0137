"""Reports as plain values, with names and dates in place of numbers: what the command line prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incidents.analysis.both import BothReport
from incidents.analysis.findings import PairReport, ScanReport
from incidents.analysis.knox import KnoxReport
from incidents.analysis.linkage import SeriesReport
from incidents.analysis.log_file import LogFile, day_text
from incidents.analysis.surge import SurgeReport

Answer = dict[str, Any]


def answer_scan(report: ScanReport, log: LogFile) -> Answer:
    """The strongest window on top, weaker ones under `secondary`."""
    found = [{**_window(f.window, log), **_judged(f)} for f in report.findings]
    head = {
        "method": "scan",
        "n": report.n,
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        "strata": report.strata.code,
        "replicates_used": report.replicates_used,
        "excluded": {code: [row + 1 for row in rows] for code, rows in report.excluded},
        "digest": report.digest,
    }
    return head | (found[0] if found else {}) | {"secondary": found[1:]}


def answer_pair(report: PairReport, log: LogFile) -> Answer:
    """Both units of a scan; `p` is the p on cases."""
    found = []
    for f in report.findings:
        one = _window(f, log) | {"p_incidents": f.p_incidents, "p": f.p_cases, "p_cases": f.p_cases}
        one |= {"observed_cases": f.observed_cases, "expected_cases": f.expected_cases}
        found.append(one | {"p_kind": f.p_cases_kind, "recurrence_days": f.recurrence_days})
    head = {
        "method": "scan",
        "n": report.n_incidents,
        "n_cases": report.n_cases,
        "n_collapsed": report.n_collapsed,
        "refused": report.cases.refused,
        "smallest_p": report.smallest_p_cases,
        "strata": report.cases.strata.code,
        "digest": report.digest,
    }
    return head | (found[0] if found else {}) | {"secondary": found[1:]}


def answer_knox(report: KnoxReport, log: LogFile) -> Answer:
    """Counts, moments and p-values."""
    fields = (
        "n", "observed", "near_in_space", "near_in_time", "expected", "variance", "ratio", "p", "p_kind",
        "p_moments", "p_poisson", "refused", "smallest_p", "replicates_used", "digest",
    )  # fmt: skip
    return {"method": "knox", **{f: getattr(report, f) for f in fields}, "strata": report.strata.code}


def answer_series(report: SeriesReport, log: LogFile) -> Answer:
    """The strongest template on top, weaker ones under `secondary`."""
    found = []
    for f in report.findings:
        kind = [] if f.template.kind is None else [log.kinds[f.template.kind]]
        found.append(
            {
                "template": [log.items[item] for item in f.template.items] + kind,
                "sites": [log.sites[s] for s in f.sites],
                "start": day_text(f.day_from),
                "end": day_text(f.day_to),
                "observed": f.observed,
                "expected": f.expected,
                "log_bayes_factor": f.log_bayes_factor,
                "p": f.p,
                "p_kind": f.p_kind,
                "members": [row + 1 for row in f.members],
                "membership": list(f.shares),
            }
        )
    head = {
        "method": "series",
        "n": report.n,
        "p": report.p,
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        "strata": report.strata.code,
        "drift": [
            {"from": day_text(int(d)), "items_noted": float(f)}
            for d, f in zip(report.drift.first_day, report.drift.factor, strict=True)
        ],
        "digest": report.digest,
    }
    return head | (found[0] if found else {}) | {"secondary": found[1:]}


def answer_surge(report: SurgeReport, log: LogFile) -> Answer:
    """The strongest stretch of days."""
    fields = (
        "n",
        "n_reference",
        "rate",
        "observed",
        "expected",
        "llr",
        "p",
        "p_kind",
        "refused",
        "smallest_p",
    )
    return {
        "method": "surge",
        **{f: getattr(report, f) for f in fields},
        "site_type": log.kinds[report.kind] if report.kind is not None and log.kinds else None,
        "start": None if report.day_from is None else day_text(report.day_from),
        "end": None if report.day_to is None else day_text(report.day_to),
        "members": [row + 1 for row in report.members],
        "recurrence_days": report.recurrence_days,
        "digest": report.digest,
    }


def answer_both(report: BothReport[Any], log: LogFile) -> Answer:
    """Both units of Knox, series or surge; the outer values are those of the cases."""
    writers: dict[str, Callable[[Any, LogFile], Answer]] = {
        "knox": answer_knox,
        "series": answer_series,
        "surge": answer_surge,
    }
    write = writers[report.method]
    return write(report.cases, log) | {
        "p_incidents": report.p_incidents,
        "p_cases": report.p_cases,
        "n_collapsed": report.n_collapsed,
        "incidents": write(report.incidents, log),
        "digest": report.digest,
    }


def _window(window: Any, log: LogFile) -> Answer:
    return {
        "centre": log.sites[window.centre],
        "sites": [log.sites[s] for s in window.sites],
        "radius_km": window.radius_km,
        "start": day_text(window.day_from),
        "end": day_text(window.day_to),
        "observed": window.observed,
        "expected": window.expected,
        "relative_risk": window.relative_risk,
        "llr": window.llr,
        "members": [row + 1 for row in window.members],
    }


def _judged(finding: Any) -> Answer:
    return {
        "p": finding.p,
        "p_kind": finding.p_kind,
        "p_gumbel": finding.p_gumbel,
        "recurrence_days": finding.recurrence_days,
    }
