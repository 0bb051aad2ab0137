"""The series test as plain values: what the command line prints."""

from __future__ import annotations

from incidents.analysis.answer_words import (
    NOTHING,
    Answer,
    p_told,
    rows_of_file,
    site_names,
    span,
    strata_of,
    words,
)
from incidents.analysis.cells import day_text
from incidents.analysis.log_file import LogFile
from incidents.analysis.reasons import p_sentence
from incidents.analysis.series import SeriesDraw, SeriesFinding, SeriesReport
from incidents.analysis.templates import Template

_FOLLOWED = "Reports note more or fewer items from some day on; that was held fixed, and costs power."
_EXPLORATORY = (
    "Combinations noted more often than items alone explain, whenever and wherever; a ranking, never an alarm. "
    "p_items is exploratory: the chance that independent items give as many."
)


def answer_series(report: SeriesReport, log: LogFile) -> Answer:
    """The strongest template on top, weaker ones under `secondary`."""
    head = {
        "method": "series",
        "n": report.n,
        "p": p_told(report.p, _kind(report)),
        "p_kind": _kind(report),
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        "replicates_used": report.replicates_used,
        **strata_of(report.strata),
        "drift": [
            {"from": day_text(int(d)), "items_noted": float(f)}
            for d, f in zip(report.drift.first_day, report.drift.factor, strict=True)
        ],
        "drift_note": _FOLLOWED if report.drift.found else None,
        "templates": [_template(one, log) for one in report.templates],
        "single_items": [_template(one, log) for one in report.single_items],
        "templates_note": _EXPLORATORY,
        "digest": report.digest,
    }
    found = [_finding(one, log) for one in report.findings]
    # The p of the whole statistic stands also where no series of three stops could be named.
    told = {"sentence": p_sentence(report.p)} if report.replicates_used else {}
    draws = [None if draw is None else _draw(draw, log) for draw in report.null_draws]
    return (
        dict(NOTHING)
        | head
        | told
        | (found[0] if found else {})
        | {"secondary": found[1:], "null_draws": draws}
    )


def _kind(report: SeriesReport) -> str:
    if not report.replicates_used:
        return "refused"
    return "rank" if report.replicates_used == report.null.replicates else "sequential"


def _finding(found: SeriesFinding, log: LogFile) -> Answer:
    return {
        "template": _names(found.template, log),
        "sites": site_names(found.sites, log),
        **span(found.day_from, found.day_to),
        "observed": found.observed,
        "expected": found.expected,
        "alike": found.alike,
        "relative_risk": found.relative_risk,
        "log_bayes_factor": found.log_bayes_factor,
        **_items(found.template),
        "p": found.p,
        "p_kind": found.p_kind,
        "members": rows_of_file(found.members, log),
        "membership": list(found.shares),
    } | words(found.p, found.members, log)


def _template(template: Template, log: LogFile) -> Answer:
    return {
        "template": _names(template, log),
        "observed": template.observed,
        "expected": template.expected,
        "deviance": template.deviance,
        **_items(template),
    }


def _items(template: Template) -> Answer:
    return {"p_items": template.p_items, "p_items_kind": "exploratory"}


def _names(template: Template, log: LogFile) -> list[str]:
    kind = [] if template.kind is None else [log.kinds[template.kind]]
    return [log.items[item] for item in template.items] + kind


def _draw(draw: SeriesDraw, log: LogFile) -> Answer:
    return {
        "template": _names(draw.template, log),
        "sites": site_names(draw.sites, log),
        **span(draw.day_from, draw.day_to),
        "observed": len(draw.members),
        "log_bayes_factor": draw.log_bayes_factor,
        "members": rows_of_file(draw.members, log),
    }
