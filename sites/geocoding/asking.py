"""Asking an operator's own server for one name, and taking its answer as what it is: words and numbers of a stranger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from geopy.exc import GeocoderParseError, GeocoderQueryError
from geopy.geocoders.base import Geocoder
from geopy.location import Location

from sites.errors import InvalidGeometry
from sites.geocoding.operators import checked_name
from sites.geometry import Point, distance_m

MOST_ANSWERS = 5
# Where a server does not say how far a place reaches.
UNKNOWN_REACH_M = 1_000.0
FARTHEST_REACH_M = 500_000.0


@dataclass(frozen=True, slots=True)
class GeocoderAnswer:
    """A place as the operator's server names it."""

    label: str
    point: Point
    uncertainty_m: float
    ref: str


def may_be_asked(name: str) -> bool:
    """Whether an operator named a server, and this may leave for it: a short name, no position, no number."""
    if not settings.GEOCODER_URL:
        return False
    try:
        checked_name(name)
    except GeocoderQueryError:
        return False
    return True


def answers_of(geocoder: Geocoder | None, name: str, *, language: str) -> list[GeocoderAnswer]:
    """Return what the server answers to a name; whatever is not a place on the earth is left out."""
    if geocoder is None:
        return []
    try:
        found = geocoder.geocode(name, exactly_one=False, limit=MOST_ANSWERS, **_speaking(language))
        answers = [_answer(location) for location in found or ()]
    except (TypeError, ValueError, KeyError, IndexError, AttributeError) as error:
        raise GeocoderParseError("The geocoder's answer is not what such servers answer.") from error
    return [answer for answer in answers if answer is not None][:MOST_ANSWERS]


def _speaking(language: str) -> dict[str, str]:
    # Photon answers in the languages it was built with and refuses others.
    return {"language": language} if settings.GEOCODER_KIND == "nominatim" else {}


def _answer(location: Location) -> GeocoderAnswer | None:
    try:
        point = Point(lat=location.latitude, lon=location.longitude)
    except InvalidGeometry:
        return None
    raw = location.raw if isinstance(location.raw, dict) else {}
    kind = settings.GEOCODER_KIND
    return GeocoderAnswer(
        str(location.address), point, _reach_m(point, raw), f"{kind}:{_number_of(raw)}"[:120]
    )


def _number_of(raw: dict[str, Any]) -> str:
    """Return the number of an entry of OpenStreetMap, such as way/123, so that it is found again."""
    properties = raw.get("properties")
    named = properties if isinstance(properties, dict) else raw
    kind, number = named.get("osm_type", ""), named.get("osm_id", "")
    return f"{kind}/{number}" if str(kind).isalpha() and str(number).isdigit() else ""


def _reach_m(point: Point, raw: dict[str, Any]) -> float:
    """Return how far the answer's box reaches from its point."""
    corners = _corners(raw)
    try:
        reach = max(
            (distance_m(point, Point(lat=lat, lon=lon)) for lat, lon in corners), default=UNKNOWN_REACH_M
        )
    except InvalidGeometry:
        return UNKNOWN_REACH_M
    return min(max(reach, 1.0), FARTHEST_REACH_M)


def _corners(raw: dict[str, Any]) -> Sequence[tuple[float, float]]:
    box = raw.get("boundingbox")
    if isinstance(box, list) and len(box) == 4:  # Nominatim: south, north, west, east
        south, north, west, east = (float(edge) for edge in box)
        return [(south, west), (north, east)]
    properties = raw.get("properties")
    extent = properties.get("extent") if isinstance(properties, dict) else None
    if isinstance(extent, list) and len(extent) == 4:  # Photon: west, north, east, south
        west, north, east, south = (float(edge) for edge in extent)
        return [(south, west), (north, east)]
    return []
