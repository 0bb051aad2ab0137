"""Where a report says it was: a distance from a known place, else the city that its row names."""

from __future__ import annotations

import math
from itertools import islice

from django.utils.translation import gettext as _

from incidents.services.importing.mapping.faa.approaches import find_approach
from incidents.services.importing.mapping.faa.resolving import (
    FARTHEST_OUTSIDE_M,
    city_near,
    lies_in,
    resolver_near,
)
from incidents.services.importing.mapping.faa.timing import place_told, state_of
from incidents.services.importing.mapping.found import Found
from incidents.services.importing.mapping.states import State
from sites.geometry import Point, distance_m
from sites.notations import Reading, Reference, find_in_text

__all__ = ["FARTHEST_OUTSIDE_M", "place_in_text"]

# A place that is not known here is looked for round the city of its row, but not farther away than this.
FARTHEST_FROM_CITY_M = 120_000.0
CITY_PRECISION = "4"
# A report mentions a few places; a text of a thousand is none.
MOST_READINGS = 20


def place_in_text(text: str, state_cell: str, city_cell: str) -> tuple[Found, str]:
    """Return the position that a report mentions, else its city, and why a point that was read is not trusted."""
    state = state_of(state_cell, text)
    readings = list(islice(find_in_text(text, resolver_near(state)), MOST_READINGS))
    if state is None and readings:
        note = _("The state is not known here, so the position could not be checked.")
        return _found(readings[0].point, readings[0].uncertainty_m)._replace(notes=(note,)), ""
    for reading in readings:
        if lies_in(state, reading.point, reading.uncertainty_m):
            return _found(reading.point, reading.uncertainty_m), ""
    if readings and state is not None:
        return Found(), _doubt(readings[0].point, state)
    approach = find_approach(text, resolver_near(state)) if state else None
    if approach is not None and lies_in(state, approach.point, approach.uncertainty_m):
        return _found(approach.point, approach.uncertainty_m), ""
    city = city_near(city_cell.strip() or place_told(text)[0], state)
    return (_of_city(text, *city), "") if city else (Found(), "")


def _of_city(text: str, city: Reference, label: str) -> Found:
    """Return the city, or the place so far from it as the text counts from a place that is not known here.

    The city of a row is the one that the place of its text belongs to, such as the town of a radio beacon.
    """
    counted = _counted_from(city, text)
    if counted is not None:
        note = _("The text counts from a place that is not known here; the point is counted from %(place)s.")
        found = _found(counted.point, counted.uncertainty_m)
    else:
        note = _("The text gives no position; the point is that of %(place)s.")
        found = _found(city.point, city.uncertainty_m)
    return found._replace(
        values=(*found.values, ("geo_precision", CITY_PRECISION)), notes=(note % {"place": label},)
    )


def _counted_from(city: Reference, text: str) -> Reading | None:
    reading = next(find_in_text(text, lambda name: city), None)
    if reading is None or not 0 < distance_m(reading.point, city.point) <= FARTHEST_FROM_CITY_M:
        return None
    return reading


def _doubt(point: Point, state: State) -> str:
    kilometres = round(state.distance_outside_m(point) / 1_000)
    return _("The position read from the text lies %(km)d km outside %(state)s, which the row names.") % {
        "km": kilometres,
        "state": state.name,
    }


def _found(point: Point, uncertainty_m: float) -> Found:
    return Found(
        (
            ("lat", f"{point.lat:.5f}"),
            ("lon", f"{point.lon:.5f}"),
            ("uncertainty_m", str(math.ceil(uncertainty_m))),
            ("geocode_method", "GEOCODER"),
        )
    )
