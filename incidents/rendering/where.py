"""The detail drawing of one record: zone, site and observer to scale, north up, from a few kilometres."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.records import IncidentRecord
from incidents.rendering.figures import length_words
from sites.geometry import Circle, Point, Shape

WIDTH, HEIGHT, MARGIN = 420, 216, 24
DOCKED_PX, TICK_PX = 14, 2.5
_METRES_PER_DEGREE = 111_195.0
_BAR_STEPS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)


@dataclass(frozen=True, slots=True)
class ZoneShape:
    """A zone as the drawing needs it."""

    shape: Shape
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class DrawnZone:
    """A zone in pixels, and the line on which its inward ticks stand."""

    path: str
    ticks: str
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark in pixels, with the side on which its label stands."""

    x: float
    y: float
    label_x: float
    anchor: str

    @property
    def corner_x(self) -> float:
        """Left edge of a symbol of 16 pixels."""
        return round(self.x - 8, 1)

    @property
    def corner_y(self) -> float:
        """Top edge of a symbol of 16 pixels."""
        return round(self.y - 8, 1)


@dataclass(frozen=True, slots=True)
class WhereDrawing:
    """All that the template draws; sizes are pixels of the view box."""

    zones: tuple[DrawnZone, ...]
    site: Spot | None
    observer: Spot | None
    uncertainty_px: float
    is_docked: bool
    bar_px: float
    bar_words: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def bar_end(self) -> float:
        """Where the words beside the bar begin."""
        return round(self.bar_px + 18, 1)


def draw_where(
    site: Point | None, record: IncidentRecord | None, zones: Sequence[ZoneShape]
) -> WhereDrawing | None:
    """Draw what is known of a place; nothing if neither a site nor a point is known."""
    observer = record.observer_point if record else None
    centre = site or observer
    if centre is None:
        return None
    plane = _Plane(centre, _extent_m(centre, observer, record, zones))
    site_xy = plane.place(site) if site else None
    observer_xy = plane.place(observer) if observer else None
    is_docked = record is not None and observer is None
    if is_docked and site_xy:
        observer_xy = (site_xy[0] - DOCKED_PX, site_xy[1])
    bar_m = plane.bar_m()
    return WhereDrawing(
        zones=tuple(
            DrawnZone(plane.path(zone.shape), plane.path(zone.shape, inset_px=TICK_PX), zone.is_approximate)
            for zone in zones
        ),
        site=_spot(site_xy, observer_xy),
        observer=_spot(observer_xy, site_xy),
        uncertainty_px=round((record.uncertainty_m or 0) * plane.scale, 1) if record and observer else 0.0,
        is_docked=is_docked,
        bar_px=round(bar_m * plane.scale, 1),
        bar_words=length_words(bar_m),
    )


def _extent_m(
    centre: Point, observer: Point | None, record: IncidentRecord | None, zones: Sequence[ZoneShape]
) -> float:
    """Return how far from the centre the drawing must reach."""
    reach = [500.0, *(_reach_m(centre, zone.shape) for zone in zones)]
    if observer and record:
        x, y = _offset_m(centre, observer)
        reach.append(math.hypot(x, y) + (record.uncertainty_m or 0))
    return max(reach)


def _reach_m(centre: Point, shape: Shape) -> float:
    if isinstance(shape, Circle):
        return math.hypot(*_offset_m(centre, shape.centre)) + shape.radius_m
    return max(math.hypot(*_offset_m(centre, vertex)) for vertex in shape.vertices)


def _offset_m(origin: Point, point: Point) -> tuple[float, float]:
    x = (point.lon - origin.lon) * _METRES_PER_DEGREE * math.cos(math.radians(origin.lat))
    return x, (point.lat - origin.lat) * _METRES_PER_DEGREE


class _Plane:
    """Metres round a centre as pixels of the view box."""

    def __init__(self, centre: Point, extent_m: float) -> None:
        self.centre = centre
        self.scale = (HEIGHT / 2 - MARGIN) / extent_m

    def place(self, point: Point) -> tuple[float, float]:
        x, y = _offset_m(self.centre, point)
        return round(WIDTH / 2 + x * self.scale, 1), round(HEIGHT / 2 - y * self.scale, 1)

    def path(self, shape: Shape, *, inset_px: float = 0.0) -> str:
        """Return an outline with its holes; only a circle can be drawn inset without more geometry."""
        if isinstance(shape, Circle):
            (x, y), r = self.place(shape.centre), round(max(1.0, shape.radius_m * self.scale - inset_px), 1)
            return f"M{x - r:.1f} {y}a{r} {r} 0 1 0 {2 * r:.1f} 0a{r} {r} 0 1 0 {-2 * r:.1f} 0z"
        lines = [[self.place(vertex) for vertex in line] for line in (shape.vertices, *shape.holes)]
        return "".join("M" + "L".join(f"{x} {y}" for x, y in line) + "z" for line in lines)

    def bar_m(self) -> float:
        """Return the longest round length that stays a modest bar."""
        fitting = [step for step in _BAR_STEPS if step * self.scale <= 90]
        return float(fitting[-1] if fitting else _BAR_STEPS[0])


def _spot(here: tuple[float, float] | None, other: tuple[float, float] | None) -> Spot | None:
    """Label a mark on the side away from the other mark."""
    if here is None:
        return None
    to_left = other is not None and other[0] > here[0]
    return Spot(
        *here, label_x=round(here[0] + (-12 if to_left else 12), 1), anchor="end" if to_left else "start"
    )
