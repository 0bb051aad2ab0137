"""Metres on a named grid: UTM with its zone, and the Korean grids that a code names."""

from __future__ import annotations

import re

from sites.geometry import Point
from sites.notations.errors import InvalidPosition
from sites.notations.grids import square_uncertainty_m
from sites.notations.mercator import GRS80, TransverseMercator
from sites.notations.readings import Alternative, Notation, Reading
from sites.notations.wording import Phrase

# Metres are rounded: what lies on the line between two bands is written with either.
_ON_THE_LINE_DEG = 0.0001
_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_UTM = re.compile(
    r"(?:UTM\s*)?(?:zone\s*)?(?P<zone>\d{1,2})\s*(?P<letter>[C-HJ-NP-X])[\s,]*(?P<east>0?\d{6})\s*m?\s*E?[\s,]+(?P<north>\d{6,8})\s*m?\s*N?",
    re.I,
)
# 324915 4106738 52N, X 324915 Y 4106738 UTM 52N
_UTM_ZONE_LAST = re.compile(
    r"(?:UTM\s*)?(?:[XE]\s*[:=]?\s*)?(?P<east>0?\d{6})\s*m?\s*E?[\s,]+(?:[YN]\s*[:=]?\s*)?(?P<north>\d{6,8})\s*m?\s*N?[\s,]+"
    r"(?:UTM\s*)?(?:zone\s*)?(?P<zone>\d{1,2})\s*(?P<letter>[C-HJ-NP-X])",
    re.I,
)
_NO_ZONE = re.compile(
    r"UTM\s+(?:[XE]\s*[:=]?\s*)?0?\d{6}\s*m?\s*E?[\s,]+(?:[YN]\s*[:=]?\s*)?\d{6,8}\s*m?\s*N?", re.I
)
_NAMED = re.compile(
    r"(?:(?P<k>UTM-?K)|(?:EPSG\s*:?\s*)?(?P<code>5179|5181|5186))[\s:,]+(?:X\s*[:=]?\s*)?(?P<east>\d{5,7}(?:\.\d+)?)[\s,]+(?:Y\s*[:=]?\s*)?(?P<north>\d{5,7}(?:\.\d+)?)",
    re.I,
)
_UNNAMED = re.compile(r"(?:TM|KTM|KATEC|카텍|중부원점)[\s:,]+\d{5,7}(?:\.\d+)?[\s,]+\d{5,7}(?:\.\d+)?", re.I)
_KOREAN = {
    "5179": TransverseMercator(127.5, 38.0, 1_000_000.0, 2_000_000.0, ellipsoid=GRS80),
    "5181": TransverseMercator(127.0, 38.0, 200_000.0, 500_000.0, scale=1.0, ellipsoid=GRS80),
    "5186": TransverseMercator(127.0, 38.0, 200_000.0, 600_000.0, scale=1.0, ellipsoid=GRS80),
}


def read(text: str) -> Reading | None:
    """Read easting and northing in metres; a grid that is not named is refused with what to write."""
    if _UNNAMED.fullmatch(text):
        raise InvalidPosition("UNNAMED_GRID")
    if match := _NAMED.fullmatch(text):
        return _korean(match["code"] or "5179", float(match["east"]), float(match["north"]))
    if _NO_ZONE.fullmatch(text):
        raise InvalidPosition("NO_UTM_ZONE")
    match = _UTM.fullmatch(text) or _UTM_ZONE_LAST.fullmatch(text)
    return _utm(match) if match else None


def _korean(code: str, east_m: float, north_m: float) -> Reading:
    lat, lon = _KOREAN[code].inverse(east_m, north_m)
    point = _point(lat, lon)
    if point is None or not (30 < lat < 44 and 120 < lon < 135):
        raise InvalidPosition("NOT_ON_GRID", text=f"EPSG:{code} {east_m:.0f} {north_m:.0f}")
    reference = f"EPSG:{code} {east_m:.0f} {north_m:.0f}"
    return Reading(point, Notation.UTM, Phrase("UTM", {"reference": reference}), square_uncertainty_m(1))


def _utm(match: re.Match[str]) -> Reading:
    zone, letter = int(match["zone"]), match["letter"].upper()
    east_m, north_m = float(match["east"]), float(match["north"])
    reference = f"{zone}{letter} {east_m:.0f} {north_m:.0f}"
    northern = _place(zone, east_m, north_m, is_south=False)
    southern = _place(zone, east_m, north_m, is_south=True)
    # N and S may be hemispheres or bands; a band is believed where the northing lies in it.
    in_band = [point for point in (northern, southern) if point is not None and _is_in_band(point, letter)]
    by_hemisphere = {"N": northern, "S": southern}.get(letter)
    chosen = in_band[0] if in_band else by_hemisphere
    if not 1 <= zone <= 60 or chosen is None:
        raise InvalidPosition("NOT_ON_GRID", text=reference)
    other = by_hemisphere if by_hemisphere is not None and by_hemisphere != chosen else None
    others = (Alternative(other, "HEMISPHERE"),) if other else ()
    return Reading(
        chosen, Notation.UTM, Phrase("UTM", {"reference": reference}), square_uncertainty_m(1), others
    )


def _place(zone: int, east_m: float, north_m: float, *, is_south: bool) -> Point | None:
    grid = TransverseMercator(6 * zone - 183, false_northing_m=10_000_000.0 if is_south else 0.0)
    return _point(*grid.inverse(east_m, north_m))


def _point(lat: float, lon: float) -> Point | None:
    return Point(lat=lat, lon=(lon + 180) % 360 - 180) if abs(lat) <= 84 else None


def _is_in_band(point: Point, letter: str) -> bool:
    south = 8 * _BANDS.index(letter) - 80
    north = 84 if letter == "X" else south + 8
    return south - _ON_THE_LINE_DEG <= point.lat <= north + _ON_THE_LINE_DEG
