"""RFC 7946 features from rows: the only place that turns (lat, lon) into [lon, lat]."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import orjson

from incidents.rendering.tables import flat

END = b"]}"
_POINT = frozenset({"lat", "lon"})


def feature(row: Mapping[str, Any], *, key: str, fields: Sequence[str]) -> dict[str, Any]:
    """Return one feature on WGS 84 with flat properties."""
    return {
        "type": "Feature",
        "id": row[key],
        "geometry": point(row.get("lat"), row.get("lon")),
        "properties": {name: flat(row[name]) for name in fields if name not in _POINT},
    }


def point(lat: float | None, lon: float | None) -> dict[str, Any] | None:
    """Return a point geometry, or nothing where no place is known."""
    return None if lat is None or lon is None else {"type": "Point", "coordinates": [lon, lat]}


def begin_collection(meta: Mapping[str, Any]) -> bytes:
    """Return a FeatureCollection up to the opening bracket of its features."""
    return orjson.dumps({"type": "FeatureCollection", **meta})[:-1] + b',"features":['


def features(rows: Iterable[Mapping[str, Any]], *, key: str, fields: Sequence[str], is_first: bool) -> bytes:
    """Return a run of features, led by a comma unless it is the first."""
    body = b",".join(orjson.dumps(feature(row, key=key, fields=fields)) for row in rows)
    return body if is_first or not body else b"," + body
