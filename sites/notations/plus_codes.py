"""Open Location Codes: full, padded, and short with the place they belong to."""

from __future__ import annotations

import re

from sites.errors import shorten
from sites.geometry import Point
from sites.notations.errors import InvalidPosition
from sites.notations.readings import Notation, Reading, Resolve, implied_uncertainty_m, resolved
from sites.notations.wording import Phrase

_DIGITS = "23456789CFGHJMPQRVWX"
_PAIR_STEPS_DEG = (20.0, 1.0, 0.05, 0.0025, 0.000125)
_CODE = re.compile(rf"([{_DIGITS}]{{2,8}}0{{0,6}})\+([{_DIGITS}]*)(?:[\s,]+(\S.*))?", re.I)


def read(text: str, resolve: Resolve | None, near: Point | None) -> Reading | None:
    """Read a plus code; a short one needs the place written behind it, or a point near by."""
    match = _CODE.fullmatch(text)
    if match is None:
        return None
    head, tail = match[1].upper(), match[2].upper()
    _check(head, tail, text)
    place = resolved(match[3], resolve) if match[3] else None
    reference = place.point if place else near
    if len(head) < 8:
        if reference is None:
            raise InvalidPosition("SHORT_CODE", text=shorten(text))
        point, steps = _nearest(head, tail, reference)
    else:
        point, steps = _middle(head.rstrip("0") + tail)
    echo = Phrase("PLUS_CODE", {"reference": f"{head}+{tail}"})
    return Reading(point, Notation.PLUS_CODE, echo, implied_uncertainty_m(point.lat, *steps))


def _check(head: str, tail: str, text: str) -> None:
    padded = "0" in head
    if len(head) % 2 or len(tail) == 1 or len(tail) > 7 or (padded and (len(head) != 8 or tail)):
        raise InvalidPosition("NO_SUCH_CODE", text=shorten(text))
    if len(head.rstrip("0")) % 2:
        raise InvalidPosition("NO_SUCH_CODE", text=shorten(text))
    if len(head) == 8 and (_DIGITS.index(head[0]) > 8 or _DIGITS.index(head[1]) > 17):
        raise InvalidPosition("NOT_ON_GRID", text=shorten(text))


def _middle(digits: str) -> tuple[Point, tuple[float, float]]:
    """Return the middle of a cell and its height and width in degrees."""
    lat, lon = -90.0, -180.0
    lat_step, lon_step = 20.0, 20.0
    for step, place in zip(_PAIR_STEPS_DEG, range(0, min(10, len(digits)), 2), strict=False):
        lat_step = lon_step = step
        lat += _DIGITS.index(digits[place]) * step
        lon += _DIGITS.index(digits[place + 1]) * step
    for digit in digits[10:]:
        row, column = divmod(_DIGITS.index(digit), 4)
        lat_step, lon_step = lat_step / 5, lon_step / 4
        lat, lon = lat + row * lat_step, lon + column * lon_step
    middle = Point(lat=min(90.0, lat + lat_step / 2), lon=min(180.0, lon + lon_step / 2))
    return middle, (lat_step, lon_step)


def _nearest(head: str, tail: str, reference: Point) -> tuple[Point, tuple[float, float]]:
    """Complete a short code to the cell nearest to the reference."""
    missing = 8 - len(head)
    prefix = write(reference)[:missing]
    point, steps = _middle(prefix + head + tail)
    cycle_deg = _PAIR_STEPS_DEG[missing // 2 - 1]
    lat = _shifted(point.lat, reference.lat, cycle_deg)
    lon = _shifted(point.lon, reference.lon, cycle_deg)
    if abs(lat) > 90:
        lat = point.lat
    return Point(lat=lat, lon=(lon + 180) % 360 - 180), steps


def _shifted(value: float, reference: float, cycle_deg: float) -> float:
    return value + cycle_deg * round((reference - value) / cycle_deg)


def write(point: Point) -> str:
    """Write a point as a full code of ten digits, a cell of about 14 m."""
    lat = min(max(point.lat + 90, 0), 180 - _PAIR_STEPS_DEG[-1] / 2)
    lon = (point.lon + 180) % 360
    # In whole steps: repeated subtraction of 0.05 would drift over a digit.
    rows, columns = int(lat * 8000 + 1e-7), int(lon * 8000 + 1e-7)
    digits = ""
    for _ in range(5):
        rows, row = divmod(rows, 20)
        columns, column = divmod(columns, 20)
        digits = _DIGITS[row] + _DIGITS[column] + digits
    return f"{digits[:8]}+{digits[8:]}"
