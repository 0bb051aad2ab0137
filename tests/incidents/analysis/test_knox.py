"""Knox: counts, exact moments, tails, and the two errors of published tools."""

from __future__ import annotations

from itertools import permutations
from math import exp

import numpy as np
import pytest

from incidents.analysis import EventSet, KnoxParameters, Null, knox, knox_kernel, plan_knox
from incidents.analysis.knox import judge_knox, pair_moments
from incidents.analysis.tails import binomial_tail, moment_tail, poisson_tail
from tests.incidents.analysis.logs import random_log

# Burkitt's lymphoma, West Nile district, 1960-75: km, days, NST, NS, NT, E, Var, Poisson, moments, MC.
BURKITT = [
    (20, 5, 13, 3429, 52, 10.144, 8.40, 0.222, 0.204, 0.197),
    (2.5, 60, 4, 107, 436, 2.654, 2.58, 0.276, 0.275, 0.276),
    (5, 90, 19, 360, 664, 13.60, 13.05, 0.096, 0.092, 0.086),
    (10, 30, 24, 1162, 229, 15.14, 14.05, 0.021, 0.017, 0.016),
    (40, 90, 346, 8245, 664, 311.5, 205.5, 0.028, 0.009, 0.0113),
]


def burkitt() -> tuple[EventSet, np.ndarray]:
    libpysal = pytest.importorskip("libpysal", reason="Burkitt data (requirements-dev.txt)")
    path = libpysal.examples.get_path("burkitt.dbf")
    table = libpysal.io.open(path)
    x, y, t = (np.array(table.by_col(name), dtype=float) for name in ("X", "Y", "T"))
    table.close()
    log = EventSet.build(range(len(t)), np.zeros(len(t)), np.zeros(len(t)), t.astype(int))
    return log, np.hypot(x[:, None] - x, y[:, None] - y)


@pytest.mark.parametrize("row", BURKITT, ids=lambda row: f"{row[0]}km-{row[1]}d")
def test_burkitt_values(row: tuple[float, ...]) -> None:
    km, days, nst, ns, nt, mean, variance, poisson, moments, monte_carlo = row
    log, distance = burkitt()
    plan = plan_knox(log, KnoxParameters(days=int(days)), Null(replicates=4999), near=distance <= km)
    report = judge_knox(plan, "")
    assert (report.observed, report.near_in_space, report.near_in_time) == (nst, ns, nt)
    assert report.expected == pytest.approx(mean, rel=1e-3)
    assert report.variance == pytest.approx(variance, rel=2e-3)
    assert report.p_poisson == pytest.approx(poisson, abs=6e-4)
    assert report.p_moments == pytest.approx(moments, abs=6e-4)
    assert report.p == pytest.approx(monte_carlo, abs=4 * (monte_carlo * (1 - monte_carlo) / 4000) ** 0.5)


def test_peers_leave_out_the_observed_value_itself() -> None:
    """pointpats and surveillance print P(X > x), .053 on Burkitt at 2.5 km and 30 days; P(X >= x) is .165."""
    log, distance = burkitt()
    report = judge_knox(
        plan_knox(log, KnoxParameters(days=30), Null(replicates=99), near=distance <= 2.5), ""
    )
    without_the_observed = poisson_tail(report.observed + 1, report.expected)
    assert report.p_poisson == pytest.approx(0.165, abs=6e-4)
    assert without_the_observed == pytest.approx(0.053, abs=6e-4)


def test_shuffling_pairs_instead_of_incidents_understates_the_spread() -> None:
    """surveillance shuffles the pairs: at 40 km and 90 days that gives .003 where incidents give .011."""
    log, distance = burkitt()
    plan = plan_knox(log, KnoxParameters(days=90), Null(replicates=999), near=distance <= 40)
    in_space, in_time, mean, variance = pair_moments(plan)
    pairs = log.n * (log.n - 1) / 2
    spread_of_shuffled_pairs = (
        in_time * (in_space / pairs) * (1 - in_space / pairs) * (pairs - in_time) / (pairs - 1)
    )
    assert plan.simulate(0, 999).var() == pytest.approx(variance, rel=0.15)
    assert spread_of_shuffled_pairs < 0.8 * variance


@pytest.mark.parametrize("seed", range(4))
def test_moments_are_those_of_all_permutations(seed: int) -> None:
    log = random_log(seed, 6, n_sites=4, n_days=20)
    parameters = KnoxParameters(radius_km=60.0, days=4)
    plan = plan_knox(log, parameters, Null(replicates=19, stratify="none"))
    counts = []
    for order in permutations(range(log.n)):
        other = EventSet.build(log.site, log.lat, log.lon, log.day[list(order)])
        counts.append(len(knox(other, parameters, Null(replicates=19)).pairs.rows))
    _, _, mean, variance = pair_moments(plan)
    assert mean == pytest.approx(np.mean(counts))
    assert variance == pytest.approx(np.var(counts))


@pytest.mark.parametrize("seed", range(4))
def test_counting_by_days_agrees_with_counting_by_pairs(seed: int) -> None:
    log = random_log(seed, 120, n_sites=5, n_days=15)
    plan = plan_knox(log, KnoxParameters(radius_km=60.0, days=5), Null(replicates=19))
    held = plan.layout
    shuffling = (0, 10, plan.null.seed, plan.deck.arguments())
    begin = np.concatenate([[0], np.cumsum(plan.near.sum(axis=1))])
    neighbours, day_of = np.nonzero(plan.near)[1], held.day - held.day[0]
    by_days = knox_kernel.null_pairs_by_day(*shuffling, day_of, 15, begin, neighbours, 5)
    assert by_days.tolist() == knox_kernel.null_pairs(*shuffling, held.reach, plan.near).tolist()


def test_moments_belong_to_the_unstratified_null() -> None:
    report = knox(random_log(1, 60, kinds=2), null=Null(replicates=99, stratify="site_type"))
    assert (report.p_moments, report.p_poisson) == (None, None)


def test_what_is_expected_in_strata_is_the_mean_of_the_null_that_judges() -> None:
    log = random_log(1, 60, kinds=2)
    for rule in ("none", "site_type"):
        near = KnoxParameters(80.0, 20)
        plan = plan_knox(log, near, Null(replicates=3999, stratify=rule))
        counts = plan.simulate(0, 3999)
        report = knox(log, near, Null(replicates=19, stratify=rule))
        assert report.expected_in_strata == pytest.approx(counts.mean(), abs=4 * counts.std() / 3999**0.5)
        assert report.ratio == report.observed / report.expected_in_strata
    assert knox(log, near, Null(19, stratify="none")).expected_in_strata == pytest.approx(report.expected)


def test_far_tails_do_not_drown_in_rounding() -> None:
    assert binomial_tail(60, 70, 1 / 3) == pytest.approx(1.8e-19, rel=0.05)
    assert binomial_tail(200, 222, 1 / 3) == pytest.approx(6.7e-70, rel=0.02)
    assert binomial_tail(3, 3, 0.5) == pytest.approx(0.125, rel=1e-14)
    assert poisson_tail(2, 1e-9) == pytest.approx(5e-19, rel=1e-6)


def test_tails_are_upper_tails() -> None:
    assert poisson_tail(0, 3.0) == 1.0
    assert poisson_tail(1, 3.0) == pytest.approx(1 - exp(-3))
    assert binomial_tail(2, 2, 0.5) == pytest.approx(0.25)
    assert moment_tail(1, 1.0, 2.0) == pytest.approx(0.5)  # geometric with mean 1
    assert poisson_tail(1_000_500, 1_000_000.0) == pytest.approx(0.3086, abs=1e-3)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_tiny_logs_give_no_false_numbers(n: int) -> None:
    report = knox(EventSet.build([0] * n, [37.0], [127.0], list(range(n))), null=Null(replicates=19))
    assert report.refused is not None
