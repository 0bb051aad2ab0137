"""Whether a finding stands: without some rows, and with vague dates and places drawn anew."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from incidents.analysis import (
    AnalysisError,
    EventSet,
    Null,
    ScanParameters,
    rejudge_without,
    scan_pair,
    stability,
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
