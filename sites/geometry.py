"""Points, distances and zones on the earth: pure, in metres, with the point's own uncertainty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from shapely import Point as PlanePoint
from shapely import Polygon, make_valid

from sites.errors import InvalidGeometry

ZoneRelation = Literal["INSIDE", "BOUNDARY", "OUTSIDE", "UNKNOWN"]
_KOREA_HINT = "Check for swapped values."


@dataclass(frozen=True, slots=True)
class Point:
    """A place on WGS 84, in degrees."""

    lat: float
    lon: float

    def __post_init__(self) -> None:
        _check_degrees("latitude", self.lat, 90)
        _check_degrees("longitude", self.lon, 180)


@dataclass(frozen=True, slots=True)
class Circle:
    """A zone given as a reference point and a radius."""

    centre: Point
    radius_m: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.radius_m) and 0 < self.radius_m <= 200_000):
            raise InvalidGeometry("radius_m", self.radius_m, "is not between 0 and 200,000 metres.")


@dataclass(frozen=True, slots=True)
class Ring:
    """A zone given as one closed outline, and the closed outlines within it that do not belong to it."""

    vertices: tuple[Point, ...]
    holes: tuple[tuple[Point, ...], ...] = ()


Shape = Circle | Ring


def _check_degrees(name: str, value: float, limit: int) -> None:
    if type(value) is float and -limit <= value <= limit:  # nearly always; millions of points are made
        return
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value in (math.inf, -math.inf):
        raise InvalidGeometry(name, value, "is not a number. Write degrees such as 37.0906.")
    if value != value:  # NaN; math.isfinite would overflow on integers of hundreds of digits
        raise InvalidGeometry(name, value, "is not a number. Write degrees such as 37.0906.")
    if abs(value) > limit:
        raise InvalidGeometry(name, value, f"is outside -{limit} to {limit}. {_KOREA_HINT}")


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance on the WGS 84 ellipsoid."""
    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).meters)


def geojson(figure: Shape) -> dict[str, object]:
    """Return a GeoJSON Polygon; a circle becomes 64 vertices at its geodesic radius."""
    if isinstance(figure, Ring):
        rings = [_turned(figure.vertices, left=True), *(_turned(hole, left=False) for hole in figure.holes)]
    else:
        steps = [destination(figure.centre, figure.radius_m, bearing * 360 / 64) for bearing in range(64)]
        rings = [(*steps, steps[0])]
    return {
        "type": "Polygon",
        "coordinates": [[[round(v.lon, 6), round(v.lat, 6)] for v in ring] for ring in rings],
    }


def _turned(vertices: tuple[Point, ...], *, left: bool) -> tuple[Point, ...]:
    """Return a closed outline as RFC 7946 wants it: counter-clockwise, and clockwise round a hole."""
    pairs = zip(vertices, vertices[1:], strict=False)
    runs_left = sum(a.lon * b.lat - b.lon * a.lat for a, b in pairs) >= 0
    return vertices if runs_left is left else vertices[::-1]


def destination(start: Point, metres: float, bearing_deg: float) -> Point:
    """Return the point reached from `start` over `metres` in a compass direction."""
    end = geodesic(meters=metres).destination((start.lat, start.lon), bearing_deg)
    return Point(lat=end.latitude, lon=end.longitude)


def reach_m(point: Point, figure: Shape) -> float:
    """Return how far a zone reaches from a point, for its size; to half of a percent over short ways."""
    if isinstance(figure, Circle):
        return distance_m(point, figure.centre) + figure.radius_m
    farthest = max(figure.vertices, key=lambda vertex: _rough_m(point, vertex))
    return distance_m(point, farthest)


def _rough_m(a: Point, b: Point) -> float:
    east = (b.lon - a.lon + 180) % 360 - 180
    return math.hypot(b.lat - a.lat, east * math.cos(math.radians(a.lat)))


def bearing_deg(start: Point, end: Point) -> float:
    """Return the compass direction in which `end` lies from `start`."""
    return float(Geodesic.WGS84.Inverse(start.lat, start.lon, end.lat, end.lon)["azi1"]) % 360


def distance_to_edge_m(point: Point, figure: Shape) -> float:
    """Return metres to the zone's line: negative inside, positive outside."""
    if isinstance(figure, Circle):
        return distance_m(point, figure.centre) - figure.radius_m
    plane = _local_polygon(point, figure)
    here = PlanePoint(0.0, 0.0)
    edge = float(plane.boundary.distance(here))
    return -edge if plane.contains(here) else edge


def area_m2(figure: Shape) -> float:
    """Return how much ground a zone covers, its holes left out."""
    if isinstance(figure, Circle):
        return math.pi * figure.radius_m**2
    return float(_local_polygon(figure.vertices[0], figure).area)


def _local_polygon(origin: Point, ring: Ring) -> Polygon:
    """Project a ring to metres around `origin` azimuthal equidistant on the ellipsoid."""
    shell, *holes = [[_local_xy(origin, vertex) for vertex in line] for line in (ring.vertices, *ring.holes)]
    plane = Polygon(shell, holes)
    return plane if plane.is_valid else make_valid(plane)


def _local_xy(origin: Point, vertex: Point) -> tuple[float, float]:
    line = Geodesic.WGS84.Inverse(origin.lat, origin.lon, vertex.lat, vertex.lon)
    metres, azimuth = line["s12"], math.radians(line["azi1"])
    return metres * math.sin(azimuth), metres * math.cos(azimuth)


def zone_relation(point: Point, uncertainty_m: float | None, figure: Shape) -> ZoneRelation:
    """Say where a point lies; UNKNOWN whenever its uncertainty reaches across the line."""
    return relation_at(distance_to_edge_m(point, figure), uncertainty_m)


def relation_at(edge_m: float, uncertainty_m: float | None) -> ZoneRelation:
    """Say what a distance to the line means: negative inside, positive outside."""
    if uncertainty_m is None:
        return "UNKNOWN"
    if uncertainty_m == 0 and abs(edge_m) < 1:
        return "BOUNDARY"
    if abs(edge_m) <= uncertainty_m:
        return "UNKNOWN"
    return "INSIDE" if edge_m < 0 else "OUTSIDE"
