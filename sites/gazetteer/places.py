"""What the gazetteer answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sites.geometry import Point


class PlaceKind(StrEnum):
    """What sort of place a name stands for."""

    SITE = "SITE"
    AIRPORT = "AIRPORT"
    PROVINCE = "PROVINCE"
    DISTRICT = "DISTRICT"
    TOWN = "TOWN"
    VILLAGE = "VILLAGE"
    CITY = "CITY"


@dataclass(frozen=True, slots=True)
class Place:
    """A name at a point; `uncertainty_m` is how far the place reaches from it."""

    kind: PlaceKind
    code: str
    name_en: str
    name_ko: str
    point: Point
    uncertainty_m: float
    within_en: str = ""
    within_ko: str = ""
    other_names: tuple[str, ...] = ()

    @property
    def label_en(self) -> str:
        """The name with what it lies in, smallest first: Seotan-myeon, Pyeongtaek-si, Gyeonggi-do."""
        return ", ".join(filter(None, (self.name_en or self.name_ko, self.within_en)))

    @property
    def label_ko(self) -> str:
        """The name with what it lies in, largest first: 경기도 평택시 서탄면."""
        if not self.name_ko:
            return f"{self.name_en} ({self.within_en})" if self.within_en else self.name_en
        return " ".join(filter(None, (self.within_ko, self.name_ko)))


@dataclass(frozen=True, slots=True)
class Match:
    """A place near a point, and how far it is."""

    place: Place
    distance_m: float
