"""RFC 7946: longitude first, flat properties, null where no place is known."""

from __future__ import annotations

import json

from incidents.rendering.geojson import END, begin_collection, feature, features

ROW = {"number": "A-1", "lat": 37.0906, "lon": 127.03, "behaviours": ["PHOTO", "SURVL"]}
FIELDS = ("number", "lat", "lon", "behaviours")


def test_longitude_comes_first() -> None:
    assert feature(ROW, key="number", fields=FIELDS) == {
        "type": "Feature",
        "id": "A-1",
        "geometry": {"type": "Point", "coordinates": [127.03, 37.0906]},
        "properties": {"number": "A-1", "behaviours": "PHOTO|SURVL"},
    }


def test_unknown_place_has_no_geometry() -> None:
    assert feature(ROW | {"lat": None}, key="number", fields=FIELDS)["geometry"] is None


def test_equator_and_meridian_are_places() -> None:
    found = feature(ROW | {"lat": 0.0, "lon": 0.0}, key="number", fields=FIELDS)
    assert found["geometry"] == {"type": "Point", "coordinates": [0.0, 0.0]}


def test_collection_written_in_runs_is_one_document() -> None:
    def run(*rows: dict, is_first: bool) -> bytes:
        return features(rows, key="number", fields=FIELDS, is_first=is_first)

    body = begin_collection({"meta": {"label": "TLP:CLEAR"}})
    body += run(ROW, is_first=True) + run(is_first=False) + run(ROW, ROW, is_first=False) + END
    found = json.loads(body)
    assert (found["type"], found["meta"], len(found["features"])) == (
        "FeatureCollection", {"label": "TLP:CLEAR"}, 3,
    )  # fmt: skip
