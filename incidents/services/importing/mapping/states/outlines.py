"""Which state a cell names, and how far a position lies outside it."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely

from sites.geometry import Point, distance_m

FILE = Path(__file__).resolve().parent / "states.gz"
_NOT_A_LETTER = re.compile(r"[^A-Z]+")


@dataclass(frozen=True, slots=True)
class State:
    """A state of the USA, or a country that stands in its place."""

    code: str
    name: str
    outline: Any

    def distance_outside_m(self, point: Point) -> float:
        """Return how far a point lies outside the outline, 0 within it."""
        here = shapely.Point(point.lon, point.lat)
        if self.outline.contains(here):
            return 0.0
        nearest = shapely.shortest_line(self.outline, here).coords[0]
        return distance_m(point, Point(lat=nearest[1], lon=nearest[0]))


@lru_cache(maxsize=1_000)
def state_named(text: str) -> State | None:
    """Return the state that a cell names in full, by its code or by a beginning that fits only one: "PR", "MS15", "MIN"."""
    key = _key(text)
    states = _states()
    if key in states:
        return states[key]
    fitting = {state.code: state for name, state in states.items() if len(key) >= 3 and name.startswith(key)}
    return next(iter(fitting.values())) if len(fitting) == 1 else None


@lru_cache(maxsize=1)
def _states() -> dict[str, State]:
    found: dict[str, State] = {}
    for line in gzip.decompress(FILE.read_bytes()).decode().split("\n"):
        code, names, rings = json.loads(line)
        outline = shapely.make_valid(
            shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])
        )
        shapely.prepare(outline)
        state = State(code, names[0], outline)
        found |= {_key(name): state for name in (code, *names)}
    return found


def _key(text: str) -> str:
    return _NOT_A_LETTER.sub("", text.upper())
