"""Corners and lengths as people type them: read, and told back."""

from __future__ import annotations

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sites.geometry import Point, distance_m
from sites.models import ProtectedSite
from sites.notations import PositionError, read_position

# The widest zones round a site of this kind reach less than 20 km.
FARTHEST_M = 40_000


@dataclass(frozen=True, slots=True)
class Corner:
    """One row of the table of corners: as typed, how it was read, or why it cannot be."""

    number: int
    text: str
    point: Point | None = None
    echo: str = ""
    problem: str = ""


def read_corner(text: str, site: ProtectedSite, number: int = 0) -> Corner:
    """Read one corner in any notation; nothing is changed, how it was read is said."""
    text = text.strip()
    if not text:
        return Corner(number, "")
    try:
        reading = read_position(text, near=site.point)
    except PositionError as error:
        return Corner(number, text, problem=error.phrase.render(_))
    away_m = distance_m(reading.point, site.point)
    if away_m > FARTHEST_M:
        far = _("lies %(km)d km from the site. Check for swapped values.") % {"km": round(away_m / 1000)}
        return Corner(number, text, problem=far)
    return Corner(number, text, reading.point, reading.echo.render(_))


def read_metres(text: str) -> float | None:
    """Read a length in metres, or in kilometres if it says so."""
    plain = text.strip().lower().replace(" ", "")
    factor = 1.0
    for unit, metres in (("km", 1000.0), ("m", 1.0)):
        if plain.endswith(unit):
            plain, factor = plain[: -len(unit)], metres
            break
    is_grouped = len(plain.rsplit(",", 1)[-1]) == 3 and "." not in plain
    plain = plain.replace(",", "") if is_grouped else plain.replace(",", ".")
    try:
        value = float(plain) * factor
    except ValueError:
        return None
    return value if math.isfinite(value) else None
