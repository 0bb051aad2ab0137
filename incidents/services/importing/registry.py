"""The registry of sites, read once for a whole file: by code, by the longest name in a text, by what is near."""

from __future__ import annotations

import datetime as dt
import difflib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from sites.enums import GROUND_ZONES
from sites.models import ProtectedSite, Zone
from sites.selectors import all_sites, office_today

# Letters without a second case, so that a literal in small letters stands for the pattern that ignores case.
_PLAIN = re.compile(r"[\x00-\x7f·‐-―‘-”…、-〿ᄀ-ᇿㄱ-㆏㐀-鿿가-힣]*")
_SUGGESTED = 3
_COMPARED_AT_MOST = 300  # comparing spellings is slow, and a file of wrong names needs no more


class Registry:
    """The sites with all their names and zones; asks the database once and never again."""

    def __init__(self) -> None:
        in_order = list(all_sites())
        # of two sites at one place the first in the order of the database is the nearest, as in sites_near
        self.rank = {site.id: rank for rank, site in enumerate(in_order)}
        self.sites = sorted(in_order, key=lambda site: site.lat)
        self.by_code = {site.code: site for site in self.sites}
        self._lats = [site.lat for site in self.sites]
        self._zones = {
            site.id: [zone for zone in site.zones.all() if zone.kind in GROUND_ZONES] for site in self.sites
        }
        self._names = sorted(
            ((name, _whole(name), site) for site in self.sites for name in _names_of(site)),
            key=lambda entry: -len(entry[0]),
        )
        self.has_namesakes_in_time = _has_namesakes_in_time(self._names)
        self._by_small = {name.lower(): name for name, _pattern, _site in self._names}
        self._alike: dict[str, list[str]] = {}
        self._by_beginning: dict[str, list[int]] = {}
        for position, (name, _pattern, _site) in enumerate(self._names):
            beginning = name.lower()[:2] if _PLAIN.fullmatch(name) and len(name) > 1 else ""
            self._by_beginning.setdefault(beginning, []).append(position)

    def named_in(self, words: str, *, site_type: str = "", on: dt.date | None = None) -> list[ProtectedSite]:
        """Return the sites whose name is the longest one found in the words; more than one is ambiguous.

        Of namesakes those that stood on the day are meant; a closed site is, where its name has no other bearer.
        """
        found: list[tuple[int, ProtectedSite]] = []
        for position in self._candidates(words):
            name, pattern, site = self._names[position]
            if found and len(name) < found[0][0]:
                break
            if site_type in ("", site.site_type) and pattern.search(words):
                found.append((len(name), site))
        named = list(dict.fromkeys(site for _length, site in found))
        if len(named) > 1 and self.has_namesakes_in_time:
            return [site for site in named if site.is_open_on(on or office_today())] or named
        return named

    def like(self, words: str) -> list[str]:
        """Return the names that are spelt most like the words, best first; of the first few hundred words only."""
        found = self._alike.get(words)
        if found is None:
            if len(self._alike) >= _COMPARED_AT_MOST:
                return []
            close = difflib.get_close_matches(words.lower()[:80], self._by_small, n=_SUGGESTED, cutoff=0.6)
            found = self._alike[words] = [self._by_small[name] for name in close]
        return found

    def between(self, south: float, north: float) -> list[ProtectedSite]:
        """Return the sites of a belt of latitude."""
        return self.sites[bisect_left(self._lats, south) : bisect_right(self._lats, north)]

    def zones_of(self, site: ProtectedSite) -> list[Zone]:
        """Return the zones on the ground of a site, whenever they were valid."""
        return self._zones[site.id]

    def _candidates(self, words: str) -> list[int]:
        """Return the places in the list of names of those whose first letters occur, longest name first."""
        if not _PLAIN.fullmatch(words):
            return list(range(len(self._names)))
        small = words.lower()
        known = self._by_beginning
        pairs = {"", *(small[start : start + 2] for start in range(len(small)))}
        return sorted(position for pair in pairs if pair in known for position in known[pair])


def _has_namesakes_in_time(names: Iterable[tuple[str, re.Pattern[str], ProtectedSite]]) -> bool:
    """Whether one name was borne by two sites of which one opened or closed some day."""
    bearers: dict[str, set[int]] = {}
    for name, _pattern, site in names:
        bearers.setdefault(name.lower(), set()).add(site.id)
    return any(
        len(bearers[name.lower()]) > 1 for name, _pattern, site in names if site.valid_from or site.valid_to
    )


def _names_of(site: ProtectedSite) -> set[str]:
    return {name for name in (site.code, site.name_en, site.name_ko, *site.aliases) if name}


def _whole(name: str) -> re.Pattern[str]:
    """Match a name that is no part of a longer Latin word; Korean particles may follow."""
    return re.compile(rf"(?<![A-Za-z0-9]){re.escape(name)}(?![A-Za-z0-9])", re.IGNORECASE)
