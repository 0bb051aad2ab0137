"""Surge: the best stretch of days, against a uniform rate or an earlier log; and counts against counts."""

from __future__ import annotations

from dataclasses import replace
from math import comb

import numpy as np
import pytest

from incidents.analysis import (
    AnalysisError,
    EventSet,
    Null,
    PeriodCount,
    SurgeParameters,
    compare_counts,
    surge,
)
from incidents.analysis.events import IntArray
from incidents.analysis.surge import plan_surge
from incidents.analysis.surge_kernel import surge_of
from incidents.analysis.surge_reference import lay_over, watched_days
from incidents.analysis.worlds import FIRST_DAY, N_DAYS, simulate
from tests.incidents.analysis.twin import llr

STUDY = SurgeParameters(start_day=FIRST_DAY, end_day=FIRST_DAY + N_DAYS - 1)


def flat_log(seed: int, n: int = 80, more: int = 0) -> EventSet:
    """Events on random days, and `more` within one fortnight at sites of type 1."""
    rng = np.random.default_rng(seed)
    day = np.append(rng.integers(0, N_DAYS, n), rng.integers(300, 314, more)) + FIRST_DAY
    site = np.append(rng.integers(0, 4, n) * (rng.random(n) < 0.9), rng.integers(3, 6, more))
    return EventSet.build(site, [37.0] * 6, [127.0] * 6, day, kind=[0, 0, 0, 1, 1, 1])


@pytest.mark.parametrize("seed", range(20))
def test_best_stretch_is_that_of_a_plain_search(seed: int) -> None:
    rng = np.random.default_rng(seed)
    counts = np.bincount(rng.integers(0, 40, 15), minlength=40)
    due = np.append(0.0, np.cumsum(rng.random(40) + 0.01))
    due /= due[-1]
    to_the_end = bool(seed % 2)
    best = 0.0
    for a in range(40):
        for b in range(a, min(a + 12, 40)):
            if b == 39 or not to_the_end:
                best = max(best, llr(counts[a : b + 1].sum(), 15 * (due[b + 1] - due[a]), 15))
    found = surge_of(counts[None].astype(np.int64), due[None], 12, to_the_end, 1)
    assert found[0] == pytest.approx(best, abs=1e-9)


def test_a_surge_of_one_site_type_is_named() -> None:
    report = surge(flat_log(1, 80, 14), STUDY, Null(499))
    assert report.p <= 0.01
    assert report.kind == 1
    assert FIRST_DAY + 295 <= report.day_from <= report.day_to <= FIRST_DAY + 320
    assert set(report.members) >= set(range(80, 94))
    assert report.observed == len(report.members)
    assert report.relative_risk is not None
    assert report.relative_risk > 1
    assert set(report.sites) == {int(flat_log(1, 80, 14).site[m]) for m in report.members}


def test_a_season_is_a_surge_only_where_there_is_no_earlier_log() -> None:
    log, past = simulate("season", 3, n=400).events, simulate("season", 4, n=400).events
    past = EventSet.build(past.site, past.lat, past.lon, past.day - N_DAYS - 1, kind=past.kind)
    alone, compared = surge(log, STUDY, Null(199)), surge(log, STUDY, Null(199), reference=past)
    assert (alone.rate, compared.rate) == ("uniform", "reference")
    assert alone.p <= 0.05 < compared.p


def test_a_reference_in_the_study_period_is_refused() -> None:
    with pytest.raises(AnalysisError, match="it must end before the study begins"):
        surge(flat_log(1), STUDY, Null(19), reference=flat_log(2))


def day_of(text: str) -> int:
    return int(np.datetime64(text).astype(int))


def dated(rng: np.random.Generator, n: int, first: str, last: str, *, monthly: bool = False) -> EventSet:
    """Events on random days, or on the first days of random months."""
    day = rng.integers(day_of(first), day_of(last) + 1, n)
    if monthly:
        day = day.astype("M8[D]").astype("M8[M]").astype("M8[D]").astype(int)
    return EventSet.build(rng.integers(0, 6, n), [37.0] * 6, [127.0] * 6, day, kind=[0, 0, 0, 1, 1, 1])


@pytest.mark.parametrize(
    ("first", "n", "monthly"),
    [("2023-01-01", 100, False), ("2021-01-01", 300, False), ("2022-01-01", 200, True)],
)
def test_a_reference_of_any_whole_years_makes_no_surge(first: str, n: int, monthly: bool) -> None:
    study = SurgeParameters(start_day=day_of("2024-01-01"), end_day=day_of("2025-12-31"))
    alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        log = dated(rng, 200, "2024-01-01", "2025-12-31", monthly=monthly)
        past = dated(rng, n, first, "2023-12-31", monthly=monthly)
        alarms += surge(log, study, Null(99), reference=past).p <= 0.05
    assert alarms <= 7


def test_years_are_laid_over_each_other_date_by_date() -> None:
    dates = ["2020-02-29", "2021-03-01", "2021-12-31", "2022-02-28", "2023-07-04"]
    day = np.array([day_of(d) for d in dates])
    study = day_of("2024-01-01"), day_of("2024-12-31")
    watch = day_of("2020-01-01"), day_of("2023-12-31")
    row, moved = lay_over(day, np.zeros(5, int), *study, watch)
    shown = dict(
        zip((dates[r] for r in row), (str(np.datetime64(int(m) + study[0], "D")) for m in moved), strict=True)
    )
    assert {shown[d] for d in dates[1:3] + dates[4:]} == {"2024-03-01", "2024-12-31", "2024-07-04"}
    assert {shown.get(d) for d in ("2020-02-29", "2022-02-28")} <= {"2024-02-28", "2024-02-29", None}


def test_days_watched_twice_as_often_count_half() -> None:
    rng = np.random.default_rng(1)
    past = dated(rng, 3000, "2022-07-01", "2023-12-31")
    study = day_of("2024-01-01"), day_of("2024-12-31")
    watch = day_of("2022-07-01"), day_of("2023-12-31")
    _, moved = lay_over(past.day, np.zeros(past.n, int), *study, watch)
    spring, autumn = (moved < 182).sum() / 182, (moved >= 182).sum() / 184
    assert spring / autumn == pytest.approx(1, abs=0.12)


def test_a_reference_that_knows_nothing_of_some_month_is_refused() -> None:
    rng = np.random.default_rng(2)
    log, past = dated(rng, 90, "2025-01-01", "2025-12-31"), dated(rng, 90, "2024-01-01", "2024-06-30")
    with pytest.raises(AnalysisError, match="it holds nothing for 158 days of the study, such as 2025-07-14"):
        surge(log, null=Null(19), reference=past)
    watched = SurgeParameters(
        reference_start_day=day_of("2024-01-01"), reference_end_day=day_of("2024-12-31")
    )
    assert surge(log, watched, Null(99), reference=past).p <= 0.05


def test_a_silent_edge_of_a_sparse_year_was_watched_all_the_same() -> None:
    """Ten reports in a year leave weeks without one at either end; that is no reason to refuse the year."""
    refused = 0
    for seed in range(200):
        past = dated(np.random.default_rng(seed), 10, "2024-01-01", "2024-12-31")
        try:
            lay_over(past.day, np.zeros(10, int), day_of("2025-01-01"), day_of("2025-12-31"))
        except AnalysisError:
            refused += 1
    assert refused <= 10


def test_what_is_read_as_watched_is_whole_years_date_by_date() -> None:
    """A year that holds a 29 February is 366 days long; one day fewer would refuse a date of the study."""
    day = np.array([day_of(d) for d in ("2024-02-20", "2024-05-01", "2024-07-01", "2024-10-15")])
    begin, end = watched_days(day, day_of("2025-01-01"))
    assert (end - begin + 1, str(np.datetime64(end, "D"))) == (366, "2024-12-31")
    assert watched_days(day, day_of("2025-01-01"), (day[0], day[-1])) == (day[0], day[-1])


def test_a_dense_log_is_not_taken_to_have_watched_before_it_began() -> None:
    day = np.arange(day_of("2024-02-01"), day_of("2025-01-01"))
    assert str(np.datetime64(watched_days(day, day_of("2025-01-01"))[0], "D")) == "2024-01-22"


@pytest.mark.parametrize("with_reference", [False, True])
def test_null_draws_are_the_first_replicates(with_reference: bool) -> None:
    log, past = simulate("quiet", 5, n=120).events, simulate("quiet", 6, n=120).events
    past = replace(
        past, day=past.day - N_DAYS - 1, day_lo=past.day_lo - N_DAYS - 1, day_hi=past.day_hi - N_DAYS - 1
    )
    reference = past if with_reference else None
    report = surge(log, STUDY, Null(99), reference=reference)
    plan = plan_surge(log, STUDY, Null(99), reference)
    assert [draw.llr for draw in report.null_draws if draw] == plan.simulate(0, 4).tolist()
    for draw in report.null_draws:
        assert draw is not None
        assert draw.observed <= sum(draw.profile) <= 120
        assert len(draw.members) == (0 if with_reference else draw.observed)
    of_kind = 120 if report.kind is None else int((log.kind[log.site] == report.kind).sum())
    assert sum(report.profile) == of_kind


def test_what_the_whole_log_is_due_is_the_mean_over_shuffles_within_types() -> None:
    # Bases report alike in every month and mostly in the past, ports in summer and mostly now.
    rng = np.random.default_rng(2)
    past = log_of(rng.integers(0, 365, 200), rng.integers(150, 240, 20))
    now = log_of(rng.integers(365, 730, 40), rng.integers(515, 605, 120))
    plan = plan_surge(now, SurgeParameters(start_day=365, end_day=729), Null(400), past)
    dealt = [plan.counts(*plan.dealt(r))[0] for r in range(400)]
    mean_in_summer = float(np.mean([counts[150:240].sum() for counts in dealt]))
    assert (plan.due[0, 240] - plan.due[0, 150]) * now.n == pytest.approx(mean_in_summer, rel=0.01)


def log_of(base_days: IntArray, port_days: IntArray) -> EventSet:
    site = np.append(np.zeros(len(base_days), int), np.ones(len(port_days), int))
    return EventSet.build(site, [37, 35], [127, 129], np.append(base_days, port_days), kind=[0, 1])


def test_null_draws_do_not_follow_the_order_of_the_file() -> None:
    log = flat_log(4)
    turned = np.arange(log.n)[::-1]
    plain, other = surge(log, STUDY, Null(99)), surge(log.take(turned), STUDY, Null(99))
    places = [[(int(log.site[m]), int(log.day[m])) for m in d.members] for d in plain.null_draws if d]
    taken = [
        [(int(log.site[turned[m]]), int(log.day[turned[m]])) for m in d.members]
        for d in other.null_draws
        if d
    ]
    assert [sorted(p) for p in places] == [sorted(t) for t in taken]


@pytest.mark.parametrize("n", [0, 1, 5])
def test_less_than_six_events_are_refused(n: int) -> None:
    report = surge(flat_log(1).take(range(n)), STUDY, Null(19))
    assert (report.refused, report.members) == ("too_few_events", ())


def test_six_events_are_tested() -> None:
    assert surge(flat_log(1).take(range(6)), STUDY, Null(99)).refused is None


def test_prospective_stretches_last_until_the_end() -> None:
    report = surge(flat_log(3), replace(STUDY, prospective=True), Null(199))
    assert report.day_to == FIRST_DAY + N_DAYS - 1
    assert report.recurrence_days == pytest.approx(1 / report.p)


def test_any_chunking_gives_bit_identical_replicates() -> None:
    plan = plan_surge(flat_log(2), STUDY, Null(99))
    parts = np.concatenate([plan.simulate(0, 33), plan.simulate(33, 99)])
    assert parts.tobytes() == plan.simulate(0, 99).tobytes()


def test_a_count_is_compared_only_with_counts_of_the_same_thing() -> None:
    now = PeriodCount(11, "cases", "mbia", (1, 2, 3))
    assert compare_counts(now, []).refused == "no_earlier_count"
    assert compare_counts(now, [replace(now, unit="incidents")]).refused == "unit_differs"
    assert compare_counts(now, [replace(now, law="asa")]).refused == "law_differs"
    assert compare_counts(now, [replace(now, months=(4, 5, 6))]).refused == "months_differ"
    fine = compare_counts(now, [replace(now, count=3), replace(now, count=4, months=(3, 2, 1))])
    assert fine.p == pytest.approx(sum(_binomial(k, 18, 1 / 3) for k in range(11, 19)))
    assert fine.refused is None


def _binomial(k: int, n: int, p: float) -> float:
    return comb(n, k) * p**k * (1 - p) ** (n - k)
