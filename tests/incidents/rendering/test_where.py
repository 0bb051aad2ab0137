"""The detail drawing is to scale, docks what has no point, and shows nothing it was not given."""

from __future__ import annotations

import pytest

from incidents.rendering.where import HEIGHT, WIDTH, ZoneShape, draw_where
from sites.geometry import Circle, Point, destination
from sites.outlines import parse_polygon
from tests.incidents.rendering.sample import OSAN, incident

ZONE = ZoneShape(Circle(OSAN.point, 1_500.0), is_approximate=True)


def test_point_and_uncertainty_are_drawn_to_the_scale_of_the_bar() -> None:
    east = destination(OSAN.point, 3_000, 90)
    drawn = draw_where(OSAN.point, incident(site=OSAN, observer_point=east, uncertainty_m=1_000.0), [ZONE])
    assert drawn is not None
    assert drawn.site is not None
    assert drawn.observer is not None
    px_per_m = drawn.uncertainty_px / 1_000
    assert drawn.observer.x - drawn.site.x == pytest.approx(3_000 * px_per_m, rel=0.02)
    assert drawn.observer.y == pytest.approx(drawn.site.y, abs=0.3)
    assert drawn.bar_words == "2 km"
    assert drawn.bar_px == pytest.approx(2_000 * px_per_m, rel=0.02)
    assert not drawn.is_docked


def test_record_without_a_point_docks_beside_its_site() -> None:
    drawn = draw_where(OSAN.point, incident(site=OSAN), [ZONE])
    assert drawn is not None
    assert drawn.site is not None
    assert drawn.observer is not None
    assert drawn.is_docked
    assert drawn.site.x - drawn.observer.x == 14
    assert (drawn.observer.anchor, drawn.site.anchor) == ("end", "start")
    assert drawn.uncertainty_px == 0


def test_site_alone_has_no_record_mark() -> None:
    drawn = draw_where(OSAN.point, None, [])
    assert drawn is not None
    assert (drawn.site.x, drawn.site.y, drawn.observer) == (WIDTH / 2, HEIGHT / 2, None)


def test_outline_and_circle_lie_in_the_frame() -> None:
    square = [[127.0, 37.05], [127.06, 37.05], [127.06, 37.13], [127.0, 37.13], [127.0, 37.05]]
    outline = parse_polygon({"type": "Polygon", "coordinates": [square]})
    drawn = draw_where(OSAN.point, None, [ZONE, ZoneShape(outline, is_approximate=False)])
    assert drawn is not None
    assert [zone.is_approximate for zone in drawn.zones] == [True, False]
    corners = [pair.split() for pair in drawn.zones[1].path.strip("Mz").split("L")]
    assert all(0 <= float(x) <= WIDTH and 0 <= float(y) <= HEIGHT for x, y in corners)


def test_a_hole_is_drawn_as_a_line_of_its_own() -> None:
    square = [[127.0, 37.05], [127.06, 37.05], [127.06, 37.13], [127.0, 37.13], [127.0, 37.05]]
    hole = [[127.02, 37.07], [127.02, 37.09], [127.04, 37.09], [127.02, 37.07]]
    outline = parse_polygon({"type": "Polygon", "coordinates": [square, hole]})
    drawn = draw_where(OSAN.point, None, [ZoneShape(outline, is_approximate=False)])
    assert drawn is not None
    lines = [line.split("L") for line in drawn.zones[0].path.removeprefix("M").removesuffix("z").split("zM")]
    assert [len(line) for line in lines] == [5, 4]


def test_nothing_known_is_nothing_drawn() -> None:
    assert draw_where(None, incident(), []) is None


def test_point_without_a_site_stands_in_the_middle() -> None:
    drawn = draw_where(None, incident(observer_point=Point(35.0, 128.0), uncertainty_m=50.0), [])
    assert drawn is not None
    assert drawn.site is None
    assert (drawn.observer.x, drawn.observer.y) == (WIDTH / 2, HEIGHT / 2)
