"""The committed tables as places that may become sites; files are read when asked for and not kept."""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sites.enums import SectorCode, SiteSubtype, SiteType
from sites.geometry import Point

HERE = Path(__file__).resolve().parent
AIRPORTS, PORTS = "airports", "ports"
_SOURCES = {
    AIRPORTS: ("airportsdata 20260905 (MIT), ICAO {}", "https://github.com/mborsetti/airportsdata"),
    PORTS: ("searoute 1.6.0 (Apache-2.0), UN/LOCODE {}", "https://github.com/genthalili/searoute-py"),
}
# Codes with a digit are made up by the list for strips that have none.
_GIVEN_CODE = re.compile(r"[A-Z]{4}")
_KOREAN_CODE = re.compile(r"RK[A-Z]{2}")
# Outside Korea the list says nothing of who runs a field; a name that says so is all there is.
_MILITARY = re.compile(
    r"\b(?:air (?:force )?base|afb|nas|naval|army|military|air station|raf|joint base|aab)\b", re.I
)
_NAME_CHARACTERS, _CODE_CHARACTERS = 120, 60


@dataclass(frozen=True, slots=True)
class PackagedPlace:
    """One airport or port of a list; `left_out` is the code of the reason why it should not enter unasked."""

    list_name: str
    code: str
    other_codes: tuple[str, ...]
    name_en: str
    name_ko: str
    site_type: str
    subtype: str
    operator: str
    admin1: str
    admin2: str
    point: Point
    aliases: tuple[str, ...]
    remark: str = ""
    left_out: str = ""

    @property
    def site_code(self) -> str:
        """The code under which it is registered: readable, and always the same for the same place."""
        plain = unicodedata.normalize("NFKD", self.name_en).encode("ascii", "ignore").decode().lower()
        words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
        own = self.code.lower()
        return f"{words[: _CODE_CHARACTERS - len(own) - 1].strip('-')}-{own}".lstrip("-")

    @property
    def is_doubled(self) -> bool:
        """Whether the list has its code twice, so that the code cannot say which of the two is meant."""
        return self.left_out.startswith("CODE_TWICE")

    @property
    def all_codes(self) -> tuple[str, ...]:
        """Its own code first."""
        return (self.code, *self.other_codes)

    def values(self) -> dict[str, object]:
        """Return the fields of a new site."""
        title, url = _SOURCES[self.list_name]
        return {
            "code": self.site_code, "name_en": self.name_en, "name_ko": self.name_ko,
            "aliases": [*self.all_codes, *self.aliases], "site_type": self.site_type, "subtype": self.subtype,
            "operator": self.operator, "sector_code": _sector(self.site_type), "lat": self.point.lat,
            "lon": self.point.lon, "admin1": self.admin1, "admin2": self.admin2,
            "source_title": title.format(self.code), "source_url": url,
        }  # fmt: skip


def countries_of(list_name: str) -> list[str]:
    """Return the two-letter codes of the countries that a list knows."""
    return sorted({row["country"] for row in _rows(f"{list_name}.csv.gz")})


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Return the English name of every country of the lists by its code."""
    with (HERE / "countries.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def packaged_airports(country: str, *, all_codes: bool = False) -> list[PackagedPlace]:
    """Return the airports of a country; those with a made-up code only if asked for."""
    given = _KOREAN_CODE if country == "KR" else _GIVEN_CODE
    found = [_airport(row) for row in _rows("airports.csv.gz") if row["country"] == country]
    return [place for place in found if all_codes or given.fullmatch(place.code)]


def packaged_ports(country: str) -> list[PackagedPlace]:
    """Return the ports that the list has under a country, those left out among them."""
    return [_port(row) for row in _rows("ports.csv.gz") if row["country"] == country]


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(HERE / name, "rt", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@lru_cache(maxsize=1)
def _korean() -> dict[str, dict[str, str]]:
    with (HERE / "korea.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def _airport(row: dict[str, str]) -> PackagedPlace:
    own = _korean().get(row["icao"], {})
    is_military = bool(_MILITARY.search(row["name"]))
    # A strip of the Korean army has a number for a name.
    is_strip = row["country"] == "KR" and not own
    site_type = SiteType.MIL_BASE if is_military or is_strip else SiteType.AIRPORT
    return PackagedPlace(
        list_name=AIRPORTS,
        code=row["icao"],
        other_codes=tuple(filter(None, [row["iata"]])),
        name_en=own.get("name_en") or row["name"][:_NAME_CHARACTERS],
        name_ko=own.get("name_ko") or row["name"][:_NAME_CHARACTERS],
        site_type=own.get("site_type") or site_type,
        subtype=own.get("subtype") or (SiteSubtype.ARMY if is_strip else ""),
        operator=own.get("operator", ""),
        admin1=own.get("admin1") or row["admin1"][:60],
        admin2=own.get("admin2") or row["admin2"][:60],
        point=Point(lat=float(row["lat"]), lon=float(row["lon"])),
        aliases=_aliases(own, row["name"], called=row["name"]),
        remark=own.get("remark") or ("" if own else "TYPE_BY_NAME"),
    )


def _port(row: dict[str, str]) -> PackagedPlace:
    own = _korean().get(row["code"], {})
    return PackagedPlace(
        list_name=PORTS,
        code=row["code"],
        other_codes=(),
        name_en=own.get("name_en") or f"Port of {row['name']}"[:_NAME_CHARACTERS],
        name_ko=own.get("name_ko") or f"Port of {row['name']}"[:_NAME_CHARACTERS],
        site_type=SiteType.PORT,
        subtype=SiteSubtype.CIVIL,
        operator=own.get("operator", ""),
        # The list's points lie up to some kilometres off, and then in the next district.
        admin1=own.get("admin1") or row["admin1"],
        admin2=own.get("admin2") or row["admin2"],
        point=Point(lat=float(row["lat"]), lon=float(row["lon"])),
        aliases=_aliases(own, row["name"], called=f"Port of {row['name']}"),
        remark="WHOLE_MINUTES" if _is_in_whole_minutes(row) else "",
        left_out=row["dropped"],
    )


def _aliases(own: dict[str, str], name: str, *, called: str) -> tuple[str, ...]:
    """Return the further names, with the list's own where the site is called otherwise."""
    known = [alias for alias in own.get("aliases", "").split("|") if alias]
    names = (own.get("name_en", called), own.get("name_ko"), *known)
    return tuple(known) if name in names else (*known, name)


def _is_in_whole_minutes(row: dict[str, str]) -> bool:
    """Whether both values are rounded to minutes, which leaves up to a kilometre open."""
    return all(abs(float(row[name]) * 60 - round(float(row[name]) * 60)) < 0.01 for name in ("lat", "lon"))


def _sector(site_type: str) -> str:
    return str(SectorCode.DFNSE if site_type == SiteType.MIL_BASE else SectorCode.TRANS)
