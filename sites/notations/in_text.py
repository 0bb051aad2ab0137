"""Positions inside a report in English: "REPORTED A UAS AT 400 FEET 2 ESE MSP. NO EVASIVE ACTION TAKEN"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sites.notations.bearings import bearing_of
from sites.notations.directions import ABBREVIATED
from sites.notations.readings import Notation, Reading, Resolve, resolved
from sites.notations.wording import Phrase

# Aviation calls an airport's traffic area of five nautical miles its vicinity.
VICINITY_M = 9_260.0
# In running text only the short form is safe: "... AT 400 FEET .25 N ARB. NO EVASIVE ACTION".
_IN_TEXT = re.compile(
    rf"(?<![\d.,])(?P<distance>\d{{1,3}}(?:\.\d{{1,2}})?|\.\d{{1,2}})\s*(?:NM\s+|MILES?\s+)?"
    rf"(?P<direction>{ABBREVIATED})\s+(?:OF\s+)?(?P<reference>[A-Z][A-Z0-9'-]*(?:\s+[A-Z][A-Z0-9'-]*){{0,4}})"
    r"(?:\s*\((?P<code>[A-Z0-9]{3,4})\))?"
)

_NEAR_IN_TEXT = re.compile(r"\b(?:VCNTY|VICINITY|OVER)\s+(?:OF\s+)?(?P<code>[A-Z]{3,4})(?=\s*[.,])")


def find_in_text(text: str, resolve: Resolve) -> Iterator[Reading]:
    """Yield the positions that a report mentions in the short form, such as "2 ESE MSP"; after them those only near a code."""
    for match in _IN_TEXT.finditer(text):
        for name in _names_in(match):
            start = resolved(name, resolve)
            bearing = bearing_of({**match.groupdict(), "reference": name}) if start else None
            if start is not None and bearing is not None:
                yield bearing.reading_from(start)
                break
    for match in _NEAR_IN_TEXT.finditer(text):
        start = resolved(match["code"], resolve)
        if start is not None:
            echo = Phrase("VICINITY", {"reference": match["code"]})
            yield Reading(start.point, Notation.DISTANCE_BEARING, echo, VICINITY_M + start.uncertainty_m)


def _names_in(match: re.Match[str]) -> Iterator[str]:
    """Yield the names that may stand behind a direction, the surest first: a code in brackets, then most words."""
    words = match["reference"].split()
    if any(word.startswith("VOR") for word in words):
        return  # a radio beacon, which is in none of our lists
    if match["code"]:
        yield match["code"]
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])
