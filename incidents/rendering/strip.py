"""What chance looks like: the observed pattern first, then the first shuffles in seed order, at one scale."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.records import FindingRecord, RunRecord, SiteTally
from incidents.rendering.outline import EAST, NORTH, RINGS, SOUTH, WEST
from sites.geometry import Point

WIDTH, HEIGHT, SHUFFLES = 62, 94, 4
DOT_GAP_PX, SMALLEST_RING_PX = 3.4, 7.0


@dataclass(frozen=True, slots=True)
class Dot:
    """One report at its place."""

    x: float
    y: float
    is_inside: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """One small map with its words."""

    title: str
    words: str
    dots: tuple[Dot, ...]
    ring: tuple[float, float, float] | None


@dataclass(frozen=True, slots=True)
class ChanceStrip:
    """The strip; `outline` is empty where the log reaches beyond Korea."""

    outline: str
    frames: tuple[Frame, ...]
    width: int = WIDTH
    height: int = HEIGHT


def chance_strip(run: RunRecord, finding: FindingRecord, tested: Sequence[SiteTally]) -> ChanceStrip | None:
    """Return the strip of a finding, or nothing where no shuffle was kept."""
    if not run.null_draws or not tested:
        return None
    plane = _Plane([item.site.point for item in tested])
    days = (finding.date_to - finding.date_from).days + 1
    observed = _Window(finding.centre.code, finding.site_codes, finding.radius_m, finding.observed, days)
    shuffles = [_window_of(draw) for draw in run.null_draws[:SHUFFLES]]
    frames = [_frame(_("Observed"), observed, tested, plane)]
    for position, window in enumerate(shuffles, 1):
        frames.append(_frame(_("Shuffle %(n)d") % {"n": position}, window, tested, plane))
    return ChanceStrip(plane.outline(), tuple(frames))


@dataclass(frozen=True, slots=True)
class _Window:
    centre: str
    sites: tuple[str, ...]
    radius_m: float
    observed: int
    days: int


def _window_of(draw: Mapping[str, Any]) -> _Window:
    return _Window(
        str(draw["centre"]),
        tuple(draw["sites"]),
        float(draw["radius_m"]),
        int(draw["observed"]),
        int(draw["days"]),
    )


def _frame(title: str, window: _Window, tested: Sequence[SiteTally], plane: _Plane) -> Frame:
    if not window.observed:
        return Frame(title, _("nothing"), _dots(window, tested, plane), None)
    words = _("%(n)d in %(days)d d") % {"n": window.observed, "days": window.days}
    return Frame(title, words, _dots(window, tested, plane), _ring(window, tested, plane))


def _dots(window: _Window, tested: Sequence[SiteTally], plane: _Plane) -> tuple[Dot, ...]:
    """Set one dot a report, side by side at one place; as many are inside as the window holds."""
    dots, left = [], window.observed
    for item in sorted(tested, key=lambda item: item.site.code not in window.sites):
        x, y = plane.place(item.site.point)
        inside = item.site.code in window.sites
        for position in range(item.n):
            dots.append(Dot(round(x + position * DOT_GAP_PX, 1), y, inside and left > 0))
            left -= inside
    return tuple(dots)


def _ring(window: _Window, tested: Sequence[SiteTally], plane: _Plane) -> tuple[float, float, float] | None:
    centre = next((item.site.point for item in tested if item.site.code == window.centre), None)
    if centre is None:
        return None
    x, y = plane.place(centre)
    return x, y, round(max(SMALLEST_RING_PX, window.radius_m / 1_000 * plane.px_per_km), 1)


class _Plane:
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
        return self.px_per_deg / 111.2

    def place(self, point: Point) -> tuple[float, float]:
        return self._xy(point.lon, point.lat)

    def _xy(self, lon: float, lat: float) -> tuple[float, float]:
        x = self.pad_x + (lon - self.west) * self.shrink * self.px_per_deg
        return round(x, 1), round(self.pad_y + (self.north - lat) * self.px_per_deg, 1)

    def outline(self) -> str:
        if not self.is_korea:
            return ""
        return "".join(
            "M" + "L".join("{} {}".format(*self._xy(*pair)) for pair in ring) + "z" for ring in RINGS
        )


@dataclass(frozen=True, slots=True)
class Square:
    """One of a hundred shuffled logs."""

    x: float
    y: float
    is_filled: bool


def hundred_squares(filled: int) -> tuple[Square, ...]:
    """Return 20 x 5 squares, the first of them filled."""
    return tuple(
        Square(round(0.6 + 7.2 * (n % 20), 1), round(0.6 + 7.2 * (n // 20), 1), n < filled)
        for n in range(100)
    )
