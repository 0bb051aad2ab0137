"""Whether a finding stands without what was no offence, when imprecise reports are drawn in, and what its members share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from incidents.access import Reader
from incidents.analysis import (
    Null,
    PairFinding,
    Reason,
    ScanParameters,
    reasons_of,
    rejudge_without,
    stability,
)
from incidents.enums import Outcome
from incidents.models import Disposition
from incidents.selectors.events import ITEM_CODES, LogEvents
from incidents.selectors.imprecise import drawn_in

Recheck = dict[str, Any]
DRAWS = 20


def recheck(
    found: LogEvents,
    findings: Sequence[PairFinding],
    no_offence: list[int],
    *,
    reader: Reader,
    parameters: ScanParameters,
    null: Null,
) -> list[Recheck]:
    """Return for each finding what is said beside it: fewer reports, more reports, and what its members share."""
    vague = drawn_in(found, reader=reader, longest_days=parameters.max_days // 2)
    checks: list[Recheck] = []
    for finding in findings:
        check: Recheck = {
            "reasons": [_reason(reason) for reason in reasons_of(found.events, finding.members)]
        }
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
                vague.events, finding, parameters, null, other_sites=vague.other_sites, draws=DRAWS
            )
            check["drawn_in"] = {
                "n_imprecise": vague.n_imprecise,
                "draws": drawn.draws,
                "n_significant": round(drawn.survived * drawn.draws),
                "median_p_incidents": drawn.median_p_incidents,
                "median_p_cases": drawn.median_p_cases,
            }
        checks.append(check)
    return checks


def rows_without_offence(found: LogEvents) -> list[int]:
    """Return the rows whose last known outcome is that there was no offence."""
    ids = [row.pk for row in found.rows]
    told = Disposition.objects.filter(incident__in=ids).order_by("incident_id", "order", "id")
    last = dict(told.values_list("incident_id", "outcome"))
    return [i for i, pk in enumerate(ids) if last.get(pk) == Outcome.NO_OFFENCE]


def _reason(reason: Reason) -> Recheck:
    return {
        "code": reason.code,
        "item": None if reason.item is None else ITEM_CODES[reason.item],
        "inside": reason.inside,
        "of": reason.of_inside,
        "share": reason.outside_share,
    }
