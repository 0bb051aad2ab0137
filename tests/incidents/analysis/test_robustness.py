"""Whether a finding stands: without some rows, and with vague dates and places drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from incidents.analysis import (
    AnalysisError,
    BothReport,
    EventSet,
    Null,
    ScanParameters,
    ask_without,
    knox_pair,
    rejudge_without,
    scan_pair,
    stability,
    stability_of,
    surge_pair,
)
from tests.incidents.analysis.logs import random_log

NULL = Null(replicates=199)


@pytest.fixture
def burst() -> EventSet:
    quiet = random_log(4, 80, n_sites=12, n_days=300)
    return EventSet.build(
        [*quiet.site, *[2] * 6], quiet.lat, quiet.lon, [*quiet.day, *range(20_400, 20_412, 2)]
    )


def test_a_burst_of_lawful_acts_does_not_stand_without_them(burst: EventSet) -> None:
    finding = scan_pair(burst, ScanParameters(), NULL).findings[0]
    assert finding.members == (80, 81, 82, 83, 84, 85)
    whole = rejudge_without(burst, finding, [], null=NULL)
    less = rejudge_without(burst, finding, [80, 81, 82, 83], null=NULL)
    assert (whole.cases.observed, whole.cases.p) == (6, finding.p_cases)
    assert less.cases.observed == 2
    assert less.cases.p > 0.05 >= whole.cases.p


def test_rows_that_do_not_exist_cannot_be_left_out(burst: EventSet) -> None:
    finding = scan_pair(burst, ScanParameters(), NULL).findings[0]
    with pytest.raises(AnalysisError, match="left_out"):
        rejudge_without(burst, finding, [999], null=NULL)


def test_exact_dates_make_a_finding_stable(burst: EventSet) -> None:
    finding = scan_pair(burst, ScanParameters(), NULL).findings[0]
    stable = stability(burst, finding, null=NULL)
    assert (stable.survived, stable.draws, stable.vague_rows) == (1.0, 1, ())


def test_vague_dates_weaken_a_finding(burst: EventSet) -> None:
    vague = replace(burst, day_lo=burst.day.copy(), day_hi=burst.day.copy())
    vague.day_lo[80:84] -= 7
    vague.day_hi[80:84] += 7
    finding = scan_pair(vague, ScanParameters(), NULL).findings[0]
    stable = stability(vague, finding, null=NULL)
    assert stable.vague_rows == (80, 81, 82, 83)
    assert stable.draws == 20
    assert stable.median_p_cases >= finding.p_cases
    assert stability(vague, finding, null=NULL) == stable


def test_a_doubtful_site_is_drawn_among_its_candidates(burst: EventSet) -> None:
    finding = scan_pair(burst, ScanParameters(), NULL).findings[0]
    others = {row: [7] for row in range(80, 86)}
    stable = stability(burst, finding, null=NULL, other_sites=others)
    assert stable.survived < 1.0
    assert stable.vague_rows == (80, 81, 82, 83, 84, 85)
    assert np.isfinite(stable.median_p_cases)


Ask = Callable[[EventSet], BothReport[Any]]


def ask_knox(log: EventSet) -> BothReport[Any]:
    return knox_pair(log, null=NULL)


def ask_surge(log: EventSet) -> BothReport[Any]:
    return surge_pair(log, null=NULL)


def test_knox_asked_without_a_burst_finds_nothing(burst: EventSet) -> None:
    assert ask_without(ask_knox, burst, []) == ask_knox(burst)
    less = ask_without(ask_knox, burst, [80, 81, 82, 83])
    assert ask_knox(burst).p_cases <= 0.05 < less.p_cases
    assert less.incidents.n == ask_knox(burst).incidents.n - 4


@pytest.mark.parametrize("ask", [ask_knox, ask_surge])
def test_exact_dates_are_asked_once(burst: EventSet, ask: Ask) -> None:
    stable = stability_of(ask, burst)
    assert (stable.draws, stable.vague_rows, stable.replicates) == (1, (), 199)
    assert stable.median_p_cases == ask(burst).p_cases


def test_vague_dates_weaken_knox(burst: EventSet) -> None:
    vague = replace(burst, day_lo=burst.day.copy(), day_hi=burst.day.copy())
    vague.day_lo[80:86] -= 60
    vague.day_hi[80:86] += 60
    stable = stability_of(ask_knox, vague)
    assert (stable.draws, stable.vague_rows) == (20, (80, 81, 82, 83, 84, 85))
    assert stable.survived < 1.0
    assert stability_of(ask_knox, vague) == stable


def test_a_day_that_was_drawn_counts_as_sure(burst: EventSet) -> None:
    """Knox leaves out days known to more than half its lag; drawn in, they are part of the log."""
    vague = replace(burst, day_lo=burst.day - 0, day_hi=burst.day.copy())
    vague.day_hi[80:86] += 30
    assert knox_pair(vague, null=NULL).incidents.n == knox_pair(burst, null=NULL).incidents.n - 6
    counted: list[int] = []

    def ask(log: EventSet) -> BothReport[Any]:
        counted.append(len(log.day) - len(knox_pair(log, null=Null(19)).excluded))
        return ask_knox(log)

    stability_of(ask, vague, draws=2)
    assert counted == [burst.n, burst.n]


def test_sites_in_doubt_are_drawn_for_every_test(burst: EventSet) -> None:
    others = {row: [7, 9, 11] for row in range(80, 86)}
    assert stability_of(ask_knox, burst, other_sites=others).survived < 1.0


def test_no_draw_is_no_answer(burst: EventSet) -> None:
    vague = replace(burst, day_hi=burst.day + 1)
    with pytest.raises(AnalysisError, match="draws"):
        stability_of(ask_knox, vague, draws=0)
