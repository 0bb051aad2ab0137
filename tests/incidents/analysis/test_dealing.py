"""Days dealt anew: freely, or with events apart that would have collapsed."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from math import exp

import numpy as np
import pytest

from incidents.analysis import (
    EventSet,
    KnoxParameters,
    Null,
    ScanParameters,
    combine,
    knox_pair,
    null_chunk,
    plan_knox,
    plan_scan,
    scan,
    scan_pair,
    simulate,
)
from incidents.analysis.cases import rows_without_duplicates
from incidents.analysis.dealing import APART, FREE, Deck, lay_deck, with_star
from incidents.analysis.dealing_kernel import mean_in_window
from incidents.analysis.knox import KnoxPlan
from incidents.analysis.knox_kernel import observed_pairs
from tests.incidents.analysis.logs import public_log, random_log

NEAR = KnoxParameters(radius_km=80.0, days=4)


def collapsed(log: EventSet) -> EventSet:
    return log.take(rows_without_duplicates(log))


def cased_log(seed: int, n: int = 60) -> EventSet:
    """A collapsed log in which some events state a case, and some cases come back."""
    rng = np.random.default_rng(seed)
    log = random_log(seed, n, n_sites=4, n_days=25, kinds=2)
    return collapsed(replace(log, case=rng.integers(0, 12, n) * rng.integers(0, 2, n) - 1))


def meets(site: list[int], day: list[int], case: list[int]) -> bool:
    """Whether two events of one site and day are not of two different stated cases; said once more, pair by pair."""
    for i in range(len(site)):
        for j in range(i):
            same = (site[i], day[i]) == (site[j], day[j])
            if same and (case[i] < 0 or case[j] < 0 or case[i] == case[j]):
                return True
    return False


def weight_of(site: list[int], day: list[int], case: list[int]) -> float:
    """How likely an arrangement is beside others: cells due several events keep one; said once more, event by event."""
    exponent = 0.0
    for s, d, c in zip(site, day, case, strict=True):
        low, high = max(d - 45, min(day)), min(d + 45, max(day))
        rate = sum(low <= other <= high for other in day) / (high - low + 1)
        due = sum(t == s and e < 0 for t, e in zip(site, case, strict=True)) * rate / len(day)
        exponent += due / 2 if c < 0 else due
    return exp(exponent)


def pairs_in(plan: KnoxPlan, site_at: np.ndarray) -> int:
    return int(observed_pairs(site_at.astype(np.int32), plan.layout.reach, plan.near))


def drawn_harder(deck: Deck, seed: int, times: float) -> Deck:
    """The same deck with events drawn to busy seasons many times as strongly, so that it shows in a tiny log."""
    begin, end, pull, crowd = deck.rules
    return with_star(replace(deck, rules=(begin, end, times * pull, crowd)), seed, deck.steps, deck.legs)


@pytest.mark.parametrize(("stated", "times"), [(False, 1.0), (True, 1.0), (False, 30.0), (True, 30.0)])
@pytest.mark.parametrize("seed", range(3))
def test_p_is_that_of_all_arrangements_in_which_nothing_meets(seed: int, stated: bool, times: float) -> None:
    rng = np.random.default_rng(seed)
    log = EventSet.build(
        site=[0, 0, 0, 1, 1, 2, 2],
        lat=[36.0, 36.4, 38.0],
        lon=[127.0, 127.2, 129.0],
        day=[1, 2, 90, 1, 2, 2, 90] if seed else [1, 2, 4, 1, 90, 1, 2],
        case=rng.choice([-1, 5, 6], 7) if stated else None,
    )
    log = collapsed(log)
    sites, cases = log.site.tolist(), log.case.tolist()
    null = Null(replicates=4999, seed=seed)
    near, windows = plan_knox(log, NEAR, null, apart=True), plan_scan(log, ScanParameters(), null, apart=True)
    assert (near.deck.how, windows.deck.how) == (APART, APART)

    pairs, ratios, weights = [], [], []
    for order in permutations(range(log.n)):
        days = [int(log.day[i]) for i in order]
        if not meets(sites, days, cases):
            dealt = replace(log, day=np.array(days))
            slots = plan_knox(dealt, NEAR, null).layout.site
            weights.append(weight_of(sites, days, cases) ** times)
            pairs.append(pairs_in(near, slots))
            ratios.append(windows.best(slots, np.zeros(log.n, dtype=np.bool_))[0])
    for plan, exact in ((near, np.array(pairs)), (windows, np.array(ratios))):
        drawn = replace(plan, deck=drawn_harder(plan.deck, seed, times)).simulate(0, 4999)
        for value in np.unique(exact.round(9))[1:]:
            share = float(np.average(exact >= value - 1e-9, weights=weights))
            assert (drawn >= value - 1e-9).mean() == pytest.approx(
                share, abs=5 * (share * (1 - share) / 4999) ** 0.5
            )


def dealt_at_random(rng: np.random.Generator) -> EventSet:
    """A log drawn from all arrangements in which nothing meets, by their weights: shuffled until one is accepted."""
    site, day = np.array([0] * 5 + [1] * 4 + [2] * 3), np.array([1, 1, 2, 2, 3, 3, 5, 58, 99, 99, 140, 200])
    own = [-1] * 12
    while True:
        rng.shuffle(day)
        nothing_meets = len(np.unique(site * 1000 + day)) == 12
        if nothing_meets and 1.3 * rng.random() < weight_of(site.tolist(), day.tolist(), own):
            return EventSet.build(site, [36.0, 36.1, 39.0], [127.0] * 3, day)


@pytest.mark.parametrize("stop_after", [None, 19])
def test_a_walk_of_few_steps_is_as_exact_as_a_long_one(stop_after: int | None) -> None:
    """A log in which chance dealt the days ranks anywhere among its dealt logs, though these hardly differ from it."""
    ranks = np.zeros(20)
    for seed in range(1500):
        rng = np.random.default_rng(seed)
        log, null = dealt_at_random(rng), Null(replicates=19, seed=seed, stop_after=stop_after)
        plan = plan_knox(log, NEAR, null)
        plan = replace(plan, deck=lay_deck(plan.events, plan.layout, null, apart=True, steps=0.1))
        dealt, value = plan.simulate(0, 19), pairs_in(plan, plan.layout.site)
        ties = (dealt == value).sum()
        ranks[int((dealt > value).sum() + rng.integers(0, ties + 1))] += 1
    expected = ranks.sum() / 20
    assert ((ranks - expected) ** 2 / expected).sum() < 43.8  # chi-square, 19 degrees, 1 in 1,000


@pytest.mark.parametrize("stop_after", [None, 5])
def test_no_dealt_log_lets_events_meet_and_all_keep_their_margins(stop_after: int | None) -> None:
    log = collapsed(random_log(3, 60, n_sites=4, n_days=25, kinds=2))
    null = Null(replicates=199, stop_after=stop_after, stratify="site_type")
    plan = plan_scan(log, ScanParameters(), null, apart=True)
    held = plan.layout
    assert plan.deck.how == APART
    real = held.site
    for replicate in (0, 1, 70, 198):
        dealt = plan.draw(replicate)
        assert (dealt != real).sum() > 10
        assert np.array_equal(np.sort(dealt), np.sort(real))
        assert np.array_equal(log.kind[dealt], log.kind[real])
        assert len(set(zip(dealt.tolist(), held.day.tolist(), strict=True))) == log.n


def test_events_of_different_stated_cases_may_meet_and_others_may_not() -> None:
    log = cased_log(4)
    plan = plan_scan(log, ScanParameters(), Null(replicates=19), apart=True)
    deck = plan.deck
    for site_at, case_at in ((deck.site, deck.case), (deck.hidden_site, deck.hidden_case)):
        assert not meets(site_at.tolist(), plan.layout.day.tolist(), case_at.tolist())
    assert not np.array_equal(deck.site, deck.hidden_site)
    free = plan_scan(log, ScanParameters(), Null(replicates=19))
    assert meets(free.draw(0).tolist(), plan.layout.day.tolist(), deck.case.tolist())


@pytest.mark.parametrize("stop_after", [None, 5])
def test_any_chunking_deals_the_same_logs(stop_after: int | None) -> None:
    null = Null(replicates=199, stop_after=stop_after)
    log = cased_log(5)
    for plan in (
        plan_scan(log, ScanParameters(), null, apart=True),
        plan_knox(log, NEAR, null, apart=True),
    ):
        assert plan.deck.how == APART
        whole = null_chunk(plan, 0, 199)
        parts = [(r0, null_chunk(plan, r0, r1)) for r0, r1 in ((149, 199), (1, 90), (0, 1), (90, 149))]
        top = float(whole.max()) + 1.0
        assert combine(plan, top, parts).maxima.tobytes() == whole.tobytes()
    assert pairs_in(plan, plan.deck.draw(null.seed, 117)) == whole[117]


def test_where_nothing_can_meet_days_are_shuffled_freely() -> None:
    one_a_day = random_log(6, 30, n_days=60)
    one_a_day = replace(one_a_day, day=np.random.default_rng(1).choice(400, 30, False))
    one_a_site = EventSet.build(range(30), np.linspace(33, 38, 30), [127.0] * 30, one_a_day.day // 40)
    all_stated = replace(random_log(6, 30, n_days=9), case=np.arange(30))
    for log in (public_log(), one_a_day, one_a_site, all_stated):
        plain = scan(log, null=Null(replicates=199))
        pair = scan_pair(log, null=Null(replicates=199))
        assert dict(pair.assumptions)["days_dealt_incidents"] == FREE
        assert [f.p for f in plain.findings] == [f.p_incidents for f in pair.findings]
        assert knox_pair(log, null=Null(replicates=199)).incidents.days_dealt == FREE


def test_a_plain_test_shuffles_freely_whatever_the_log() -> None:
    log = cased_log(7)
    assert plan_scan(log, ScanParameters(), Null(replicates=19)).deck.how == FREE
    assert plan_knox(log, NEAR, Null(replicates=19)).deck.how == FREE


def test_row_order_names_of_sites_and_cases_and_the_calendar_change_nothing() -> None:
    log = cased_log(8)
    rng = np.random.default_rng(2)
    rows, renamed = rng.permutation(log.n), rng.permutation(log.n_sites)
    back = np.argsort(renamed)
    other = EventSet.build(
        renamed[log.site][rows], log.lat[back], log.lon[back], log.day[rows] - 5000, kind=log.kind[back],
        case=np.where(log.case < 0, -1, 90 - log.case)[rows],
    )  # fmt: skip
    null = Null(replicates=199)
    for judge in (
        lambda held: knox_pair(held, NEAR, null),
        lambda held: scan_pair(held, null=null).findings[0],
    ):
        one, same = judge(log), judge(other)
        assert (one.p_incidents, one.p_cases) == (same.p_incidents, same.p_cases)


def test_one_log_has_one_p_whatever_the_seed() -> None:
    log = simulate("quiet", 2, n=500).events
    p = [knox_pair(log, null=Null(999, seed)).p_incidents for seed in range(12)]
    assert np.std(p) < 0.03  # .016 by the number of replicates alone


def test_what_is_expected_in_a_window_is_its_mean_over_dealt_logs() -> None:
    log = collapsed(random_log(1, 260, n_sites=8, n_days=60))
    plan = plan_scan(log, ScanParameters(), Null(replicates=1999), apart=True)
    busy, gaps = np.argsort(np.bincount(log.site))[-2:], []
    held, dealt = plan.layout, plan.deck.dealt(plan.null.seed, 1999)
    for begin, end, sites in ((20, 27, busy[:1]), (100, 130, busy), (0, 90, busy)):
        counts = np.isin(dealt[0][:, begin:end], sites).sum(axis=1)
        mean, error = np.mean(counts), np.std(counts) / 1999**0.5
        wanted = np.isin(np.arange(log.n_sites), sites)
        thought = mean_in_window(
            *dealt, held.positions, held.segments, plan.deck.rules, wanted, begin, end, True
        )
        assert thought == pytest.approx(mean, abs=4 * error)
        assert plan.expected(sites, begin, end) == pytest.approx(mean, rel=0.15)
        gaps.append(abs(plan.layout.expected(sites, begin, end) - mean) / error)
    assert max(gaps) > 4  # what a free shuffle would have expected is another number


def test_knox_reports_the_mean_and_variance_of_the_null_it_is_judged_by() -> None:
    log = simulate("batching", 3, n=300).events
    for null in (Null(replicates=1999), Null(replicates=1999, stop_after=2)):
        report = knox_pair(log, null=null).incidents
        again = knox_pair(log, null=Null(replicates=1999, seed=9)).incidents
        assert report.days_dealt == APART
        assert report.expected_in_strata == pytest.approx(again.expected_in_strata, rel=0.02)
        assert report.variance_of_null == pytest.approx(again.variance_of_null, rel=0.25)
        assert report.expected_in_strata < 0.98 * report.expected
        assert report.ratio == report.observed / report.expected_in_strata
        assert (report.p_moments, report.p_poisson) == (None, None)


def test_a_log_that_was_collapsed_is_not_found_too_even() -> None:
    """Dealt freely, what collapsed meets again, and a quiet log looks as if its reports kept out of each other's way."""
    near = KnoxParameters(radius_km=1.0, days=4)
    p_free, p_apart = [], []
    for seed in range(20):
        log = collapsed(random_log(seed, 260, n_sites=6, n_days=60))
        p_apart.append(knox_pair(log, near, Null(99)).p_incidents)
        free = plan_knox(log, near, Null(99))
        p_free.append((1 + (free.simulate(0, 99) >= pairs_in(free, free.layout.site)).sum()) / 100)
    assert np.mean(p_free) > 0.9
    assert 0.3 < np.mean(p_apart) < 0.75
