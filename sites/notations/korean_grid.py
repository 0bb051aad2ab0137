"""The Korean national point number (국가지점번호): two Hangul letters and two numbers on the grid EPSG:5179."""

from __future__ import annotations

import re

from sites.errors import shorten
from sites.geometry import Point
from sites.notations.errors import InvalidPosition
from sites.notations.grids import split_digits, square_uncertainty_m
from sites.notations.mercator import GRS80, TransverseMercator
from sites.notations.readings import Notation, Reading
from sites.notations.wording import Phrase

_LETTERS = "가나다라마바사아"
_EAST_LETTERS, _NORTH_LETTERS = _LETTERS[:7], _LETTERS
_WEST_M, _SOUTH_M, _SQUARE_M = 700_000, 1_300_000, 100_000
_GRID = TransverseMercator(127.5, 38.0, 1_000_000.0, 2_000_000.0, ellipsoid=GRS80)
_NUMBER = re.compile(rf"([{_LETTERS}])\s*([{_LETTERS}])\s*-?\s*(\d+)(?:[\s-]+(\d+))?")


def read(text: str) -> Reading | None:
    """Read a national point number of 3+3 to 5+5 digits; the point is the middle of its square."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    east, north = split_digits(match[3], match[4], text)
    if match[1] not in _EAST_LETTERS:
        raise InvalidPosition("NOT_ON_GRID", text=shorten(text))
    cell_m = _SQUARE_M // 10 ** len(east)
    lat, lon = _GRID.inverse(
        _WEST_M + _SQUARE_M * _EAST_LETTERS.index(match[1]) + (int(east) + 0.5) * cell_m,
        _SOUTH_M + _SQUARE_M * _NORTH_LETTERS.index(match[2]) + (int(north) + 0.5) * cell_m,
    )
    echo = Phrase("NATIONAL_POINT", {"reference": f"{match[1]}{match[2]} {east} {north}", "cell_m": cell_m})
    return Reading(Point(lat=lat, lon=lon), Notation.NATIONAL_POINT, echo, square_uncertainty_m(cell_m))


def write(point: Point, digits: int = 4) -> str | None:
    """Write a point as a national point number, or None outside the grid."""
    if not (30 <= point.lat <= 42 and 120 <= point.lon <= 136):
        return None
    easting_m, northing_m = _GRID.forward(point.lat, point.lon)
    column, east_m = divmod(easting_m - _WEST_M, _SQUARE_M)
    row, north_m = divmod(northing_m - _SOUTH_M, _SQUARE_M)
    if not (0 <= column < len(_EAST_LETTERS) and 0 <= row < len(_NORTH_LETTERS)):
        return None
    cell_m = _SQUARE_M // 10**digits
    letters = _EAST_LETTERS[int(column)] + _NORTH_LETTERS[int(row)]
    return f"{letters} {int(east_m // cell_m):0{digits}d} {int(north_m // cell_m):0{digits}d}"
