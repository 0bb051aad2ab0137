"""What is usual at a site: exact ranges that hold, silence where there are too few, cases counted once."""

from __future__ import annotations

import datetime as dt
import doctest
from math import comb

import numpy as np
import pytest

from incidents.analysis import AnalysisError, baseline
from incidents.analysis.baseline import FEWEST, SiteBaseline, site_baseline, usual_next, usual_share

START = (dt.date(2024, 1, 1) - dt.date(1970, 1, 1)).days
END = START + 365


def days_of(*dates: str) -> list[int]:
    return [(dt.date.fromisoformat(date) - dt.date(1970, 1, 1)).days for date in dates]


def of(days: list[int], *, case: list[int] | None = None, hour: list[int] | None = None) -> SiteBaseline:
    n = len(days)
    return site_baseline(
        days, hour or [-1] * n, case or list(range(n)), [False] * n, start_day=START, end_day=END
    )


def test_examples_hold() -> None:
    assert doctest.testmod(baseline).failed == 0


@pytest.mark.parametrize("total", [5, 12, 40])
@pytest.mark.parametrize("share", [1 / 366, 1 / 12, 1 / 7, 0.5, 0.9])
def test_range_holds_95_of_100_by_the_exact_sum(total: int, share: float) -> None:
    usual = usual_share(total, share)
    weights = [comb(total, k) * share**k * (1 - share) ** (total - k) for k in range(total + 1)]
    assert sum(weights[usual.low : usual.high + 1]) >= 0.95
    assert sum(weights[: usual.low]) <= 0.025
    assert sum(weights[usual.high + 1 :]) <= 0.025
    # one count less on either side would no longer do
    assert sum(weights[: usual.low + 1]) > 0.025
    assert sum(weights[usual.high :]) > 0.025


@pytest.mark.parametrize("rate", [0.01, 0.05, 0.3])
def test_next_count_falls_into_its_range_at_least_95_times_of_100(rate: float) -> None:
    rng = np.random.default_rng(20261123)
    counts, ahead = rng.poisson(rate * 400, 2_000), rng.poisson(rate * 60, 2_000)
    ranges = {int(count): usual_next(int(count), 400, 60) for count in np.unique(counts)}
    held = [
        ranges[int(count)].low <= later <= ranges[int(count)].high
        for count, later in zip(counts, ahead, strict=True)
    ]
    assert np.mean(held) >= 0.95


def test_little_history_makes_a_wide_range() -> None:
    assert usual_next(2, 100, 100).high > usual_next(20, 1_000, 100).high
    assert usual_next(0, 100, 100).low == 0


def test_below_five_cases_no_range_is_given() -> None:
    few = of([START + 10 * n for n in range(FEWEST - 1)])
    assert not few.has_enough
    assert {row.usual_cases for table in (few.months, few.seasons, few.weekdays) for row in table} == {None}
    enough = of([START + 10 * n for n in range(FEWEST)])
    assert enough.has_enough
    assert None not in {row.usual_cases for row in enough.weekdays}


def test_many_incidents_of_few_cases_are_too_few() -> None:
    assert not of([START + n for n in range(12)], case=[1, 2] * 6).has_enough


def test_a_case_counts_once_where_it_began() -> None:
    found = of(days_of("2024-03-04", "2024-07-01", "2024-07-02"), case=[7, 7, 8])
    by_season = [(row.n_incidents, row.n_cases) for row in found.seasons]
    assert by_season == [(1, 1), (2, 1), (0, 0), (0, 0)]
    assert (found.n_incidents, found.n_cases) == (3, 2)


def test_slots_are_those_of_the_calendar() -> None:
    found = of(days_of("2024-02-29", "2024-12-31"), hour=[23, 0])
    assert [row.slot for row in found.months if row.n_incidents] == [
        (2024 - 1970) * 12 + 1,
        (2024 - 1970) * 12 + 11,
    ]
    assert [row.slot for row in found.weekdays if row.n_incidents] == [1, 3]
    assert [row.slot for row in found.seasons if row.n_incidents] == [3]
    assert [row.slot for row in found.hours if row.n_incidents] == [0, 21]
    assert (len(found.months), len(found.weekdays), len(found.hours)) == (12, 7, 8)
    assert sum(row.share for row in found.months) == pytest.approx(1)


def test_unknown_hours_are_left_out_of_the_hours_alone() -> None:
    found = of([START] * 6, hour=[9, 9, 9, -1, -1, -1])
    assert sum(row.n_incidents for row in found.hours) == 3
    assert {row.usual_cases for row in found.hours} == {None}
    assert sum(row.n_incidents for row in found.weekdays) == 6


def test_no_offence_is_counted_beside() -> None:
    found = site_baseline([START, START], [1, 1], [1, 2], [True, False], start_day=START, end_day=END)
    assert sum(row.n_no_offence for row in found.weekdays) == 1


def test_a_day_outside_the_span_is_refused() -> None:
    with pytest.raises(AnalysisError, match="span"):
        of([START - 1])
    with pytest.raises(AnalysisError):
        usual_next(3, 0, 10)
    with pytest.raises(AnalysisError):
        usual_share(-1, 0.5)
