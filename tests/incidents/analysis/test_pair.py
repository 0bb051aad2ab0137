"""Incidents and cases: one family of cylinders, judged twice."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from incidents.analysis import EventSet, KnoxParameters, Null, ScanParameters, knox_pair, link_pair, scan_pair
from incidents.analysis.cases import rows_for_cases, rows_without_duplicates
from tests.incidents.analysis import twin
from tests.incidents.analysis.logs import PUBLIC_SITES, day_number, public_log, random_log


def twin_p(log: EventSet, zones: set, observed: float, draws: int) -> float:
    """p of a ratio among logs with days shuffled by Python's own generator and scanned by the twin."""
    generator = random.Random(5)
    places = list(zip(log.lat.tolist(), log.lon.tolist(), strict=True))
    days, sites = log.day.tolist(), log.site.tolist()
    reached = 0
    for _ in range(draws):
        generator.shuffle(days)
        shuffled = list(zip(sites, days, strict=True))
        reached += twin.best(places, shuffled, zones, 30) >= observed - 1e-9
    return (reached + 1) / (draws + 1)


def test_the_public_cases_are_three_incidents_but_two_cases() -> None:
    log = public_log()
    report = scan_pair(log, ScanParameters(), Null(replicates=9999))
    finding = report.findings[0]
    assert (report.n_incidents, report.n_cases) == (12, 10)
    assert [list(PUBLIC_SITES)[site] for site in finding.sites] == ["Osan Air Base"]
    assert (finding.day_from, finding.day_to) == (day_number("2025-04-21"), day_number("2025-05-10"))
    assert (finding.observed, finding.observed_cases) == (3, 2)
    assert (finding.members, finding.member_cases) == ((7, 8, 9), (7, 9))
    assert finding.p_incidents < 0.05 < finding.p_cases

    places = list(zip(log.lat.tolist(), log.lon.tolist(), strict=True))
    incidents = list(zip(log.site.tolist(), log.day.tolist(), strict=True))
    zones = twin.circles(places, incidents, 50.0, 0.5)
    assert finding.llr == pytest.approx(twin.best(places, incidents, zones, 30))
    cases = log.take(rows_for_cases(log))
    assert twin_p(log, zones, finding.llr, 1500) == pytest.approx(finding.p_incidents, abs=0.012)
    assert twin_p(cases, zones, finding.llr_cases, 1500) == pytest.approx(finding.p_cases, abs=0.045)


def test_ten_public_cases_could_not_have_shown_a_burst() -> None:
    report = scan_pair(public_log(), ScanParameters(), Null(replicates=999))
    assert report.cases.refused == "smallest_p_above_alpha"
    assert report.smallest_p_cases > 0.05 > report.smallest_p_incidents


def test_a_group_that_returns_is_several_incidents_and_one_case() -> None:
    quiet = random_log(4, 80, n_sites=12, n_days=300)
    log = EventSet.build(
        site=[*quiet.site, *[2] * 6],
        lat=quiet.lat,
        lon=quiet.lon,
        day=[*quiet.day, *range(20_400, 20_412, 2)],
        case=[-1] * quiet.n + [9] * 6,
    )
    finding = scan_pair(log, ScanParameters(), Null(replicates=499)).findings[0]
    assert (finding.observed, finding.observed_cases) == (6, 1)
    assert finding.p_incidents < 0.05
    assert finding.p_cases == 1.0


def test_without_cases_and_duplicates_both_units_agree() -> None:
    log = random_log(6, 25, n_sites=25, n_days=400)
    report = scan_pair(log, ScanParameters(), Null(replicates=199))
    assert report.n_collapsed == 0
    assert [f.p_incidents for f in report.findings] == [f.p_cases for f in report.findings]


def test_reports_of_one_site_and_day_collapse_unless_they_name_different_cases() -> None:
    log = EventSet.build(
        site=[0, 0, 0, 1, 1, 1, 0], lat=[37, 36], lon=[127, 127],
        day=[5, 5, 5, 5, 5, 5, 6], case=[-1, -1, 3, 3, 4, 4, -1],
    )  # fmt: skip
    assert rows_without_duplicates(log).tolist() == [2, 3, 4, 6]


def test_which_of_two_reports_stays_does_not_follow_the_order_of_the_file() -> None:
    rng = np.random.default_rng(3)
    log = EventSet.build(
        rng.integers(0, 3, 80), [36, 37, 38], [127] * 3, rng.choice(20, 80), items=rng.integers(1, 8, 80)
    )
    kept = log.take(rows_without_duplicates(log))
    for _ in range(5):
        mixed = log.take(rng.permutation(log.n))
        again = mixed.take(rows_without_duplicates(mixed))
        assert contents(again) == contents(kept)
        assert link_pair(mixed, null=Null(99)).p_incidents == link_pair(log, null=Null(99)).p_incidents


def contents(log: EventSet) -> list[tuple[int, int, int]]:
    return sorted(zip(log.site.tolist(), log.day.tolist(), log.items.tolist(), strict=True))


def test_a_case_stands_at_one_of_its_events_whatever_the_order_and_the_calendar() -> None:
    rng = np.random.default_rng(8)
    log = EventSet.build(
        rng.integers(0, 5, 60), [37] * 5, [127] * 5, rng.choice(400, 60, False), case=[*range(12)] * 5
    )
    rows = rows_for_cases(log)
    assert sorted(log.case[rows].tolist()) == list(range(12))
    order = rng.permutation(60)
    mixed = log.take(order)
    assert sorted(order[rows_for_cases(replace(mixed, case=11 - mixed.case))].tolist()) == rows.tolist()
    assert rows_for_cases(replace(log, day=log.day + 77)).tolist() == rows.tolist()
    own = EventSet.build([0, 1, 1], [37, 36], [127, 127], [9, 4, 4])
    assert rows_for_cases(own).tolist() == [0, 1, 2]


def test_every_visit_of_a_group_is_as_likely_to_stand_for_it() -> None:
    rng = np.random.default_rng(9)
    place = np.zeros(6)
    for _ in range(1200):
        day = np.sort(rng.choice(700, 6, False))
        place[rows_for_cases(EventSet.build([0] * 6, [37], [127], day, case=[1] * 6))[0]] += 1
    assert (place > 150).all()
    assert (place < 250).all()


def test_groups_that_return_often_do_not_bunch_by_themselves() -> None:
    alarms = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        site = np.append(np.zeros(120, int), rng.integers(1, 46, 45))
        case = np.append(np.repeat(np.arange(15), 8), np.full(45, -1))
        place = np.linspace(33, 40, 46)
        log = EventSet.build(site, place, place + 90, rng.integers(0, 730, 165), case=case)
        alarms += knox_pair(log, KnoxParameters(5, 30), Null(99)).significant
    assert alarms <= 7  # the earliest visits, which all fall early, alarm in all of these 40


def test_null_draws_come_in_seed_order_and_stay_the_same() -> None:
    few, many = (scan_pair(random_log(2, 40), null=Null(replicates=r)) for r in (19, 99))
    assert few.null_draws == many.null_draws
    assert len(few.null_draws) == 4


def test_a_shuffle_without_any_group_keeps_its_place_among_the_draws() -> None:
    far_apart = EventSet.build(
        [0, 0, 1, 2, 3, 4], [33, 34, 35, 36, 37], [126, 127, 128, 129, 130], [0, 1, 900, 1800, 2700, 3600]
    )
    draws = scan_pair(far_apart, null=Null(replicates=99)).null_draws

    assert len(draws) == 4
    assert any(draw.observed == 0 and draw.sites == () for draw in draws)


def test_the_digest_follows_content_not_row_order() -> None:
    log = random_log(2, 40)
    turned = log.take(range(log.n - 1, -1, -1))
    digests = [
        scan_pair(log, null=Null(replicates=19)).digest,
        scan_pair(turned, null=Null(replicates=19)).digest,
        scan_pair(log, null=Null(replicates=19, seed=1)).digest,
        scan_pair(log, ScanParameters(max_km=49.0), Null(replicates=19)).digest,
        scan_pair(log.take(range(1, log.n)), null=Null(replicates=19)).digest,
    ]
    assert digests[0] == digests[1]
    assert len(set(digests)) == 4


def test_the_same_setting_has_one_digest_however_the_number_is_written() -> None:
    log = random_log(1, 30)
    plain, other = ScanParameters(max_km=50), ScanParameters(max_km=50.0, max_days=np.int64(30))
    assert scan_pair(log, plain, Null(19)).digest == scan_pair(log, other, Null(19)).digest


def test_one_case_alone_is_never_significant() -> None:
    """A group that returns twice is one case, even where bunching of two cases is so rare that any would be significant."""
    n_sites = 8
    site = [0, 0, 0, 1, 1, *range(2, n_sites)]
    log = EventSet.build(
        site=site,
        lat=[33 + i * 1.5 for i in range(n_sites)],
        lon=[126.0] * n_sites,
        day=[20000, 20001, 20002, 19386, 19359, 19083, 19575, 19533, 19218, 19704, 19173],
        case=[0, 0, 0, *range(1, len(site) - 2)],
    )
    finding = scan_pair(log, ScanParameters(max_days=30), Null(replicates=999)).findings[0]
    assert (finding.observed, finding.observed_cases) == (3, 1)
    assert finding.p_cases == 1.0
    assert not finding.significant
