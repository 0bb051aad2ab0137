"""Both units of Knox, series and surge, and all methods of a run together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from incidents.analysis import (
    EventSet,
    KnoxParameters,
    Null,
    holm,
    knox_pair,
    link_pair,
    simulate,
    surge_pair,
)
from incidents.analysis.digest import digest_of
from tests.incidents.analysis.logs import random_log


def with_cases(log: EventSet, groups: dict[int, list[int]]) -> EventSet:
    case = np.full(log.n, -1)
    for name, rows in groups.items():
        case[rows] = name
    return replace(log, case=case)


def test_a_tour_of_one_known_group_is_no_series_of_cases() -> None:
    world = simulate("tour", 4, n=200, m=8)
    unknown = link_pair(world.events, null=Null(499))
    known = link_pair(with_cases(world.events, {1: list(world.planted)}), null=Null(499))
    assert known.p_incidents == unknown.p_incidents <= 0.05
    assert known.p_cases > 0.05
    assert unknown.significant
    assert not known.significant


def test_pairs_within_a_case_are_no_interaction_of_cases() -> None:
    quiet = random_log(3, 60, n_sites=10, n_days=400)
    burst = EventSet.build(
        [*quiet.site, *[4] * 7], quiet.lat, quiet.lon, [*quiet.day, *range(20_100, 20_107)]
    )
    report = knox_pair(with_cases(burst, {5: list(range(60, 67))}), KnoxParameters(days=7), Null(499))
    assert report.p_incidents < 0.05 < report.p_cases


def test_surge_counts_a_group_once() -> None:
    quiet = random_log(3, 60, n_days=400)
    burst = EventSet.build(
        [*quiet.site, *range(6), *range(6)], quiet.lat, quiet.lon, [*quiet.day, *range(20_100, 20_112)]
    )
    report = surge_pair(with_cases(burst, {5: list(range(60, 72))}), null=Null(499))
    assert report.p_incidents < 0.05
    assert report.cases.n == 60  # one quiet pair of one site and day collapsed


def test_collapsed_and_vague_rows_are_counted() -> None:
    log = EventSet.build(
        [0, 0, 1, 1, 1, 0], [37, 36], [127, 127], [5, 5, 9, 20, 40, 60],
        day_lo=[5, 5, 9, 1, 40, 60], day_hi=[5, 5, 9, 30, 40, 60],
    )  # fmt: skip
    report = knox_pair(log, null=Null(19))
    assert (report.n_rows, report.n_collapsed, report.excluded, report.incidents.n) == (6, 1, (3,), 4)


def test_holm_holds_the_error_of_all_methods_together() -> None:
    assert holm({"a": 0.01, "b": 0.04, "c": 0.03}) == pytest.approx({"a": 0.03, "b": 0.06, "c": 0.06})
    assert holm({"a": 0.9, "b": 0.8}) == {"b": 1.0, "a": 1.0}
    assert holm({}) == {}


def test_every_report_of_a_reference_log_is_in_the_digest() -> None:
    log = simulate("tour", 4, n=60, m=6).events
    earlier = replace(simulate("quiet", 5, n=1200).events, lat=log.lat, lon=log.lon)
    earlier = replace(earlier, day=earlier.day - 731)
    moved = earlier.site.copy()
    moved[600] = (moved[600] + 1) % log.n_sites
    other = replace(earlier, site=moved)
    assert digest_of("link", log, Null(), earlier) != digest_of("link", log, Null(), other)
