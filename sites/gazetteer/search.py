"""Search by name, and the way back: what is near a point."""

from __future__ import annotations

import heapq
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import numpy as np

from sites.gazetteer.folding import bare, fold
from sites.gazetteer.index import NameIndex
from sites.gazetteer.places import Match, Place, PlaceKind
from sites.gazetteer.table import PlaceTable
from sites.geometry import Point, distance_m

LONGEST, MOST_WORDS = 80, 8
_AIRPORT_CODE = re.compile(r"[A-Za-z]{3,4}")
_WRITTEN_OUT = {"ARPT": "Airport", "INTL": "International", "MUNI": "Municipal", "RGNL": "Regional"}
_ABBREVIATED = re.compile(rf"\b(?:{'|'.join(_WRITTEN_OUT)})\b", re.IGNORECASE)
_TOGETHER_M, _MOST_NAMESAKES = 25_000, 50
_FIRST = 256


_LOADING = threading.Lock()


def _loaded() -> tuple[PlaceTable, NameIndex]:
    """Load the file once in a process, at the first question."""
    with _LOADING:
        return _load()


@lru_cache(maxsize=1)
def _load() -> tuple[PlaceTable, NameIndex]:
    table = PlaceTable()
    return table, NameIndex(table.names(place) for place in range(len(table)))


def warm() -> None:
    """Load the file beside other work, so that the first question to a server does not wait for it."""
    threading.Thread(target=_loaded, name="gazetteer", daemon=True).start()


def gazetteer(sites: Iterable[Place] = ()) -> Gazetteer:
    """Return the gazetteer of the file with the sites of a registry before it."""
    return Gazetteer(tuple(sites))


class Gazetteer:
    """Names of sites given by the caller, then those of the committed file."""

    def __init__(self, sites: Sequence[Place] = ()) -> None:
        self._sites = sites
        self._site_index = NameIndex((site.name_en, site.name_ko, *site.other_names) for site in sites)

    def search(self, text: str, *, limit: int = 10) -> list[Place]:
        """Return the places a typed name may mean: sites first, whole names before beginnings.

        "평택 서탄", "경기도 평택시 서탄면" and "Seotan, Pyeongtaek" all narrow a name by what it lies in.
        """
        words = _words(text)
        if not words or limit < 1:
            return []
        own = self._site_matches("".join(words), limit)
        table, _ = _loaded()
        rest = [table[place] for place in _matches(tuple(words), limit)]
        return [*own, *rest][:limit]

    def place_of(self, name: str, *, within: str = "") -> Place | None:
        """Return the place of a name that means one only; for a code, the airport.

        `within` (a state, a country, a district) decides between places of one name. Places of one name that
        lie together, such as a city and its airport, count as one, and the first is taken.
        """
        name = _ABBREVIATED.sub(lambda match: _WRITTEN_OUT[match[0].upper()], name[:LONGEST].strip())
        key, region = fold(name), fold(within[:LONGEST])
        sites = [self._sites[place] for place in self._site_index.exact(key)] if key else []
        if sites:
            return _one_of(sites)
        if _AIRPORT_CODE.fullmatch(name) and (airports := _airports(key, name, region)):
            return _one_of(airports)
        splits = list(_splits(tuple(_words(name))))
        narrower = [(named, (*around, region)) for named, around in splits] if region else []
        for named, around in (*narrower, *splits):
            places = _namesakes(named, around)
            if places:
                return _one_of(places)
        return None

    def nearest(
        self, point: Point, *, limit: int = 5, kinds: Iterable[PlaceKind] | None = None
    ) -> list[Match]:
        """Return the places nearest to a point; near is not within: an area counts by a point inside it."""
        wanted = frozenset(kinds or PlaceKind)
        table, _ = _loaded()
        candidates: Iterator[Place] = (site for site in self._sites if site.kind in wanted)
        near = [Match(site, distance_m(point, site.point)) for site in candidates]
        for place in _by_distance(table, point):
            if len(near) >= len(self._sites) + limit:
                break
            if (found := table[int(place)]).kind in wanted:
                near.append(Match(found, distance_m(point, found.point)))
        return sorted(near, key=lambda match: match.distance_m)[:limit]

    def _site_matches(self, key: str, limit: int) -> list[Place]:
        index = self._site_index
        order = dict.fromkeys((*index.exact(key), *index.nearly(key), *sorted(index.beginning(key))))
        return [self._sites[place] for place in order][:limit]


def _airports(key: str, code: str, region: str) -> list[Place]:
    """Return the airports of a code, those of a region where there are any."""
    table, index = _loaded()
    found = [place for place in index.exact(key) if table.is_airport_code(place, code)]
    inside = [place for place in found if region and _lies_in(table, place, region)]
    return [table[place] for place in inside or found]


def _namesakes(name: str, around: tuple[str, ...]) -> list[Place]:
    """Return the places of a name; where a Korean province or district has it, airports that serve it do not count."""
    table, index = _loaded()
    exact = list(_inside(index.exact(name), around))
    found = exact or [place for place in _inside(index.nearly(name), around) if place in table.major]
    areas = [place for place in found if place in table.major and not table.is_airport(place)]
    return [table[place] for place in sorted(areas or found)[:_MOST_NAMESAKES]]


def _one_of(places: Sequence[Place]) -> Place | None:
    if not places or any(distance_m(places[0].point, other.point) > _TOGETHER_M for other in places[1:]):
        return None
    return places[0]


def _words(text: str) -> list[str]:
    return [word for word in map(fold, re.split(r"[\s,;()]+", text[:LONGEST])) if word][:MOST_WORDS]


@lru_cache(maxsize=2048)
def _matches(words: tuple[str, ...], limit: int) -> list[int]:
    """Return numbers of places: whole names, then names without ending, then beginnings; no name, then less of it."""
    found: dict[int, None] = {}
    for name, around in _splits(words):
        for step in (_exactly, _loosely):
            found.update(dict.fromkeys(step(name, around, limit)))
            if len(found) >= limit:
                return list(found)[:limit]
    if not found and (shorter := bare(words[-1])) != words[-1]:
        return _matches((*words[:-1], fold(shorter)), limit)
    return list(found)


def _splits(words: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield ways to take words as a name and what it lies in: all of it a name, larger before, larger behind."""
    yield "".join(words), ()
    for cut in range(1, len(words)):
        yield "".join(words[cut:]), words[:cut]
        yield "".join(words[:cut]), words[cut:]


def _exactly(name: str, around: tuple[str, ...], limit: int) -> list[int]:
    _, index = _loaded()
    return heapq.nsmallest(limit, _inside(index.exact(name), around))


def _loosely(name: str, around: tuple[str, ...], limit: int) -> list[int]:
    """Return names that begin so; of the lesser places those that lack no more than an ending first."""
    table, index = _loaded()
    nearly = set(_inside(index.nearly(name), around))
    found = set(_inside(index.beginning(name), around)) - nearly
    major = sorted(nearly & table.major) + sorted(found & table.major)
    lesser = sorted(nearly - table.major) + heapq.nsmallest(limit, found - table.major)
    return (major + lesser)[:limit]


def _inside(places: Iterable[int], around: tuple[str, ...]) -> Iterable[int]:
    if not around:
        return places
    table, _ = _loaded()
    return [place for place in set(places) if all(_lies_in(table, place, word) for word in around)]


def _lies_in(table: PlaceTable, place: int, word: str) -> bool:
    names = (_folded(name) for name in table.names_around(place) if name)
    return any(name.startswith(word) or (len(word) > 3 and word in name) for name in names)


@lru_cache(maxsize=8192)
def _folded(name: str) -> str:
    return fold(name)


def _by_distance(table: PlaceTable, point: Point) -> Iterator[int]:
    """Yield places from near to far, as the crow flies on a sphere."""
    lats, lons = np.radians(np.asarray(table.lats)), np.radians(np.asarray(table.lons))
    lat, lon = np.radians(point.lat), np.radians(point.lon)
    half = np.sin((lats - lat) / 2) ** 2 + np.cos(lats) * np.cos(lat) * np.sin((lons - lon) / 2) ** 2
    # The few that are nearly always enough are put in order first.
    first = np.argpartition(half, _FIRST)[:_FIRST]
    yield from first[np.lexsort((first, half[first]))]
    rest = np.argsort(half, kind="stable")
    yield from rest[~np.isin(rest, first)]
