"""Outlines as GeoJSON gives them: read with their holes, written back, refused with the place of the fault."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.errors import InvalidGeometry
from sites.geometry import Point, area_m2, distance_m, distance_to_edge_m, geojson, zone_relation
from sites.outlines import parse_polygon

SQUARE = [[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.1], [127.0, 37.0]]
HOLE = [[127.04, 37.04], [127.04, 37.06], [127.06, 37.06], [127.06, 37.04], [127.04, 37.04]]
CROSSED = [[127.04, 37.04], [127.06, 37.06], [127.06, 37.04], [127.04, 37.06], [127.04, 37.04]]
IN_THE_HOLE, IN_THE_ZONE = Point(lat=37.05, lon=127.05), Point(lat=37.02, lon=127.05)


def polygon(*lines: list[list[float]]) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(lines)}


def moved(line: list[list[float]], east: float, north: float) -> list[list[float]]:
    return [[lon + east, lat + north] for lon, lat in line]


@pytest.mark.parametrize("lines", [(SQUARE,), (SQUARE, HOLE)])
def test_outline_is_read_and_written_back(lines: tuple[list[list[float]], ...]) -> None:
    assert geojson(parse_polygon(json.dumps(polygon(*lines)))) == polygon(*lines)


def test_the_directions_of_outline_and_holes_do_not_matter() -> None:
    assert geojson(parse_polygon(polygon(SQUARE[::-1], HOLE[::-1]))) == polygon(SQUARE, HOLE)


@pytest.mark.parametrize("text", [
    "not json", "[]", '{"type": "Point", "coordinates": [0, 0]}', '{"type": "Polygon"}',
    '{"type": "Polygon", "coordinates": []}', '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 0]]]}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]}',  # crosses itself
    '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}',  # open
    '{"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [2, 0], [0, 0]]]}',  # no area
    '{"type": "Polygon", "coordinates": [[[0, 0], [200, 0], [1, 1], [0, 0]]]}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], 7]}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], []]}',
    '{"type": "Polygon", "coordinates": [[[0, 0], [9, 0], [9, 9], [0, 9], [0, 0]], [[1, 1], [2, 1], [2, 2], [1, 2]]]}',
    '{"type": "Polygon", "coordinates": ' + "[" * 5_000 + "]" * 5_000 + "}",
])  # fmt: skip
def test_unusable_outline_is_refused(text: str) -> None:
    with pytest.raises(InvalidGeometry):
        parse_polygon(text)


@pytest.mark.parametrize(("holes", "advice"), [
    ([moved(HOLE, 1, 0)], "where a hole leaves the outline"),
    ([moved(HOLE, 0.05, 0)], "where a hole leaves the outline"),
    ([HOLE, moved(HOLE, 0.01, 0.01)], "or meets another hole"),
    ([HOLE, HOLE], "or meets another hole"),
    ([CROSSED], "where the outline crosses itself"),
])  # fmt: skip
def test_a_hole_astray_is_refused_with_its_place(holes: list[list[list[float]]], advice: str) -> None:
    with pytest.raises(InvalidGeometry, match=advice) as refused:
        parse_polygon(polygon(SQUARE, *holes))
    lat, lon = (float(number) for number in str(refused.value.value).split(", "))
    assert 37 <= lat <= 37.11
    assert 127 <= lon <= 128.1


def test_a_point_in_a_hole_lies_outside_and_is_measured_to_the_line_of_the_hole() -> None:
    zone = parse_polygon(polygon(SQUARE, HOLE))
    assert zone_relation(IN_THE_HOLE, 10, zone) == "OUTSIDE"
    assert zone_relation(IN_THE_ZONE, 10, zone) == "INSIDE"
    to_the_hole = distance_m(IN_THE_HOLE, Point(lat=37.05, lon=127.04))
    assert distance_to_edge_m(IN_THE_HOLE, zone) == pytest.approx(to_the_hole, rel=0.001)
    assert distance_to_edge_m(IN_THE_ZONE, zone) == pytest.approx(
        -distance_m(IN_THE_ZONE, Point(lat=37.04, lon=127.05)), rel=0.001
    )


def test_uncertainty_that_reaches_into_a_hole_leaves_the_relation_unknown() -> None:
    zone = parse_polygon(polygon(SQUARE, HOLE))
    beside = Point(lat=37.0395, lon=127.05)
    assert [zone_relation(beside, metres, zone) for metres in (10, 500)] == ["INSIDE", "UNKNOWN"]


def test_a_hole_takes_its_ground_from_the_area() -> None:
    whole, hole, both = (
        area_m2(parse_polygon(polygon(*lines))) for lines in ([SQUARE], [HOLE], [SQUARE, HOLE])
    )
    assert both == pytest.approx(whole - hole, rel=1e-6)


@given(st.floats(37.001, 37.099), st.floats(127.001, 127.099))
def test_a_zone_with_a_hole_is_the_zone_without_what_lies_in_the_hole(lat: float, lon: float) -> None:
    here = Point(lat=lat, lon=lon)
    outer, hole, both = (parse_polygon(polygon(*lines)) for lines in ([SQUARE], [HOLE], [SQUARE, HOLE]))
    nearest_m = min(abs(distance_to_edge_m(here, outer)), abs(distance_to_edge_m(here, hole)))
    is_inside = distance_to_edge_m(here, outer) < 0 < distance_to_edge_m(here, hole)
    assert distance_to_edge_m(here, both) == pytest.approx(-nearest_m if is_inside else nearest_m, abs=0.5)
