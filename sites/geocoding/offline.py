"""A geopy geocoder over the gazetteer and the notations; it never opens a socket."""

from __future__ import annotations

from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location
from geopy.point import Point as GeopyPoint

from sites.errors import InvalidGeometry
from sites.gazetteer import Gazetteer, Place, gazetteer
from sites.geocoding.references import resolver
from sites.geometry import Point
from sites.notations import PositionError, Reading, read_position


class _NoNetwork(BaseSyncAdapter):
    """The transport of a geocoder that has none."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:
        raise GeocoderUnavailable("The offline geocoder does not use the network.")

    get_text = get_json


class OfflineGeocoder(Geocoder):
    """Geocode by the committed gazetteer, the caller's sites and every notation that is read here."""

    def __init__(self, places: Gazetteer | None = None) -> None:
        super().__init__(timeout=None, proxies={}, user_agent="Sightline", adapter_factory=_NoNetwork)
        self.places = places or gazetteer()

    def geocode(
        self, query: str, *, exactly_one: bool = True, limit: int = 10, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return the place of a name or a written position; several, best first, unless exactly one is wanted."""
        reading = self._read(query)
        if reading is not None:
            found = [_location_of_reading(reading)]
        else:
            found = [
                _location(place) for place in self.places.search(query, limit=1 if exactly_one else limit)
            ]
        return _as_asked(found, exactly_one=exactly_one)

    def reverse(
        self, query: Any, *, exactly_one: bool = True, limit: int = 5, timeout: Any = DEFAULT_SENTINEL
    ) -> Location | list[Location] | None:
        """Return what lies nearest to a point; near it, not round it."""
        given = GeopyPoint(query)
        try:
            point = Point(lat=given.latitude, lon=given.longitude)
        except InvalidGeometry:
            return None
        found = [
            _location(match.place) for match in self.places.nearest(point, limit=1 if exactly_one else limit)
        ]
        return _as_asked(found, exactly_one=exactly_one)

    def _read(self, query: str) -> Reading | None:
        try:
            return read_position(query, resolve=resolver(self.places))
        except PositionError:
            return None


def _location(place: Place) -> Location:
    return Location(place.label_en, (place.point.lat, place.point.lon), {"place": place})


def _location_of_reading(reading: Reading) -> Location:
    return Location(reading.echo.text, (reading.point.lat, reading.point.lon), {"reading": reading})


def _as_asked(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not found:
        return None
    return found[0] if exactly_one else found
