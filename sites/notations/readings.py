"""What a text was read as."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from sites.geometry import Point
from sites.notations.wording import Phrase

# A written position is never taken to be better than this, whatever its decimals say.
FINEST_M = 1.0
COARSE_M = 1_000.0
_LAT_DEGREE_M, _LON_DEGREE_M = 110_900.0, 111_320.0


class Notation(StrEnum):
    """The ways of writing a place that are read here."""

    DECIMAL = "DECIMAL"
    DEGREES_MINUTES = "DEGREES_MINUTES"
    DEGREES_MINUTES_SECONDS = "DEGREES_MINUTES_SECONDS"
    ISO_6709 = "ISO_6709"
    GEO_URI = "GEO_URI"
    WKT = "WKT"
    MGRS = "MGRS"
    PLUS_CODE = "PLUS_CODE"
    UTM = "UTM"
    NATIONAL_POINT = "NATIONAL_POINT"
    DISTANCE_BEARING = "DISTANCE_BEARING"


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another place the same text could mean; offered, never chosen."""

    point: Point
    reason: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One position with how it was read, how exactly it was written and what else it could mean."""

    point: Point
    notation: Notation
    echo: Phrase
    uncertainty_m: float
    alternatives: tuple[Alternative, ...] = ()
    warnings: tuple[Phrase, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that distances are counted from, how far it reaches round its point, and what must be said of it."""

    point: Point
    uncertainty_m: float = 0.0
    notes: tuple[Phrase, ...] = ()


Resolve = Callable[[str], Point | Reference | None]


def resolved(name: str, resolve: Resolve | None) -> Reference | None:
    """Return what a name stands for, if anybody knows."""
    found = resolve(name) if resolve is not None else None
    return Reference(found) if isinstance(found, Point) else found


def implied_uncertainty_m(lat: float, lat_step_deg: float, lon_step_deg: float) -> float:
    """Return the half diagonal of the cell that a position rounded to these steps can lie in."""
    height_m = lat_step_deg / 2 * _LAT_DEGREE_M
    width_m = lon_step_deg / 2 * _LON_DEGREE_M * math.cos(math.radians(lat))
    return max(FINEST_M, round(math.hypot(height_m, width_m), 1))
