"""What a code or a name in a report stands for, near the state that the report names."""

from __future__ import annotations

import re
from functools import lru_cache

from incidents.services.importing.mapping.faa.references import airfields, beacons, town
from incidents.services.importing.mapping.states import State, state_named
from sites.gazetteer import Place, PlaceKind, gazetteer
from sites.geometry import Point
from sites.notations import Reference
from sites.notations.in_text import BEACON, VICINITY_M
from sites.notations.readings import Resolve

# A tower or centre reports what it hears of: aircraft near the border of the state are often over the next one.
FARTHEST_OUTSIDE_M = 75_000.0
# Airports of a city lie up to ten nautical miles beyond it.
ROUND_A_CITY_M = 18_520.0
_LONGEST_CITY = 80
_CODE = re.compile(r"[A-Z0-9]{3,4}")
_OF_AN_AIRPORT = re.compile(
    r"\s+(?:(?:INTL|INTERNATIONAL|MUNI|MUNICIPAL|RGNL|REGIONAL|EXEC|EXECUTIVE|COUNTY)\s+)*(?:ARPT|AIRPORT|APRT|AFB|AAF|ANGB|JRB|MCAS)$"
)


def lies_in(state: State | None, point: Point, uncertainty_m: float = 0.0) -> bool:
    """Whether a point lies in a state or so near that a report of the state may speak of it."""
    return state is None or state.distance_outside_m(point) <= FARTHEST_OUTSIDE_M + uncertainty_m


@lru_cache(maxsize=100)
def resolver_near(state: State | None) -> Resolve:
    """Return what names stand for near a state; each is looked up once."""

    @lru_cache(maxsize=5_000)
    def resolve(name: str) -> Reference | None:
        if name.endswith(f" {BEACON}"):
            known = beacons(name.removesuffix(BEACON))
            return _nearby(known, state) or next(iter(known), None)
        return _of_code(name, state) if _CODE.fullmatch(name) else _of_name(name, state)

    return resolve


@lru_cache(maxsize=5_000)
def city_near(name: str, state: State | None) -> tuple[Reference, str] | None:
    """Return all round the city of a row, with its label; of two cities in a cell the first that is known."""
    whole = " ".join(name[:_LONGEST_CITY].upper().split())
    for one in dict.fromkeys((whole, *filter(None, map(str.strip, re.split(r"[,(/;-]| AND |&", whole))))):
        found = _of_name(one, state)
        if found is not None:
            around = Reference(found.point, max(found.uncertainty_m, ROUND_A_CITY_M + VICINITY_M))
            return around, ", ".join(filter(None, (one.title(), state.name if state else "")))
    return None


def _of_code(code: str, state: State | None) -> Reference | None:
    """Return the airport, airfield or beacon of a code near the state; elsewhere only an American airport.

    Reports write the codes of their own country, so that a code which only an airport abroad has is one not known here.
    """
    place = gazetteer().place_of(code, within=state.name if state else "")
    if place is not None and lies_in(state, place.point):
        return _reference(place)
    near = _nearby([*airfields(code), *beacons(code)], state)
    if (
        near is None
        and place is not None
        and place.kind is PlaceKind.AIRPORT
        and state_named(place.within_en)
    ):
        return _reference(place)
    return near


def _of_name(name: str, state: State | None) -> Reference | None:
    """Return what a name means near the state; towers speak of the town for its airport, so a town reaches that far."""
    if len(name) < 3:
        return None
    place = gazetteer().place_of(name, within=state.name if state else "")
    if (
        place is not None
        and lies_in(state, place.point)
        and place.kind in (PlaceKind.CITY, PlaceKind.AIRPORT)
    ):
        return _meant_by_name(place, name)
    if state is None:
        return None
    bare = _OF_AN_AIRPORT.sub("", name)
    found = town(name, state.code) or town(bare, state.code) or _nearby(beacons(name), state)
    return _at_least(found, VICINITY_M) if found else None


def _meant_by_name(place: Place, name: str) -> Reference:
    """Return an airport as it is, and round a city as far as the airport lies for which its name stands."""
    if _OF_AN_AIRPORT.search(name):
        return _reference(place)
    if place.kind is PlaceKind.AIRPORT:
        return _at_least(_reference(place), VICINITY_M)
    return Reference(place.point, place.uncertainty_m + ROUND_A_CITY_M)


def _reference(place: Place) -> Reference:
    return Reference(place.point, place.uncertainty_m)


def _at_least(reference: Reference, uncertainty_m: float) -> Reference:
    return Reference(reference.point, max(reference.uncertainty_m, uncertainty_m))


def _nearby(references: list[Reference], state: State | None) -> Reference | None:
    """Return the first that lies near the state; without a state, the only one there is."""
    if state is None:
        return references[0] if len(references) == 1 else None
    return next((one for one in references if lies_in(state, one.point)), None)
