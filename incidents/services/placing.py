"""Placing a report: nearest site, distance to the zone line, and which side of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings

from incidents.enums import DistanceBasis, ZoneRelation
from incidents.models import Incident
from sites.geometry import Point, Shape, distance_to_edge_m, relation_at
from sites.models import ProtectedSite, Zone
from sites.selectors import ground_zones_of, sites_near

NEAREST_SITE_LIMIT_M = 25_000


class Measured(NamedTuple):
    """How far a point lies from the line that matters, and on which side."""

    zone: Zone | None = None
    distance_m: float | None = None
    distance_basis: str = ""
    relation: str = ZoneRelation.UNKNOWN


UNMEASURED = Measured()


def place(incident: Incident) -> None:
    """Fill site, zone, distance and relation of an unsaved incident from its observer point.

    An overruled relation (typed, with a reason) stays; the computed one is kept beside it.
    """
    point = incident.observer_point
    if incident.site_id is None and point is not None:
        incident.site = _nearest_site(point, _day_of(incident))
    measured = _measured(incident, point)
    incident.zone, incident.distance_m = measured.zone, measured.distance_m
    incident.distance_basis, incident.zone_relation_computed = measured.distance_basis, measured.relation
    incident.zone_relation = settled_relation(
        incident.zone_relation, incident.zone_relation_reason, measured.relation
    )


def settled_relation(typed: str, reason: str, computed: str) -> str:
    """Return the relation that counts: a typed one only with its reason."""
    return typed if typed and reason else computed


def measure(point: Point, uncertainty_m: float | None, zones: Sequence[tuple[Zone, Shape]]) -> Measured:
    """Measure a point against the zones of its site.

    The line that matters is the one the observer is deepest inside of, else the nearest.
    """
    if not zones:
        return UNMEASURED
    edges = [distance_to_edge_m(point, shape) for _zone, shape in zones]
    return measured_at(edges, uncertainty_m, [zone for zone, _shape in zones])


def measured_at(edges_m: Sequence[float], uncertainty_m: float | None, zones: Sequence[Zone]) -> Measured:
    """Say what distances to the lines of zones mean."""
    edge_m = min(edges_m)
    zone = zones[edges_m.index(edge_m)]
    relation = relation_at(edge_m, uncertainty_m)
    return Measured(zone, round(abs(edge_m), 1), DistanceBasis.COMPUTED, relation)


def valid_on(zones: Iterable[Zone], on: dt.date | None) -> list[Zone]:
    """Return the zones valid on a date; without a date, those valid now or undated. As `ground_zones_of` asks."""
    if on is None:
        return [zone for zone in zones if zone.valid_to is None]
    return [
        zone
        for zone in zones
        if (zone.valid_from is None or zone.valid_from <= on)
        and (zone.valid_to is None or zone.valid_to >= on)
    ]


def _nearest_site(point: Point, on: dt.date | None) -> ProtectedSite | None:
    """Return the nearest site that stood on the day; a closed one is never meant by a point alone."""
    for site, metres in sites_near(point, limit=1, on=on):
        if metres <= NEAREST_SITE_LIMIT_M:
            return site
    return None


def _measured(incident: Incident, point: Point | None) -> Measured:
    if incident.site is None or point is None:
        return UNMEASURED
    zones = ground_zones_of(incident.site, on=_day_of(incident))
    return measure(point, incident.uncertainty_m, [(zone, zone.shape) for zone in zones])


def _day_of(incident: Incident) -> dt.date | None:
    """Return the day by the office's clock: a zone begins at its midnight, and a stored moment is in UTC."""
    at = incident.occurred_from
    if at is None:
        return None
    try:
        return at.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE)).date()
    except OverflowError:  # the last hours of the calendar, which a later check refuses by name
        return at.date()
