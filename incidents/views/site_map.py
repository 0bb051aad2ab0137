"""The map of a site page: its line work, its incidents and the sites around it, as the page's modules draw them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import HttpRequest
from django.utils import translation

from incidents.records import IncidentRecord
from incidents.rendering import workspace as drawing
from incidents.rendering.maps import KOREA, BasemapConfig, Bounds, MapParts, draw_map
from incidents.selectors.incidents import case_ordinals
from incidents.selectors.shaping import site_ref
from sites.geometry import Point
from sites.models import ProtectedSite, Zone

ZOOM = 13
_REACH_DEG = 4.0
# What the basemap of Korea and its neighbours draws; beyond it the map is empty.
DRAWN = Bounds(Point(lat=12.0, lon=95.0), Point(lat=60.0, lon=160.0))


def map_round(request: HttpRequest, point: Point, *, zoom: int = ZOOM) -> MapParts:
    """Return the map with a point in its middle; abroad it may be moved over the country around."""
    return draw_map(
        centre=point, zoom=zoom, bounds=_bounds(point), basemap=BasemapConfig(),
        nonce=str(request.csp_nonce), language=translation.get_language() or "en",  # type: ignore[attr-defined]
    )  # fmt: skip


def map_content(
    sites: Iterable[ProtectedSite], zones: Sequence[tuple[str, Zone]], incidents: list[IncidentRecord]
) -> dict[str, Any]:
    """Return what the map shows: sites, zones with the code of their site, and records as the reader may see them."""
    return {
        "sites": drawing.site_features(site_ref(site) for site in sites),
        "zones": [
            drawing.zone_feature(site_code=code, kind=zone.kind, accuracy=zone.accuracy, shape=zone.shape)
            for code, zone in zones
        ],
        "incidents": drawing.incident_features(incidents, case_ordinals(incidents)),
        "findings": [],
    }


def is_off_basemap(point: Point) -> bool:
    """Whether the basemap has no land at a point, so that an empty map says nothing about the ground."""
    return not _is_within(point, DRAWN)


def _is_within(point: Point, bounds: Bounds) -> bool:
    south, north = bounds.south_west, bounds.north_east
    return south.lat <= point.lat <= north.lat and south.lon <= point.lon <= north.lon


def _bounds(point: Point) -> Bounds:
    if _is_within(point, KOREA):
        return KOREA
    return Bounds(
        Point(lat=max(-85.0, point.lat - _REACH_DEG), lon=max(-180.0, point.lon - _REACH_DEG)),
        Point(lat=min(85.0, point.lat + _REACH_DEG), lon=min(180.0, point.lon + _REACH_DEG)),
    )
