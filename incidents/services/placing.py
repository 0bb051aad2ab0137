"""Placing a report: nearest site, distance to the zone line, and which side of it."""

from __future__ import annotations

from incidents.enums import DistanceBasis, ZoneRelation
from incidents.models import Incident
from sites.geometry import distance_to_edge_m, zone_relation
from sites.selectors import ground_zones_of, sites_near

NEAREST_SITE_LIMIT_M = 25_000


def place(incident: Incident) -> None:
    """Fill site, zone, distance and relation of an unsaved incident from its observer point.

    An overruled relation (typed, with a reason) stays; the computed one is kept beside it.
    """
    _find_site(incident)
    _measure(incident)
    if not incident.zone_relation or not incident.zone_relation_reason:
        incident.zone_relation = incident.zone_relation_computed


def _find_site(incident: Incident) -> None:
    point = incident.observer_point
    if incident.site_id is not None or point is None:
        return
    for site, metres in sites_near(point, limit=1):
        if metres <= NEAREST_SITE_LIMIT_M:
            incident.site = site


def _measure(incident: Incident) -> None:
    incident.zone, incident.distance_m, incident.distance_basis = None, None, ""
    incident.zone_relation_computed = ZoneRelation.UNKNOWN
    point = incident.observer_point
    if incident.site is None or point is None:
        return
    on = incident.occurred_from.date() if incident.occurred_from else None
    zones = ground_zones_of(incident.site, on=on)
    if not zones:
        return
    # The line that matters is the one the observer is deepest inside of, else the nearest.
    edges = [(distance_to_edge_m(point, zone.shape), zone) for zone in zones]
    edge_m, incident.zone = min(edges, key=lambda pair: pair[0])
    incident.distance_m = round(abs(edge_m), 1)
    incident.distance_basis = DistanceBasis.COMPUTED
    incident.zone_relation_computed = zone_relation(point, incident.uncertainty_m, incident.zone.shape)
