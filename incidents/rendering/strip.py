"""What chance looks like beside a finding of the scan, and the hundred squares beside a p."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.records import FindingRecord, RunRecord, SiteTally
from incidents.rendering.frames import (
    SHUFFLES,
    SMALLEST_RING_PX,
    ChanceStrip,
    Frame,
    Plane,
    count_in_days,
    dots_of,
    frame_titles,
)


def chance_strip(run: RunRecord, finding: FindingRecord, tested: Sequence[SiteTally]) -> ChanceStrip | None:
    """Return the strip of a finding, or nothing where no shuffle was kept."""
    if not run.null_draws or not tested:
        return None
    plane = Plane([item.site.point for item in tested])
    days = (finding.date_to - finding.date_from).days + 1
    observed = _Window(finding.centre.code, finding.site_codes, finding.radius_m, finding.observed, days)
    windows = [observed, *(_window_of(draw) for draw in run.null_draws[:SHUFFLES])]
    frames = tuple(
        _frame(title, window, tested, plane)
        for title, window in zip(frame_titles(len(windows) - 1), windows, strict=True)
    )
    return ChanceStrip(_("What chance looks like: the same places, days shuffled"), plane.outline(), frames)


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


def _frame(title: str, window: _Window, tested: Sequence[SiteTally], plane: Plane) -> Frame:
    dots = dots_of(tested, plane, window.sites, window.observed)
    rings = _ring(window, tested, plane) if window.observed else ()
    return Frame(title, count_in_days(window.observed, window.days), dots, rings)


def _ring(
    window: _Window, tested: Sequence[SiteTally], plane: Plane
) -> tuple[tuple[float, float, float], ...]:
    centre = next((item.site.point for item in tested if item.site.code == window.centre), None)
    if centre is None:
        return ()
    x, y = plane.place(centre)
    return ((x, y, round(max(SMALLEST_RING_PX, window.radius_m / 1_000 * plane.px_per_km), 1)),)


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
