"""Registering airports and ports of the committed lists, without doubling a site that stands under another code."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.db import transaction

from sites.audit import record_event
from sites.enums import SiteType
from sites.errors import InvalidField, InvalidValues
from sites.gazetteer.folding import fold
from sites.geometry import distance_m
from sites.models import ProtectedSite
from sites.packages import AIRPORTS, PORTS, PackagedPlace
from sites.services.checks import MAX_ALIASES
from sites.services.registry import Actor, change_site, register_site

SAME_CODE_M, SAME_NAME_M, NEAR_M = 25_000, 5_000, 2_000
# As far as the farthest of them, in degrees of latitude.
REACH_DEG = 0.25
_ALIKE = {AIRPORTS: {SiteType.AIRPORT, SiteType.MIL_BASE}, PORTS: {SiteType.PORT}}
_SOURCE_CODE = re.compile(r"\b(?:ICAO|UN/LOCODE) ([A-Z0-9]{4,5})\b")


class Verdict(StrEnum):
    """What would become of a place of a list."""

    NEW = "NEW"
    THERE = "THERE"
    NEAR = "NEAR"
    LEFT_OUT = "LEFT_OUT"


@dataclass(frozen=True)
class Offer:
    """A place with its verdict; `site` is the one that is there or near, `missing_aliases` what that site lacks."""

    place: PackagedPlace
    verdict: Verdict
    site: ProtectedSite | None = None
    distance_m: float | None = None
    missing_aliases: tuple[str, ...] = ()


@dataclass
class LoadOutcome:
    """What was registered, whose names grew, and what was refused."""

    registered: list[ProtectedSite] = field(default_factory=list)
    renamed: list[ProtectedSite] = field(default_factory=list)
    refusals: list[tuple[str, InvalidField]] = field(default_factory=list)


def offers_of(places: Sequence[PackagedPlace]) -> list[Offer]:
    """Compare the places of a list with the registry."""
    stored = _Stored(ProtectedSite.objects.all())
    return [_offer(place, stored.around(place)) for place in places]


@transaction.atomic
def load_packaged(
    *, offers: Sequence[Offer], chosen: Collection[str], name_more: Collection[str] = (), by: Actor = None
) -> LoadOutcome:
    """Register the places whose codes were chosen, unless they are there; give further names to sites that asked for them.

    Nothing else of a stored site is touched, whatever its keepers made of it.
    """
    outcome = LoadOutcome()
    for offer in offers:
        if offer.verdict != Verdict.THERE and offer.place.code in chosen and not offer.place.is_doubled:
            _register(offer.place, by, outcome)
        elif offer.site is not None and offer.missing_aliases and offer.place.code in name_more:
            _name_more(offer.site, offer.missing_aliases, by, outcome)
    if outcome.registered or outcome.renamed:
        record_event(
            by=by, action="sites.imported", object_type="registry", object_key=offers[0].place.list_name,
            detail={"registered": len(outcome.registered), "renamed": len(outcome.renamed), "refused": len(outcome.refusals)},
        )  # fmt: skip
    return outcome


def _register(place: PackagedPlace, by: Actor, outcome: LoadOutcome) -> None:
    try:
        with transaction.atomic():
            outcome.registered.append(register_site(values=place.values(), by=by))
    except InvalidValues as error:
        outcome.refusals.extend((place.code, problem) for problem in error.problems)


def _name_more(site: ProtectedSite, names: Sequence[str], by: Actor, outcome: LoadOutcome) -> None:
    change_site(site=site, values={"aliases": [*site.aliases, *names][:MAX_ALIASES]}, by=by)
    outcome.renamed.append(site)


def _offer(place: PackagedPlace, around: Sequence[ProtectedSite]) -> Offer:
    found = _same(place, around)
    if found is not None:
        metres = distance_m(place.point, found.point)
        return Offer(place, Verdict.THERE, found, metres, _missing(place, found))
    if place.left_out:
        return Offer(place, Verdict.LEFT_OUT)
    near = _nearest_alike(place, around)
    return Offer(place, Verdict.NEAR, *near) if near else Offer(place, Verdict.NEW)


class _Stored:
    """The sites of the registry by their code and by strips of latitude, so that a large list stays quick."""

    def __init__(self, sites: Iterable[ProtectedSite]) -> None:
        self._by_code: dict[str, ProtectedSite] = {}
        self._strips: dict[int, list[ProtectedSite]] = defaultdict(list)
        for site in sites:
            self._by_code[site.code] = site
            self._strips[math.floor(site.lat / REACH_DEG)].append(site)

    def around(self, place: PackagedPlace) -> list[ProtectedSite]:
        """Return the site that was registered from this place, wherever it is now, and those near by."""
        own = self._by_code.get(place.site_code)
        strip = math.floor(place.point.lat / REACH_DEG)
        near = [
            site for beside in (-1, 0, 1) for site in self._strips.get(strip + beside, ())
            if site is not own and _is_near(place, site)
        ]  # fmt: skip
        return [own, *near] if own is not None else near


def _is_near(place: PackagedPlace, site: ProtectedSite) -> bool:
    """Compare degrees first: a geodesic for each pair of a large list would take minutes."""
    wide_deg = REACH_DEG / max(0.05, math.cos(math.radians(place.point.lat)))
    east = abs(site.lon - place.point.lon)
    return min(east, 360 - east) <= wide_deg


def _same(place: PackagedPlace, around: Sequence[ProtectedSite]) -> ProtectedSite | None:
    codes = {fold(code) for code in place.all_codes}
    for site in around:
        if site.code == place.site_code or _SOURCE_CODE.findall(site.source_title) == [place.code]:
            return site
    alike = [site for site in around if site.site_type in _ALIKE[place.list_name]]
    for site in alike:
        if codes & {fold(alias) for alias in site.aliases} and _within(place, site, SAME_CODE_M):
            return site
    names = {fold(name) for name in (place.name_en, place.name_ko, *place.aliases)}
    for site in alike:
        if names & {fold(name) for name in _names(site)} and _within(place, site, SAME_NAME_M):
            return site
    return None


def _nearest_alike(
    place: PackagedPlace, around: Sequence[ProtectedSite]
) -> tuple[ProtectedSite, float] | None:
    found = [
        (distance_m(place.point, site.point), site)
        for site in around
        if site.site_type in _ALIKE[place.list_name]
    ]
    metres, site = min(found, key=lambda pair: pair[0], default=(math.inf, None))
    return (site, metres) if site is not None and metres <= NEAR_M else None


def _within(place: PackagedPlace, site: ProtectedSite, metres: float) -> bool:
    return distance_m(place.point, site.point) <= metres


def _names(site: ProtectedSite) -> tuple[str, ...]:
    return (site.name_en, site.name_ko, *site.aliases)


def _missing(place: PackagedPlace, site: ProtectedSite) -> tuple[str, ...]:
    known = {fold(name) for name in _names(site)}
    wanted = (*place.all_codes, place.name_en, place.name_ko, *place.aliases)
    return tuple(dict.fromkeys(name for name in wanted if fold(name) not in known))
