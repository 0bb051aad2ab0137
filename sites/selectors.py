"""Reading the registry."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from sites.enums import GROUND_ZONES, SiteType, ZoneKind
from sites.gazetteer import Place, PlaceKind, gazetteer
from sites.geocoding import Registry, gate_keys
from sites.geometry import Circle, Point, distance_m, reach_m
from sites.models import ProtectedSite, Zone
from sites.notations import Reference

SEARCH_BOXES_DEG = (0.1, 0.5, 2.0, 10.0)
# A degree of latitude is nowhere shorter: within so many metres a box holds every site that there is.
SURELY_IN_BOX_M = 110_000
AREA_M = 500_000
# How far a site of a type reaches from its public point where no perimeter is drawn.
_USUAL_REACH_M: dict[str, int] = {
    SiteType.MIL_BASE: 2_000,
    SiteType.AIRPORT: 3_000,
    SiteType.PORT: 3_000,
    SiteType.AGENCY_BUILDING: 500,
    SiteType.OTHER_NIF: 1_000,
}


def all_sites() -> QuerySet[ProtectedSite]:
    """Return every site with its zones."""
    return ProtectedSite.objects.prefetch_related("zones")


def sites_near(
    point: Point, *, limit: int = 3, on: dt.date | None = None
) -> list[tuple[ProtectedSite, float]]:
    """Return the nearest sites that stood on a day (without one, today) with their distance, nearest first."""
    day = on or office_today()
    near: list[tuple[ProtectedSite, float]] = []
    for degrees in SEARCH_BOXES_DEG:
        standing = _standing_on(_in_box(point, degrees), day)
        near = sorted(((site, distance_m(point, site.point)) for site in standing), key=lambda pair: pair[1])
        if len(near) >= limit and near[limit - 1][1] <= degrees * SURELY_IN_BOX_M:
            break
    return near[:limit]


def office_today() -> dt.date:
    """Return the day by the office's clock."""
    return timezone.localdate(timezone=ZoneInfo(settings.OFFICE_TIME_ZONE))


def _standing_on(sites: QuerySet[ProtectedSite], day: dt.date) -> QuerySet[ProtectedSite]:
    """Keep what `ProtectedSite.is_open_on` says."""
    began = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return sites.filter(began, Q(valid_to__isnull=True) | Q(valid_to__gte=day))


def sites_within(south: float, west: float, north: float, east: float, *, limit: int) -> list[ProtectedSite]:
    """Return sites with their zones between four edges in degrees; west of a smaller east, over the antimeridian."""
    lons = Q(lon__gte=west, lon__lte=east) if west <= east else Q(lon__gte=west) | Q(lon__lte=east)
    return list(all_sites().filter(lons, lat__gte=south, lat__lte=north)[:limit])


def _in_box(point: Point, degrees: float) -> QuerySet[ProtectedSite]:
    """Return sites in a box that is as wide on the ground as it is high."""
    lats = Q(lat__range=(point.lat - degrees, point.lat + degrees))
    lons = Q()
    for west, east in longitudes_beside(point, degrees):
        lons |= Q(lon__range=(west, east))
    return ProtectedSite.objects.filter(lats & lons)


def longitudes_beside(point: Point, degrees: float) -> list[tuple[float, float]]:
    """Return the ranges of longitude as wide on the ground as degrees of latitude; two at the antimeridian."""
    lon_deg = min(180.0, degrees / max(0.01, math.cos(math.radians(point.lat))))
    west, east = point.lon - lon_deg, point.lon + lon_deg
    ranges = [(west, east)]
    if west < -180:
        ranges.append((west + 360, 180.0))
    if east > 180:
        ranges.append((-180.0, east - 360))
    return ranges


def ground_zones_of(site: ProtectedSite, *, on: dt.date | None) -> list[Zone]:
    """Return the zones on the ground that were valid on a date; without a date, those valid now or undated."""
    zones = site.zones.filter(kind__in=GROUND_ZONES)
    if on is None:
        return list(zones.filter(valid_to__isnull=True))
    valid = Q(valid_from__isnull=True) | Q(valid_from__lte=on)
    return list(zones.filter(valid & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))))


def registry() -> Registry:
    """Return the gazetteer with the registered sites before it, and their gates; made anew when a site or zone changed."""
    # Times of the last change are asked of the database, so that every process notices what another one stored.
    stored = ProtectedSite.objects.aggregate(
        Count("id", distinct=True), Max("id"), Max("updated_at"), Count("zones"), Max("zones__updated_at")
    )
    return _registry_of(tuple(stored.values()), office_today())


@lru_cache(maxsize=1)
def _registry_of(_stored: tuple[object, ...], today: dt.date) -> Registry:
    sites = list(all_sites())
    standing = [site for site in sites if site.is_open_on(today)]
    known = {name.casefold() for site in standing for name in _names_of(site)}
    # What is closed is found by the names that nothing else bears, behind what stands.
    closed = [
        site
        for site in sites
        if site not in standing and known.isdisjoint(map(str.casefold, _names_of(site)))
    ]
    named = [site_place(site) for site in standing] + [
        _with_validity(site_place(site), site) for site in closed
    ]
    places = {site.code: site_place(site) for site in sites}
    gates = {site.code: _gates_of(site) for site in sites}
    return Registry(gazetteer(named), places, gates, _middle_of(standing))


def _middle_of(sites: list[ProtectedSite]) -> Point | None:
    """Return the middle of the area of work; none where sites are so far apart that it would be nowhere."""
    if not sites:
        return None
    count = len(sites)
    middle = Point(lat=sum(site.lat for site in sites) / count, lon=sum(site.lon for site in sites) / count)
    is_one_area = all(distance_m(middle, site.point) <= AREA_M for site in sites)
    return middle if is_one_area else None


def _names_of(site: ProtectedSite) -> list[str]:
    return [name for name in (site.name_en, site.name_ko, *map(str, site.aliases)) if name]


def _with_validity(place: Place, site: ProtectedSite) -> Place:
    """Say beside the name of a site that does not stand today when it stood."""
    days = f"{site.valid_from or ''}/{site.valid_to or ''}"
    return replace(place, within_en=days, within_ko=f"{place.within_ko} ({days})".strip())


def site_place(site: ProtectedSite) -> Place:
    """Return a site as the gazetteer knows it, found by its names, its code and its aliases."""
    return Place(
        kind=PlaceKind.SITE,
        code=site.code,
        name_en=site.name_en,
        name_ko=site.name_ko,
        point=site.point,
        uncertainty_m=_reach_of(site),
        within_en="",
        within_ko=" ".join(filter(None, (site.admin1, site.admin2))),
        other_names=(site.code, *(str(alias) for alias in site.aliases)),
    )


def _reach_of(site: ProtectedSite) -> float:
    lines = [zone for zone in _open_zones(site) if zone.kind == ZoneKind.PERIMETER]
    if not lines:
        return float(_USUAL_REACH_M.get(site.site_type, 1_000))
    return float(round(max(reach_m(site.point, zone.shape) for zone in lines)))


def _gates_of(site: ProtectedSite) -> dict[str, Reference]:
    """Return the gates of a site: its zones of the kind "other" whose note is a gate's names."""
    gates: dict[str, Reference] = {}
    for zone in _open_zones(site):
        keys = gate_keys(zone.note) if zone.kind == ZoneKind.OTHER else []
        for key in keys:
            gates.setdefault(key, _centre_of(zone))
    return gates


def _centre_of(zone: Zone) -> Reference:
    shape = zone.shape
    if isinstance(shape, Circle):
        return Reference(shape.centre, shape.radius_m)
    lats, lons = [v.lat for v in shape.vertices], [v.lon for v in shape.vertices]
    middle = Point(lat=(min(lats) + max(lats)) / 2, lon=(min(lons) + max(lons)) / 2)
    return Reference(middle, reach_m(middle, shape))


def _open_zones(site: ProtectedSite) -> list[Zone]:
    return [zone for zone in site.zones.all() if zone.valid_to is None]
