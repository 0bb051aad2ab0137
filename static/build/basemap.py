"""Build static/basemap/korea.pmtiles: a light vector map of Korea that needs no network.

See README.md in static/basemap for sources, licences and how to run it.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import shapely
from basemap_places import Place, load_places
from basemap_shapes import borders, korea_land, load_units, load_world, neighbour_land
from basemap_tiles import Layer, cut, to_world
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer
from shapely.geometry import Point

TARGET = Path(__file__).resolve().parents[1] / "basemap"
WORLD_ATLAS = "world-atlas@2.0.2"
# Drawn one level up at 512 px: data of zoom 9 is the map at zoom 10 and, enlarged, beyond.
MIN_ZOOM, MAX_ZOOM = 4, 9
FAR_BOX = shapely.box(95, 12, 160, 60)
NEAR_BOX = shapely.box(119, 30.5, 137, 43)
NEAR_ZOOM = 7
# Half a pixel is invisible; the last zoom is drawn enlarged and gets more.
TOLERANCE_PX = {4: 0.6, 5: 0.6, 6: 0.6, 7: 0.6, 8: 0.6, 9: 0.3}
ISLET_PX2 = 2.0
DOKDO = Point(131.8668, 37.2415).buffer(0.05)
ATTRIBUTION = "NGII, Natural Earth, GeoNames"
BUDGET_BYTES = 350 * 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=TARGET / "korea.pmtiles")
    target = parser.parse_args().out
    units = load_units()
    places = load_places(units)
    layers = _layers(units)
    tiles = [
        (zxy_to_tileid(zoom, column, row), gzip.compress(encoded, 9, mtime=0))
        for zoom in range(MIN_ZOOM, MAX_ZOOM + 1)
        for column, row, encoded in cut(layers, zoom, TOLERANCE_PX[zoom], zoom == MAX_ZOOM)
    ]
    _write(target, sorted(tiles), places)
    _report(target, tiles, places)


def _layers(units: list[Any]) -> list[Layer]:
    with tempfile.TemporaryDirectory() as scratch:
        coarse, fine = (load_world(_world_atlas(Path(scratch), name)) for name in ("50m", "10m"))
    land = korea_land(units)
    between_provinces, between_districts = borders(units)
    far = to_world(neighbour_land(coarse, FAR_BOX))
    near = to_world(neighbour_land(fine, NEAR_BOX))
    korea, dokdo = to_world(land), to_world(DOKDO)
    last = MAX_ZOOM
    return [
        Layer("other", far, MIN_ZOOM, NEAR_ZOOM - 1, ISLET_PX2),
        Layer("other", near, NEAR_ZOOM, last, ISLET_PX2, freedom=2.5),
        Layer("other_border", to_world(coarse.inner_lines.intersection(FAR_BOX)), MIN_ZOOM, NEAR_ZOOM - 1),
        Layer("other_border", to_world(fine.inner_lines.intersection(NEAR_BOX)), NEAR_ZOOM, last),
        Layer("land", korea, MIN_ZOOM, last, ISLET_PX2, dokdo),
        Layer("district", to_world(between_districts), 6, last),
        Layer("province", to_world(between_provinces), MIN_ZOOM, last),
    ]


def _world_atlas(scratch: Path, scale: str) -> Path:
    if not (scratch / "package").exists():
        command = ["npm", "pack", "--silent", WORLD_ATLAS]
        packed = subprocess.run(command, cwd=scratch, check=True, capture_output=True, text=True)
        with tarfile.open(scratch / packed.stdout.split()[-1]) as archive:
            archive.extractall(scratch, filter="data")
    return scratch / "package" / f"countries-{scale}.json"


def _write(target: Path, tiles: list[tuple[int, bytes]], places: list[Place]) -> None:
    with target.open("wb") as out:
        writer = Writer(out)
        for tile_id, content in tiles:
            writer.write_tile(tile_id, content)
        writer.finalize(
            _header(),
            {
                "name": "Sightline basemap of Korea",
                "attribution": ATTRIBUTION,
                "vector_layers": [
                    {"id": name, "fields": {}}
                    for name in ("other", "other_border", "land", "district", "province")
                ],
                "places": [place.packed() for place in places],
            },
        )


def _header() -> dict[str, Any]:
    west, south, east, north = (int(side * 1e7) for side in FAR_BOX.bounds)
    return {
        "tile_type": TileType.MVT, "tile_compression": Compression.GZIP,
        "min_lon_e7": west, "min_lat_e7": south, "max_lon_e7": east, "max_lat_e7": north,
        "center_zoom": 7, "center_lon_e7": int(127.8e7), "center_lat_e7": int(36.0e7),
    }  # fmt: skip


def _report(target: Path, tiles: list[tuple[int, bytes]], places: list[Place]) -> None:
    content = target.read_bytes()
    manifest = {
        "file": target.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "tiles": len(tiles),
        "places": len(places),
        "attribution": ATTRIBUTION,
    }
    target.with_name("MANIFEST.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(json.dumps(manifest))
    if len(content) > BUDGET_BYTES:
        raise SystemExit(f"{len(content)} bytes are over the budget of {BUDGET_BYTES}.")


if __name__ == "__main__":
    main()
