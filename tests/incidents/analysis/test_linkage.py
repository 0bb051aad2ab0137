"""Series: found where planted, silent where not, and blind to what must not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from incidents.analysis import AnalysisError, EventSet, Null, SeriesParameters, link, plan_series, simulate
from incidents.analysis.drift import find_drift
from incidents.analysis.linkage_kernel import throw_marks
from incidents.analysis.linkage_plan import balance
from incidents.analysis.templates import choose_templates, tabulate_sets

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
    quiet = simulate("quiet", 3, n=300).events
    assert not find_drift(quiet, tabulate_sets(quiet)).found


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
    assert first.statistic == pytest.approx(second.statistic)
    assert {int(rows[m]) for m in second.findings[0].members} == set(first.findings[0].members)
    assert first.p == pytest.approx(second.p, abs=0.05)


def test_sets_move_only_between_reports_whose_form_asked_the_same() -> None:
    log = simulate("tour", 4, n=200, m=8).events
    asked = log.items_asked.copy()
    asked[log.day < np.median(log.day)] &= ~np.uint64(1 << 3)
    log = replace(log, items=log.items & asked, items_asked=asked)
    plan = plan_series(log, SeriesParameters(), Null(99))
    old_form = log.items_asked == asked.min()
    pools = plan.draft.pools
    for mark, group in zip(plan.draft.marked, pools.mark_group, strict=True):
        begin, end = pools.stretch_first[0, pools.stretch_begin[group]], pools.group_end[group]
        slots = plan.draft.line.pool[begin:end]
        rows = np.flatnonzero(np.isin(plan.draft.line.slot_of, slots))
        assert set(old_form[rows]) == {bool(old_form[mark])}


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
    [({"max_items": 4}, "max_items is 4"), ({"max_templates": 0}, "max_templates is 0")],
)
def test_parameters_are_refused_by_name(values: dict[str, int], message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        SeriesParameters(**values)


def test_balanced_shares_fill_every_stretch() -> None:
    odds = np.array([[[1.0, 8.0], [1.0, 2.0], [1.0, 0.5]]])
    reports, size = np.array([10, 20, 70]), np.array([[50, 50]])
    share = balance(odds, reports, size)
    assert share.sum(axis=2) == pytest.approx(np.ones((1, 3)))
    assert reports @ share[0] == pytest.approx(size[0], rel=1e-6)
    assert share[0, 0, 1] > share[0, 1, 1] > share[0, 2, 1]


def test_marks_find_room_where_their_stretch_is_full() -> None:
    """Four marks that all belong into a stretch of two reports: each still gets a report of its own."""
    slots = np.empty(4, dtype=np.int64)
    throw_marks(
        np.uint64(7), np.arange(6), np.array([6]), np.array([0, 2]), np.array([[0, 2]]), np.array([[1.0, 1.0]]),
        np.zeros(4, dtype=np.int64), np.full(6, -1), 0, slots,
    )  # fmt: skip
    assert len(set(slots.tolist())) == 4
    assert {0, 1} <= set(slots.tolist())
