"""The surge test, and counts against earlier counts, as plain values: what the command line prints."""

from __future__ import annotations

from incidents.analysis.answer_words import (
    NOTHING,
    Answer,
    kind_name,
    p_told,
    rows_of_file,
    site_names,
    span,
    words,
)
from incidents.analysis.count_file import CountFile
from incidents.analysis.counts import compare_counts
from incidents.analysis.log_file import LogFile
from incidents.analysis.reasons import p_sentence
from incidents.analysis.surge import SurgeDraw, SurgeReport

_UNIFORM = (
    "Every day is taken as due the same, so a season counts as a surge; give --reference where there is one."
)
_REFERENCE = "Members of a shuffled log are not named: chance deals out which of the logs a report is of."
_POISSON = "Counts are taken to vary as Poisson counts do; reports vary more, above all counted as incidents."


def answer_surge(report: SurgeReport, log: LogFile) -> Answer:
    """The strongest stretch of days."""
    fields = (
        "n", "n_reference", "rate", "observed", "expected", "relative_risk", "llr", "p", "p_kind", "refused",
        "smallest_p", "replicates_used", "recurrence_days", "digest",
    )  # fmt: skip
    watched, told = report.reference_days or (None, None), p_told(report.p, report.p_kind)
    return {
        **NOTHING,
        "method": "surge",
        **{field: getattr(report, field) for field in fields},
        "p": told,
        "rate_note": _UNIFORM if report.rate == "uniform" else _REFERENCE,
        "reference_watched": span(*watched),
        "site_type": kind_name(report.kind, log),
        **span(report.day_from, report.day_to),
        "sites": site_names(report.sites, log),
        "members": rows_of_file(report.members, log),
        **words(told, report.members, log),
        "null_draws": [None if draw is None else _draw(draw, log) for draw in report.null_draws],
    }


def _draw(draw: SurgeDraw, log: LogFile) -> Answer:
    return {
        "site_type": kind_name(draw.kind, log),
        **span(draw.day_from, draw.day_to),
        "observed": draw.observed,
        "expected": draw.expected,
        "llr": draw.llr,
        "members": rows_of_file(draw.members, log),
    }


def answer_counts(file: CountFile) -> Answer:
    """The last count of a file against those before it."""
    report = compare_counts(file.current, file.earlier)
    told = report.p is not None
    return {
        **NOTHING,
        "method": "counts",
        "period": file.periods[-1],
        "earlier": list(file.periods[:-1]),
        "unit": file.current.unit,
        "law": file.current.law,
        "months": sorted(set(file.current.months)),
        "observed": report.count,
        "expected": report.expected if told else None,
        "p": report.p,
        "p_kind": "exact" if told else "refused",
        "refused": report.refused,
        "smallest_p": report.smallest_p,
        "assumption": _POISSON,
        "sentence": p_sentence(report.p) if report.p is not None else None,
        "digest": file.digest,
    }
