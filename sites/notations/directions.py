"""The sixteen directions of the compass, as they are abbreviated and said in English and Korean."""

from __future__ import annotations

import re

POINTS = ["N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW"]
STEP_DEG = 22.5
_ENGLISH = {"N": "north", "E": "east", "S": "south", "W": "west"}
_KOREAN = {"북": "N", "동": "E", "남": "S", "서": "W"}
# 동북, 서북, 동남 and 서남 are said as often as 북동, 북서, 남동 and 남서.
_REVERSED = {"EN": "NE", "WN": "NW", "ES": "SE", "WS": "SW"}

ENGLISH = r"(?:north|south|east|west)(?:[\s-]*(?:north|south|east|west)){0,2}(?:erly|ern|wards?)?"
ABBREVIATED = "|".join(sorted(POINTS, key=len, reverse=True))
KOREAN = r"[동서남북]{1,3}"


def direction(word: str) -> str | None:
    """Return the compass point a word names, such as NNW, or None."""
    letters = re.sub(r"(erly|ern|wards?)$", "", word.strip().lower())
    for letter, name in _ENGLISH.items():
        letters = letters.replace(name, letter)
    for syllable, letter in _KOREAN.items():
        letters = letters.replace(syllable, letter)
    letters = re.sub(r"[\s.-]", "", letters).upper()
    letters = _REVERSED.get(letters, letters)
    return letters if letters in POINTS else None


def bearing_deg(point: str) -> float:
    """Return the bearing of a compass point."""
    return POINTS.index(point) * STEP_DEG


def nearest_point(degrees: float) -> str:
    """Return the compass point nearest to a bearing."""
    return POINTS[round(degrees / STEP_DEG) % len(POINTS)]


def spread_deg(point: str) -> float:
    """Return how far a true bearing may lie from the word: people say "north" for more than NNW to NNE."""
    return STEP_DEG / 2 if len(point) == 3 else STEP_DEG


def in_words(point: str) -> str:
    """Write a compass point out: NNW is north-north-west."""
    return "-".join(_ENGLISH[letter] for letter in point)
