"""Positions pasted into two fields: whole, in halves, or plain; what is stored and what is said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.forms.positions import TypedPoint, precision_of, spread_position, typed_point
from sites.geometry import Point

PASTED = [
    ("371422N1270025E", ""), ("", "371422N1270025E"), ("371422N1270025E", "371422N1270025E"), ("37°14'22\"N", "127°0'25\"E"),
    ("37 14 22", "127 0 25"), ("37도 14분 22초", "127도 0분 25초"), ("N37 14 22", "E127 0 25"), ("37,239444", "127,006944"),
    ("37.239444, 127.006944", ""), ("북위 37도 14분 22초 동경 127도 0분 25초", ""), ("37.239444N", "127.006944E"),
]  # fmt: skip


@pytest.mark.parametrize(("lat", "lon"), PASTED)
def test_a_notation_in_either_field_fills_both(lat: str, lon: str) -> None:
    values = {"lat": lat, "lon": lon}
    assert spread_position(values, "lat", "lon", "exact").problem is None
    assert (float(values["lat"]), float(values["lon"])) == pytest.approx((37.239444, 127.006944), abs=2e-6)
    assert int(values["exact"]) >= 1


def test_plain_numbers_stay_as_they_were_typed() -> None:
    values = {"lat": "37.2", "lon": "127", "exact": ""}
    assert spread_position(values, "lat", "lon", "exact").point == Point(lat=37.2, lon=127)
    assert values == {"lat": "37.2", "lon": "127", "exact": ""}


def test_an_uncertainty_that_was_typed_stays() -> None:
    values = {"lat": "371422N1270025E", "lon": "", "exact": "5"}
    spread_position(values, "lat", "lon", "exact")
    assert values["exact"] == "5"


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("near the gate", "", "is not a position"),
        ("37 75 22 N 127 0 25 E", "", "minutes 75 is outside 0 to 59"),
        ("127 0 25", "37 14 22", "latitude 127.007 is outside"),
        ("52SCG", "", "names an area too large"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays(lat: str, lon: str, words: str) -> None:
    values = {"lat": lat, "lon": lon}
    problem = spread_position(values, "lat", "lon", "exact").problem
    assert words in problem.phrase.text
    assert (values["lat"], values["lon"]) == (lat, lon)


def test_swapped_numbers_are_a_question() -> None:
    typed = typed_point("127.007", "37.2394")
    assert (typed.point, type(typed.problem).__name__) == (None, "LooksSwapped")
    assert typed_point("37.2394", "127.007").point == Point(lat=37.2394, lon=127.007)
    assert typed_point("91", "200").point is None


def test_half_a_point_is_none() -> None:
    for lat, lon in (("37.2394", ""), ("", "127"), ("", "")):
        assert typed_point(lat, lon) == TypedPoint()


@pytest.mark.parametrize(
    ("method", "reference", "precision"),
    [
        ("MANUAL", "", 1), ("MAP_CLICK", "", 1), ("GPS", "", 1), ("SITE_REF", "", 2), ("GEOCODER", "gazetteer:TOWN:41220320", 3),
        ("GEOCODER", "gazetteer:DISTRICT:11140", 4), ("GEOCODER", "gazetteer:PROVINCE:41", 5), ("GEOCODER", "nominatim:way/1", 9),
        ("GEOCODER", "", 9),
    ],
)  # fmt: skip
def test_an_entry_of_the_gazetteer_is_no_exact_place(method: str, reference: str, precision: int) -> None:
    assert precision_of(method, reference) == precision


@settings(max_examples=1_000, deadline=None)
@given(st.text(max_size=30), st.text(max_size=30))
def test_any_two_texts_are_taken(lat: str, lon: str) -> None:
    values = {"lat": lat, "lon": lon}
    typed = spread_position(values, "lat", "lon", "exact")
    assert typed.point is None or typed.problem is None
