"""Positions of an office's table: one cell in any notation, or latitude and longitude in two."""

from __future__ import annotations

import math
import re
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _

from incidents.services.importing.mapping.found import NOTHING, Found, is_unknown
from incidents.services.importing.registry import Registry
from sites.geocoding import resolver
from sites.geometry import Point
from sites.notations import (
    InvalidPosition,
    LooksSwapped,
    Notation,
    PositionError,
    Reading,
    Reference,
    UnknownReference,
    read_position,
)
from sites.notations.readings import Resolve, implied_uncertainty_m
from sites.selectors import registry

_DECIMAL = re.compile(r"[+-]?\d{1,3}(?:[.,]\d{1,15})?")
FARTHEST_UNCERTAINTY_M = 1_000_000


class SitesOfTable:
    """The registry, read at the first row that asks for it, with the site each wording means."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, Point | None]] = {}
        self._resolvers: dict[str, Resolve] = {}

    @cached_property
    def _names(self) -> Registry:
        return Registry()

    def site_of(self, words: str) -> tuple[str, Point | None]:
        """Return code and point of the one site that words name."""
        if not words:
            return "", None
        if words not in self._known:
            site = self._names.by_code.get(words.lower())
            if site is None:
                named = self._names.named_in(words)
                site = named[0] if len(named) == 1 else None
            self._known[words] = (site.code, site.point) if site else ("", None)
        return self._known[words]

    def resolve_at(self, code: str) -> Resolve:
        """Return what distances are counted from where "the gate" is the gate of a site."""

        def resolve(name: str) -> Point | Reference | None:
            if code not in self._resolvers:
                self._resolvers[code] = resolver(registry(), here=code)
            return self._resolvers[code](name)

        return resolve


def read_cell(text: str, *, place: str, sites: SitesOfTable, is_certain: bool) -> Found:
    """Return the point that a cell is, counted from the site of its row where it is a distance.

    A cell that is no position refuses its row only where the column is one of positions (`is_certain`).
    """
    if not text or is_unknown(text):
        return NOTHING
    try:
        code, near = sites.site_of(place)
        return found_in(read_position(text, resolve=sites.resolve_at(code), near=near), has_site=bool(code))
    except LooksSwapped as error:
        return _as_written(error.offer.point)
    except PositionError as error:
        return Found(problem=_advice(error)) if is_certain else NOTHING


def found_in(reading: Reading, *, has_site: bool) -> Found:
    """Return our columns of a reading."""
    is_counted = reading.notation is Notation.DISTANCE_BEARING
    method = ("SITE_REF" if has_site else "GEOCODER") if is_counted else "MANUAL"
    values = (
        ("lat", f"{reading.point.lat:.6f}"),
        ("lon", f"{reading.point.lon:.6f}"),
        ("uncertainty_m", str(min(math.ceil(reading.uncertainty_m), FARTHEST_UNCERTAINTY_M))),
        ("geocode_method", method),
    )
    return Found(values, tuple(phrase.render(_) for phrase in reading.warnings))


def read_pair(lat: str, lon: str) -> Found:
    """Return latitude and longitude of two cells; plain numbers pass as they are, for the gate to judge."""
    if (not lat or is_unknown(lat)) and (not lon or is_unknown(lon)):
        return NOTHING
    if _DECIMAL.fullmatch(lat) and _DECIMAL.fullmatch(lon):
        return _plain_pair(lat.replace(",", "."), lon.replace(",", "."))
    if not lat or not lon:
        return Found(problem=_("stands alone. A point needs latitude and longitude."))
    try:
        reading = read_position(f"{lat} {lon}")
    except LooksSwapped as error:
        return _as_written(error.offer.point)
    except PositionError as error:
        return Found(problem=_advice(error))
    return found_in(reading, has_site=False)


def _plain_pair(lat: str, lon: str) -> Found:
    """Return the numbers as they are, with the uncertainty that their decimals leave."""
    decimals = max(len(lat.partition(".")[2]), len(lon.partition(".")[2]))
    uncertainty_m = _uncertainty(decimals, round(abs(float(lat))))
    if not uncertainty_m:
        return Found((("lat", lat), ("lon", lon)))
    return Found((("lat", lat), ("lon", lon), ("uncertainty_m", uncertainty_m)))


@lru_cache(maxsize=2_000)
def _uncertainty(decimals: int, lat: int) -> str:
    step_deg = 10.0**-decimals
    return str(math.ceil(implied_uncertainty_m(lat, step_deg, step_deg))) if lat <= 90 else ""


def _as_written(offer: Point) -> Found:
    """Return the values the wrong way round as they stood, so that the swap is offered and not made."""
    return Found((("lat", f"{offer.lon:.6f}"), ("lon", f"{offer.lat:.6f}")))


def _advice(error: PositionError) -> str:
    """Return what is wrong without the words of the cell, which may be anything."""
    if isinstance(error, InvalidPosition):
        return error.phrase.render(_)
    if isinstance(error, UnknownReference):
        return _(
            "is counted from a place that is not known here. Name the site, or add the place to the registry."
        )
    return _(
        "does not read as a position. docs/where.md lists the ways that are read; leave it blank if unknown."
    )
