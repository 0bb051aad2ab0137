"""One text in, one position out: every notation in turn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from sites.geometry import Point, distance_m
from sites.notations import (
    bearings,
    degrees,
    korean_grid,
    links,
    mgrs,
    plus_codes,
    radials,
    run_together,
    utm,
    within,
)
from sites.notations.errors import InvalidPosition, UnreadablePosition
from sites.notations.normalising import plain
from sites.notations.readings import COARSE_M, Notation, Reading, Resolve
from sites.notations.wording import Phrase

# "2시 방향 300 m" counts from where somebody looked, which nobody can look up.
_CLOCK = re.compile(
    r"\d{1,2}\s*시\s*방향.*?\d\s*(?:m|km|미터)|\d\s*(?:m|km|미터).*?\d{1,2}\s*시\s*방향"
    r"|\d{1,2}\s*o'?\s?clock.*?\d\s*(?:m|km|yd|ft)|\d\s*(?:m|km|yd|ft)\b.*?\d{1,2}\s*o'?\s?clock",
    re.I,
)
NEAR_M, FAR_M = 500_000.0, 1_000_000.0
# These notes say already why the place is no better known.
FROM_A_SITE = ("FROM_SITE", "FROM_SITE_POINT")


def read_position(
    text: str, *, resolve: Resolve | None = None, near: Point | None = None, area: Point | None = None
) -> Reading:
    """Read a position as it was written or pasted.

    `resolve` turns a name ("DFW", "정문") into a Point, a Reference or None; `near` is a place in the area of work, which
    completes short plus codes and gives away swapped values; `area` is the middle of an area in which grid references
    leave out their zone, where no `near` is given. Raises a PositionError and nothing else.
    """
    writing = plain(text)
    if not writing:
        raise UnreadablePosition("EMPTY")
    for read in _readers(resolve, near, near or area):
        reading = read(writing)
        if reading is not None:
            return _with_second_look(reading, near)
    inside = _within(writing)
    if inside is not None:
        return _with_second_look(inside, near)
    if _CLOCK.search(writing):
        raise InvalidPosition("CLOCK_DIRECTION")
    raise UnreadablePosition("UNREADABLE", text, tuple(Notation))


def _within(writing: str) -> Reading | None:
    """Read the one position that stands inside other words; two would be a guess."""
    found: dict[Point, Reading] = {}
    for part in within.positions_in(writing):
        for read in (run_together.read, degrees.read, mgrs.read, korean_grid.read):
            reading = read(part)
            if reading is not None:
                found.setdefault(reading.point, reading)
                break
    if len(found) != 1:
        return None
    (reading,) = found.values()
    uncertainty_m = max(reading.uncertainty_m, within.stated_m(writing))
    return replace(reading, uncertainty_m=uncertainty_m, warnings=(*reading.warnings, Phrase("WITHIN_WORDS")))


def _readers(
    resolve: Resolve | None, near: Point | None, area: Point | None
) -> tuple[Callable[[str], Reading | None], ...]:
    return (
        links.read,
        run_together.read,
        utm.read,
        degrees.read,
        mgrs.read,
        lambda writing: mgrs.read_without_zone(writing, area),
        korean_grid.read,
        lambda writing: plus_codes.read(writing, resolve, near),
        lambda writing: radials.read(writing, resolve),
        lambda writing: bearings.read(writing, resolve),
    )


def _with_second_look(reading: Reading, near: Point | None) -> Reading:
    notes = list(reading.warnings)
    is_explained = any(note.code in FROM_A_SITE for note in notes)
    if reading.uncertainty_m > COARSE_M and not is_explained:
        notes.append(Phrase("COARSE", {"uncertainty_m": round(reading.uncertainty_m)}))
    away_m = distance_m(reading.point, near) if near is not None else 0.0
    if near is not None and away_m > FAR_M:
        swapped_is_near = any(
            other.reason == "SWAPPED" and distance_m(other.point, near) < NEAR_M
            for other in reading.alternatives
        )
        far = Phrase("FAR_AWAY", {"distance_km": round(away_m / 1000)})
        notes.append(Phrase("LOOKS_SWAPPED") if swapped_is_near else far)
    return replace(reading, warnings=tuple(notes))
