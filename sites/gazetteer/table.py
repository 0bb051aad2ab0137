"""The committed file as a sequence of places; columns stay packed, a place is made when it is asked for."""

from __future__ import annotations

import gzip
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

from sites.gazetteer.places import Place, PlaceKind
from sites.geometry import Point

FILE = Path(__file__).resolve().parent / "places.gz"
_KINDS = {
    "P": PlaceKind.PROVINCE,
    "D": PlaceKind.DISTRICT,
    "T": PlaceKind.TOWN,
    "V": PlaceKind.VILLAGE,
    "A": PlaceKind.AIRPORT,
    "C": PlaceKind.CITY,
}
_AREAS = "PDTV"
_COUNTRY = ("South Korea", "Republic of Korea", "대한민국", "한국")
# A district of a large city lies in the city too: its code with the last digit 0.
_PARENT_DIGITS = (8, 5, 2)


class PlaceTable(Sequence[Place]):
    """All places of the file, in their order of importance."""

    def __init__(self, path: Path = FILE) -> None:
        size, *columns = gzip.decompress(path.read_bytes()).decode().split("\n")
        self._size = int(size)
        kinds, codes, lats, lons, radii, english, korean, regions, others = columns
        self._kinds = "".join(kinds.split("\t"))
        self._codes = codes.split("\t")
        self.lats = array("f", map(float, lats.split("\t")))
        self.lons = array("f", map(float, lons.split("\t")))
        self._radii = array("H", map(int, radii.split("\t")))
        self._english, self._korean = english.split("\t"), korean.split("\t")
        seen: dict[str, str] = {}
        self._regions = [seen.setdefault(region, region) for region in regions.split("\t")]
        self._others = others.split("\t")
        # Provinces, districts and Korean airfields: rows stand in their order of importance, towns come next.
        self.major = frozenset(range(self._kinds.index("T")))
        self._areas = {
            code: place
            for place, (kind, code) in enumerate(zip(self._kinds, self._codes, strict=True))
            if kind in "PDT"
        }

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, place: int) -> Place: ...
    @overload
    def __getitem__(self, place: slice) -> list[Place]: ...
    def __getitem__(self, place: int | slice) -> Place | list[Place]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(self._size))]
        parents = self.parents(place)
        kind = _KINDS[self._kinds[place]]
        return Place(
            kind=kind,
            code="" if kind is PlaceKind.CITY else self._codes[place],
            name_en=self._english[place],
            name_ko=self._korean[place],
            point=Point(lat=round(self.lats[place], 4), lon=round(self.lons[place], 4)),
            uncertainty_m=100.0 * self._radii[place],
            within_en=self._regions[place] or ", ".join(self._english[parent] for parent in parents),
            within_ko=self._within_ko(parents),
            other_names=tuple(filter(None, self._others[place].split("|"))),
        )

    def names(self, place: int) -> Iterator[str]:
        """Yield every name of a place, its code too."""
        yield self._english[place]
        yield self._korean[place]
        if self._kinds[place] == "A":
            yield self._codes[place]
        yield from self._others[place].split("|")

    def is_airport(self, place: int) -> bool:
        """Say whether a place is an airport."""
        return self._kinds[place] == "A"

    def is_airport_code(self, place: int, code: str) -> bool:
        """Say whether a code names this airport."""
        own = (self._codes[place], *self._others[place].split("|"))
        return self.is_airport(place) and code.upper() in own

    def parents(self, place: int) -> list[int]:
        """Return the areas a Korean area lies in, smallest first."""
        if self._kinds[place] not in _AREAS:
            return []
        code = self._codes[place]
        found = [code[:digits] for digits in _PARENT_DIGITS if len(code) > digits]
        return [self._areas[parent] for parent in found if parent in self._areas]

    def names_around(self, place: int) -> Iterator[str]:
        """Yield the names of everything a place lies in; 수원시 장안구 lies in 수원시."""
        yield self._regions[place]
        if " " in self._korean[place] and self._kinds[place] == "D":
            yield from (self._korean[place], self._english[place])
        for parent in self.parents(place):
            yield from self.names(parent)
        if self._kinds[place] in _AREAS:
            yield from _COUNTRY

    def _within_ko(self, parents: list[int]) -> str:
        return " ".join(self._korean[parent] for parent in reversed(parents))
