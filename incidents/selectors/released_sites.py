"""The registry as it leaves: public reference points and zones, never a facility's grade."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import QuerySet

from incidents.access import Action, Reader
from sites.models import ProtectedSite, Zone

Row = dict[str, Any]

SITE_COLUMNS = (
    "code", "uuid", "name_en", "name_ko", "aliases", "site_type", "subtype", "operator", "sector_code", "lat", "lon",
    "admin1", "admin2", "source_title", "source_url", "valid_from", "valid_to",
)  # fmt: skip
SITE_FIELDS = (*SITE_COLUMNS, "zones")
# A zone is a circle (lat, lon, radius_m) or a GeoJSON outline (polygon).
ZONE_FIELDS = (
    "kind", "accuracy", "lat", "lon", "radius_m", "polygon", "valid_from", "valid_to", "source_title", "source_url",
)  # fmt: skip


def released_sites(reader: Reader, _ceiling: str) -> QuerySet[ProtectedSite]:
    """Return the registry; every part of it is public."""
    return ProtectedSite.objects.all() if reader.may(Action.READ_SITES) else ProtectedSite.objects.none()


def site_rows(queryset: QuerySet[ProtectedSite]) -> list[tuple[int, Row]]:
    """Return one bounded queryset as pairs of key and row, zones included, in two queries."""
    found = list(queryset)
    zones: dict[int, list[Row]] = defaultdict(list)
    for zone in Zone.objects.filter(site__in=[site.pk for site in found]).order_by("id"):
        zones[zone.site_id].append(_plain(zone, ZONE_FIELDS))
    return [(site.pk, _plain(site, SITE_COLUMNS) | {"zones": zones[site.pk]}) for site in found]


def _plain(row: Any, columns: tuple[str, ...]) -> Row:
    values = {name: getattr(row, name) for name in columns}
    if "uuid" in values:
        values["uuid"] = str(values["uuid"])
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()
    }
