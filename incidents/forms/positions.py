"""Latitude and longitude as people paste them: a whole position in one field, or half of one in each."""

from __future__ import annotations

import math
from collections.abc import MutableMapping
from dataclasses import dataclass

from django.forms import BaseForm
from django.utils.translation import gettext as _

from incidents.enums import GeocodeMethod, GeoPrecision
from sites.geometry import Point
from sites.notations import PositionError, Reading, UnreadablePosition, read_position

# Two halves are put together by their fields, and where letters say otherwise, by their letters.
HALVES = ("lat {lat} lon {lon}", "{lat} {lon}")

_PRECISION = {
    "PROVINCE": GeoPrecision.SIDO,
    "DISTRICT": GeoPrecision.SIGUNGU,
    "CITY": GeoPrecision.SIGUNGU,
    "TOWN": GeoPrecision.EUPMYEONDONG,
    "VILLAGE": GeoPrecision.EUPMYEONDONG,
    "SITE": GeoPrecision.SITE_VICINITY,
    "AIRPORT": GeoPrecision.SITE_VICINITY,
}


@dataclass(frozen=True, slots=True)
class TypedPoint:
    """What two fields hold: a point, how a pasted text was read, or what is wrong with it; `is_text` is not numbers."""

    point: Point | None = None
    reading: Reading | None = None
    problem: PositionError | None = None
    is_text: bool = False


def typed_point(lat: str, lon: str, *, near: Point | None = None) -> TypedPoint:
    """Read two fields together; a notation pasted into either counts as both."""
    lat, lon = lat.strip(), lon.strip()
    north, east = _number(lat), _number(lon)
    if north is not None and east is not None:
        return _checked(north, east)
    problem: PositionError | None = None
    for text in _whole_texts(lat, lon):
        try:
            reading = read_position(text, near=near)
        except PositionError as error:
            if problem is None or isinstance(problem, UnreadablePosition):
                problem = error
        else:
            return TypedPoint(reading.point, reading, is_text=True)
    return TypedPoint(problem=problem, is_text=problem is not None)


def _whole_texts(lat: str, lon: str) -> list[str]:
    texts = [text for text in (lat, lon) if text and not _is_numeral(text)]
    halves = [half.format(lat=lat, lon=lon) for half in HALVES] if lat and lon and texts else []
    # Halves first: "37°14'22\"N" alone would only say that the other half is missing.
    return [*halves, *dict.fromkeys(texts)]


def _checked(lat: float, lon: float) -> TypedPoint:
    if abs(lat) <= 90 and abs(lon) <= 180:
        return TypedPoint(Point(lat=lat, lon=lon))
    try:
        read_position(f"{lat:.8f}, {lon:.8f}")
    except PositionError as error:
        return TypedPoint(problem=error)
    return TypedPoint()


def _is_numeral(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def spread_position(values: MutableMapping[str, str], lat: str, lon: str, exact: str) -> TypedPoint:
    """Put a position that was pasted into one of the fields into all of them as numbers; say how they were read."""
    typed = typed_point(values.get(lat, ""), values.get(lon, ""))
    if typed.reading is not None:
        values[lat], values[lon] = f"{typed.reading.point.lat:.6f}", f"{typed.reading.point.lon:.6f}"
        if not values.get(exact, "").strip():
            values[exact] = str(math.ceil(typed.reading.uncertainty_m))
    return typed


def say_problem(form: BaseForm, typed: TypedPoint, *names: str) -> None:
    """Say what is wrong with a pasted position in place of "enter a number"."""
    if typed.problem is None or not typed.is_text:
        return
    for name in set(names) & set(form.errors):
        form.errors[name] = form.error_class([typed.problem.phrase.render(_)])


def precision_of(method: str, reference: str) -> GeoPrecision:
    """Return what sort of place a point stands for: an entry of the gazetteer is no exact place."""
    if method == GeocodeMethod.SITE_REF:
        return GeoPrecision.SITE_VICINITY
    if method != GeocodeMethod.GEOCODER:
        return GeoPrecision.EXACT
    kind = (reference.split(":") + [""])[1]
    return _PRECISION.get(kind, GeoPrecision.UNKNOWN)
