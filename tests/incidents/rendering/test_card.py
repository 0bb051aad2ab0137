"""What the card says back of a place."""

from __future__ import annotations

from typing import Any

from incidents.rendering.card import card_words, place_words
from sites.geometry import Point

OSAN = Point(lat=37.0906, lon=127.03)


def said(**values: Any) -> list[str]:
    defaults: dict[str, Any] = {
        "site_point": OSAN, "site_name": "Osan Air Base", "point": Point(lat=37.1, lon=127.03), "distance": 457.0,
        "uncertainty_m": 150.0, "relation": "INSIDE", "is_approximate": False,
    }  # fmt: skip
    return place_words(**(defaults | values))


def test_distance_and_side_of_the_line() -> None:
    assert said() == ["457 m ± 150 m from the zone line; zone relation: Inside"]


def test_an_approximate_zone_carries_no_legal_conclusion() -> None:
    assert said(is_approximate=True)[-1] == "Zone approximate: no legal conclusion."


def test_unknown_says_why() -> None:
    assert said(relation="UNKNOWN")[1] == "The uncertainty reaches across the line."
    assert (
        said(relation="UNKNOWN", uncertainty_m=None)[1]
        == "Say how exact the point is, and the side of the line can be told."
    )


def test_without_a_zone_the_reference_point_is_measured_from() -> None:
    assert said(distance=None) == [
        "1 km from the public reference point of Osan Air Base", "No zone is drawn there: zone relation unknown.",
    ]  # fmt: skip


def test_without_a_site_the_point_is_kept() -> None:
    assert said(distance=None, site_point=None) == ["No site is chosen or near; the point is kept."]


def test_no_sentence_of_the_card_is_blank() -> None:
    assert all(words.strip() for words in card_words().values())
