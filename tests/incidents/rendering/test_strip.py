"""The chance strip: observed first, then the shuffles in seed order, quiet ones too."""

from __future__ import annotations

from incidents.records import SiteTally
from incidents.rendering.strip import chance_strip, hundred_squares
from tests.incidents.rendering.sample import BUSAN, OSAN, finding, run

TESTED = [SiteTally(OSAN, 3), SiteTally(BUSAN, 2)]
DRAWS = [
    {"centre": "busan", "sites": ["busan"], "radius_m": 0.0, "days": 10, "observed": 2, "llr": 1.2},
    {"centre": "osan", "sites": [], "radius_m": 0.0, "days": 1, "observed": 0, "llr": 0.0},
]


def test_frames_stand_in_seed_order_with_words() -> None:
    strip = chance_strip(run(null_draws=DRAWS), finding(), TESTED)
    assert strip is not None
    assert [(frame.title, frame.words) for frame in strip.frames] == [
        ("Observed", "3 in 20 d"),
        ("Shuffle 1", "2 in 10 d"),
        ("Shuffle 2", "nothing"),
    ]


def test_as_many_dots_are_inside_as_the_window_holds() -> None:
    strip = chance_strip(run(null_draws=DRAWS), finding(observed=2), TESTED)
    assert strip is not None
    inside = [sum(dot.is_inside for dot in frame.dots) for frame in strip.frames]
    assert inside == [2, 2, 0]
    assert [len(frame.dots) for frame in strip.frames] == [5, 5, 5]
    assert [len(frame.rings) for frame in strip.frames] == [1, 1, 0]


def test_a_busy_site_does_not_fill_the_frame() -> None:
    strip = chance_strip(run(null_draws=DRAWS), finding(observed=4_000), [SiteTally(OSAN, 4_000)])
    assert strip is not None
    assert [len(frame.dots) for frame in strip.frames] == [9, 9, 9]


def test_dots_lie_in_the_frame_and_north_is_up() -> None:
    strip = chance_strip(run(null_draws=DRAWS), finding(), TESTED)
    assert strip is not None
    dots = strip.frames[0].dots
    assert all(0 <= dot.x <= strip.width and 0 <= dot.y <= strip.height for dot in dots)
    assert dots[0].y < dots[-1].y
    assert strip.outline.startswith("M")


def test_log_beyond_korea_has_its_own_frame_and_no_coast() -> None:
    far = SiteTally(OSAN.__class__(*_moved()), 1)
    strip = chance_strip(run(null_draws=DRAWS), finding(), [*TESTED, far])
    assert strip is not None
    assert strip.outline == ""
    assert all(0 <= dot.x <= strip.width for dot in strip.frames[0].dots)


def _moved() -> tuple[object, ...]:
    return ("far", OSAN.uuid, "Far", "먼 곳", "PORT", type(OSAN.point)(51.5, 0.1), "", "")


def test_without_shuffles_there_is_no_strip() -> None:
    assert chance_strip(run(), finding(), TESTED) is None


def test_hundred_squares_fill_from_the_first() -> None:
    squares = hundred_squares(20)
    assert (len(squares), sum(square.is_filled for square in squares)) == (100, 20)
    assert squares[19].is_filled
    assert not squares[20].is_filled
    assert {square.y for square in squares[:20]} == {0.6}
