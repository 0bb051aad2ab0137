"""The other three questions of a run: nearness overall, series of the same gear, a log that speeds up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from incidents.analysis import (
    AnalysisError,
    BothReport,
    EventSet,
    Null,
    SurgeParameters,
    holm,
    knox_pair,
    link_pair,
    surge_pair,
)
from incidents.analysis.events import IntArray
from incidents.analysis.silence import silence_beside
from incidents.analysis.surge_reference import watched_days
from incidents.enums import Method
from incidents.selectors.events import EPOCH, LogEvents
from incidents.services.answer_facts import Answer, days_told, members_of, stored

YEAR_DAYS = 365
# A log whose first report came this much after the dates of its last year is still asked against that earlier year.
MOST_SILENT_DAYS = 62
_FEWEST_REPLICATES = 19
_UNABLE = ("too_few_events", "reference_too_small")


@dataclass(frozen=True)
class Question:
    """One question as it is put to this log, and to the same log with reports left out or drawn in.

    `ask` takes a log over the same sites; `rows` are the rows that its members are counted in.
    """

    method: Method
    ask: Callable[[EventSet, Null], BothReport[Any]]
    rows: IntArray


@dataclass(frozen=True)
class Asked:
    """A question with its answer, and the rows of the log that stand out on either unit."""

    question: Question
    answer: Answer
    members: tuple[int, ...]


def questions_for(found: LogEvents) -> list[Question]:
    """Return the three questions in the form in which this log can answer them."""
    rows = np.arange(found.events.n)
    return [
        Question(Method.KNOX, lambda log, null: knox_pair(log, null=null), rows),
        Question(Method.SERIES, lambda log, null: link_pair(log, null=null), rows),
        _against_earlier_years(found) or Question(Method.SURGE, _against_other_days, rows),
    ]


def ask_the_others(found: LogEvents, null: Null) -> list[Asked]:
    """Return the answers to the three questions beside the scan, ready to be stored."""
    return [_asked(question, found, null) for question in questions_for(found)]


def _asked(question: Question, found: LogEvents, null: Null) -> Asked:
    report = question.ask(found.events, null)
    rows = question.rows.tolist()
    answer = stored(question.method, report, found, rows)
    if question.method is Method.SURGE:
        answer = _unless_silent(answer, found.events.day[question.rows])
    members = members_of(report.cases) or members_of(report.incidents)
    return Asked(question, answer, tuple(rows[row] for row in members))


def _against_other_days(log: EventSet, null: Null) -> BothReport[Any]:
    return surge_pair(log, null=null)


def _against_earlier_years(found: LogEvents) -> Question | None:
    """Ask whether the last year is fuller than the same dates of the years before, if the log reaches so far back.

    A log of two years or more knows its season; an edge of some weeks without a report does not make it younger.
    Where the years before did not watch the dates of the last one, or hold too little, there is no such question, and
    the page says what the plain one cannot tell.
    """
    day = found.events.day
    if not found.events.n:
        return None
    last = int(day.max())
    start = last - YEAR_DAYS + 1
    since = _kept_since(day, start)
    earlier = day[(day >= since) & (day < start)]
    if not len(earlier) or start - int(earlier.min()) < YEAR_DAYS - MOST_SILENT_DAYS:
        return None
    # The log went on into the last year, so it was kept until the day before.
    begin, end = watched_days(earlier, start, (None, start - 1))
    parameters = SurgeParameters(
        start_day=start, end_day=last, reference_start_day=begin, reference_end_day=end
    )

    def ask(log: EventSet, null: Null) -> BothReport[Any]:
        year = log.take(np.flatnonzero(log.day >= start))
        past = log.take(np.flatnonzero((log.day >= since) & (log.day < start)))
        return surge_pair(year, parameters, null, reference=past)

    try:
        tried = ask(found.events, Null(replicates=_FEWEST_REPLICATES))
    except AnalysisError:  # a date of the year that the years before did not watch
        return None
    if tried.cases.refused in _UNABLE:
        return None
    return Question(Method.SURGE, ask, np.flatnonzero(day >= start))


def _kept_since(day: IntArray, start: int) -> int:
    """Return the day from which on the log was kept: an old ledger before a long silence is no earlier year."""
    to_the_year = day[day <= day[day >= start].min()]
    beyond = int(day.max()) + 1
    silence = silence_beside(to_the_year, (beyond, beyond))
    return int(day.min()) if silence is None else silence.day_to + 1


def _unless_silent(answer: Answer, days: IntArray) -> Answer:
    """Withhold both p-values of the surge where the log was not kept for long: then every other stretch looks full."""
    told = next((answer[unit] for unit in ("cases", "incidents") if "date_from" in answer[unit]), None)
    if told is None:
        return answer
    window = (_day_number(told["date_from"]), _day_number(told["date_to"]))
    silence = silence_beside(days, window)
    if silence is None:
        return answer
    withheld = {"p_incidents": None, "p_cases": None, "refusal": "silent_stretch"}
    return answer | withheld | {"silence": days_told(silence.day_from, silence.day_to)}


def _day_number(day: str) -> int:
    return (dt.date.fromisoformat(day) - EPOCH).days


def adjusted_for_all(answers: Sequence[Answer], scan_p: float | None) -> dict[str, float]:
    """Return the p on cases by method, adjusted for every question that could be asked (Holm).

    `scan_p` is the smallest of the scan's windows, or one window's own.
    """
    asked = {answer["method"]: answer["p_cases"] for answer in answers if answer["p_cases"] is not None}
    return holm(asked if scan_p is None else asked | {Method.SCAN.value: scan_p})
