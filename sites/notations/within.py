"""A position inside other words, in the notations that nothing else looks like: "37.2394, 127.007 인근 (±12m)"."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SHAPES = (
    r"[NS]?\s?\d{1,2}\.\d{3,8}\s?°?\s?[NS]?\s*[,;/ ]\s*[EW]?\s?(?:\d{3}\.\d{2,8}|\d{2}\.\d{3,8})(?:\s?°)?(?:\s?[EW](?![A-Za-z]))?",
    r"\d{1,2}°\s?\d{1,2}(?:\.\d+)?'(?:\s?\d{1,2}(?:\.\d+)?\")?\s?[NS]?[\s,/+]*\d{2,3}°\s?\d{1,2}(?:\.\d+)?'(?:\s?\d{1,2}(?:\.\d+)?\")?(?:\s?[EW])?",
    r"(?:북위\s*)?\d{1,2}도\s*\d{1,2}분(?:\s*\d{1,2}(?:\.\d+)?초)?[\s,]*(?:동경\s*)?\d{3}도\s*\d{1,2}분(?:\s*\d{1,2}(?:\.\d+)?초)?",
    r"(?:lat|latitude|위도)\s*[:=]?\s*\d{1,2}\.\d{3,8}[\s,/]*(?:lng|lon|longitude|경도)\s*[:=]?\s*\d{2,3}\.\d{3,8}",
    r"\d{6}(?:\.\d+)?[NS]\s?\d{7}(?:\.\d+)?[EW]",
    r"\d{1,2}[C-HJ-NP-X]\s?[A-HJ-NP-Z]{2}\s?(?:\d{5}\s?\d{5}|\d{4}\s?\d{4}|\d{3}\s?\d{3})",
    r"[가-사][가-아]\s?\d{4}\s\d{4}",
)
_ANY = re.compile("|".join(rf"(?<![\w.])(?:{shape})(?![\w.]*\d)" for shape in _SHAPES), re.I)
_STATED = re.compile(
    r"(?:±|\+/-|accuracy\s*:?|정확도\s*:?|오차\s*:?)\s*(\d{1,6}(?:\.\d+)?)\s*m(?![a-z])", re.I
)


def positions_in(text: str) -> Iterator[str]:
    """Yield the parts of a text that look like one position and nothing else."""
    for match in _ANY.finditer(text):
        yield match[0].strip()


def stated_m(text: str) -> float:
    """Return how exact the words say a position is, or 0."""
    match = _STATED.search(text)
    return float(match[1]) if match else 0.0
