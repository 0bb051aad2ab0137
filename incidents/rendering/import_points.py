"""The marks of a preview's map: where rows lie, by verdict; numbers and codes only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from incidents.rendering.labels import HasNames, name_of


class Place(HasNames, Protocol):
    """A site as the map draws it."""

    code: str
    site_type: str
    lat: float
    lon: float


def points_answer(points: Mapping[str, Any], sites: Iterable[Place]) -> dict[str, Any]:
    """Return the sites that rows name, and one mark for each place and verdict with its rows."""
    known = {site.code: site for site in sites}
    named = {code for code, *_rest in points["sites"]}
    marks = [_mark(lat, lon, verdict, n, first) for lat, lon, verdict, n, first in points["points"]]
    marks += [
        _mark(known[code].lat, known[code].lon, verdict, n, first, code)
        for code, verdict, n, first in points["sites"]
        if code in known
    ]
    shown = [site for code, site in known.items() if code in named]
    return {
        "marks": marks,
        "sites": [
            {"code": site.code, "name": name_of(site), "site_type": site.site_type, "lat": site.lat, "lon": site.lon}
            for site in shown
        ],
    }  # fmt: skip


def _mark(lat: float, lon: float, verdict: str, n: int, first: int, site: str = "") -> dict[str, Any]:
    return {"lat": lat, "lon": lon, "verdict": verdict, "n": n, "row": first, "site": site}
