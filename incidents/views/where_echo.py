"""What a place was understood as: words read as a position, a point told back, the sites near it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from incidents.models import Incident
from incidents.rendering import places as entries
from incidents.rendering.card import place_words
from incidents.rendering.dates import local
from incidents.rendering.labels import name_of
from incidents.services.placing import NEAREST_SITE_LIMIT_M, place
from sites.enums import ZoneAccuracy
from sites.gazetteer import Match, PlaceKind
from sites.geocoding import resolver
from sites.geometry import Point, bearing_deg, distance_m
from sites.models import ProtectedSite
from sites.notations import (
    LooksSwapped,
    PositionError,
    Reading,
    Reference,
    UnknownReference,
    UnreadablePosition,
    read_position,
)
from sites.selectors import registry, sites_near

AREAS = (PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.CITY)
SITES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """What a form holds of a place; `start` is the place chosen for a reference that was not known.

    `problem` is what is wrong with a point that was typed."""

    words: str = ""
    point: Point | None = None
    uncertainty_m: float | None = None
    site: ProtectedSite | None = None
    at: dt.datetime | None = None
    start: Reference | None = None
    problem: PositionError | None = None


def where_echo(told: Told) -> dict[str, Any]:
    """Return the sentences about a place: where a given point stands, or what the words were read as."""
    return {
        "where": stands(told, told.point, told.uncertainty_m) if told.point else [],
        "sites": _sites_round(told) if told.point else [],
        "far": _far(told),
        "reading": _reading(told) if told.point is None else None,
    }


def stands(told: Told, point: Point, uncertainty_m: float | None) -> list[str]:
    """Return how far a point is from the zone line of its site, and on which side."""
    incident = _placed(told, point, uncertainty_m, told.site)
    return place_words(
        site_point=incident.site.point if incident.site else None,
        site_name=name_of(incident.site) if incident.site else "",
        point=point,
        distance=incident.distance_m,
        uncertainty_m=uncertainty_m,
        relation=incident.zone_relation,
        is_approximate=incident.zone is not None and incident.zone.accuracy == ZoneAccuracy.APPROXIMATE,
    )


def reading_words(told: Told, reading: Reading, asks: str = "") -> dict[str, Any]:
    """Return an offer: the reading with what is near it and where it stands."""
    return entries.reading_entry(
        reading,
        near=_nearest_area(reading.point),
        stands=stands(told, reading.point, reading.uncertainty_m),
        asks=asks,
    )


def problem_words(told: Told, error: PositionError) -> dict[str, Any]:
    """Return a question or an offer for what cannot be read as it stands."""
    if isinstance(error, LooksSwapped):
        (asks,) = entries.said([error.phrase])
        return reading_words(told, error.offer, asks)
    reference = error.reference if isinstance(error, UnknownReference) else None
    return entries.question_entry(error, reference=reference)


def _reading(told: Told) -> dict[str, Any] | None:
    """Return the position that the words are, if they are one; it is offered, never taken."""
    if told.problem is not None and not isinstance(told.problem, UnreadablePosition):
        return problem_words(told, told.problem)
    near = told.site.point if told.site else None
    try:
        reading = read_position(told.words, resolve=_resolve(told), near=near, area=registry().middle)
    except UnreadablePosition as error:
        # Plain words are left alone; a link that holds no position is said to be none.
        return problem_words(told, error) if error.phrase.code in ("SHORT_LINK", "THREE_WORDS") else None
    except PositionError as error:
        return problem_words(told, error)
    return reading_words(told, reading)


def _resolve(told: Told) -> Any:
    if told.start is not None:
        return lambda _name: told.start
    return resolver(registry(), here=told.site.code if told.site else "", name_of=entries.place_name)


def _nearest_area(point: Point) -> Match | None:
    found = registry().places.nearest(point, limit=1, kinds=AREAS)
    return found[0] if found else None


def _sites_round(told: Told) -> list[dict[str, Any]]:
    assert told.point is not None
    found = []
    for site, metres in sites_near(told.point, limit=SITES_SHOWN, on=told.at and local(told.at).date()):
        incident = _placed(told, told.point, told.uncertainty_m, site)
        found.append(
            entries.site_entry(
                site.code,
                name_of(site),
                metres=metres,
                bearing_deg=bearing_deg(site.point, told.point),
                edge_m=incident.distance_m,
                relation=incident.zone_relation,
            )
        )
    return found


def _far(told: Told) -> str:
    if told.site is None or told.point is None:
        return ""
    metres = distance_m(told.point, told.site.point)
    return entries.far_words(name_of(told.site), metres) if metres > NEAREST_SITE_LIMIT_M else ""


def _placed(told: Told, point: Point, uncertainty_m: float | None, site: ProtectedSite | None) -> Incident:
    incident = Incident(
        site=site,
        occurred_from=told.at,
        observer_lat=point.lat,
        observer_lon=point.lon,
        uncertainty_m=uncertainty_m,
    )
    place(incident)
    return incident
