"""Figures keep two significant digits, units, and say what is not known."""

from __future__ import annotations

import pytest

from incidents.rendering.figures import (
    coordinates_words,
    decimal_words,
    distance_words,
    length_words,
    of_100,
    p_number,
    p_words,
    ratio_words,
)
from sites.geometry import Point


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.0134, "p = 0.013"), (0.2, "p = 0.20"), (0.0996, "p = 0.10"), (1.0, "p = 1.0"), (0.001, "p = 0.0010"),
     (0.00099, "p < 0.001"), (1e-9, "p < 0.001"), (None, "no p")],
)  # fmt: skip
def test_p_has_two_significant_digits(p: float | None, words: str) -> None:
    assert p_words(p) == words


def test_second_p_of_a_pair_stands_without_its_letter() -> None:
    assert [p_number(p) for p in (0.2, 0.0005, None)] == ["0.20", "< 0.001", "no p"]


@pytest.mark.parametrize(
    ("p", "n"), [(0.0049, 0), (0.005, 1), (0.013, 1), (0.015, 2), (0.2, 20), (0.996, 100), (1.0, 100)]
)
def test_hundred_squares_follow_the_p(p: float, n: int) -> None:
    assert of_100(p) == n


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "0 m"), (299.6, "300 m"), (999, "999 m"), (1_000, "1 km"), (1_432, "1.4 km"), (50_000, "50 km"),
     (231_400, "231 km")],
)  # fmt: skip
def test_length_changes_from_metres_to_kilometres(metres: float, words: str) -> None:
    assert length_words(metres) == words


def test_distance_and_uncertainty_share_their_unit() -> None:
    assert distance_words(1_432, 900) == "1.4 km ± 0.9 km"
    assert distance_words(206, 150) == "206 m ± 150 m"
    assert distance_words(1_500, 50) == "1.5 km ± 50 m"
    assert distance_words(206) == "206 m"
    assert distance_words(None, 150) == "unknown"


def test_small_expectations_keep_a_digit() -> None:
    assert [decimal_words(value) for value in (0, 0.27, 0.031, 12.34)] == ["0.0", "0.3", "0.031", "12.3"]


def test_ratio_says_that_it_is_rough() -> None:
    assert [ratio_words(value) for value in (10.2, 1.4, None)] == ["about 10", "about 1.4", "not defined"]


def test_coordinates_are_latitude_first() -> None:
    assert coordinates_words(Point(lat=33.226, lon=126.486)) == "33.2260, 126.4860"
