"""Aircraft about to land: "ON 3 MILE FINAL RUNWAY 31R JFK" stands so far before the end of that runway."""

from __future__ import annotations

import math
import re

from sites.geometry import destination
from sites.notations import Notation, Reading, Reference
from sites.notations.readings import Resolve, resolved
from sites.notations.wording import Phrase

MILE_M = 1_852.0
# Without a distance, the last miles before the runway.
_SHORT_MILES, _SOMEWHERE_MILES = 1.0, 3.0
# Runways are numbered by the compass, which is off by up to 15 degrees there, in steps of ten.
_SPREAD_DEG = 20.0
_AIRPORT_M = 3_000.0
_FINAL = re.compile(
    r"(?:(?<![\w.,/])(?P<miles>\d{1,2}(?:\.\d{1,2})?|\.\d{1,2})\s?-?\s?(?:NM|MI|MILES?)\s+)?(?P<short>SHORT\s+)?FINAL\b(?:\s+APCH)?"
    r"(?:\s+(?:TO|FOR|FROM|OF|AT|INTO)\b)?(?:\s+(?:RUNWAY|RWY)\s?(?P<runway>\d{1,2})[LRC]?\b)?(?:\s+(?:TO|FOR|AT)\b)?(?:\s+(?P<code>[A-Z]{3,4})\b)?"
)
_DESTINATION = re.compile(r"\s-\s?(?P<code>[A-Z]{3,4})\s?,")
_TOWER = re.compile(r"/(?P<name>[A-Z][A-Z .'-]{1,40}?)\s+(?:ATCT|FCT|TOWER)\b")


def find_approach(text: str, resolve: Resolve) -> Reading | None:
    """Return where an aircraft was that a report puts on final, counted from the airport it was to land at."""
    final = _FINAL.search(text)
    for name in _airports(final, text) if final else ():
        airport = resolved(name, resolve)
        if final is not None and airport is not None:
            return _before(airport, final, Phrase("VICINITY", {"reference": name}))
    return None


def _before(airport: Reference, final: re.Match[str], echo: Phrase) -> Reading:
    """Return the place so far before the runway, or all round the airport where no runway is named."""
    told = float(final["miles"]) if final["miles"] else None
    away_m = MILE_M * (told or (_SHORT_MILES if final["short"] else _SOMEWHERE_MILES))
    uncertainty_m = math.hypot(_AIRPORT_M, airport.uncertainty_m)
    if final["runway"] is None or not 1 <= int(final["runway"]) <= 36:
        return Reading(airport.point, Notation.DISTANCE_BEARING, echo, away_m + uncertainty_m)
    sideways_m = away_m * math.sin(math.radians(_SPREAD_DEG))
    reach_m = math.hypot(sideways_m, uncertainty_m, 0.0 if told else away_m)
    point = destination(airport.point, away_m, (int(final["runway"]) * 10 + 180) % 360)
    return Reading(point, Notation.DISTANCE_BEARING, echo, reach_m)


def _airports(final: re.Match[str], text: str) -> list[str]:
    """Return what may name the airport, the surest first: behind the runway, as the destination, by its tower."""
    named = [final["code"]]
    named += [match["code"] for match in _DESTINATION.finditer(text, 0, final.start())]
    named += [f"{match['name']} ARPT" for match in _TOWER.finditer(text[:400])]
    return [name for name in named if name]
