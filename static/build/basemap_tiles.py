"""Cut geometries into Mapbox vector tiles: simplified by zoom, clipped, in whole numbers.

Only what this basemap needs of the format: one feature a layer, without attributes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

# Whole numbers across a tile: fine at the last zoom, which is drawn enlarged.
EXTENT, LAST_EXTENT = 1024, 4096
# A tile is drawn 512 px wide; lines reach this many pixels over its edge so that strokes meet.
TILE_PX = 512
OVERLAP_PX = 4
LINE, POLYGON = 2, 3
MOVE_TO, LINE_TO, CLOSE_PATH = 1, 2, 7


@dataclass(frozen=True)
class Layer:
    """One layer of the basemap, in world coordinates (0 to 1, Web Mercator) and its zooms."""

    name: str
    shape: BaseGeometry
    min_zoom: int
    max_zoom: int
    # Parts smaller than this many square pixels are dropped at a zoom, unless kept on purpose.
    least_px2: float = 0.0
    kept: BaseGeometry | None = None
    # How much more freely than the rest this layer may be simplified.
    freedom: float = 1.0


def to_world(shape: BaseGeometry) -> BaseGeometry:
    """Degrees to Web Mercator, with the world as the unit square and y downwards."""

    def project(points: np.ndarray) -> np.ndarray:
        lat = np.radians(np.clip(points[:, 1], -85, 85))
        y = 0.5 - np.log(np.tan(math.pi / 4 + lat / 2)) / (2 * math.pi)
        return np.column_stack([points[:, 0] / 360 + 0.5, y])

    return shapely.transform(shape, project)


def cut(layers: list[Layer], zoom: int, tolerance_px: float, last: bool) -> Iterator[tuple[int, int, bytes]]:
    """Every tile of one zoom that holds something: column, row, encoded tile."""
    extent = LAST_EXTENT if last else EXTENT
    drawn: dict[tuple[int, int], bytes] = {}
    for layer in layers:
        if layer.min_zoom <= zoom <= layer.max_zoom:
            for column, row, encoded in _cut_layer(layer, zoom, tolerance_px, extent):
                drawn[column, row] = drawn.get((column, row), b"") + encoded
    for (column, row), encoded in sorted(drawn.items()):
        yield column, row, encoded


def _cut_layer(layer: Layer, zoom: int, tolerance_px: float, extent: int) -> Iterator[tuple[int, int, bytes]]:
    tiles_across = 2**zoom
    px = 1 / (tiles_across * TILE_PX)
    parts = _simplified(layer, tolerance_px * layer.freedom * px, layer.least_px2 * px * px)
    tree = shapely.STRtree(parts)
    left, top, right, bottom = shapely.total_bounds(parts)
    for column in range(int(left * tiles_across), int(right * tiles_across) + 1):
        for row in range(int(top * tiles_across), int(bottom * tiles_across) + 1):
            over = OVERLAP_PX / TILE_PX
            box = [(column - over), (row - over), (column + 1 + over), (row + 1 + over)]
            near = tree.query(shapely.box(*[side / tiles_across for side in box]))
            clipped = shapely.clip_by_rect(np.array(parts)[near], *[side / tiles_across for side in box])
            encoded = _encode_layer(layer.name, clipped, _Grid(zoom, column, row, extent))
            if encoded:
                yield column, row, encoded


def _simplified(layer: Layer, tolerance: float, least_area: float) -> list[BaseGeometry]:
    parts = [part for part in shapely.get_parts(layer.shape) if _large_enough(part, layer, least_area)]
    return [part for part in shapely.simplify(parts, tolerance) if not part.is_empty]


def _large_enough(part: BaseGeometry, layer: Layer, least_area: float) -> bool:
    if part.geom_type != "Polygon" or part.area >= least_area:
        return True
    return layer.kept is not None and layer.kept.intersects(part)


@dataclass(frozen=True)
class _Grid:
    zoom: int
    column: int
    row: int
    extent: int

    def snap(self, points: np.ndarray) -> list[tuple[int, int]]:
        """Whole numbers inside the tile, repeated points left out."""
        placed = np.rint((points * 2**self.zoom - (self.column, self.row)) * self.extent).astype(int)
        changed = np.ones(len(placed), dtype=bool)
        changed[1:] = (placed[1:] != placed[:-1]).any(axis=1)
        return [(int(x), int(y)) for x, y in placed[changed]]


def _encode_layer(name: str, shapes: np.ndarray, grid: _Grid) -> bytes:
    commands: list[int] = []
    kind = LINE
    cursor = (0, 0)
    for ring, closed in (found for shape in shapes for found in _rings(shape)):
        points = grid.snap(ring)
        if len(points) < (3 if closed else 2):
            continue
        kind = POLYGON if closed else LINE
        commands += _path(points, cursor, closed)
        cursor = points[-1]
    if not commands:
        return b""
    feature = _varint(3 << 3) + _varint(kind) + _bytes_field(4, b"".join(map(_varint, commands)))
    layer = _varint(15 << 3) + _varint(2) + _bytes_field(1, name.encode()) + _bytes_field(2, feature)
    return _bytes_field(3, layer + _varint(5 << 3) + _varint(grid.extent))


def _rings(shape: BaseGeometry) -> Iterator[tuple[np.ndarray, bool]]:
    for part in shapely.get_parts(shape):
        if part.geom_type == "Polygon":
            turned = shapely.geometry.polygon.orient(part)
            for ring in [turned.exterior, *turned.interiors]:
                yield shapely.get_coordinates(ring)[:-1], True
        elif part.geom_type == "LineString":
            yield shapely.get_coordinates(part), False


def _path(points: list[tuple[int, int]], cursor: tuple[int, int], closed: bool) -> list[int]:
    commands = [MOVE_TO | 1 << 3]
    for index, (x, y) in enumerate(points):
        if index == 1:
            commands.append(LINE_TO | (len(points) - 1) << 3)
        commands += [_zigzag(x - cursor[0]), _zigzag(y - cursor[1])]
        cursor = (x, y)
    return [*commands, CLOSE_PATH | 1 << 3] if closed else commands


def _zigzag(number: int) -> int:
    return number << 1 if number >= 0 else (-number << 1) - 1


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _bytes_field(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content
