"""The scan against a twin without any pruning, against SaTScan, and under changes that must not matter."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.analysis import EventSet, Null, ScanParameters, plan_scan, scan, simulate
from incidents.analysis.scan import best_windows
from incidents.analysis.scan_dense_kernel import CURVE_RATIO
from incidents.analysis.scan_rows import lay_rows
from tests.incidents.analysis import twin
from tests.incidents.analysis.logs import day_number, oracle, random_log

NYC = [p / "shared" / "data" for p in Path(__file__).parents] + [Path("shared/data")]


def positions_of(log: EventSet) -> list[tuple[float, float]]:
    return list(zip(log.lat.tolist(), log.lon.tolist(), strict=True))


def events_of(log: EventSet) -> list[tuple[int, int]]:
    return list(zip(log.site.tolist(), log.day.tolist(), strict=True))


@given(seed=st.integers(0, 10**6), n=st.integers(2, 40), max_km=st.sampled_from([0.0, 30.0, 80.0, 400.0]))
@settings(max_examples=40, deadline=None)
def test_best_ratio_is_that_of_the_twin(seed: int, n: int, max_km: float) -> None:
    log = random_log(seed, n)
    zones = twin.circles(positions_of(log), events_of(log), max_km, 0.5)
    expected = twin.best(positions_of(log), events_of(log), zones, 14)
    findings = scan(log, ScanParameters(max_km=max_km, max_days=14), Null(replicates=19)).findings
    assert (findings[0].window.llr if findings else 0.0) == pytest.approx(expected, abs=1e-9)


@given(seed=st.integers(0, 10**6), n=st.integers(2, 40), later=st.integers(0, 10))
@settings(max_examples=40, deadline=None)
def test_prospective_windows_end_with_the_study(seed: int, n: int, later: int) -> None:
    log = random_log(seed, n, n_days=25)
    end = int(log.day.max()) + later
    zones = twin.circles(positions_of(log), events_of(log), 80.0, 0.5)
    expected = twin.best(positions_of(log), events_of(log), zones, 14, end)
    parameters = ScanParameters(max_km=80.0, max_days=14, prospective=True, end_day=end)
    findings = scan(log, parameters, Null(replicates=19)).findings
    assert (findings[0].window.llr if findings else 0.0) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("seed", range(6))
def test_shuffled_logs_are_scanned_like_the_real_one(seed: int) -> None:
    log = random_log(seed, 35, kinds=2)
    plan = plan_scan(log, ScanParameters(max_km=80.0, max_days=14), Null(replicates=19, stratify="site_type"))
    zones = twin.circles(positions_of(log), events_of(log), 80.0, 0.5)
    for replicate, maximum in enumerate(plan.simulate(0, 8)):
        shuffled = list(zip(plan.draw(replicate).tolist(), plan.layout.day.tolist(), strict=True))
        assert maximum == pytest.approx(twin.best(positions_of(log), shuffled, zones, 14), abs=1e-9)


def test_a_shuffled_log_keeps_the_days_of_every_site_type() -> None:
    log = random_log(3, 60, kinds=3)
    plan = plan_scan(log, ScanParameters(), Null(stratify="site_type"))
    drawn = plan.draw(5)
    assert not np.array_equal(drawn, plan.layout.site)
    for kind in np.unique(log.kind[log.site]):
        real = log.day[log.kind[log.site] == kind]
        assert sorted(plan.layout.day[log.kind[drawn] == kind]) == sorted(real)
    assert np.array_equal(np.bincount(drawn), np.bincount(log.site))


def test_secondary_findings_share_no_event_and_fall_in_ratio() -> None:
    report = scan(random_log(8, 60), ScanParameters(max_days=14), Null(replicates=99))
    members = [m for f in report.findings for m in f.window.members]
    ratios = [f.window.llr for f in report.findings]
    assert len(report.findings) > 1
    assert len(members) == len(set(members))
    assert ratios == sorted(ratios, reverse=True)
    assert [f.p for f in report.findings] == sorted(f.p for f in report.findings)


@pytest.mark.parametrize("seed", range(5))
def test_second_finding_is_the_best_that_touches_no_event_of_the_first(seed: int) -> None:
    log = random_log(seed, 40)
    report = scan(log, ScanParameters(max_days=14, max_km=80.0), Null(replicates=19))
    zones = twin.circles(positions_of(log), events_of(log), 80.0, 0.5)
    taken = {events_of(log)[row] for row in report.findings[0].window.members}
    free = [
        ratio
        for ratio, zone, first, last, _ in twin.cylinders(positions_of(log), events_of(log), zones, 14)
        if not any(site in zone and first <= day <= last for site, day in taken)
    ]
    assert report.findings[1].window.llr == pytest.approx(max(free), abs=1e-9)


def test_members_are_the_input_rows_inside_the_window() -> None:
    log = random_log(11, 50)
    for finding in scan(log, ScanParameters(max_days=10), Null(replicates=19)).findings:
        window = finding.window
        inside = [
            row
            for row, (site, day) in enumerate(events_of(log))
            if site in window.sites and window.day_from <= day <= window.day_to
        ]
        assert list(window.members) == inside
        assert window.observed == len(inside)


@given(seed=st.integers(0, 10**6), shift=st.integers(-5000, 5000))
@settings(max_examples=15, deadline=None)
def test_row_order_site_numbers_and_date_origin_change_nothing(seed: int, shift: int) -> None:
    log = random_log(seed, 40, kinds=2)
    rng = np.random.default_rng(seed)
    rows, renamed = rng.permutation(log.n), rng.permutation(log.n_sites)
    back = np.argsort(renamed)
    other = EventSet.build(
        renamed[log.site][rows], log.lat[back], log.lon[back], log.day[rows] + shift, kind=log.kind[back]
    )
    first, second = (scan(x, ScanParameters(max_days=14), Null(replicates=199)) for x in (log, other))
    assert [f.p for f in first.findings] == [f.p for f in second.findings]
    for a, b in zip(first.findings, second.findings, strict=True):
        assert a.window.llr == b.window.llr
        assert sorted(a.window.members) == sorted(rows[list(b.window.members)])
        assert a.window.day_from + shift == b.window.day_from


@pytest.mark.parametrize("number", [1, 2, 3])
def test_satscan_agrees_to_six_digits(number: int) -> None:
    log, names, answer = oracle(number)
    parameters = ScanParameters(
        max_km=answer["max_km"],
        max_days=answer["max_days"],
        start_day=day_number(answer["study_start"]),
        end_day=day_number(answer["study_end"]),
        earth_radius_km=answer["earth_radius_km"],
    )
    finding = scan(log, parameters, Null(replicates=999)).findings[0]
    assert round(finding.window.llr, 6) == answer["llr"]
    assert finding.window.observed == answer["observed"]
    assert names[finding.window.centre] == answer["centre"]
    days = (finding.window.day_from, finding.window.day_to)
    assert days == (day_number(answer["start"]), day_number(answer["end"]))
    tolerance = 4 * math.sqrt(answer["p"] * (1 - answer["p"]) * 2 / 999)
    assert abs(finding.p - answer["p"]) <= tolerance


def test_new_york_fever_prospective() -> None:
    folder = next((p for p in NYC if (p / "satscan_nycfever_cases.csv").exists()), None)
    if folder is None:
        pytest.skip("SaTScan's New York sample data are not beside this repository (not ours to ship)")
    with (folder / "satscan_nycfever_geo.csv").open() as file:
        geo = list(csv.DictReader(file))
    with (folder / "satscan_nycfever_cases.csv").open() as file:
        rows = [row for row in csv.DictReader(file) for _ in range(int(row["cases"]))]
    zips = [row["zip"] for row in geo]
    log = EventSet.build(
        site=[zips.index(row["zip"]) for row in rows],
        lat=[float(row["lat"]) for row in geo],
        lon=[float(row["long"]) for row in geo],
        day=[day_number("{}-{:0>2}-{:0>2}".format(*row["date"].split("/"))) for row in rows],
    )
    parameters = ScanParameters(
        max_km=3.0, max_days=7, prospective=True, end_day=day_number("2001-11-24"), earth_radius_km=6367.0
    )
    finding = scan(log, parameters, Null(replicates=9999)).findings[0]
    window = finding.window
    assert round(window.llr, 6) == 3.845418
    assert (window.observed, round(window.expected, 2)) == (4, 0.67)
    assert (window.day_from, window.day_to) == (day_number("2001-11-22"), day_number("2001-11-24"))
    assert zips[window.centre] == "11418"
    assert abs(finding.p - 0.2112) <= 4 * math.sqrt(0.2112 * 0.7888 * 2 / 9999)
    assert finding.recurrence_days == pytest.approx(1 / finding.p)


def test_what_is_expected_in_strata_is_the_mean_over_the_shuffled_logs() -> None:
    log = simulate("season", 5, n=300).events
    plan = plan_scan(log, ScanParameters(max_km=200, max_days=60), Null(999))
    window = scan(log, plan.parameters, Null(19)).findings[0].window
    days = (plan.layout.day >= window.day_from) & (plan.layout.day <= window.day_to)
    counts = [int(np.isin(plan.draw(r)[days], window.sites).sum()) for r in range(999)]
    assert window.expected_in_strata == pytest.approx(np.mean(counts), abs=4 * np.std(counts) / 999**0.5)
    plain = scan(log, plan.parameters, Null(19, stratify="none")).findings[0].window
    assert plain.expected_in_strata == pytest.approx(plain.expected)


def test_recurrence_interval_only_when_prospective() -> None:
    report = scan(random_log(1), ScanParameters(), Null(replicates=19))
    assert {f.recurrence_days for f in report.findings} == {None}


def test_vague_dates_and_days_outside_the_study_are_left_out_by_name() -> None:
    log = EventSet.build(
        site=[0, 0, 0, 1], lat=[37, 36], lon=[127, 127], day=[5, 10, 50, 11],
        day_lo=[5, 1, 50, 11], day_hi=[5, 40, 50, 11],
    )  # fmt: skip
    report = scan(log, ScanParameters(start_day=0, end_day=20), Null(replicates=19))
    assert report.excluded == (("imprecise_date", (1,)), ("outside_period", (2,)))
    assert report.n == 2


@pytest.mark.parametrize("n", [0, 1])
def test_a_log_of_less_than_two_events_is_refused_without_p(n: int) -> None:
    report = scan(EventSet.build([0] * n, [37], [127], [3] * n), ScanParameters(), Null(replicates=19))
    assert (report.refused, report.findings) == ("too_few_events", ())


def test_a_log_that_cannot_reach_significance_says_so() -> None:
    log = EventSet.build([0, 0, 1, 1], [37, 36], [127, 127], [1, 50, 100, 200])
    report = scan(log, ScanParameters(max_days=365), Null(replicates=999))
    assert report.smallest_p > 0.05
    assert report.refused == "smallest_p_above_alpha"


@pytest.mark.parametrize("seed", range(8))
def test_rows_of_days_and_lists_of_events_give_the_same(seed: int) -> None:
    """Large logs are scanned by another kernel; it must not show."""
    log = random_log(seed, n=[60, 400][seed % 2], n_sites=8, n_days=[30, 60, 100][seed % 3], kinds=2)
    plan = plan_scan(log, ScanParameters(max_km=80.0, max_days=14), Null(replicates=99))
    lists, rows = replace(plan, rows=None), replace(plan, rows=lay_rows(plan.layout, 14))
    assert lists.simulate(0, 20) == pytest.approx(rows.simulate(0, 20), abs=1e-9)
    found = [best_windows(one, np.arange(log.n)) for one in (lists, rows)]
    assert [w.llr for w in found[0]] == pytest.approx([w.llr for w in found[1]])
    assert (
        rows.simulate(0, 20).tobytes()
        == np.concatenate([rows.simulate(0, 7), rows.simulate(7, 20)]).tobytes()
    )


def test_the_curve_of_winning_counts_is_concave() -> None:
    """The dense kernel cuts corners only below a concave curve."""
    plan = plan_scan(random_log(1, 400, n_days=20), ScanParameters(), Null(replicates=99))
    curves = lay_rows(plan.layout, 14).curves
    products = CURVE_RATIO ** np.arange(curves.shape[1])
    inside = products < 0.5 * plan.layout.n**2
    for level in (20, 80, 130):
        slopes = np.diff(curves[level, inside]) / np.diff(products[inside])
        assert (np.diff(slopes) <= 2e-3 / np.diff(products[inside])[1:] + 1e-9).all()
