"""The words and signs of degrees reduced to °, ', ", N, S, E and W; latitude becomes Φ, longitude Λ."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SPELLINGS = (
    # 37d 14m 22s, 37 deg 14 min 22 sec, 37도 14분 22초
    (
        re.compile(
            r"(?<=\d)\s*(?:degrees|degree|degs?|도|d(?![a-z]))\s*(\d+(?:[.,]\d+)?)\s*(?:minutes?|mins?|분|m|')"
            r"(?:\s*(\d+(?:[.,]\d+)?)\s*(?:seconds?|secs?|초|s|\")?)?",
            re.I,
        ),
        lambda m: f"°{m[1]}'" + (f'{m[2]}"' if m[2] else ""),
    ),
    (re.compile(r"(?<=\d)\s*(?:degrees|degree|degs?|도)", re.I), lambda m: "°"),
    (re.compile(r"(?<=\d)\s*(?:minutes?|mins?|분)", re.I), lambda m: "'"),
    (re.compile(r"(?<=\d)\s*(?:seconds?|secs?|초)", re.I), lambda m: '"'),
    (re.compile(r"(?:\b(?:latitude|lat)\b\.?|위도[는은]?)\s*[:=]?", re.I), lambda m: " Φ "),
    (re.compile(r"(?:\b(?:longitude|long|lon|lng)\b\.?|경도[는은]?)\s*[:=]?", re.I), lambda m: " Λ "),
    # X and Y before degrees are the axes of a map; where a surveyor means them otherwise, the values look swapped.
    (re.compile(r"\bY\s*[:=]\s*(?=\d)", re.I), lambda m: " Φ "),
    (re.compile(r"\bX\s*[:=]\s*(?=\d)", re.I), lambda m: " Λ "),
    (re.compile(r"북위|\bnorth\b", re.I), lambda m: " N "),
    (re.compile(r"남위|\bsouth\b", re.I), lambda m: " S "),
    (re.compile(r"동경|\beast\b", re.I), lambda m: " E "),
    (re.compile(r"서경|\bwest\b", re.I), lambda m: " W "),
    (re.compile(r"&"), lambda m: " "),
    # 37.14.22 and 37-14-22 as degrees, minutes, seconds
    (re.compile(r"(?<![\d.])(\d{1,3})\.(\d{1,2})\.(\d{1,2}(?:\.\d+)?)(?![\d.])"), r"\1 \2 \3"),
    (re.compile(r"(?<![\d.-])(\d{1,3})-(\d{1,2})-(\d{1,2}(?:\.\d+)?)(?![\d.-])"), r"\1 \2 \3"),
)
_HEIGHT = re.compile(r"(?<=[\s,])(?:alt\.?\s*)?[+-]?\d+(?:\.\d+)?\s*(?:m|ft|미터)$", re.I)
# 37.2394, 127.007, 38: two numbers with decimals and a third behind them.
_THIRD_NUMBER = re.compile(r"([+-]?\d{1,3}\.\d+[,;\s]+[+-]?\d{1,3}\.\d+)[,;\s]+[+-]?\d{1,5}(?:\.\d+)?")


def plain_degrees(text: str) -> tuple[str, bool]:
    """Return the text in plain signs, and whether a height behind it was left out."""
    for pattern, spelling in _SPELLINGS:
        text = pattern.sub(spelling, text)
    text = text.upper()
    if third := _THIRD_NUMBER.fullmatch(text):
        return third[1], True
    shorter = _HEIGHT.sub("", text)
    had_height = shorter != text and len(re.findall(r"\d+(?:\.\d+)?", shorter)) >= 2
    text = shorter.rstrip(" ,") if had_height else text
    if re.search(r"[NSEW]", text):
        text = re.sub(r"\s+-\s+(?=[NSEW])", " ", text)
        # 37-14-22N and 37°-14'N: between two parts a dash separates.
        text = re.sub(r"(?<=[\d°'\"])\s*-\s*(?=\d)", " ", text)
    return text, had_height


def comma_variants(text: str) -> Iterator[str]:
    """Yield the text with commas as separators, then with commas inside numbers as decimal signs."""
    attached = [match.start() for match in re.finditer(r"(?<=\d),(?=\d)", text)]
    yield text
    if not attached or re.search(r"\d\.\d", text) or len(attached) > 3:
        return
    letters = list(text)
    for place, position in enumerate(attached):
        if not (len(attached) == 3 and place == 1):
            letters[position] = "."
    yield "".join(letters)
