"""Whether a result stands without what was no offence, when imprecise reports are drawn in, and what its members share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from incidents.access import Reader
from incidents.analysis import (
    BothReport,
    EventSet,
    Null,
    PairFinding,
    Reason,
    ScanParameters,
    Stability,
    ask_without,
    reasons_of,
    rejudge_without,
    stability,
    stability_of,
)
from incidents.enums import Method, Outcome
from incidents.models import Disposition
from incidents.selectors.events import ITEM_CODES, LogEvents
from incidents.selectors.imprecise import DrawnIn, drawn_in
from incidents.services.questions import Asked

Recheck = dict[str, Any]
DRAWS = 20
# A result is checked with fewer shuffled logs than it was found with: a check says which way it goes, and is made often.
_REPLICATES, _FEWER_REPLICATES, _LARGE_LOG = 999, 199, 5_000


def imprecise_reports(found: LogEvents, *, reader: Reader, parameters: ScanParameters) -> DrawnIn:
    """Return the log with its imprecise reports, as far as they are known to some days and sites."""
    return drawn_in(found, reader=reader, longest_days=parameters.max_days // 2)


def recheck(
    found: LogEvents,
    findings: Sequence[PairFinding],
    no_offence: list[int],
    vague: DrawnIn,
    *,
    parameters: ScanParameters,
    null: Null,
) -> list[Recheck]:
    """Return for each finding what is said beside it: fewer reports, more reports, and what its members share."""
    checks: list[Recheck] = []
    fewer = _fewer(null, found)
    for finding in findings:
        check: Recheck = {"reasons": _reasons(found, finding.members)}
        if no_offence:
            again = rejudge_without(found.events, finding, no_offence, parameters, null)
            check["without_no_offence"] = {
                "n_left_out": len(no_offence),
                "observed": again.incidents.observed,
                "observed_cases": again.cases.observed,
                "p_incidents": again.incidents.p,
                "p_cases": again.cases.p,
            }
        if vague.n_imprecise:
            drawn = stability(
                vague.events, finding, parameters, fewer, other_sites=vague.other_sites, draws=DRAWS
            )
            check["drawn_in"] = _drawn(drawn, vague)
        checks.append(check)
    return checks


def recheck_answers(
    found: LogEvents, asked: Sequence[Asked], no_offence: list[int], vague: DrawnIn, null: Null
) -> list[Recheck]:
    """Return the same beside each of the other three answers: the whole question is asked again."""
    return [
        _recheck_answer(one, found, no_offence, vague, _fewer(null, found, one.question.method))
        for one in asked
    ]


def _recheck_answer(
    one: Asked, found: LogEvents, no_offence: list[int], vague: DrawnIn, null: Null
) -> Recheck:
    check: Recheck = {"reasons": _reasons(found, one.members)} if one.members else {}
    if one.answer["p_cases"] is None:
        return check

    def ask(log: EventSet) -> BothReport[Any]:
        return one.question.ask(log, null)

    if no_offence:
        again = ask_without(ask, found.events, no_offence)
        check["without_no_offence"] = {
            "n_left_out": len(no_offence),
            "replicates": null.replicates,
            "p_incidents": _p(again.p_incidents, again.incidents.refused),
            "p_cases": _p(again.p_cases, again.cases.refused),
        }
    if vague.n_imprecise:
        drawn = stability_of(ask, vague.events, other_sites=vague.other_sites, draws=DRAWS, seed=null.seed)
        check["drawn_in"] = _drawn(drawn, vague)
    return check


def _fewer(null: Null, found: LogEvents, method: Method = Method.SCAN) -> Null:
    """Judge by fewer shuffled logs: twenty draws on two units are forty tests, and the series is the slowest."""
    is_slow = found.events.n > _LARGE_LOG or method is Method.SERIES
    most = _FEWER_REPLICATES if is_slow else _REPLICATES
    return replace(null, replicates=min(null.replicates, most))


def _p(p: float, refused: str | None) -> float | None:
    return None if refused and refused != "smallest_p_above_alpha" else p


def _drawn(drawn: Stability, vague: DrawnIn) -> Recheck:
    return {
        "n_imprecise": vague.n_imprecise,
        "draws": drawn.draws,
        "replicates": drawn.replicates,
        "n_significant": round(drawn.survived * drawn.draws),
        "median_p_incidents": drawn.median_p_incidents,
        "median_p_cases": drawn.median_p_cases,
    }


def rows_without_offence(found: LogEvents) -> list[int]:
    """Return the rows whose last known outcome is that there was no offence."""
    ids = [row.pk for row in found.rows]
    told = Disposition.objects.filter(incident__in=ids).order_by("incident_id", "order", "id")
    last = dict(told.values_list("incident_id", "outcome"))
    return [i for i, pk in enumerate(ids) if last.get(pk) == Outcome.NO_OFFENCE]


def _reasons(found: LogEvents, members: Sequence[int]) -> list[Recheck]:
    return [_reason(reason) for reason in reasons_of(found.events, members)]


def _reason(reason: Reason) -> Recheck:
    return {
        "code": reason.code,
        "item": None if reason.item is None else ITEM_CODES[reason.item],
        "inside": reason.inside,
        "of": reason.of_inside,
        "share": reason.outside_share,
    }
