"""The committed table, read once: towns by state and name, airfields and beacons by code."""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sites.geometry import Point
from sites.notations import Reference

FILE = Path(__file__).resolve().parent / "references.gz"
AIRFIELD_M, BEACON_M = 2_000.0, 500.0
_NOT_A_LETTER = re.compile(r"[^A-Z0-9]+")
_SHORT = (("SAINTE ", "STE "), ("SAINT ", "ST "), ("FORT ", "FT "), ("MOUNT ", "MT "))


class _Table(NamedTuple):
    towns: dict[tuple[str, str], Reference]
    airfields: dict[str, list[Reference]]
    beacons: dict[str, list[Reference]]


def town(name: str, state_code: str) -> Reference | None:
    """Return the town of a name in a state; "NEW YORK" finds New York City."""
    towns, key = _table().towns, fold(name)
    return towns.get((state_code, key)) or towns.get((state_code, f"{key}CITY")) if key else None


def airfields(code: str) -> list[Reference]:
    """Return the airfields of a code with a digit, such as 1B6."""
    return _table().airfields.get(code, [])


def beacons(key: str) -> list[Reference]:
    """Return the radio beacons of a code or a name, those that aircraft navigate by first."""
    return _table().beacons.get(fold(key), [])


def fold(name: str) -> str:
    """Return a name without spaces and signs, Saint, Fort and Mount in their short forms."""
    words = name.upper()
    for long, short in _SHORT:
        words = words.replace(long, short)
    return _NOT_A_LETTER.sub("", words)


@lru_cache(maxsize=1)
def _table() -> _Table:
    found = _Table({}, defaultdict(list), defaultdict(list))
    columns = (line.split("\t") for line in gzip.decompress(FILE.read_bytes()).decode().split("\n"))
    for kind, code, name, state, lat, lon in zip(*columns, strict=True):
        point = Point(lat=float(lat), lon=float(lon))
        if kind == "T":
            found.towns[state, fold(name)] = Reference(point, 1_000.0 * int(code))
        elif kind == "A":
            found.airfields[code].append(Reference(point, AIRFIELD_M))
        else:
            for key in {code, fold(name)}:
                found.beacons[key].append(Reference(point, BEACON_M))
    return found
