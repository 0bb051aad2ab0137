"""Reports as plain values, with names and dates in place of numbers: what the command line prints."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from incidents.analysis.answer_knox import answer_knox
from incidents.analysis.answer_scan import answer_pair, answer_scan
from incidents.analysis.answer_series import answer_series
from incidents.analysis.answer_surge import answer_counts, answer_surge
from incidents.analysis.answer_words import Answer, collapse_note
from incidents.analysis.both import BothReport
from incidents.analysis.log_file import LogFile

__all__ = [
    "Answer",
    "answer_both",
    "answer_counts",
    "answer_knox",
    "answer_pair",
    "answer_scan",
    "answer_series",
    "answer_surge",
]

_WRITERS: dict[str, Callable[[Any, LogFile], Answer]] = {
    "knox": answer_knox,
    "series": answer_series,
    "surge": answer_surge,
}


def answer_both(report: BothReport[Any], log: LogFile) -> Answer:
    """Both units of Knox, series or surge; the outer values are those of the cases."""
    write = _WRITERS[report.method]
    incidents, cases = write(report.incidents, log), write(report.cases, log)
    return cases | {
        "p_incidents": incidents["p"],
        "p_cases": cases["p"],
        "n_collapsed": report.n_collapsed,
        "collapse_note": collapse_note(report.n_collapsed, report.n_rows),
        "excluded": {"imprecise_date": [int(log.rows[row]) for row in report.excluded]},
        "incidents": incidents,
        "digest": report.digest,
    }
