"""Small drawings side by side: the observed pattern first, then what shuffled logs looked like, at one scale."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.records import SiteTally
from incidents.rendering.outline import EAST, NORTH, RINGS, SOUTH, WEST
from sites.geometry import Point

WIDTH, HEIGHT, LEFT, SHUFFLES = 62, 94, -5, 4
DOT_GAP_PX, WIDEST_ROW_PX, SMALLEST_RING_PX = 3.4, 13.6, 7.0
# A busy site would fill the frame; what it adds beyond these dots nobody could count.
MOST_DOTS_AT_A_PLACE = 9


@dataclass(frozen=True, slots=True)
class Dot:
    """One report at its place."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """Reports of one part of the study."""

    x: float
    y: float
    width: float
    height: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One small drawing with its words; `rings` are circles of x, y and radius, `track` a line through the stops of a series."""

    title: str
    words: str
    dots: tuple[Dot, ...] = ()
    rings: tuple[tuple[float, float, float], ...] = ()
    track: str = ""
    stops: tuple[tuple[float, float], ...] = ()
    bars: tuple[Bar, ...] = ()
    of_what: str = ""


@dataclass(frozen=True, slots=True)
class ChanceStrip:
    """The strip with its heading; `outline` is empty where the log reaches beyond Korea."""

    heading: str
    outline: str
    frames: tuple[Frame, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT


def frame_titles(n: int) -> list[str]:
    """Return "Observed" and the numbers of the shuffles."""
    return [_("Observed"), *(_("Shuffle %(n)d") % {"n": position} for position in range(1, n + 1))]


def count_in_days(n: int, days: int) -> str:
    """Return "3 in 20 d", or that nothing stood out."""
    return _("%(n)d in %(days)d d") % {"n": n, "days": days} if n else _("nothing")


def dots_of(
    tested: Sequence[SiteTally], plane: Plane, inside: Collection[str], n_inside: int
) -> tuple[Dot, ...]:
    """Set one dot a report, side by side at one place; as many are inside as stand out."""
    dots, left = [], n_inside
    for item in sorted(tested, key=lambda item: item.site.code not in inside):
        x, y = plane.place(item.site.point)
        is_inside = item.site.code in inside
        n_dots = min(item.n, MOST_DOTS_AT_A_PLACE)
        gap = min(DOT_GAP_PX, WIDEST_ROW_PX / max(n_dots - 1, 1))
        for position in range(n_dots):
            dots.append(Dot(round(x + position * gap, 1), y, is_inside and left > 0))
            left -= is_inside
    return tuple(dots)


def places_of(tested: Sequence[SiteTally], plane: Plane, inside: Collection[str]) -> tuple[Dot, ...]:
    """Set one dot a site."""
    sites = sorted((item.site for item in tested), key=lambda site: site.code in inside)
    return tuple(Dot(*plane.place(site.point), site.code in inside) for site in sites)


class Plane:
    """Degrees as pixels of the small frame: Korea where the log lies in it, else the log's own extent."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.is_korea = all(WEST <= p.lon <= EAST and SOUTH <= p.lat <= NORTH for p in points)
        lons, lats = [p.lon for p in points], [p.lat for p in points]
        box = (WEST, SOUTH, EAST, NORTH) if self.is_korea else (min(lons), min(lats), max(lons), max(lats))
        self.west, south, east, self.north = box
        self.shrink = max(0.05, math.cos(math.radians((south + self.north) / 2)))
        wide, high = max(0.05, (east - self.west) * self.shrink), max(0.05, self.north - south)
        pad = 3 if self.is_korea else 10
        self.pad_x = self.pad_y = pad
        self.px_per_deg = min((WIDTH - 2 * pad) / wide, (HEIGHT - 2 * pad) / high)

    @property
    def px_per_km(self) -> float:
        """Pixels of a kilometre."""
        return self.px_per_deg / 111.2

    def place(self, point: Point) -> tuple[float, float]:
        """Return where a point lies in the frame."""
        return self._xy(point.lon, point.lat)

    def _xy(self, lon: float, lat: float) -> tuple[float, float]:
        x = self.pad_x + (lon - self.west) * self.shrink * self.px_per_deg
        return round(x, 1), round(self.pad_y + (self.north - lat) * self.px_per_deg, 1)

    def outline(self) -> str:
        """Return the coast as a path; nothing beyond Korea."""
        if not self.is_korea:
            return ""
        return "".join(
            "M" + "L".join("{} {}".format(*self._xy(*pair)) for pair in ring) + "z" for ring in RINGS
        )
