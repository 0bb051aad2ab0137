"""What the answers of all tests share: names for numbers, the sentence beside a p, notes on how it was reached."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from incidents.analysis.cells import day_text
from incidents.analysis.log_file import LogFile
from incidents.analysis.reasons import p_sentence, reasons_of
from incidents.analysis.strata import StrataChoice

Answer = dict[str, Any]
# Share of collapsed rows above which an answer says so.
_MUCH = 0.1
# What a window has; all blank where none stood out.
_WINDOW = (
    "centre", "sites", "radius_km", "start", "end", "observed", "expected", "relative_risk", "llr", "members",
)  # fmt: skip
NOTHING: Mapping[str, Any] = dict.fromkeys((*_WINDOW, "p", "p_kind", "recurrence_days", "sentence")) | {
    "reasons": [],
    "secondary": [],
}


def strongest(found: Sequence[Answer]) -> Answer:
    """The first finding, blank where there is none, and the others below it."""
    return dict(NOTHING) | (found[0] if found else {}) | {"secondary": list(found[1:])}


def words(p: float | None, members: Sequence[int], log: LogFile) -> Answer:
    """The sentence that goes with every p, and what the members have in common."""
    reasons = reasons_of(log.events, members, dict(enumerate(log.items)))
    return {"sentence": None if p is None else p_sentence(p), "reasons": [reason.text for reason in reasons]}


def strata_of(choice: StrataChoice) -> Answer:
    """The rule that was followed and the counts it looked at."""
    rule = f"a site type of {choice.smallest} events or more is a stratum, smaller ones form one together"
    return {
        "strata": choice.code,
        "strata_rule": rule,
        "strata_counts": [count for _, count in choice.counts],
    }


def p_told(p: float, p_kind: str) -> float | None:
    """The p, or nothing where the test refused to give one."""
    return None if p_kind == "refused" else p


def expected_note(expected: float, of_null: float, *, plain: str) -> str | None:
    """Say which expectation p is judged by, where the one that other programs print is another one."""
    if abs(expected - of_null) <= 1e-9 * max(abs(expected), 1.0):
        return None
    return (
        f"expected {plain}; p is judged by shuffles within strata, and where rows were collapsed by such as leave "
        "them apart; their mean is expected_in_strata, and the ratio is made of that one."
    )


def collapse_note(collapsed: int, rows: int) -> str | None:
    """Say when so much collapsed that a burst could hardly show: dates too coarse, or groups not told apart."""
    if collapsed <= _MUCH * rows:
        return None
    return f"{collapsed} of {rows} rows share site and day with another and count once; state cases, or finer dates."


def rows_of_file(rows: Sequence[int], log: LogFile) -> list[int]:
    """Rows of the file."""
    return [int(log.rows[row]) for row in rows]


def site_names(sites: Sequence[int], log: LogFile) -> list[str]:
    """Names of sites."""
    return [log.sites[site] for site in sites]


def kind_name(kind: int | None, log: LogFile) -> str | None:
    """Name of a site type, if there is one."""
    return log.kinds[kind] if kind is not None and log.kinds and kind >= 0 else None


def span(first: int | None, last: int | None) -> Answer:
    """First and last day as dates."""
    return {
        "start": None if first is None else day_text(first),
        "end": None if last is None else day_text(last),
    }
