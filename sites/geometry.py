"""Points, distances and zones on the earth: pure, in metres, with the point's own uncertainty."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from geographiclib.geodesic import Geodesic
from geopy.distance import geodesic
from shapely import Point as PlanePoint
from shapely import Polygon, make_valid
from shapely.validation import explain_validity

from sites.errors import InvalidGeometry
from sites.nesting import load_shallow

ZoneRelation = Literal["INSIDE", "BOUNDARY", "OUTSIDE", "UNKNOWN"]
_MAX_VERTICES = 10_000
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
    """A zone given as one closed outline."""

    vertices: tuple[Point, ...]


Shape = Circle | Ring


def _check_degrees(name: str, value: float, limit: int) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value in (math.inf, -math.inf):
        raise InvalidGeometry(name, value, "is not a number. Write degrees such as 37.0906.")
    if value != value:  # NaN; math.isfinite would overflow on integers of hundreds of digits
        raise InvalidGeometry(name, value, "is not a number. Write degrees such as 37.0906.")
    if abs(value) > limit:
        raise InvalidGeometry(name, value, f"is outside -{limit} to {limit}. {_KOREA_HINT}")


def distance_m(a: Point, b: Point) -> float:
    """Return the geodesic distance on the WGS 84 ellipsoid."""
    return float(geodesic((a.lat, a.lon), (b.lat, b.lon)).meters)


def parse_polygon(text: str | dict[str, object]) -> Ring:
    """Read a GeoJSON Polygon; refuse holes, crossings and shapes that are not on the earth."""
    try:
        geometry = load_shallow(text) if isinstance(text, str) else text
    except (ValueError, RecursionError) as error:
        raise InvalidGeometry("polygon", text, "is not GeoJSON. Paste a Polygon geometry.") from error
    if not isinstance(geometry, dict) or geometry.get("type") != "Polygon":
        raise InvalidGeometry("polygon", text, "is not a GeoJSON Polygon.")
    return _ring(geometry.get("coordinates"), text)


def _ring(coordinates: object, text: object) -> Ring:
    if not isinstance(coordinates, list) or len(coordinates) != 1 or not isinstance(coordinates[0], list):
        raise InvalidGeometry("polygon", text, "must have one outline without holes.")
    pairs = coordinates[0]
    if not 4 <= len(pairs) <= _MAX_VERTICES:
        raise InvalidGeometry("polygon", f"{len(pairs)} vertices", f"needs 4 to {_MAX_VERTICES} of them.")
    ring = Ring(tuple(_vertex(pair) for pair in pairs))
    if ring.vertices[0] != ring.vertices[-1]:
        raise InvalidGeometry("polygon", text, "does not close. Repeat the first vertex at the end.")
    plane = Polygon([(v.lon, v.lat) for v in ring.vertices])
    if not plane.is_valid:
        advice = "is where the outline crosses itself. Draw an outline that does not cross itself."
        raise InvalidGeometry("polygon", _place_of_fault(plane), advice)
    if plane.area == 0:
        raise InvalidGeometry("polygon", f"{len(pairs)} vertices", "enclose nothing. Move them apart.")
    return ring


def _place_of_fault(plane: Polygon) -> str:
    """Return latitude and longitude of where an outline fails, or the reason if it has no place."""
    explained = explain_validity(plane)
    found = re.search(r"\[(\S+) (\S+)\]$", explained)
    return f"{float(found[2]):.5f}, {float(found[1]):.5f}" if found else explained


def _vertex(pair: object) -> Point:
    if not isinstance(pair, (list, tuple)) or len(pair) < 2:
        raise InvalidGeometry("polygon", pair, "is not a [longitude, latitude] pair.")
    return Point(lat=pair[1], lon=pair[0])


def geojson(figure: Shape) -> dict[str, object]:
    """Return a GeoJSON Polygon; a circle becomes 64 vertices at its geodesic radius."""
    if isinstance(figure, Ring):
        vertices = figure.vertices if _runs_left(figure.vertices) else figure.vertices[::-1]
    else:
        steps = [destination(figure.centre, figure.radius_m, bearing * 360 / 64) for bearing in range(64)]
        vertices = (*steps, steps[0])
    return {"type": "Polygon", "coordinates": [[[round(v.lon, 6), round(v.lat, 6)] for v in vertices]]}


def _runs_left(vertices: tuple[Point, ...]) -> bool:
    """Whether a closed outline runs counter-clockwise, as RFC 7946 wants it."""
    pairs = zip(vertices, vertices[1:], strict=False)
    return sum(a.lon * b.lat - b.lon * a.lat for a, b in pairs) >= 0


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
    edge = (
        float(plane.exterior.distance(here))
        if isinstance(plane, Polygon)
        else float(plane.boundary.distance(here))
    )
    return -edge if plane.contains(here) else edge


def _local_polygon(origin: Point, ring: Ring) -> Polygon:
    """Project a ring to metres around `origin` azimuthal equidistant on the ellipsoid."""
    plane = Polygon([_local_xy(origin, vertex) for vertex in ring.vertices])
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
