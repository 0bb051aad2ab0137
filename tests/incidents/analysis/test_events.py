"""Every refusal names its field, its value and what to do."""

from __future__ import annotations

from dataclasses import fields

import pytest

from incidents.analysis import (
    AnalysisError,
    EventSet,
    Null,
    PeriodCount,
    ScanParameters,
    SurgeParameters,
    holm,
    p_sentence,
)

GOOD = {"site": [0, 1], "lat": [37.0, 36.0], "lon": [127.0, 128.0], "day": [1, 2]}


def test_the_closed_list_of_inputs() -> None:
    assert [field.name for field in fields(EventSet)] == [
        "site", "lat", "lon", "day", "case", "kind", "day_lo", "day_hi", "items", "items_asked",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"lat": [91.0, 36.0]},
            r"lat\[0\] is 91.0: it must lie between -90 and 90; check for swapped values.",
        ),
        ({"lat": [float("nan"), 36.0]}, r"lat\[0\] is nan"),
        ({"lon": [127.0, float("inf")]}, r"lon\[1\] is inf"),
        ({"lon": [127.0]}, "lon is 1: give one longitude for each of the 2 latitudes"),
        ({"site": [0, 2]}, r"site\[1\] is 2: give a whole number from 0 to 1"),
        ({"site": [0, -1]}, r"site\[1\] is -1"),
        ({"site": ["a", "b"]}, "site is .*: give whole numbers"),
        ({"day": [1]}, "day is 1: give one value per event: 2 in all"),
        ({"day": [1, None]}, "day is 1: give whole numbers, none left out"),
        ({"day": [1, 2.5]}, r"day\[1\] is 2.5"),
        ({"day": [1, 10**9]}, r"day\[1\] is 1000000000"),
        ({"day": [[1, 2]]}, "an array of 2 dimensions"),
        ({"case": [0, -2]}, r"case\[1\] is -2"),
        ({"kind": [0]}, "kind is 1: give one value per site: 2 in all"),
        ({"day_lo": [2, 2]}, r"day\[0\] is 1: it lies outside 2 to 1"),
        ({"items": [-1, 0]}, "items is -1: give bit masks"),
        ({"items": [1]}, "items is 1: give one mask per event"),
    ],
)
def test_what_cannot_be_right_is_refused(change: dict, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        EventSet.build(**(GOOD | change))


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: ScanParameters(max_km=-1), "max_km is -1"),
        (lambda: ScanParameters(max_km=float("nan")), "max_km is nan"),
        (lambda: ScanParameters(max_days=0), "max_days is 0"),
        (lambda: ScanParameters(max_days=1.5), "max_days is 1.5"),
        (lambda: ScanParameters(max_share=0), "max_share is 0"),
        (lambda: ScanParameters(start_day=9, end_day=3), "end_day is 3: it lies before start_day 9"),
        (lambda: ScanParameters(prospective="no"), "prospective is 'no': give True or False"),
        (lambda: SurgeParameters(start_day="2025-01-01"), "start_day is '2025-01-01'"),
        (lambda: SurgeParameters(prospective=1), "prospective is 1"),
        (lambda: PeriodCount(3, "people", "law", (1,)), "unit is 'people': choose incidents or cases"),
        (lambda: PeriodCount(3, "cases", "law", ()), r"months is \(\): name the calendar months"),
        (lambda: holm({"scan": float("nan")}), "scan is nan: give a p from 0 to 1"),
        (lambda: p_sentence(2.0), "p is 2.0: give a p from 0 to 1"),
        (lambda: Null(replicates=18), "replicates is 18: give 19 or more"),
        (lambda: Null(seed=-1), "seed is -1"),
        (lambda: Null(stop_after=0), "stop_after is 0"),
        (lambda: Null(stratify="region"), "stratify is 'region': choose one of auto, none, site_type"),
    ],
)
def test_parameters_are_refused_by_name(make, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        make()


def test_an_item_that_was_noted_was_asked_about() -> None:
    log = EventSet.build(**GOOD, items=[0b101, 0], items_asked=[0b001, 0b010])
    assert log.items_asked.tolist() == [0b101, 0b010]
