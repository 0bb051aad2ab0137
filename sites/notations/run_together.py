"""Coordinates written without spaces: 371422N1270025E, ISO 6709, geo: links, map links and WKT."""

from __future__ import annotations

import re
from dataclasses import replace

from sites.notations.angles import Angle, Axis, angle, pair
from sites.notations.readings import Alternative, Notation, Reading
from sites.notations.wording import Phrase

_LAT = r"\d{4}(?:\d{2})?(?:\.\d+)?"
_LON = r"\d{5}(?:\d{2})?(?:\.\d+)?"
_BETWEEN = r"[\s,;/]*"
_LETTERS_LAST = re.compile(rf"({_LAT})\s*,?\s*([NS]){_BETWEEN}({_LON})\s*,?\s*([EW])", re.I)
_LETTERS_FIRST = re.compile(rf"([NS])\s*({_LAT}){_BETWEEN}([EW])\s*({_LON})", re.I)
_EAST_FIRST = re.compile(
    rf"({_LON})\s*([EW]){_BETWEEN}({_LAT})\s*([NS])|([EW])\s*({_LON}){_BETWEEN}([NS])\s*({_LAT})", re.I
)
_FIVE_AND_SIX = re.compile(
    r"(?:([NS])\s?(\d{5})|(\d{5})\s?([NS]))[\s,/]*(?:([EW])\s?(\d{6})|(\d{6})\s?([EW]))", re.I
)
_SECONDS_OR_TENTHS_M = 800.0
_LAT_AXIS: Axis = "latitude"
_LON_AXIS: Axis = "longitude"
_ISO = re.compile(
    r"([+-])(\d{2}|\d{4}|\d{6})(\.\d+)?([+-])(\d{3}|\d{5}|\d{7})(\.\d+)?"
    r"(?P<height>[+-]\d+(?:\.\d+)?)?(?:CRS\w+)?/?",
    re.I,
)
_NUMBER = r"([+-]?\d{1,3}(?:\.\d+)?)"
_GEO = re.compile(rf"geo:{_NUMBER},{_NUMBER}(,-?[\d.]+)?(?:;[\w=.;-]*)?(?:\?.*)?", re.I)
_GEO_UNCERTAINTY = re.compile(r";u=(\d{1,7}(?:\.\d+)?)(?:;|\?|$)", re.I)
_WKT = re.compile(rf"(?:SRID=4326;)?POINT\s*\(\s*{_NUMBER}\s+{_NUMBER}\s*\)", re.I)
_MAP_LINK = re.compile(
    rf"https?://\S*?(?:@|[?&#](?:q|ll|query|center|destination)=){_NUMBER}(?:,|%2C){_NUMBER}\S*", re.I
)


def read(text: str) -> Reading | None:
    """Read one of the run-together notations, or say None."""
    for reader in (_compact, _without_seconds, _iso_6709, _geo, _wkt, _map_link):
        reading = reader(text)
        if reading is not None:
            return reading
    return None


def _compact(text: str) -> Reading | None:
    parts = _compact_parts(text)
    if parts is None:
        return None
    lat, north, lon, east = parts
    return pair(
        _packed(lat, 2, negative=north in "Ss", axis="latitude"),
        _packed(lon, 3, negative=east in "Ww", axis="longitude"),
    )


def _compact_parts(text: str) -> tuple[str, str, str, str] | None:
    """Return latitude, its letter, longitude, its letter, in whichever order they were written."""
    if match := _LETTERS_LAST.fullmatch(text):
        return match[1], match[2], match[3], match[4]
    if match := _LETTERS_FIRST.fullmatch(text):
        return match[2], match[1], match[4], match[3]
    if match := _EAST_FIRST.fullmatch(text):
        return match[3] or match[8], match[4] or match[7], match[1] or match[6], match[2] or match[5]
    return None


def _without_seconds(text: str) -> Reading | None:
    """Read N37144E127004: minutes and their tenths, as receivers write them, unless only decimals are possible."""
    match = _FIVE_AND_SIX.fullmatch(text)
    if match is None:
        return None
    north, lat, east, lon = (
        match[1] or match[4],
        match[2] or match[3],
        match[5] or match[8],
        match[6] or match[7],
    )
    signs = north in "Ss", east in "Ww"
    decimals = _decimal_pair(_dotted(lat, 2, signs[0]), _dotted(lon, 3, signs[1]), Notation.DECIMAL)
    if int(lat[2:4]) >= 60 or int(lon[3:5]) >= 60:
        return replace(decimals, warnings=(Phrase("DECIMALS_TAKEN"),))
    first, second = (
        angle([digits[:-3], f"{digits[-3:-1]}.{digits[-1]}"], negative=negative, axis=axis)
        for digits, negative, axis in ((lat, signs[0], _LAT_AXIS), (lon, signs[1], _LON_AXIS))
    )
    tenths = pair(first, second)
    # 37144 may also be 37°14′4x″, which is no farther away than this.
    return replace(
        tenths, uncertainty_m=max(tenths.uncertainty_m, _SECONDS_OR_TENTHS_M),
        alternatives=(Alternative(decimals.point, "DECIMALS"),), warnings=(Phrase("TENTHS_TAKEN"),),
    )  # fmt: skip


def _dotted(digits: str, whole: int, negative: bool) -> str:
    return f"{'-' if negative else ''}{digits[:whole]}.{digits[whole:]}"


def _iso_6709(text: str) -> Reading | None:
    match = _ISO.fullmatch(text)
    if match is None or len(match[2]) + 1 != len(match[5]):
        return None
    lat = _packed(match[2] + (match[3] or ""), 2, negative=match[1] == "-", axis="latitude")
    lon = _packed(match[5] + (match[6] or ""), 3, negative=match[4] == "-", axis="longitude")
    reading = pair(lat, lon, Notation.ISO_6709)
    return replace(reading, warnings=(Phrase("ALTITUDE_IGNORED"),)) if match["height"] else reading


def _packed(digits: str, degree_digits: int, *, negative: bool, axis: Axis) -> Angle:
    """Cut DDMMSS.S into its parts."""
    whole, _, decimals = digits.partition(".")
    cuts = [0, *range(degree_digits, len(whole) + 1, 2)]
    numbers = [whole[start:end] for start, end in zip(cuts, cuts[1:], strict=False)]
    if decimals:
        numbers[-1] += f".{decimals}"
    return angle(numbers, negative=negative, axis=axis)


def _geo(text: str) -> Reading | None:
    match = _GEO.fullmatch(text)
    if match is None:
        return None
    reading = _decimal_pair(match[1], match[2], Notation.GEO_URI)
    stated = _GEO_UNCERTAINTY.search(text)
    notes = (Phrase("ALTITUDE_IGNORED"),) if match[3] else ()
    uncertainty_m = max(reading.uncertainty_m, float(stated[1])) if stated else reading.uncertainty_m
    return replace(reading, uncertainty_m=uncertainty_m, warnings=notes)


def _wkt(text: str) -> Reading | None:
    match = _WKT.fullmatch(text)
    return None if match is None else _decimal_pair(match[2], match[1], Notation.WKT)


def _map_link(text: str) -> Reading | None:
    match = _MAP_LINK.fullmatch(text)
    return None if match is None else _decimal_pair(match[1], match[2], Notation.GEO_URI)


def _decimal_pair(lat: str, lon: str, notation: Notation) -> Reading:
    return pair(_signed(lat, "latitude"), _signed(lon, "longitude"), notation)


def _signed(number: str, axis: Axis) -> Angle:
    return angle([number.lstrip("+-")], negative=number.startswith("-"), axis=axis)
