"""Placing many points: the same answers as `services.placing`, from the registry in memory."""

from __future__ import annotations

import datetime as dt
import math

from incidents.services.importing.nearness import (
    FARTHEST_QUICK_M,
    Place,
    is_settled,
    on_earth,
    quick_distance_m,
)
from incidents.services.importing.registry import Registry
from incidents.services.placing import (
    NEAREST_SITE_LIMIT_M,
    UNMEASURED,
    Measured,
    measure,
    measured_at,
    valid_on,
)
from sites.geometry import Circle, Point, Shape, distance_m
from sites.models import ProtectedSite, Zone
from sites.selectors import SEARCH_BOXES_DEG, SURELY_IN_BOX_M, longitudes_beside, office_today

# An observer farther away than this cannot have photographed the site: the point or the site is wrong.
FARTHEST_M = 100_000
# A registry of fewer sites does not say where an office's reports come from.
SITES_OF_AN_AREA = 20
SURELY_NEAR_M = FARTHEST_M - 10_000
_SURELY_NEAR_DEG = 0.5  # a degree is nowhere longer than 112 km, so that no corner is farther than 80 km
_KEPT = 50_000

Zones = list[tuple[Zone, Shape]]


class Ground:
    """Sites and zones as places on the ellipsoid."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._places = {site.id: on_earth(site.lat, site.lon) for site in registry.sites}
        self._dated = {
            site.id
            for site in registry.sites
            if any(zone.valid_from or zone.valid_to for zone in registry.zones_of(site))
        }
        self._has_dated_sites = any(site.valid_from or site.valid_to for site in registry.sites)
        self._today = office_today()
        self._last_point: Point | None = None
        self._last_place: Place = (0.0, 0.0, 0.0)
        self._is_inside: dict[tuple[float, float], bool] = {}
        self._zones: dict[tuple[int, dt.date | None], tuple[Zones, list[Place] | None]] = {}

    def is_far(self, site: ProtectedSite, point: Point) -> bool:
        """Whether a point is farther from a site than anybody could have photographed it from."""
        if abs(site.lat - point.lat) < _SURELY_NEAR_DEG and abs(site.lon - point.lon) < _SURELY_NEAR_DEG:
            return False
        metres, doubt_m = quick_distance_m(self._on_earth(point), self._places[site.id])
        if metres < FARTHEST_QUICK_M and abs(metres - FARTHEST_M) > doubt_m:
            return metres > FARTHEST_M
        return distance_m(point, site.point) > FARTHEST_M

    def is_outside(self, point: Point) -> bool:
        """Whether a point is far from every site of a registry that is large enough to know its area."""
        if len(self._registry.sites) < SITES_OF_AN_AREA:
            return False
        cell = (round(point.lat, 1), round(point.lon, 1))
        is_inside = self._is_inside.get(cell)
        if is_inside is None:
            is_inside = self._is_inside[cell] = self._is_surely_inside(*cell)
        return not is_inside and all(self.is_far(site, point) for site in self._beside(point, 1.0))

    def _is_surely_inside(self, lat: float, lon: float) -> bool:
        """Whether everything that rounds to this tenth of a degree is near some site."""
        centre = Point(lat=max(-90.0, min(90.0, lat)), lon=max(-180.0, min(180.0, lon)))
        here = on_earth(centre.lat, centre.lon)
        sites = self._beside(centre, 1.0)
        return any(quick_distance_m(here, self._places[site.id])[0] < SURELY_NEAR_M for site in sites)

    def nearest_site(self, point: Point, on: dt.date | None = None) -> ProtectedSite | None:
        """Return the site that `place` would find for a day; without one, for today."""
        here = self._on_earth(point)
        for degrees in SEARCH_BOXES_DEG:
            found = self._standing(self._beside(point, degrees), on)
            nearest = self._nearest(point, here, found) if found else None
            if nearest is not None and self._is_surely_in_box(here, nearest, degrees):
                return nearest
            if degrees * SURELY_IN_BOX_M > NEAREST_SITE_LIMIT_M:
                return nearest
        return None

    def _standing(self, sites: list[ProtectedSite], on: dt.date | None) -> list[ProtectedSite]:
        """Keep the sites that stood on a day."""
        if not self._has_dated_sites:
            return sites
        day = on or self._today
        return [site for site in sites if site.is_open_on(day)]

    def _is_surely_in_box(self, here: Place, site: ProtectedSite, degrees: float) -> bool:
        metres, doubt_m = quick_distance_m(here, self._places[site.id])
        return metres + doubt_m <= degrees * SURELY_IN_BOX_M

    def measured(
        self, site: ProtectedSite, point: Point, uncertainty_m: float | None, on: dt.date | None
    ) -> Measured:
        """Return what `place` would measure."""
        zones, centres = self._zones_on(site, on)
        if not zones:
            return UNMEASURED
        edges = self._quick_edges_m(point, uncertainty_m, zones, centres) if centres is not None else None
        if edges is None:
            return measure(point, uncertainty_m, zones)
        return measured_at(edges, uncertainty_m, [zone for zone, _shape in zones])

    def _quick_edges_m(
        self, point: Point, uncertainty_m: float | None, zones: Zones, centres: list[Place]
    ) -> list[float] | None:
        """Return distances to circles, unless a more exact one could say something else."""
        here = self._on_earth(point)
        edges = []
        for (_zone, circle), centre in zip(zones, centres, strict=True):
            metres, doubt_m = quick_distance_m(here, centre)
            edge_m = metres - circle.radius_m  # type: ignore[union-attr]
            if metres > FARTHEST_QUICK_M or not is_settled(edge_m, doubt_m, uncertainty_m):
                return None
            edges.append(edge_m)
        return edges if len(edges) == 1 or _differ(edges) else None

    def _on_earth(self, point: Point) -> Place:
        """Return a point on the ellipsoid; the last one is asked for several times."""
        if point is not self._last_point:
            self._last_point, self._last_place = point, on_earth(point.lat, point.lon)
        return self._last_place

    def _zones_on(self, site: ProtectedSite, on: dt.date | None) -> tuple[Zones, list[Place] | None]:
        """Return the zones valid on a day with their shapes, and their centres if all of them are circles."""
        key = (site.id, on) if site.id in self._dated else (site.id, None)
        found = self._zones.get(key)
        if found is None:
            if len(self._zones) > _KEPT:
                self._zones.clear()
            zones = [(zone, _shape_of(zone)) for zone in valid_on(self._registry.zones_of(site), on)]
            circles = [shape for _zone, shape in zones if isinstance(shape, Circle)]
            centres = [on_earth(circle.centre.lat, circle.centre.lon) for circle in circles]
            found = self._zones[key] = (zones, centres if len(circles) == len(zones) else None)
        return found

    def _beside(self, point: Point, degrees: float) -> list[ProtectedSite]:
        """Return the sites in the box that `sites_near` would search."""
        ranges = longitudes_beside(point, degrees)
        belt = self._registry.between(point.lat - degrees, point.lat + degrees)
        if len(ranges) == 1:
            west, east = ranges[0]
            return [site for site in belt if west <= site.lon <= east]
        return [site for site in belt if any(west <= site.lon <= east for west, east in ranges)]

    def _nearest(self, point: Point, here: Place, found: list[ProtectedSite]) -> ProtectedSite | None:
        quick = [(*quick_distance_m(here, self._places[site.id]), site) for site in found]
        least = min(metres for metres, _doubt_m, _site in quick)
        # beyond the doubt of a quick distance another one cannot be the nearest
        near = [candidate for candidate in quick if candidate[0] <= least * 1.001 + 1]
        metres, doubt_m, site = near[0]
        if len(near) == 1 and metres < FARTHEST_QUICK_M and abs(metres - NEAREST_SITE_LIMIT_M) > doubt_m:
            return site if metres <= NEAREST_SITE_LIMIT_M else None
        rank = self._registry.rank
        metres, _rank, site = min(
            ((distance_m(point, site.point), rank[site.id], site) for *_quick, site in near),
            key=lambda candidate: candidate[:2],
        )
        return site if metres <= NEAREST_SITE_LIMIT_M else None


def _differ(edges_m: list[float]) -> bool:
    """Whether the least of several distances is surely the least."""
    first, second = sorted(edges_m)[:2]
    return not math.isclose(first, second, rel_tol=0, abs_tol=1.0)


def _shape_of(zone: Zone) -> Shape:
    return zone.shape
