"""Series: found where planted, silent where not, and blind to what must not matter."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise, permutations
from math import exp, factorial, prod
from math import log as ln

import numpy as np
import pytest

from incidents.analysis import AnalysisError, EventSet, Null, SeriesParameters, link, plan_series, simulate
from incidents.analysis.drift import find_drift
from incidents.analysis.exchange_kernel import exchange_sets
from incidents.analysis.linkage import SeriesPlan
from incidents.analysis.linkage_kernel import NOTHING, memberships, template_sum
from incidents.analysis.streams import stream_key
from incidents.analysis.templates import choose_single_items, choose_templates, tabulate_sets

TOUR_ITEMS = (1, 2, 3)  # telephoto, drone, two-way radio


def test_a_tour_is_found_with_its_members() -> None:
    world = simulate("tour", 4, n=200, m=8)
    report = link(world.events, null=Null(replicates=499))
    finding = report.findings[0]
    both = set(finding.members) & set(world.planted)
    assert report.p <= 0.05
    assert set(finding.template.items) <= set(TOUR_ITEMS)
    assert len(both) >= 4
    assert 2 * len(both) >= len(finding.members)
    assert len(set(finding.sites)) == len(finding.sites)


def with_one_rare_item(seed: int = 6, m: int = 10) -> tuple[EventSet, list[int]]:
    """A quiet log in which one group is seen every four weeks at another site with an item that hardly anyone notes."""
    log = simulate("tour", seed, n=150, m=m).events
    stops, rare = list(range(150, 150 + m)), np.uint64(1 << 20)
    items = log.items.copy()
    items[stops] = log.items[:m]  # nothing else about them is unusual
    items[[*stops, 3, 60]] |= rare
    return replace(log, items=items, items_asked=log.items_asked | rare), stops


def test_a_tour_that_shows_a_single_item_is_found() -> None:
    log, stops = with_one_rare_item()
    report = link(log, null=Null(499))
    finding = report.findings[0]
    assert report.p <= 0.05
    assert finding.template.items == (20,)
    assert sorted(finding.members) == stops
    assert finding.template.p_items is None
    assert finding.relative_risk is None
    assert finding.template in report.single_items
    assert link(log, SeriesParameters(max_single_items=0), Null(499)).p > 0.05


def test_with_largest_template_one_single_items_alone_are_asked() -> None:
    log, _ = with_one_rare_item()
    report = link(log, SeriesParameters(max_items=1), Null(199))
    assert report.templates == ()
    assert {len(template.items) for template in report.single_items} == {1}
    assert link(log, SeriesParameters(max_items=1, max_single_items=0), Null(19)).refused == "no_template"


def test_single_items_are_the_rarest_of_three_reports_or_more_and_never_common() -> None:
    log, _ = with_one_rare_item()
    table = tabulate_sets(log)
    counts = {bit: int(((log.items >> np.uint64(bit)) & np.uint64(1)).sum()) for bit in table.bits.tolist()}
    fit = sorted((n, bit) for bit, n in counts.items() if 3 <= n <= 64 and (n + 0.5) / (log.n + 1) < 0.4)
    assert [(t.observed, *t.items) for t in choose_single_items(table)] == fit
    assert len(choose_single_items(table, limit=2)) == 2
    assert choose_single_items(tabulate_sets(replace(log, day=log.day[::-1].copy()))) == choose_single_items(
        table
    )


def test_the_p_under_independent_items_is_a_poisson_tail_of_counts() -> None:
    for template in link(simulate("tour", 4, n=200, m=8).events, null=Null(19)).templates:
        below = (
            exp(-template.expected) * template.expected**k / factorial(k) for k in range(template.observed)
        )
        assert template.p_items == pytest.approx(1.0 - sum(below), abs=1e-12)


@pytest.mark.parametrize("stop_after", [None, 3])
def test_null_draws_show_what_stood_out_in_the_first_shuffled_logs(stop_after: int | None) -> None:
    log, null = simulate("tour", 4, n=200, m=8).events, Null(99, stop_after=stop_after)
    report = link(log, null=null)
    sums = plan_series(log, SeriesParameters(), null).simulate(0, 4)
    assert len(report.null_draws) == 4
    assert any(report.null_draws)
    for draw, whole in zip(report.null_draws, sums.tolist(), strict=True):
        if draw is not None:
            assert len(draw.members) == len(set(draw.members)) >= 3
            assert draw.sites == tuple(log.site[list(draw.members)].tolist())
            days = log.day[list(draw.members)].tolist()
            assert (days[0], days[-1]) == (draw.day_from, draw.day_to)
            assert days == sorted(days)
            assert whole - 4 < draw.log_bayes_factor <= whole


def test_null_draws_are_the_same_for_any_workers_and_order_of_rows() -> None:
    log = simulate("tour", 4, n=150, m=8).events
    rows = np.random.default_rng(2).permutation(log.n)
    first, again = link(log, null=Null(99), workers=1), link(log, null=Null(99), workers=3)
    other = link(log.take(rows), null=Null(99))
    assert first.null_draws == again.null_draws
    assert [draw and [int(rows[m]) for m in draw.members] for draw in other.null_draws] == [
        draw and list(draw.members) for draw in first.null_draws
    ]


def test_the_sum_over_chains_is_that_of_every_chain_written_down() -> None:
    rng = np.random.default_rng(3)
    for _ in range(20):
        m = 7
        site, day = rng.integers(0, 4, m), np.sort(rng.integers(0, 60, m))
        factor, gaps = rng.uniform(0.5, 30.0, m), rng.uniform(0.0, 0.1, (2, 31))
        chains = [c for k in range(3, m + 1) for c in combinations(range(m), k)]
        total = sum(
            0.01 * prod(factor[list(c)]) * prod(
                gaps[g, day[b] - day[a]] if day[b] - day[a] <= 30 and site[a] != site[b] else 0.0
                for a, b in pairwise(c)
            )
            for g in range(2)
            for c in chains
        )  # fmt: skip
        summed = template_sum(np.arange(m), factor, site, day, gaps, 0.01)
        assert summed == pytest.approx(ln(total) if total else NOTHING, rel=1e-9)


def test_quiet_logs_seldom_alarm() -> None:
    p_values = [link(simulate("quiet", 500 + s, n=100).events, null=Null(99, s)).p for s in range(60)]
    assert sum(p <= 0.05 for p in p_values) <= 9  # 9 or fewer of 60 has probability .999 at size .05


def test_a_form_that_notes_more_is_no_series() -> None:
    worlds = [simulate("drift", 700 + s, n=200).events for s in range(40)]
    with_drift = sum(link(w, null=Null(99)).p <= 0.05 for w in worlds)
    without = sum(link(w, SeriesParameters(follow_drift=False), Null(99)).p <= 0.05 for w in worlds)
    assert with_drift <= 7
    assert without > 2 * with_drift + 5


def test_the_drift_check_finds_the_day_the_form_changed() -> None:
    log = simulate("drift", 3, n=300).events
    drift = find_drift(log, tabulate_sets(log))
    assert drift.found
    assert abs(int(drift.first_day[1]) - int(log.day.min()) - 365) < 40
    assert drift.factor[1] / drift.factor[0] == pytest.approx(2.0, abs=0.4)


def test_the_drift_check_seldom_finds_what_is_not_there() -> None:
    quiet = [simulate("quiet", 800 + s, n=200).events for s in range(60)]
    assert sum(find_drift(log, tabulate_sets(log)).found for log in quiet) <= 6  # measured: 2 to 4 in 100


def test_templates_depend_on_the_sets_alone() -> None:
    log = simulate("tour", 4, n=200, m=8).events
    other_days = replace(log, day=log.day[::-1].copy())
    assert choose_templates(tabulate_sets(log)) == choose_templates(tabulate_sets(other_days))
    assert choose_templates(tabulate_sets(log))[0].items == TOUR_ITEMS


def test_any_chunking_gives_bit_identical_replicates() -> None:
    plan = plan_series(simulate("tour", 4, n=200, m=8).events, SeriesParameters(), Null(199))
    whole = plan.simulate(0, 199)
    parts = np.concatenate([plan.simulate(0, 50), plan.simulate(50, 149), plan.simulate(149, 199)])
    assert whole.tobytes() == parts.tobytes()


@pytest.mark.parametrize("stop_after", [None, 3])
def test_every_share_of_the_star_is_the_same_alone(stop_after: int | None) -> None:
    """Arms are cut anywhere, also beside the place of the real log."""
    null = Null(130, stop_after=stop_after)
    plan = plan_series(simulate("drift_tour", 4, n=80, m=8).events, SeriesParameters(), null)
    single = [plan.simulate(r, r + 1)[0] for r in range(130)]
    assert single == plan.simulate(0, 130).tolist()


def test_the_place_of_the_real_log_among_the_others_is_even() -> None:
    """In a log whose sets were dealt at random the real log ranks anywhere: the star is exact, mixed or not."""
    ranks = np.zeros(20)
    for seed in range(600):
        plan = plan_series(simulate("quiet", seed, n=40).events, SeriesParameters(), Null(19, seed))
        draft = plan.draft
        held = replace(draft, exchange=replace(draft.exchange, steps=3))  # hardly mixed
        if draft.templates:
            found = [draft.found(t, draft.real()).value for t in range(len(draft.templates))]
            value = np.logaddexp.reduce([-60.0, *found])
            sums = held.null(0, 19, plan.null)
            lot = np.random.default_rng(seed).random()
            ties = (np.abs(sums - value) < 1e-9).sum()
            ranks[int((sums > value + 1e-9).sum() + lot * (ties + 1))] += 1
    expected = ranks.sum() / 20
    assert ((ranks - expected) ** 2 / expected).sum() < 43.8  # chi-square, 19 degrees, 1 in 1,000


def test_one_log_has_one_p_whatever_the_seed() -> None:
    log = simulate("tour", 7, n=200, m=4).events
    p = [link(log, null=Null(999, seed)).p for seed in range(8)]
    assert np.std(p) < 0.03  # .011 by the number of replicates alone


def test_row_order_site_numbers_and_date_origin_change_nothing() -> None:
    log = simulate("tour", 4, n=150, m=8).events
    rng = np.random.default_rng(1)
    rows, renamed = rng.permutation(log.n), rng.permutation(log.n_sites)
    back = np.argsort(renamed)
    other = EventSet.build(
        renamed[log.site][rows], log.lat[back], log.lon[back], log.day[rows] - 1234, kind=log.kind[back],
        items=log.items[rows], items_asked=log.items_asked[rows],
    )  # fmt: skip
    first, second = link(log, null=Null(199)), link(other, null=Null(199))
    assert first.statistic == second.statistic
    assert {int(rows[m]) for m in second.findings[0].members} == set(first.findings[0].members)
    assert first.p == second.p


def test_sets_move_only_between_reports_whose_form_asked_the_same() -> None:
    log = simulate("tour", 4, n=200, m=8).events
    asked = log.items_asked.copy()
    asked[log.day < np.median(log.day)] &= ~np.uint64(1 << 3)
    log = replace(log, items=log.items & asked, items_asked=asked)
    plan = plan_series(log, SeriesParameters(), Null(99))
    log = plan.events
    before, after = standing(plan, plan.draft.exchange.state), exchanged(plan, 0)
    assert (log.items[before] != log.items[after]).sum() > 20
    assert np.array_equal(log.items_asked[before], log.items_asked[after])


def test_a_log_without_items_is_refused_by_name() -> None:
    report = link(EventSet.build([0, 1, 1], [37, 36], [127, 127], [1, 2, 3]), null=Null(19))
    assert (report.refused, report.p, report.findings) == ("no_template", 1.0, ())


def test_a_reference_log_must_come_before_and_share_the_sites() -> None:
    log = simulate("tour", 4, n=60, m=6).events
    with pytest.raises(AnalysisError, match="it must end before the log begins"):
        link(log, reference=log)
    with pytest.raises(AnalysisError, match="same list of sites"):
        link(log, reference=EventSet.build([0], [1.0], [1.0], [1]))
    earlier = replace(simulate("quiet", 5, n=60).events, lat=log.lat, lon=log.lon)
    earlier = replace(earlier, day=earlier.day - 731)
    report = link(log, null=Null(99), reference=earlier)
    assert report.n == log.n
    assert all(0 <= m < log.n for f in report.findings for m in f.members)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"max_items": 4}, "max_items is 4"),
        ({"max_single_items": 65}, "max_single_items is 65"),
        ({"max_templates": 0}, "max_templates is 0"),
        ({"mean_gaps_days": ()}, "mean_gaps_days is"),
        ({"mean_gaps_days": (12.0, -1.0)}, r"mean_gaps_days\[1\] is -1.0"),
        ({"missed_share": float("nan")}, "missed_share is nan"),
    ],
)
def test_parameters_are_refused_by_name(values: dict[str, object], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        SeriesParameters(**values)


def standing(plan: SeriesPlan, state: np.ndarray) -> np.ndarray:
    """For every slot a report that notes and was asked what stands there."""
    exchange, table = plan.draft.exchange, tabulate_sets(plan.events)
    alike = np.append(exchange.slot_of[: exchange.movers], np.unique(table.of_event, return_index=True)[1])
    return alike[state[:, 0]]


def exchanged(plan: SeriesPlan, replicate: int) -> np.ndarray:
    """What stands at every slot after the walk of one replicate from the real log."""
    _, steps, state, slot_of, rest = plan.draft.exchange.arguments()
    state, slot_of = state.copy(), slot_of.copy()
    exchange_sets(np.uint64(stream_key(5, replicate)), steps, state, slot_of, *rest)
    movers = plan.draft.exchange.movers
    assert np.array_equal(state[slot_of[:movers], 0], np.arange(movers))
    assert np.array_equal(state[:, 1], plan.draft.exchange.state[:, 1])
    return standing(plan, state)


def noted(log: EventSet, at: np.ndarray, bits: list[int], groups: np.ndarray) -> list[int]:
    """Items of `bits` noted in every group of slots."""
    each = sum((log.items[at] >> np.uint64(b)) & np.uint64(1) for b in bits)
    return np.bincount(groups, each).astype(int).tolist()


def test_shuffling_keeps_what_every_block_and_stretch_notes() -> None:
    plan = plan_series(simulate("drift", 3, n=300).events, SeriesParameters(), Null(99))
    log = plan.events
    held, table, slots = plan.draft.exchange, tabulate_sets(log), np.arange(plan.events.n)
    block = held.block_of(slots)
    rare = table.bits[table.rates < 0.4].tolist()
    common = table.bits[table.rates >= 0.4].tolist()
    assert plan.draft.drift.found
    assert common
    for replicate in range(3):
        at = exchanged(plan, replicate)
        assert (log.items[at] != log.items).sum() > 50
        for bits in (rare, *([c] for c in common)):
            assert noted(log, at, bits, block) == noted(log, slots, bits, block)
        for bit in table.bits.tolist():
            assert noted(log, at, [bit], held.stretch[block]) == noted(log, slots, [bit], held.stretch[block])
        assert np.array_equal(log.kind[log.site[at]], log.kind[log.site])


def test_blocks_follow_from_what_shuffling_keeps() -> None:
    """Blocks and stretches of a shuffled log are those of the real one, or the test would not be exact."""
    plan = plan_series(simulate("drift", 3, n=300).events, SeriesParameters(), Null(99))
    log = plan.events
    at = exchanged(plan, 1)
    other = replace(log, items=log.items[at])
    again = find_drift(other, tabulate_sets(other))
    assert again.block_end.tolist() == plan.draft.drift.block_end.tolist()
    assert again.stretch_end.tolist() == plan.draft.drift.stretch_end.tolist()


def test_every_arrangement_with_the_same_totals_is_reached_equally_often() -> None:
    """Four reports in two blocks: 2 and 1 items, 1 and 2. All 16 arrangements that keep 3 and 3 come alike."""
    state, slot_of = (
        np.column_stack([np.arange(4), [0, 0, 1, 1]]).astype(np.uint32),
        np.arange(4, dtype=np.uint32),
    )
    count = np.array([2, 1, 1, 2])
    words, one_stretch, no_list = np.column_stack([count, count]), np.zeros(2, dtype=np.int64), np.arange(0)
    seen: dict[tuple[int, ...], int] = {}
    for walk in range(40_000):
        exchange_sets(
            np.uint64(stream_key(1, walk)), 8, state, slot_of, 4, words, one_stretch, 1, no_list,
            np.array([0, 4]), np.array([0, 2, 4]), np.array([0, 2, 4]),
        )  # fmt: skip
        seen[tuple(state[:, 0].tolist())] = seen.get(tuple(state[:, 0].tolist()), 0) + 1
    legal = [order for order in permutations(range(4)) if count[list(order[:2])].sum() == 3]
    assert len(legal) == 16
    assert sorted(seen) == sorted(legal)
    assert max(seen.values()) < 1.15 * min(seen.values())


@pytest.mark.parametrize(
    "field",
    ["max_single_items", "mean_gaps_days", "gap_shape", "missed_share", "evenness", "longest_gap_days"],
)
def test_the_model_of_a_tour_is_in_the_digest(field: str) -> None:
    log = simulate("tour", 4, n=60, m=6).events
    other = {
        "max_single_items": 3,
        "mean_gaps_days": (20.0,),
        "gap_shape": 3.0,
        "missed_share": 0.2,
        "evenness": 0.5,
        "longest_gap_days": 90,
    }
    changed = SeriesParameters(**{field: other[field]})
    assert link(log, changed, Null(19)).digest != link(log, null=Null(19)).digest


def test_two_marks_are_no_series_and_three_in_a_row_are_one() -> None:
    gaps = np.full((1, 41), 0.02)
    site, day = np.arange(6), np.array([0, 10, 20, 30, 90, 100])

    def shares(*slots: int) -> list[float]:
        given = np.array(slots), np.full(len(slots), 50.0), site, day, gaps, 0.01
        return memberships(*given).tolist()

    assert shares(0) == [0.0]
    assert shares(0, 1) == [0.0, 0.0]
    assert shares(0, 1, 2) == pytest.approx([1.0, 1.0, 1.0])
    assert shares(0, 1, 2, 4, 5) == pytest.approx([1.0, 1.0, 1.0, 0.0, 0.0])
    # Four in a row with factor x gap 1: one chain of four, and the four of three stops.
    assert shares(0, 1, 2, 3) == pytest.approx([4 / 5] * 4)
