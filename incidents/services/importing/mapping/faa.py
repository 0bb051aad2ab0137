"""Reports of the American aviation authority: time and place stand inside the text, "/1447C/ ... 6 NNW DFW"."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from incidents.services.importing.mapping.dates import Clock, Told
from incidents.services.importing.mapping.found import Found
from incidents.services.importing.mapping.states import State, state_named
from sites.gazetteer import Gazetteer, Place, PlaceKind, gazetteer
from sites.geometry import Point
from sites.notations import Reading, Reference, find_in_text
from sites.notations.readings import Resolve

# A tower or centre reports what it hears of: aircraft near the border of the state are often over the next one.
FARTHEST_OUTSIDE_M = 75_000.0
# Without a position the report is somewhere round the city that it names: ten nautical miles more than the city.
ROUND_A_CITY_M = 18_520.0
CITY_PRECISION = "4"
_TIME = re.compile(
    r"/[^/]{0,30}?\b(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)\s?(?P<letter>[A-Z])\b(?=[^/]{0,25}[/,])"
)
_ZONES = {
    "E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles",
    "A": "America/Anchorage", "H": "Pacific/Honolulu", "Z": "UTC",
}  # fmt: skip
# States whose clocks differ from what the letter says, or that write L for their own.
_ZONES_OF_STATES = {
    "PR": "America/Puerto_Rico", "VI": "America/Puerto_Rico", "HI": "Pacific/Honolulu", "AK": "America/Anchorage",
    "GU": "Pacific/Guam", "MP": "Pacific/Guam", "AS": "Pacific/Pago_Pago",
}  # fmt: skip
_STATE_IN_TEXT = re.compile(r"\b[A-Z][A-Z .'-]{1,40},\s*(?P<code>[A-Z]{2})\s*[/(:]")


def state_of(cell: str, text: str) -> State | None:
    """Return the state that the column names, or that the text opens with ("ATLANTA, GA/")."""
    named = state_named(cell)
    if named is not None:
        return named
    match = _STATE_IN_TEXT.search(text[:200])
    return state_named(match["code"]) if match else None


def time_in_text(text: str, state: State | None) -> tuple[Clock | None, ZoneInfo | None]:
    """Return the time that the text opens with, and the zone of its letter; no time where the zone is not sure."""
    match = _TIME.search(text[:250])
    if match is None:
        return None, None
    zone = _zone_of(match["letter"], state)
    if zone is None:
        return None, None
    return Clock(int(match["hour"]) * 60 + int(match["minute"])), zone


def without_clock(told: Told) -> Told:
    """Return a day without the time of its cell: some years' tables round it, and none says its zone."""
    return replace(told, clock=None) if told.clock is not None else told


def _zone_of(letter: str, state: State | None) -> ZoneInfo | None:
    if state is not None and letter in "LAH" and state.code in _ZONES_OF_STATES:
        return ZoneInfo(_ZONES_OF_STATES[state.code])
    if state is not None and state.code == "AZ" and letter == "M":
        return ZoneInfo("America/Phoenix")
    name = _ZONES.get(letter)
    return ZoneInfo(name) if name else None


def place_in_text(text: str, state_cell: str, city: str) -> tuple[Found, str]:
    """Return the position that a report mentions, else its city, and why a point that was read is not trusted."""
    state = state_of(state_cell, text)
    readings = list(find_in_text(text, _resolve_in(state.name if state else "")))
    if readings:
        return _nearest(readings, state)
    place = _city(city.strip().upper(), state.name if state else "")
    if place is None:
        return Found(), ""
    return _of_city(place, state)


def _nearest(readings: list[Reading], state: State | None) -> tuple[Found, str]:
    """Return the first position that lies in the stated state or near it; a doubt where none does."""
    if state is None:
        note = _("The state is not known here, so the position could not be checked.")
        return _found(readings[0].point, readings[0].uncertainty_m)._replace(notes=(note,)), ""
    for reading in readings:
        if state.distance_outside_m(reading.point) <= FARTHEST_OUTSIDE_M + reading.uncertainty_m:
            return _found(reading.point, reading.uncertainty_m), ""
    return Found(), _doubt(readings[0].point, state)


def _of_city(place: Place, state: State | None) -> tuple[Found, str]:
    if state is not None and state.distance_outside_m(place.point) > FARTHEST_OUTSIDE_M:
        return Found(), _doubt(place.point, state)
    note = _("The text gives no position; the point is that of %(place)s.") % {"place": place.label_en}
    found = _found(place.point, place.uncertainty_m + ROUND_A_CITY_M)
    return found._replace(values=(*found.values, ("geo_precision", CITY_PRECISION)), notes=(note,)), ""


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


@lru_cache(maxsize=1)
def _places() -> Gazetteer:
    return gazetteer()


@lru_cache(maxsize=100)
def _resolve_in(state: str) -> Resolve:
    """Return what a code stands for near a state; each name is looked up once."""

    @lru_cache(maxsize=5_000)
    def resolve(name: str) -> Reference | None:
        place = _places().place_of(name, within=state)
        return Reference(place.point, place.uncertainty_m) if place else None

    return resolve


@lru_cache(maxsize=5_000)
def _city(name: str, state: str) -> Place | None:
    """Return the city of a name in a state; where airports of its name lie far apart, the city itself."""
    place = _places().place_of(name, within=state) if name else None
    if place is not None and place.kind in (PlaceKind.CITY, PlaceKind.AIRPORT):
        return place
    named = _places().search(f"{name}, {state}", limit=5) if name and state else []
    return next((one for one in named if one.kind is PlaceKind.CITY and one.name_en.upper() == name), None)
