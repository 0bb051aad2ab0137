"""Which site of the registry a row means: by its code, or by the longest of its names in the place as told."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from incidents.enums import GeocodeMethod, GeoPrecision
from incidents.errors import shorten
from incidents.services.importing.cells import Cells, code_of, count_up_to, read_number
from incidents.services.importing.words import SITE_TYPES
from sites.enums import SiteType
from sites.geometry import Point, distance_m
from sites.models import ProtectedSite

# An observer farther away than this cannot have photographed the site: the point or the site is wrong.
FARTHEST_M = 100_000


class Registry:
    """The sites with all their names, read once for a whole file."""

    def __init__(self) -> None:
        self.by_code = {site.code: site for site in ProtectedSite.objects.all()}
        self._names = sorted(
            ((name, _whole(name), site) for site in self.by_code.values() for name in _names_of(site)),
            key=lambda entry: -len(entry[0]),
        )

    def named_in(self, words: str, *, site_type: str = "") -> list[ProtectedSite]:
        """Return the sites whose name is the longest one found in the words; more than one is ambiguous."""
        found = [
            (len(name), site)
            for name, pattern, site in self._names
            if pattern.search(words) and site_type in ("", site.site_type)
        ]
        return list(dict.fromkeys(site for length, site in found if length == found[0][0]))


def _names_of(site: ProtectedSite) -> set[str]:
    return {name for name in (site.code, site.name_en, site.name_ko, *site.aliases) if name}


def _whole(name: str) -> re.Pattern[str]:
    """Match a name that is no part of a longer Latin word; Korean particles may follow."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE)


def read_place(cells: Cells, registry: Registry) -> dict[str, Any]:
    """Return the fields of place; a row that leads to no site and has no point is refused."""
    point = _point(cells)
    site = _site(cells, registry, has_point=point is not None)
    if site and point and distance_m(site.point, point) > FARTHEST_M:
        kilometres = round(distance_m(site.point, point) / 1_000)
        advice = _("is %(km)d km from %(site)s. Check for swapped values, or for another site.")
        cells.refuse("lat", advice % {"km": kilometres, "site": site.code})
    fields: dict[str, Any] = {
        "site": site,
        "geo_precision": int(cells.read("geo_precision", code_of(_GEO_PRECISIONS), GeoPrecision.UNKNOWN)),
    }
    if point:
        fields |= {
            "observer_lat": point.lat,
            "observer_lon": point.lon,
            "geocode_method": cells.read("geocode_method", code_of(GeocodeMethod), GeocodeMethod.MANUAL),
            "uncertainty_m": cells.read("uncertainty_m", count_up_to(1_000_000)),
        }
    return fields


class _GEO_PRECISIONS:
    """The numbered list as the texts a cell holds."""

    values = tuple(str(value) for value in GeoPrecision.values)


def _site(cells: Cells, registry: Registry, *, has_point: bool) -> ProtectedSite | None:
    site_type = cells.read("site_type", _read_site_type, "")
    code = cells.text("site")
    if code:
        return _by_code(cells, registry, code, site_type)
    place = cells.text("place_as_reported")
    candidates = registry.named_in(place, site_type=site_type)
    if len(candidates) == 1:
        return candidates[0]
    if len(candidates) > 1:
        codes = ", ".join(sorted(site.code for site in candidates))
        cells.refuse(
            "place_as_reported", _("fits several sites: %(codes)s. Fill the column site.") % {"codes": codes}
        )
    elif not has_point:
        cells.refuse(
            "place_as_reported",
            _("names no site of the registry of this type. Fill the column site, give lat and lon, or add the site or its other name."),
        )  # fmt: skip
    return None


def _by_code(cells: Cells, registry: Registry, code: str, site_type: str) -> ProtectedSite | None:
    site = registry.by_code.get(code.lower())
    if site is None:
        named = registry.named_in(code)
        site = named[0] if len(named) == 1 else None
    if site is None:
        cells.refuse("site", _("is not in the registry. Add the site, or check the spelling."))
    elif site_type and site.site_type != site_type:
        cells.refuse(
            "site_type",
            _("differs from the registry, where %(site)s is %(type)s. Correct one of them.")
            % {"site": shorten(site.code), "type": site.site_type},
        )  # fmt: skip
    return site


def _read_site_type(name: str, text: str) -> str:
    return SITE_TYPES.get(text.lower()) or code_of(SiteType)(name, text)


def _point(cells: Cells) -> Point | None:
    lat, lon = cells.read("lat", read_number), cells.read("lon", read_number)
    if lat is None or lon is None:
        _refuse_half(cells)
        return None
    if 90 < abs(lat) <= 180 and abs(lon) <= 90:
        advice = _(
            "is outside -90 to 90. Latitude and longitude look swapped: write lat %(lat)s and lon %(lon)s."
        )
        cells.refuse("lat", advice % {"lat": cells.text("lon"), "lon": cells.text("lat")})
        return None
    out_of_range = [
        (name, limit) for name, value, limit in (("lat", lat, 90), ("lon", lon, 180)) if abs(value) > limit
    ]
    for name, limit in out_of_range:
        cells.refuse(
            name, _("is outside -%(limit)d to %(limit)d. Check for swapped values.") % {"limit": limit}
        )
    return None if out_of_range else Point(lat=lat, lon=lon)


def _refuse_half(cells: Cells) -> None:
    for name, other in (("lat", "lon"), ("lon", "lat")):
        if cells.text(other) and not cells.text(name):
            cells.refuse(name, _("is missing. A point needs lat and lon."))
    for name in ("uncertainty_m", "geocode_method"):
        if cells.text(name) and not cells.text("lat") and not cells.text("lon"):
            cells.refuse(name, _("stands without a point. Give lat and lon, or leave it blank."))
