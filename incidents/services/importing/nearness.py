"""Distances that are quick and say how wrong they may be; where that could matter the exact one is asked."""

from __future__ import annotations

import math

_SEMI_MAJOR_M = 6_378_137.0
_FLATTENING = 1 / 298.257223563
_E2 = _FLATTENING * (2 - _FLATTENING)
_RADIUS_M = 6_367_000.0  # between the smallest and the largest radius of curvature, which are 0.6 % away
_ARC = 1 / (24 * _RADIUS_M**2)
_DOUBT = _ARC * 0.02
_LEAST_DOUBT_M = 1e-5
FARTHEST_QUICK_M = 300_000.0

Place = tuple[float, float, float]


def on_earth(lat: float, lon: float) -> Place:
    """Return a point of the ellipsoid in metres from its centre."""
    phi, lam = math.radians(lat), math.radians(lon)
    sine, cosine = math.sin(phi), math.cos(phi)
    normal = _SEMI_MAJOR_M / math.sqrt(1 - _E2 * sine * sine)
    return (
        normal * cosine * math.cos(lam),
        normal * cosine * math.sin(lam),
        normal * (1 - _E2) * sine,
    )


def quick_distance_m(a: Place, b: Place) -> tuple[float, float]:
    """Return metres along the ground and by how much they may be wrong, up to FARTHEST_QUICK_M.

    The chord is exact. The arc over it depends on the curvature, which differs by at most 0.6 % from the one taken.
    """
    chord = math.dist(a, b)
    cube = chord * chord * chord
    return chord + cube * _ARC, cube * _DOUBT + _LEAST_DOUBT_M


def is_settled(metres: float, doubt_m: float, uncertainty_m: float | None) -> bool:
    """Whether a quick distance to a line has the same rounding and the same side as the exact one."""
    size = abs(metres)
    # decimetres change at their halves
    if abs(size * 10 % 1 - 0.5) <= 10 * doubt_m + _LEAST_DOUBT_M or size <= doubt_m:
        return False
    return uncertainty_m is None or (
        abs(size - uncertainty_m) > doubt_m and (uncertainty_m != 0 or abs(size - 1) > doubt_m)
    )
