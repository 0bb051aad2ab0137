"""The places that a distance and direction may be counted from: names, and the gates of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sites.gazetteer import Gazetteer, Place, PlaceKind
from sites.geocoding.gates import SitePart, site_part
from sites.geometry import Point
from sites.notations import Phrase, Reference
from sites.notations.readings import Resolve


@dataclass(frozen=True, slots=True)
class Registry:
    """The names of a registry's sites, and where their gates are if an operator recorded them, by the site's code.

    `middle` is that of an area that all of them lie in, if they do not lie too far apart to have one.
    """

    places: Gazetteer
    by_code: Mapping[str, Place] = field(default_factory=dict)
    gates: Mapping[str, Mapping[str, Reference]] = field(default_factory=dict)
    middle: Point | None = None


def resolver(
    places: Gazetteer | Registry,
    *,
    within: str = "",
    here: str = "",
    name_of: Callable[[Place], str] = lambda place: place.name_en,
) -> Resolve:
    """Return what `read_position` asks for the place a distance is counted from.

    `here` is the code of the site that "main gate" and "the base" refer to. A gate that nobody recorded is taken to be
    at its site's public point, as inexactly as the site is large, and the reading says so in the words of `name_of`.
    """
    registry = places if isinstance(places, Registry) else Registry(places)
    own = registry.by_code.get(here)

    def resolve(name: str) -> Reference | None:
        part = site_part(name) if name else SitePart("SITE")
        if part is not None and not part.site and own is not None:
            return _at(own, part, registry, name_of)
        place = registry.places.place_of(name, within=within)
        if place is not None:
            return Reference(place.point, place.uncertainty_m)
        if part is None or not part.site:
            return None
        site = registry.places.place_of(part.site, within=within)
        is_site = site is not None and site.kind in {PlaceKind.SITE, PlaceKind.AIRPORT}
        return _at(site, part, registry, name_of) if site is not None and is_site else None

    return resolve


def _at(site: Place, part: SitePart, registry: Registry, name_of: Callable[[Place], str]) -> Reference:
    recorded = registry.gates.get(site.code, {}).get(part.key) if site.kind is PlaceKind.SITE else None
    if recorded is not None:
        return recorded
    said = {"site": name_of(site), "reach_m": round(site.uncertainty_m)}
    code = "FROM_SITE" if part.key == "SITE" else "FROM_SITE_POINT"
    return Reference(site.point, site.uncertainty_m, (Phrase(code, said),))
