"""Points, circles and outlines on the earth: measured against geopy and known answers, refused with field and value."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sites.errors import InvalidGeometry
from sites.geometry import (
    Circle,
    Point,
    Ring,
    destination,
    distance_m,
    distance_to_edge_m,
    geojson,
    zone_relation,
)
from sites.outlines import parse_polygon

OSAN = Point(lat=37.0906, lon=127.03)
SQUARE = {
    "type": "Polygon",
    "coordinates": [[[127.0, 37.0], [127.1, 37.0], [127.1, 37.1], [127.0, 37.1], [127.0, 37.0]]],
}
places = st.builds(Point, lat=st.floats(-89, 89), lon=st.floats(-180, 180))


def test_seoul_to_busan_is_a_known_distance() -> None:
    seoul, busan = Point(lat=37.5665, lon=126.978), Point(lat=35.1796, lon=129.0756)
    assert distance_m(seoul, busan) == pytest.approx(325_000, abs=1_000)


@given(places, st.floats(1, 100_000), st.floats(0, 359.9))
def test_destination_lies_at_its_distance(start: Point, metres: float, bearing_deg: float) -> None:
    assert distance_m(start, destination(start, metres, bearing_deg)) == pytest.approx(metres, abs=0.01)


@pytest.mark.parametrize(("lat", "lon", "field"), [
    (91, 0, "latitude"), (float("nan"), 0, "latitude"), (float("inf"), 0, "latitude"), (True, 0, "latitude"),
    ("37", 0, "latitude"), (0, 180.1, "longitude"), (127.03, 37.09, "latitude"),
])  # fmt: skip
def test_point_off_the_earth_is_refused_by_field(lat: object, lon: object, field: str) -> None:
    with pytest.raises(InvalidGeometry) as refused:
        Point(lat=lat, lon=lon)
    assert refused.value.field == field


@pytest.mark.parametrize("radius_m", [0, -1, 200_001, float("nan"), float("inf")])
def test_circle_without_a_usable_radius_is_refused(radius_m: float) -> None:
    with pytest.raises(InvalidGeometry, match="radius_m"):
        Circle(centre=OSAN, radius_m=radius_m)


@pytest.mark.parametrize(("lat", "lon", "sign"), [(37.05, 127.05, -1), (37.2, 127.05, 1)])
def test_distance_to_an_outline_is_negative_inside(lat: float, lon: float, sign: int) -> None:
    edge_m = distance_to_edge_m(Point(lat=lat, lon=lon), parse_polygon(SQUARE))
    assert edge_m * sign > 0
    # the local plane is true to a thousandth
    here, north = Point(lat=lat, lon=lon), Point(lat=37.1, lon=lon)
    west = Point(lat=lat, lon=127.0)
    nearest_m = min(distance_m(here, north), distance_m(here, west)) if sign < 0 else distance_m(here, north)
    assert abs(edge_m) == pytest.approx(nearest_m, rel=0.001)


@given(st.floats(-170, 170), st.floats(-80, 80), st.floats(100, 20_000), st.floats(0.1, 3))
def test_circle_and_its_outline_agree(lon: float, lat: float, radius_m: float, share: float) -> None:
    circle = Circle(centre=Point(lat=lat, lon=lon), radius_m=radius_m)
    point = destination(circle.centre, radius_m * share, 45)
    vertices = geojson(circle)["coordinates"][0]
    ring = Ring(tuple(Point(lat=y, lon=x) for x, y in vertices))
    # 64 vertices cut the circle by less than 0.13 % of its radius
    assert distance_to_edge_m(point, ring) == pytest.approx(
        distance_to_edge_m(point, circle), abs=0.005 * radius_m + 1
    )


@pytest.mark.parametrize(("metres", "uncertainty_m", "relation"), [
    (1_000, 100, "INSIDE"), (1_600, 50, "OUTSIDE"), (1_450, 100, "UNKNOWN"), (1_500, 0, "BOUNDARY"), (10, None, "UNKNOWN"),
])  # fmt: skip
def test_relation_needs_the_uncertainty_to_stay_on_one_side(
    metres: float, uncertainty_m: float | None, relation: str
) -> None:
    point = destination(OSAN, metres, 200)
    assert zone_relation(point, uncertainty_m, Circle(centre=OSAN, radius_m=1_500)) == relation
