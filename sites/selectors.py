"""Reading the registry."""

from __future__ import annotations

import datetime as dt
import math

from django.db.models import Q, QuerySet

from sites.enums import GROUND_ZONES
from sites.geometry import Point, distance_m
from sites.models import ProtectedSite, Zone

_SEARCH_BOXES_DEG = (0.1, 0.5, 2.0, 10.0)


def all_sites() -> QuerySet[ProtectedSite]:
    """Return every site with its zones."""
    return ProtectedSite.objects.prefetch_related("zones")


def sites_near(point: Point, *, limit: int = 3) -> list[tuple[ProtectedSite, float]]:
    """Return the nearest sites with their distance in metres, nearest first."""
    for degrees in _SEARCH_BOXES_DEG:
        found = [(site, distance_m(point, site.point)) for site in _in_box(point, degrees)]
        if len(found) >= limit or (found and degrees == _SEARCH_BOXES_DEG[-1]):
            return sorted(found, key=lambda pair: pair[1])[:limit]
    return []


def _in_box(point: Point, degrees: float) -> QuerySet[ProtectedSite]:
    """Return sites in a box that is as wide on the ground as it is high."""
    lon_deg = min(180.0, degrees / max(0.01, math.cos(math.radians(point.lat))))
    lats = Q(lat__range=(point.lat - degrees, point.lat + degrees))
    west, east = point.lon - lon_deg, point.lon + lon_deg
    lons = Q(lon__range=(west, east))
    if west < -180:
        lons |= Q(lon__gte=west + 360)
    if east > 180:
        lons |= Q(lon__lte=east - 360)
    return ProtectedSite.objects.filter(lats & lons)


def ground_zones_of(site: ProtectedSite, *, on: dt.date | None) -> list[Zone]:
    """Return the zones on the ground that were valid on a date; without a date, those valid now or undated."""
    zones = site.zones.filter(kind__in=GROUND_ZONES)
    if on is None:
        return list(zones.filter(valid_to__isnull=True))
    valid = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return list(zones.filter(valid & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))))
