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
# Radio beacons carry names and codes of airports that lie elsewhere, so they are asked for as "DFW VOR".
BEACON = "VOR"
_BEACON = re.compile(r"VOR|NDB|TACAN")
_COMPASS = rf"{ABBREVIATED}|(?:NORTH|SOUTH)(?:[ -]?(?:EAST|WEST))?|EAST|WEST"
_WORD = r"(?:(?:ST|FT|MT)\.|[A-Z][A-Z0-9'/-]*|\d{1,2}[A-Z][A-Z0-9]{0,2})"
# "MANASSAS ARPT, VA (HEF)", "RUNWAY 27R ATL": what stands round the name of an airport.
_REFERENCE = (
    r"(?:THE\s+)?(?:(?:RUNWAY|RWY)\s+\d{1,2}[LRC]?\s+)?"
    rf"(?P<reference>{_WORD}(?:\s+{_WORD}){{0,5}})(?:(?:,\s*[A-Z][A-Z ]{{1,20}})?\s*\((?P<code>[A-Z0-9]{{3,4}})\))?"
)
# In running text only the short form is safe: "... AT 400 FEET .25 N ARB. NO EVASIVE ACTION".
_IN_TEXT = re.compile(
    rf"(?<![\w.,/-])(?P<distance>\d{{1,3}}(?:\.\d{{1,2}})?|\.\d{{1,2}})\s*(?:(?:NM|MI|MILES?)\s+)?"
    rf"(?P<direction>{_COMPASS})\s+(?:OF\s+)?(?!BOUND\b){_REFERENCE}"
)
_NEAR_IN_TEXT = re.compile(rf"\b(?:VCNTY|VICINITY|(?P<over>OVER(?:HEAD)?))\s+(?:OF\s+)?{_REFERENCE}")
# Where the name of a place ends and the sentence goes on.
_GOES_ON = frozenset(
    "A AFTER ALONG AND APPROX APPROXIMATELY AS AT BEFORE BOUND BUT BY DESCENDING DURING FROM HEADING IN NO NOT NEAR OF ON "
    "PILOT REPORTED THE THEN UAS WHEN WHERE WHILE WITH".split()
)
_CODE = re.compile(r"[A-Z]{3,4}|.* VOR")


def find_in_text(text: str, resolve: Resolve) -> Iterator[Reading]:
    """Yield the positions that a report mentions in the short form, such as "2 ESE MSP"; after them those only near a place.

    A radio beacon is asked for by its code and by its name, each with the word VOR behind it.
    """
    for match in _IN_TEXT.finditer(text):
        for name in _names_in(match):
            start = resolved(name, resolve)
            bearing = bearing_of({**match.groupdict(), "reference": name}) if start else None
            if start is not None and bearing is not None:
                yield bearing.reading_from(start)
                break
    for match in _NEAR_IN_TEXT.finditer(text):
        for name in _names_near(match):
            start = resolved(name, resolve)
            if start is not None:
                echo = Phrase("VICINITY", {"reference": name})
                yield Reading(start.point, Notation.DISTANCE_BEARING, echo, VICINITY_M + start.uncertainty_m)
                break


def _names_in(match: re.Match[str]) -> Iterator[str]:
    """Yield the names that may stand behind a direction, the surest first: a code in brackets, then most words."""
    words, code = _words_of(match)
    beacon = next((at for at, word in enumerate(words) if _BEACON.match(word)), None)
    if beacon is not None:
        yield from (f"{name} {BEACON}" for name in (code, " ".join(words[:beacon])) if name)
        return
    if code:
        yield code
    for count in range(len(words), 0, -1):
        yield " ".join(words[:count])


def _names_near(match: re.Match[str]) -> Iterator[str]:
    """Yield the names of a place that something was near to, whole; "over" is said of much that is no place."""
    names = list(_names_in(match))
    whole = names[: 1 + bool(_words_of(match)[1])]
    if not match["over"] or (len(names) == 1 and _CODE.fullmatch(names[0])) or len(whole) > 1:
        yield from whole


def _words_of(match: re.Match[str]) -> tuple[list[str], str]:
    """Return the words up to where the sentence goes on, and the code in brackets if it stands right behind them."""
    words = match["reference"].split()
    end = next((at for at, word in enumerate(words) if word in _GOES_ON), len(words))
    return words[:end], match["code"] or "" if end == len(words) else ""
