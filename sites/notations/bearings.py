"""A distance and a direction from a known place: "6 NNW DFW", "300 m north-east of the main gate", "정문 북동 300 m"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from sites.errors import shorten
from sites.geometry import destination
from sites.notations.directions import (
    ABBREVIATED,
    ENGLISH,
    KOREAN,
    bearing_deg,
    direction,
    in_words,
    spread_deg,
)
from sites.notations.errors import InvalidPosition, UnknownReference
from sites.notations.readings import FINEST_M, Notation, Reading, Reference, Resolve, resolved
from sites.notations.wording import Phrase

METRES: dict[str, float] = {"m": 1.0, "km": 1000.0, "NM": 1852.0, "mi": 1609.344, "ft": 0.3048, "yd": 0.9144}
FARTHEST_M = 500_000.0
# A bearing in degrees may have been read off a compass; declination in Korea is about 8° west.
_DEGREES_SPREAD = 10.0

_UNITS = {
    "m": r"m|met(?:re|er)s?|미터|메타|메터",
    "km": r"km|kms|kilomet(?:re|er)s?|킬로미터|킬로|키로",
    "NM": r"nmi?|nautical\s+miles?|해리",
    "mi": r"mi|miles?|마일",
    "ft": r"ft|feet|foot|피트",
    "yd": r"yds?|yards?|야드",
}
UNIT = "|".join(_UNITS.values())
_ABOUT = r"(?:약|대략|한|about|approx\.?|approximately|around|ca\.?|~)\s*"
_DISTANCE = rf"(?P<about>{_ABOUT})?(?P<distance>\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}(?:\.\d{{1,3}})?|\.\d{{1,2}})"
_TAIL = r"(?:\s*(?:정도|가량|쯤|떨어진|지점|거리|곳|away))*"
_WITH_UNIT = rf"{_DISTANCE}\s*(?P<unit>{UNIT})(?![a-z]){_TAIL}"
_MAYBE_UNIT = rf"{_DISTANCE}\s*(?:(?P<unit>{UNIT})(?![a-z]))?{_TAIL}"
_DIRECTION = rf"(?:to\s+the\s+|due\s+)?(?P<direction>{ENGLISH}|(?:{ABBREVIATED})(?![a-z])|{KOREAN})"
_DEGREES = r"(?:bearing|azimuth|heading|brg|방위각?)?\s*(?P<degrees>\d{1,3}(?:\.\d)?)\s*(?:°|도|degrees?|deg)(?:\s*(?:true|T|방향))?"
_TOWARDS = rf"(?:{_DIRECTION}|{_DEGREES})\s*(?:쪽|방향|방면|방|측)?(?:으로|로|에서|에)?"
_OF = r"(?:of|from)\s+"
_FROM_KO = r"(?:에서부터|으로부터|로부터|에서|부터|기준)"
_FROM = rf"(?:\s*{_FROM_KO}\s*|\s*,\s*|\s+)"
_SHAPES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # 6 NNW DFW; 300 m north-east of the main gate; 300 m at 045° from the main gate
        rf"{_MAYBE_UNIT}\s*(?:at\s+)?{_TOWARDS}\s+(?:{_OF})?(?P<reference>\S.*)",
        # north-east 300 m of the main gate
        rf"{_TOWARDS}[\s,]+{_WITH_UNIT}\s*{_OF}(?P<reference>\S.*)",
        # 정문에서 북동쪽으로 약 300m; Osan AB NE 300m
        rf"(?P<reference>\S.*?){_FROM}{_TOWARDS}[\s,]*{_MAYBE_UNIT}",
        # Osan AB 300m NE; 정문에서 300m 북동쪽
        rf"(?P<reference>\S.*?){_FROM}{_WITH_UNIT}[\s,]*{_TOWARDS}",
    )
)
# Where a site is given, its public point is what is meant: "북동 300 m", "300 m to the north-east".
_FROM_HERE = tuple(
    re.compile(pattern, re.I)
    for pattern in (rf"{_TOWARDS}[\s,]*{_WITH_UNIT}", rf"{_WITH_UNIT}[\s,]*(?:at\s+)?{_TOWARDS}")
)
# A distance without a direction is a circle round the place: "정문에서 300m", "300 m from the main gate".
_ANYWHERE_ROUND = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<reference>\S.*?){_FROM}{_WITH_UNIT}(?:\s*(?:앞|이내|내외|부근|인근|근처))?",
        rf"(?:within\s+)?{_WITH_UNIT}\s*(?:in\s+front\s+)?{_OF}(?P<reference>\S.*)",
    )
)
_ARTICLE = re.compile(r"^(?:the|from|of)\s+", re.I)
_PARTICLE = re.compile(rf"\s*{_FROM_KO}$")
_AIRPORT_CODE = re.compile(r"[A-Z]{3,4}", re.I)


@dataclass(frozen=True, slots=True)
class Bearing:
    """A distance and a direction from a place that has a name."""

    reference: str
    distance_m: float
    bearing_deg: float
    uncertainty_m: float
    echo: Phrase
    warnings: tuple[Phrase, ...] = ()

    def reading_from(self, start: Reference) -> Reading:
        """Return the place meant, counted from `start`."""
        return Reading(
            point=destination(start.point, self.distance_m, self.bearing_deg),
            notation=Notation.DISTANCE_BEARING,
            echo=self.echo,
            uncertainty_m=round(math.hypot(self.uncertainty_m, start.uncertainty_m), 1),
            warnings=(*self.warnings, *start.notes),
        )


def read(text: str, resolve: Resolve | None) -> Reading | None:
    """Read a distance and direction; the place it starts from must be known to `resolve`."""
    bearing = parse(text)
    if bearing is None:
        return _round(text, resolve)
    start = _start(bearing.reference, resolve)
    if start is None:
        raise UnknownReference(bearing.reference, bearing.distance_m, bearing.bearing_deg)
    return bearing.reading_from(start)


def parse(text: str) -> Bearing | None:
    """Take a distance and direction apart without knowing the place."""
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match is not None and (bearing := bearing_of(match.groupdict(), is_aviation=shape is _SHAPES[0])):
            return bearing
    for shape in _FROM_HERE:
        match = shape.fullmatch(text)
        if match is not None and (bearing := bearing_of({**match.groupdict(), "reference": ""})):
            return bearing
    return None


def _round(text: str, resolve: Resolve | None) -> Reading | None:
    """Read a distance without a direction, where the place is one that is known: all round it."""
    for shape in _ANYWHERE_ROUND:
        match = shape.fullmatch(text)
        reference = _bare(match["reference"]) if match is not None else ""
        start = _start(reference, resolve) if reference else None
        if match is None or start is None:
            continue
        number, unit = match["distance"].replace(",", ""), _written_unit(match["unit"])
        reach_m = (float(number) + _rounding(number) * (2 if match["about"] else 1)) * METRES[unit]
        if reach_m > FARTHEST_M:
            raise InvalidPosition(
                "OUT_OF_RANGE", what="distance", value=f"{number} {unit}", low=0, high="500 km"
            )
        return Reading(
            point=start.point,
            notation=Notation.DISTANCE_BEARING,
            echo=Phrase("DISTANCE_ONLY", {"distance": number, "unit": unit, "reference": reference}),
            uncertainty_m=max(FINEST_M, round(math.hypot(reach_m, start.uncertainty_m), 1)),
            warnings=start.notes,
        )
    return None


def _bare(reference: str) -> str:
    return _PARTICLE.sub("", _ARTICLE.sub("", reference)).strip(" ,")


def _start(reference: str, resolve: Resolve | None) -> Reference | None:
    bare = _bare(reference)
    return resolved(reference, resolve) or (resolved(bare, resolve) if bare != reference else None)


def bearing_of(parts: dict[str, str | None], *, is_aviation: bool = True) -> Bearing | None:
    """Make a bearing of the parts of a text, or say None where a direction or a place is missing."""
    reference = _bare(str(parts["reference"]))
    word = direction(str(parts["direction"])) if parts["direction"] else None
    degrees = parts.get("degrees")
    names_nothing = bool(parts["reference"]) and not any(letter.isalpha() for letter in reference)
    if names_nothing or (word is None and degrees is None):
        return None
    if degrees is not None and float(degrees) > 360:
        raise InvalidPosition("OUT_OF_RANGE", what="bearing", value=degrees, low=0, high=360)
    turned_deg = bearing_deg(word) if word else float(degrees or 0) % 360
    unit, assumed = _unit(parts, reference, is_aviation=is_aviation)
    number = str(parts["distance"]).replace(",", "")
    distance_m = float(number) * METRES[unit]
    if distance_m > FARTHEST_M:
        raise InvalidPosition("OUT_OF_RANGE", what="distance", value=f"{number} {unit}", low=0, high="500 km")
    rounding_m = _rounding(number) * METRES[unit] * (2 if parts.get("about") else 1)
    sideways_m = distance_m * math.sin(math.radians(spread_deg(word) if word else _DEGREES_SPREAD))
    notes = ((Phrase("NAUTICAL_MILES_ASSUMED"),) if assumed else ()) + (
        () if word else (Phrase("TRUE_NORTH"),)
    )
    return Bearing(
        reference=reference,
        distance_m=distance_m,
        bearing_deg=turned_deg,
        uncertainty_m=max(FINEST_M, round(math.hypot(rounding_m, sideways_m), 1)),
        echo=_echo(number, unit, word, turned_deg, reference),
        warnings=notes,
    )


def _echo(number: str, unit: str, word: str | None, turned_deg: float, reference: str) -> Phrase:
    values: dict[str, object] = {"distance": number, "unit": unit, "reference": reference}
    here = "" if reference else "_HERE"
    if word:
        return Phrase(f"DISTANCE_BEARING{here}", {**values, "direction": in_words(word)})
    return Phrase(f"DISTANCE_DEGREES{here}", {**values, "bearing": f"{turned_deg:03g}"})


def _unit(parts: dict[str, str | None], reference: str, *, is_aviation: bool) -> tuple[str, bool]:
    """Return the unit and whether it was guessed: "6 NNW DFW" of aviation counts in nautical miles."""
    written = parts.get("unit")
    if written:
        return _written_unit(written), False
    if not (is_aviation and reference.isascii()):
        raise InvalidPosition("NO_UNIT", value=shorten(parts["distance"]))
    return "NM", not _AIRPORT_CODE.fullmatch(reference)


def _written_unit(written: str) -> str:
    return next(unit for unit, words in _UNITS.items() if re.fullmatch(words, written, re.I))


def _rounding(number: str) -> float:
    """Return half the step a number was rounded to: 50 for 300, 0.5 for 6, 0.05 for 1.5."""
    whole, _, decimals = number.partition(".")
    if decimals:
        return 0.5 * 10.0 ** -len(decimals)
    zeros = len(whole) - len(whole.rstrip("0"))
    return 0.5 * 10.0 ** min(zeros, max(len(whole) - 1, 0))
