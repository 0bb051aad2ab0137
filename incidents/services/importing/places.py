"""Where a row lies: its point, and the site it means, by its code or by the longest of its names in the place as told."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents.enums import GeocodeMethod, GeoPrecision
from incidents.errors import shorten
from incidents.services.importing.cells import Cells, code_of, count_up_to, read_number
from incidents.services.importing.ground import FARTHEST_M, Ground
from incidents.services.importing.registry import Registry
from incidents.services.importing.verdicts import NO_FLAGS, Flag
from sites.enums import SiteType
from sites.geometry import Point, distance_m
from sites.models import ProtectedSite
from sites.services import headers

__all__ = ["FARTHEST_M", "Registry", "Seen", "read_point", "read_precision", "read_site"]

PRECISION_COLUMNS = ("geo_precision", "geocode_method", "uncertainty_m")
SITE_COLUMNS = ("site", "site_type", "place_as_reported")
_OF_POINT = frozenset({"lat", "lon", "uncertainty_m", "geocode_method"})


@dataclass(slots=True)
class Seen:
    """What was understood of a row's place, and what is said of it beside any refusal."""

    point: Point | None = None
    site: ProtectedSite | None = None
    offer: tuple[float, float] | None = None
    flags: frozenset[str] = NO_FLAGS
    notes: tuple[str, ...] = ()

    def mark(self, flag: str, note: str = "") -> None:
        """Add a flag, and what is said of it."""
        self.flags |= {flag}
        if note:
            self.notes += (note,)


class _GEO_PRECISIONS:
    """The numbered list as the texts a cell holds."""

    values = tuple(str(value) for value in GeoPrecision.values)


def read_precision(cells: Cells) -> dict[str, Any]:
    """Return how exact the place is and how its point was obtained."""
    return {
        "geo_precision": int(cells.read("geo_precision", code_of(_GEO_PRECISIONS), GeoPrecision.UNKNOWN)),
        "geocode_method": cells.read("geocode_method", code_of(GeocodeMethod), GeocodeMethod.MANUAL),
        "uncertainty_m": cells.read("uncertainty_m", count_up_to(1_000_000)),
    }


def read_point(cells: Cells, seen: Seen, *, takes_offers: bool) -> None:
    """Read latitude and longitude; a pair that fits only the other way round is offered so."""
    if _OF_POINT.isdisjoint(cells.values):
        return
    lat, lon = cells.read("lat", read_number), cells.read("lon", read_number)
    if lat is None or lon is None:
        _refuse_half(cells)
    elif abs(lat) <= 90 and abs(lon) <= 180:
        seen.point = Point(lat=lat, lon=lon)
    elif 90 < abs(lat) <= 180 and abs(lon) <= 90:
        offer_swapped(cells, seen, Point(lat=lon, lon=lat), takes_offers=takes_offers)
    else:
        for name, value, limit in (("lat", lat, 90), ("lon", lon, 180)):
            if abs(value) > limit:
                advice = _("is outside -%(limit)d to %(limit)d. Check for swapped values.")
                cells.refuse(name, advice % {"limit": limit})


def offer_swapped(cells: Cells, seen: Seen, swapped: Point, *, takes_offers: bool) -> None:
    """Take the pair the other way round if the user chose so, else refuse the row with the offer."""
    seen.mark(Flag.SWAPPED)
    seen.offer = (swapped.lat, swapped.lon)
    if takes_offers:
        seen.point = swapped
        seen.notes += (_("Latitude and longitude were taken the other way round."),)
        return
    advice = (
        _("is outside -90 to 90. Latitude and longitude look swapped: write lat %(lat)s and lon %(lon)s.")
        if abs(swapped.lon) > 90
        else _("is far away. Latitude and longitude look swapped: write lat %(lat)s and lon %(lon)s.")
    )
    cells.refuse("lat", advice % {"lat": cells.text("lon"), "lon": cells.text("lat")})


def check_point(cells: Cells, seen: Seen, ground: Ground, *, takes_offers: bool) -> None:
    """Look whether the point can belong to its site, or to the area of the registry."""
    point, site = seen.point, seen.site
    if point is None or Flag.SWAPPED in seen.flags:
        return
    is_away = ground.is_far(site, point) if site else ground.is_outside(point)
    if not is_away:
        return
    swapped = Point(lat=point.lon, lon=point.lat) if abs(point.lon) <= 90 else None
    if swapped and not (ground.is_far(site, swapped) if site else ground.is_outside(swapped)):
        offer_swapped(cells, seen, swapped, takes_offers=takes_offers)
        return
    if site is None:
        note = _("The point is more than %(km)d km from every site of the registry.")
        seen.mark(Flag.OUTSIDE, note % {"km": FARTHEST_M // 1_000})
        return
    seen.mark(Flag.OUTSIDE)
    advice = _("is %(km)d km from %(site)s. Check for swapped values, or for another site.")
    kilometres = round(distance_m(site.point, point) / 1_000)
    cells.refuse("lat", advice % {"km": kilometres, "site": site.code})


def _refuse_half(cells: Cells) -> None:
    for name, other in (("lat", "lon"), ("lon", "lat")):
        if cells.text(other) and not cells.text(name):
            cells.refuse(name, _("is missing. A point needs lat and lon."))
    for name in ("uncertainty_m", "geocode_method"):
        if cells.text(name) and not cells.text("lat") and not cells.text("lon"):
            cells.refuse(name, _("stands without a point. Give lat and lon, or leave it blank."))


def read_site(
    cells: Cells, registry: Registry, *, has_point: bool, on: dt.date | None = None
) -> tuple[ProtectedSite | None, str]:
    """Return the site that a row means, and a note if it names one that the registry lacks beside a point."""
    site_type = cells.read("site_type", _read_site_type, "")
    if cells.text("site"):
        return _by_code(cells, registry, site_type, has_point=has_point, on=on)
    candidates = registry.named_in(cells.text("place_as_reported"), site_type=site_type, on=on)
    if len(candidates) == 1:
        return candidates[0], ""
    if len(candidates) > 1:
        codes = ", ".join(sorted(site.code for site in candidates))
        advice = _("fits several sites: %(codes)s. Fill the column site.")
        cells.refuse("place_as_reported", advice % {"codes": codes})
    elif not has_point and not cells.text("place_as_reported"):
        cells.refuse(
            "place_as_reported", _("is blank, and neither a site nor a point is told. Fill one of them.")
        )
    elif not has_point:
        advice = _(
            "names no site of the registry of this type. Fill the column site, give lat and lon, or add the site or its other name."
        )
        cells.refuse("place_as_reported", advice + _alike(registry, cells.text("place_as_reported")))
    return None, ""


def _by_code(
    cells: Cells, registry: Registry, site_type: str, *, has_point: bool, on: dt.date | None
) -> tuple[ProtectedSite | None, str]:
    code = cells.text("site")
    site = registry.by_code.get(code.lower())
    if site is None:
        named = registry.named_in(code, on=on)
        site = named[0] if len(named) == 1 else None
    if site is None and has_point:
        return None, _("The site named is not in the registry; the point decides.")
    if site is None:
        advice = _("is not in the registry. Add the site, or check the spelling.")
        cells.refuse("site", advice + _alike(registry, code))
    elif site_type and site.site_type != site_type:
        cells.refuse(
            "site_type",
            _("differs from the registry, where %(site)s is %(type)s. Correct one of them.")
            % {"site": shorten(site.code), "type": site.site_type},
        )  # fmt: skip
    return site, ""


def _alike(registry: Registry, words: str) -> str:
    """Return a sentence with the names that are spelt most like these words."""
    names = registry.like(words)
    return f" {_('Spelt alike: %(names)s.') % {'names': ', '.join(names)}}" if names else ""


def _read_site_type(name: str, text: str) -> str:
    code: str = code_of(SiteType)(name, headers.code_of("site_type", text))
    return code
