"""Latitudes and longitudes as numbers: decimals, minutes, seconds, their letters and their precision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sites.geometry import Point
from sites.notations.errors import InvalidPosition, LooksSwapped
from sites.notations.readings import Alternative, Notation, Reading, implied_uncertainty_m
from sites.notations.wording import Phrase

Axis = Literal["latitude", "longitude"]
LIMITS: dict[str, int] = {"latitude": 90, "longitude": 180}
_LETTERS: dict[str, tuple[str, str]] = {"latitude": ("N", "S"), "longitude": ("E", "W")}
_NOTATION_OF_PARTS = (Notation.DECIMAL, Notation.DEGREES_MINUTES, Notation.DEGREES_MINUTES_SECONDS)


@dataclass(frozen=True, slots=True)
class Angle:
    """One coordinate as written: signed degrees, the step of its last digit, and how many parts it had."""

    degrees: float
    step_deg: float
    parts: int
    decimals: int
    axis: Axis | None = None


def angle(numbers: list[str], *, negative: bool = False, axis: Axis | None = None) -> Angle:
    """Put degrees, minutes and seconds together; refuse 60 minutes or 75 seconds."""
    whole, *smaller = numbers
    for what, part in zip(("minutes", "seconds"), smaller, strict=False):
        if float(part) >= 60:
            raise InvalidPosition("OUT_OF_RANGE", what=what, value=part, low=0, high=59)
    value = float(whole) + sum(float(part) / 60**place for place, part in enumerate(smaller, start=1))
    decimals = len(numbers[-1].partition(".")[2])
    step = 10.0**-decimals / 60 ** len(smaller)
    return Angle(-value if negative else value, step, len(numbers), decimals, axis)


def pair(first: Angle, second: Angle, notation: Notation | None = None) -> Reading:
    """Make a reading of two angles: by their letters, else latitude first, with the swap as an offer."""
    if first.axis is not None and first.axis == second.axis:
        raise InvalidPosition("SAME_AXIS", what=first.axis)
    if first.axis == "longitude" or second.axis == "latitude":
        first, second = second, first
    has_letters = first.axis is not None or second.axis is not None
    return _checked(first, second, notation, has_letters=has_letters)


def _checked(lat: Angle, lon: Angle, notation: Notation | None, *, has_letters: bool) -> Reading:
    if abs(lat.degrees) > 90 and abs(lat.degrees) <= 180 and abs(lon.degrees) <= 90:
        raise LooksSwapped(_reading(lon, lat, notation), lat.degrees)
    for value, axis in ((lat, "latitude"), (lon, "longitude")):
        limit = LIMITS[axis]
        if abs(value.degrees) > limit:
            shown = f"{value.degrees:.10g}"
            raise InvalidPosition("OUT_OF_RANGE", what=axis, value=shown, low=-limit, high=limit)
    can_swap = not has_letters and abs(lon.degrees) <= 90 and lat.degrees != lon.degrees
    return _reading(lat, lon, notation, can_swap=can_swap)


def _reading(lat: Angle, lon: Angle, notation: Notation | None, *, can_swap: bool = False) -> Reading:
    swapped = (Alternative(Point(lat=lon.degrees, lon=lat.degrees), "SWAPPED"),) if can_swap else ()
    kind = notation or _NOTATION_OF_PARTS[max(lat.parts, lon.parts) - 1]
    written = {"lat": in_words(lat, "latitude"), "lon": in_words(lon, "longitude")}
    return Reading(
        point=Point(lat=lat.degrees, lon=lon.degrees),
        notation=kind,
        echo=Phrase(kind.value, written),
        uncertainty_m=implied_uncertainty_m(lat.degrees, lat.step_deg, lon.step_deg),
        alternatives=swapped,
    )


def in_words(value: Angle, axis: Axis) -> str:
    """Write an angle in the parts and decimals it was given in: 37° 14′ 22″ N."""
    letter = _LETTERS[axis][value.degrees < 0]
    decimals = min(value.decimals, 8)
    per_unit = 60 ** (value.parts - 1)
    units = round(abs(value.degrees) * per_unit, decimals)
    signs = ("°", "′", "″")[: value.parts]
    numbers = [f"{units % 60 if value.parts > 1 else units:.{decimals}f}"]
    rest = int(units // 60) if value.parts > 1 else 0
    for _ in range(value.parts - 1):
        numbers.insert(0, str(rest % 60 if len(numbers) < value.parts - 1 else rest))
        rest //= 60
    return " ".join(f"{number}{sign}" for number, sign in zip(numbers, signs, strict=True)) + f" {letter}"
