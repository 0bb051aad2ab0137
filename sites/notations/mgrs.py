"""Military Grid Reference System on WGS 84, between 80 degrees south and 84 degrees north."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from sites.errors import shorten
from sites.geometry import Point, distance_m
from sites.notations.errors import InvalidPosition
from sites.notations.grids import split_digits, square_uncertainty_m
from sites.notations.mercator import TransverseMercator
from sites.notations.readings import Notation, Reading
from sites.notations.wording import Phrase

_BANDS = "CDEFGHJKLMNPQRSTUVWX"
_ROWS = "ABCDEFGHJKLMNPQRSTUV"
_COLUMNS = ("ABCDEFGH", "JKLMNPQR", "STUVWXYZ")
_SQUARE_M, _ROW_CYCLE_M = 100_000, 2_000_000
_REFERENCE = re.compile(r"(\d{1,2})\s*([A-Z])\s*([A-Z])\s*([A-Z])\s*(\d*)(?:\s+(\d+))?", re.I)
_NO_ZONE = re.compile(r"([A-HJ-NP-Z]{2})\s*(?:(\d{6}|\d{8}|\d{10})|(?P<e>\d{3,5})\s+(?P<n>\d{3,5}))", re.I)
# Letters come again after 18 degrees to the east and 2,000 km to the north.
_AREA_M = 700_000
_POLAR = re.compile(r"[ABYZ]\s*[A-Z]\s*[A-Z]\s*\d{2,}\s*\d*", re.I)
_CELL_M = {digits: _SQUARE_M // 10**digits for digits in range(6)}


@dataclass(frozen=True, slots=True)
class _Square:
    zone: int
    band: str
    column: str
    row: str


def read(text: str) -> Reading | None:
    """Read a grid reference of at least six digits; the point is the middle of its square."""
    match = _REFERENCE.fullmatch(text)
    if match is None:
        if _POLAR.fullmatch(text):
            raise InvalidPosition("POLAR_GRID", text=shorten(text))
        return None
    east, north = split_digits(match[5], match[6], text)
    square = _Square(int(match[1]), match[2].upper(), match[3].upper(), match[4].upper())
    if not 1 <= square.zone <= 60:
        raise InvalidPosition("NOT_ON_GRID", text=shorten(text))
    cell_m = _CELL_M[len(east)]
    point = _locate(square, (int(east) + 0.5) * cell_m, (int(north) + 0.5) * cell_m)
    if point is None:
        raise InvalidPosition("NOT_ON_GRID", text=shorten(text))
    reference = f"{square.zone:02d}{square.band} {square.column}{square.row} {east} {north}"
    echo = Phrase("MGRS", {"reference": reference, "cell_m": cell_m})
    return Reading(point, Notation.MGRS, echo, square_uncertainty_m(cell_m))


def read_without_zone(text: str, area: Point | None) -> Reading | None:
    """Read CG 2491 0673: two letters name one square of 100 km in an area, and say nothing without one."""
    match = _NO_ZONE.fullmatch(text)
    if match is None or match[1][1].upper() not in _ROWS:
        return None
    squares = _squares_near(match[1].upper(), area) if area is not None else {}
    if len(squares) != 1:
        raise InvalidPosition("NO_GRID_ZONE", text=shorten(text))
    (zone_band,) = squares
    digits = match[2] or f"{match['e']} {match['n']}"
    reading = read(f"{zone_band} {match[1]} {digits}")
    note = Phrase("ZONE_OF_AREA", {"zone": zone_band})
    return replace(reading, warnings=(*reading.warnings, note)) if reading is not None else None


def _squares_near(letters: str, area: Point) -> dict[str, Point]:
    """Return zone and band of the squares of these letters whose middle lies in the area."""
    found: dict[str, Point] = {}
    first = _BANDS.index(_band(area.lat))
    own_zone = int((area.lon + 180) // 6)
    for zone in {(own_zone + step) % 60 + 1 for step in (-1, 0, 1)}:
        for band in _BANDS[max(0, first - 1) : first + 2]:
            middle = _locate(_Square(zone, band, *letters), _SQUARE_M / 2, _SQUARE_M / 2)
            if (
                middle is not None
                and distance_m(area, middle) <= _AREA_M
                and _is_own_zone(middle, zone, band)
            ):
                found[f"{zone:02d}{band}"] = middle
    return found


def _is_own_zone(point: Point, zone: int, band: str) -> bool:
    """Whether a square lies in the zone and band that it is written with, and not over their edge."""
    return _band(point.lat) == band and _zone(point, band) == zone


def _band(lat: float) -> str:
    return _BANDS[max(0, min(int((lat + 80) // 8), 19))]


def _locate(square: _Square, east_m: float, north_m: float) -> Point | None:
    """Find the one place in the band that carries these letters, or None."""
    columns = _COLUMNS[(square.zone - 1) % 3]
    if square.band not in _BANDS or square.column not in columns or square.row not in _ROWS:
        return None
    easting_m = (columns.index(square.column) + 1) * _SQUARE_M + east_m
    row = (_ROWS.index(square.row) - _row_offset(square.zone)) % 20
    grid, south = _grid(square.zone, is_south=square.band < "N"), 8 * _BANDS.index(square.band) - 80
    north = 84 if square.band == "X" else south + 8
    for cycle in range(5):
        lat, lon = grid.inverse(easting_m, row * _SQUARE_M + north_m + cycle * _ROW_CYCLE_M)
        if south - 0.01 <= lat <= north + 0.01 and abs(lon - grid.lon0_deg) <= _reach_deg(square.band):
            return Point(lat=lat, lon=(lon + 180) % 360 - 180)
    return None


def _reach_deg(band: str) -> float:
    # Zones are 6° wide, wider round Norway and Svalbard; references may reach a little over the edge.
    return 7.0 if band in "VX" else 4.0


def _row_offset(zone: int) -> int:
    return 5 if zone % 2 == 0 else 0


@lru_cache(maxsize=120)
def _grid(zone: int, *, is_south: bool) -> TransverseMercator:
    return TransverseMercator(lon0_deg=6 * zone - 183, false_northing_m=10_000_000.0 if is_south else 0.0)


def write(point: Point, digits: int = 5) -> str:
    """Write a point as a grid reference with 3 to 5 digits each way."""
    if not -80 <= point.lat < 84:
        raise InvalidPosition("POLAR_GRID", text=f"{point.lat:g}")
    band = _BANDS[min(int((point.lat + 80) // 8), 19)]
    zone = _zone(point, band)
    easting_m, northing_m = _grid(zone, is_south=band < "N").forward(point.lat, point.lon)
    # Whole metres: on the equator a northing may come out as a hair below nothing.
    columns, east_m = divmod(int(easting_m), _SQUARE_M)
    rows, north_m = divmod(max(0, int(northing_m)), _SQUARE_M)
    letters = _COLUMNS[(zone - 1) % 3][columns - 1] + _ROWS[(rows + _row_offset(zone)) % 20]
    cell_m = _CELL_M[digits]
    return f"{zone:02d}{band} {letters} {east_m // cell_m:0{digits}d} {north_m // cell_m:0{digits}d}"


def _zone(point: Point, band: str) -> int:
    zone = min(int((point.lon + 180) // 6) + 1, 60)
    if band == "V" and zone == 31 and point.lon >= 3:
        return 32
    if band == "X" and 0 <= point.lon < 42:
        return 31 + 2 * int((point.lon + 3) // 12)
    return zone
