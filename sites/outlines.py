"""Outlines as GeoJSON gives them: read with their holes, or refused with the place of the fault."""

from __future__ import annotations

import re

from shapely import Polygon
from shapely.validation import explain_validity

from sites.errors import InvalidGeometry
from sites.geometry import Point, Ring
from sites.nesting import load_shallow

MAX_VERTICES = 10_000
_CROSSES = "is where the outline crosses itself. Draw an outline that does not cross itself."
_HOLE_AMISS = (
    "is where a hole leaves the outline or meets another hole. Keep holes inside the outline and apart."
)


def parse_polygon(text: str | dict[str, object]) -> Ring:
    """Read a GeoJSON Polygon; refuse crossings, holes astray and shapes that are not on the earth."""
    try:
        geometry = load_shallow(text) if isinstance(text, str) else text
    except (ValueError, RecursionError) as error:
        raise InvalidGeometry("polygon", text, "is not GeoJSON. Paste a Polygon geometry.") from error
    if not isinstance(geometry, dict) or geometry.get("type") != "Polygon":
        raise InvalidGeometry("polygon", text, "is not a GeoJSON Polygon.")
    return _ring(geometry.get("coordinates"), text)


def _ring(coordinates: object, text: object) -> Ring:
    if (
        not isinstance(coordinates, list)
        or not coordinates
        or not all(isinstance(line, list) for line in coordinates)
    ):
        raise InvalidGeometry("polygon", text, "must have an outline, and may have holes behind it.")
    n_vertices = sum(map(len, coordinates))
    if min(map(len, coordinates)) < 4 or n_vertices > MAX_VERTICES:
        raise InvalidGeometry("polygon", f"{n_vertices} vertices", f"needs 4 to {MAX_VERTICES} of them.")
    outline, *holes = [_line(pairs, text) for pairs in coordinates]
    ring = Ring(outline, tuple(holes))
    _refuse_faults(ring, n_vertices)
    return ring


def _line(pairs: list[object], text: object) -> tuple[Point, ...]:
    line = tuple(_vertex(pair) for pair in pairs)
    if line[0] != line[-1]:
        raise InvalidGeometry("polygon", text, "does not close. Repeat the first vertex at the end.")
    return line


def _refuse_faults(ring: Ring, n_vertices: int) -> None:
    outline, *holes = [[(vertex.lon, vertex.lat) for vertex in line] for line in (ring.vertices, *ring.holes)]
    plane = Polygon(outline, holes)
    if plane.convex_hull.area == 0:
        raise InvalidGeometry("polygon", f"{n_vertices} vertices", "enclose nothing. Move them apart.")
    if not plane.is_valid:
        is_between_lines = all(Polygon(line).is_valid for line in (outline, *holes))
        place = _place_of_fault(explain_validity(plane))
        raise InvalidGeometry("polygon", place, _HOLE_AMISS if is_between_lines else _CROSSES)


def _place_of_fault(explained: str) -> str:
    """Return latitude and longitude of where an outline fails, or the reason if it has no place."""
    found = re.search(r"\[(\S+) (\S+)\]$", explained)
    return f"{float(found[2]):.5f}, {float(found[1]):.5f}" if found else explained


def _vertex(pair: object) -> Point:
    if not isinstance(pair, (list, tuple)) or len(pair) < 2:
        raise InvalidGeometry("polygon", pair, "is not a [longitude, latitude] pair.")
    return Point(lat=pair[1], lon=pair[0])
