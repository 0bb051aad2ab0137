"""Links that maps and phones share, NMEA sentences and JSON: read as text, never opened."""

from __future__ import annotations

import re
from urllib.parse import unquote_plus

from sites.notations import degrees
from sites.notations.angles import Angle, angle, pair
from sites.notations.errors import UnreadablePosition
from sites.notations.readings import Notation, Reading

_N = r"([+-]?\d{1,3}(?:\.\d+)?)"
_SCHEME = re.compile(r"(?:https?|nmap|kakaomap|daummaps|comgooglemaps|geo):", re.I)
# The surest first: the marked place of a link, then its parameters, then the middle of its map.
_LAT_LON = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"!3d{_N}!4d{_N}",
        rf"[?&#]mlat={_N}&mlon={_N}",
        rf"[?&](?:q|query|ll|destination|daddr|p|cp|markers)=(?:loc:)?{_N}\s*[,~]\s*{_N}",
        rf"/link/(?:map|to|roadview)/(?:[^/?#]*,)?{_N},{_N}",
        rf"/(?:search|dir|place)/+{_N},\s*{_N}",
        rf"@{_N},{_N}",
        rf"[?&](?:center|sll)={_N}\s*,\s*{_N}",
        rf"#map=\d+(?:\.\d+)?/{_N}/{_N}",
    )
)
_LAT = re.compile(rf"[?&](?:lat|latitude|y)={_N}(?=&|$|#)", re.I)
_LON = re.compile(rf"[?&](?:lng|lon|long|longitude|x)={_N}(?=&|$|#)", re.I)
_LON_LAT = re.compile(rf"[?&]c={_N},{_N},\d", re.I)
_DEGREES_IN_PATH = re.compile(r"/place/([^/@?]*\d[^/@?]*[NS][^/@?]*[EW][^/@?]*)", re.I)
_SHORT_LINK = re.compile(
    r"https?://(?:maps\.app\.goo\.gl|goo\.gl|naver\.me|kko\.to|kakao\.me|bit\.ly)/\S+", re.I
)
_THREE_WORDS = re.compile(
    r"(?:///|(?:https?://)?(?:w3w\.co|what3words\.com)/|what3words\s*:?\s*)[^\s.]+\.[^\s.]+\.[^\s.]+", re.I
)
_NMEA = re.compile(r"\$?G[PNL](?:GGA|RMC|GLL),.*?(\d{4}\.\d+),([NS]),(\d{5}\.\d+),([EW]),.*", re.I)
_JSON_PAIR = re.compile(
    rf'\{{?\s*"?(?:lat|latitude)"?\s*:\s*"?{_N}"?\s*,\s*"?(?:lng|lon|long|longitude)"?\s*:\s*"?{_N}"?.*',
    re.I | re.S,
)
_LON_FIRST = re.compile(
    rf'(?:.*"coordinates"\s*:\s*\[|.*<coordinates>\s*){_N}\s*,\s*{_N}(?:\s*,[^\]<]*)?[\]<].*', re.I | re.S
)


def read(text: str) -> Reading | None:
    """Read a link, a sentence of a receiver or a piece of JSON; say what a link without a position lacks."""
    if _THREE_WORDS.fullmatch(text):
        raise UnreadablePosition("THREE_WORDS", text)
    if _SHORT_LINK.fullmatch(text):
        raise UnreadablePosition("SHORT_LINK", text)
    if _SCHEME.match(text):
        return _link(unquote_plus(text))
    for reader in (_nmea, _json):
        reading = reader(text)
        if reading is not None:
            return reading
    return None


def _link(text: str) -> Reading | None:
    for pattern in _LAT_LON:
        if match := pattern.search(text):
            return _pair(match[1], match[2], Notation.GEO_URI)
        if pattern.pattern.startswith("!3d") and (path := _DEGREES_IN_PATH.search(text)):
            reading = degrees.read(path[1].replace('"+', '" ').strip())
            if reading is not None:
                return reading
    lat, lon = _LAT.search(text), _LON.search(text)
    if lat and lon:
        return _pair(lat[1], lon[1], Notation.GEO_URI)
    match = _LON_LAT.search(text)
    return _pair(match[2], match[1], Notation.GEO_URI) if match else None


def _nmea(text: str) -> Reading | None:
    match = _NMEA.fullmatch(text)
    return (
        degrees.read(f"{match[2]}{match[1][:2]} {match[1][2:]} {match[4]}{match[3][:3]} {match[3][3:]}")
        if match
        else None
    )


def _json(text: str) -> Reading | None:
    if match := _JSON_PAIR.fullmatch(text):
        return _pair(match[1], match[2], Notation.DECIMAL)
    match = _LON_FIRST.fullmatch(text)
    return _pair(match[2], match[1], Notation.WKT) if match else None


def _pair(lat: str, lon: str, notation: Notation) -> Reading:
    return pair(_angle(lat), _angle(lon), notation)


def _angle(number: str) -> Angle:
    return angle([number.lstrip("+-")], negative=number.startswith("-"))
