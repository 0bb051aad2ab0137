"""Beside each answer: the observed pattern, then the first shuffles in seed order, quiet ones too."""

from __future__ import annotations

from typing import Any

from incidents.records import SiteTally
from incidents.rendering.answer_strips import answer_strip
from incidents.rendering.frames import ChanceStrip
from tests.incidents.rendering.sample import BUSAN, OSAN

TESTED = [SiteTally(OSAN, 3), SiteTally(BUSAN, 2)]
POINTS = {"osan": OSAN.point, "busan": BUSAN.point}
KNOX = {
    "observed": 5,
    "pairs": [{"sites": ["osan"], "n": 4}, {"sites": ["busan", "osan"], "n": 1}],
    "null_draws": [{"observed": 1, "pairs": [{"sites": ["busan"], "n": 1}]}, {"observed": 0, "pairs": []}],
}
SERIES = {
    "observed": 3, "sites": ["osan", "busan", "osan"], "date_from": "2025-03-01", "date_to": "2025-03-30",
    "null_draws": [{"observed": 3, "days": 90, "sites": ["busan", "osan", "busan"]}, None],
}  # fmt: skip
SURGE = {
    "observed": 4, "rate": "uniform", "site_type": None, "study_from": "2025-01-01", "study_to": "2025-01-31",
    "profile": [0] * 20 + [4] + [1] * 10, "date_from": "2025-01-21", "date_to": "2025-01-21",
    "null_draws": [
        {"observed": 2, "site_type": "PORT", "profile": [2] + [0] * 30, "date_from": "2025-01-01", "date_to": "2025-01-01"},
        None,
    ],
}  # fmt: skip


def strip_of(method: str, facts: dict[str, Any]) -> ChanceStrip:
    strip = answer_strip(method, facts, TESTED, POINTS)
    assert strip is not None
    return strip


def said(strip: ChanceStrip) -> list[tuple[str, str]]:
    return [(frame.title, frame.words) for frame in strip.frames]


def test_near_pairs_are_rings_whose_area_grows_with_their_number() -> None:
    strip = strip_of("KNOX", KNOX)
    assert said(strip) == [("Observed", "5 pairs"), ("Shuffle 1", "1 pair"), ("Shuffle 2", "nothing")]
    radii = [[ring[2] for ring in frame.rings] for frame in strip.frames]
    assert radii == [[6.0, 3.0], [3.0], []]
    assert [sum(dot.is_inside for dot in frame.dots) for frame in strip.frames] == [2, 1, 0]
    assert "days shuffled" in strip.heading


def test_the_ring_of_two_near_sites_lies_between_them() -> None:
    strip = strip_of("KNOX", KNOX)
    osan, between = strip.frames[0].rings
    busan = strip.frames[1].rings[0]
    assert min(osan[0], busan[0]) < between[0] < max(osan[0], busan[0])


def test_a_series_is_a_track_through_its_stops_in_order_of_time() -> None:
    strip = strip_of("SERIES", SERIES)
    assert said(strip) == [("Observed", "3 in 30 d"), ("Shuffle 1", "3 in 90 d"), ("Shuffle 2", "nothing")]
    first, second, third = (frame.stops for frame in strip.frames)
    assert (first[0], first[1]) == (second[1], second[0])
    assert first[0] == first[2]
    assert third == ()
    assert strip.frames[0].track == " ".join(f"{x},{y}" for x, y in first)


def test_a_log_without_a_series_still_shows_what_chance_does() -> None:
    strip = strip_of("SERIES", {"observed": 0, "null_draws": SERIES["null_draws"]})
    assert said(strip)[:2] == [("Observed", "nothing"), ("Shuffle 1", "3 in 90 d")]


def test_reports_over_time_stand_on_one_scale_and_the_stretch_is_marked() -> None:
    strip = strip_of("SURGE", SURGE)
    assert said(strip) == [("Observed", "4 in 1 d"), ("Shuffle 1", "2 in 1 d"), ("Shuffle 2", "nothing")]
    assert [frame.of_what for frame in strip.frames] == ["the whole log", "Port", ""]
    observed, shuffle, quiet = (frame.bars for frame in strip.frames)
    assert sum(bar.is_inside for bar in observed) == 2  # its reports, and the line below them
    assert len(observed) == 12
    assert shuffle[0].height * 2 == observed[0].height
    assert quiet == ()
    for bar in (*observed, *shuffle):
        assert 0 <= bar.x <= bar.x + bar.width <= strip.width
        assert 0 <= bar.y <= bar.y + bar.height <= strip.height


def test_the_heading_says_what_was_shuffled() -> None:
    assert "on random days" in strip_of("SURGE", SURGE).heading
    assert "dealt out anew to this year" in strip_of("SURGE", SURGE | {"rate": "reference"}).heading
    assert "gear" in strip_of("SERIES", SERIES).heading


def test_an_answer_without_shuffles_has_no_strip() -> None:
    assert answer_strip("KNOX", {"observed": 0, "null_draws": []}, TESTED, POINTS) is None
    assert answer_strip("SURGE", {"observed": 0}, TESTED, POINTS) is None


def test_sites_that_left_the_registry_are_left_out_of_the_drawing() -> None:
    strip = answer_strip("KNOX", KNOX, [], {"osan": OSAN.point})
    assert strip is not None
    assert [len(frame.rings) for frame in strip.frames] == [2, 0, 0]
    assert answer_strip("KNOX", KNOX, [], {}) is None
