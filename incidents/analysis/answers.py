"""Reports as plain values, with names and dates in place of numbers: what the command line prints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from incidents.analysis.both import BothReport
from incidents.analysis.cells import day_text
from incidents.analysis.findings import PairReport, ScanReport, Window
from incidents.analysis.knox import KnoxReport
from incidents.analysis.linkage import SeriesReport
from incidents.analysis.log_file import LogFile
from incidents.analysis.reasons import p_sentence, reasons_of
from incidents.analysis.strata import StrataChoice
from incidents.analysis.surge import SurgeReport
from incidents.analysis.templates import Template

Answer = dict[str, Any]
# Share of collapsed rows above which an answer says so.
_MUCH = 0.1
_FOLLOWED = "Reports note more or fewer items from some day on; that was held fixed, and costs power."
_EXPLORATORY = "Combinations noted more often than items alone explain, whenever and wherever; a ranking, never an alarm."
# What a window has; all blank where none stood out.
_WINDOW = (
    "centre",
    "sites",
    "radius_km",
    "start",
    "end",
    "observed",
    "expected",
    "relative_risk",
    "llr",
    "members",
)
_NOTHING: Answer = dict.fromkeys((*_WINDOW, "p", "p_kind", "recurrence_days", "sentence")) | {"reasons": []}


def answer_scan(report: ScanReport, log: LogFile) -> Answer:
    """The strongest window on top, weaker ones under `secondary`."""
    found = [
        _window(f.window, log)
        | {"p": f.p, "p_kind": f.p_kind, "p_gumbel": f.p_gumbel, "recurrence_days": f.recurrence_days}
        | _words(f.p, f.window.members, log)
        for f in report.findings
    ]
    head = {
        "method": "scan",
        "n": report.n,
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        **_strata(report.strata),
        "replicates_used": report.replicates_used,
        "excluded": {code: _rows(rows, log) for code, rows in report.excluded},
        "digest": report.digest,
    }
    return head | _strongest(found) | {"null_draws": _draws(report.null_draws, log)}


def answer_pair(report: PairReport, log: LogFile) -> Answer:
    """Both units of a scan; `p` is the p on cases."""
    found = []
    for f in report.findings:
        one = _window(f, log) | {"p_incidents": f.p_incidents, "p": f.p_cases, "p_cases": f.p_cases}
        one |= {"observed_cases": f.observed_cases, "expected_cases": f.expected_cases}
        one |= {"p_kind": f.p_cases_kind, "recurrence_days": f.recurrence_days}
        found.append(one | _words(f.p_cases, f.members, log))
    head = {
        "method": "scan",
        "n": report.n_incidents,
        "n_cases": report.n_cases,
        "n_collapsed": report.n_collapsed,
        "collapse_note": _collapse_note(report.n_collapsed, report.n_rows),
        "refused": report.cases.refused,
        "smallest_p": report.smallest_p_cases,
        **_strata(report.cases.strata),
        "replicates_used": report.cases.replicates_used,
        "excluded": {code: _rows(rows, log) for code, rows in report.incidents.excluded},
        "digest": report.digest,
    }
    return head | _strongest(found) | {"null_draws": _draws(report.null_draws, log)}


def answer_knox(report: KnoxReport, log: LogFile) -> Answer:
    """Counts, moments and p-values."""
    fields = (
        "n", "observed", "near_in_space", "near_in_time", "expected", "variance", "ratio", "expected_in_strata", "p", "p_kind",
        "p_moments", "p_poisson", "refused", "smallest_p", "replicates_used", "digest",
    )  # fmt: skip
    head = {"method": "knox", **{f: getattr(report, f) for f in fields}, **_strata(report.strata)}
    return head | {"sentence": None if report.p_kind == "refused" else p_sentence(report.p)}


def answer_series(report: SeriesReport, log: LogFile) -> Answer:
    """The strongest template on top, weaker ones under `secondary`."""
    found = []
    for f in report.findings:
        found.append(
            {
                "template": _template(f.template, log)["template"],
                "sites": [log.sites[s] for s in f.sites],
                "start": day_text(f.day_from),
                "end": day_text(f.day_to),
                "observed": f.observed,
                "expected": f.expected,
                "relative_risk": f.relative_risk,
                "log_bayes_factor": f.log_bayes_factor,
                "p": f.p,
                "p_kind": f.p_kind,
                "members": _rows(f.members, log),
                "membership": list(f.shares),
            }
            | _words(f.p, f.members, log)
        )
    head = {
        "method": "series",
        "n": report.n,
        "p": report.p,
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        **_strata(report.strata),
        "drift": [
            {"from": day_text(int(d)), "items_noted": float(f)}
            for d, f in zip(report.drift.first_day, report.drift.factor, strict=True)
        ],
        "drift_note": _FOLLOWED if report.drift.found else None,
        "templates": [_template(one, log) for one in report.templates],
        "templates_note": _EXPLORATORY,
        "digest": report.digest,
    }
    return _NOTHING | head | (found[0] if found else {}) | {"secondary": found[1:]}


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
        "members": _rows(report.members, log),
        "recurrence_days": report.recurrence_days,
        "digest": report.digest,
        **_words(report.p if report.members else None, report.members, log),
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
        "collapse_note": _collapse_note(report.n_collapsed, report.n_rows),
        "incidents": write(report.incidents, log),
        "digest": report.digest,
    }


def _collapse_note(collapsed: int, rows: int) -> str | None:
    """Say when so much collapsed that a burst could hardly show: dates too coarse, or groups not told apart."""
    if collapsed <= _MUCH * rows:
        return None
    return f"{collapsed} of {rows} rows share site and day with another and count once; state cases, or finer dates."


def _strata(choice: StrataChoice) -> Answer:
    """The rule that was followed and the counts it looked at."""
    rule = f"a site type of {choice.smallest} events or more is a stratum, smaller ones form one together"
    return {
        "strata": choice.code,
        "strata_rule": rule,
        "strata_counts": [count for _, count in choice.counts],
    }


def _template(template: Template, log: LogFile) -> Answer:
    kind = [] if template.kind is None else [log.kinds[template.kind]]
    return {
        "template": [log.items[item] for item in template.items] + kind,
        "observed": template.observed,
        "expected": template.expected,
        "deviance": template.deviance,
    }


def _strongest(found: list[Answer]) -> Answer:
    """The first finding, blank where there is none, and the others below it."""
    return _NOTHING | (found[0] if found else {}) | {"secondary": found[1:]}


def _window(window: Any, log: LogFile) -> Answer:
    place = {
        "centre": log.sites[window.centre],
        "sites": [log.sites[s] for s in window.sites],
        "radius_km": window.radius_km,
        "start": day_text(window.day_from),
        "end": day_text(window.day_to),
    }
    return place | {
        "observed": window.observed,
        "expected": window.expected,
        "expected_in_strata": window.expected_in_strata,
        "relative_risk": window.relative_risk,
        "llr": window.llr,
        "members": _rows(window.members, log),
    }


def _draws(draws: Sequence[Window], log: LogFile) -> list[Answer | None]:
    """What stood out in the first shuffled logs; nothing where nothing did."""
    return [_window(draw, log) if draw.observed else None for draw in draws]


def _words(p: float | None, members: Sequence[int], log: LogFile) -> Answer:
    """The sentence that goes with every p, and what the members have in common."""
    reasons = reasons_of(log.events, members, dict(enumerate(log.items)))
    return {"sentence": None if p is None else p_sentence(p), "reasons": [reason.text for reason in reasons]}


def _rows(rows: Sequence[int], log: LogFile) -> list[int]:
    """Rows of the file."""
    return [int(log.rows[row]) for row in rows]
