"""A bearing and a distance as pilots write them: RKSO 045/3NM, RKSO R-045 D3, BRG 045 3NM from RKSO, RKSO045003."""

from __future__ import annotations

import re

from sites.notations.bearings import UNIT, bearing_of
from sites.notations.errors import InvalidPosition, UnknownReference
from sites.notations.readings import Reading, Resolve, resolved

_DEGREES = r"(?P<degrees>\d{3})\s*(?:°|deg(?:rees?)?)?\s*(?:true|T(?![a-z]))?"
_NUMBER = rf"(?P<distance>\d{{1,3}}(?:\.\d)?)\s*(?:(?P<unit>{UNIT})(?![a-z])|DME)?"
_IDENT = r"(?P<reference>[A-Z]{3,5}|[A-Z]-\d{1,3})"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        # RKSO 045/3NM, RKSO R-045 / D3, RKSO 045 radial 3 DME
        rf"{_IDENT}\s+(?:R\s?-?\s?)?{_DEGREES}\s*(?:radial)?\s*[/,]\s*D?{_NUMBER}",
        rf"{_IDENT}\s+(?:R\s?-?\s?{_DEGREES}|(?P<radial>\d{{3}})\s*°?\s*radial)\s*D?{_NUMBER}",
        # 045/3NM RKSO, 045 radial 3 DME RKSO
        rf"{_DEGREES}\s*(?:radial|/)\s*D?{_NUMBER}\s*(?:(?:of|from)\s+)?{_IDENT}",
        # BRG 045 3NM from RKSO
        rf"(?:brg|bearing|radial|heading|azimuth)\s*{_DEGREES}[\s,/]+{_NUMBER}\s*(?:of|from)\s+(?P<reference>\S.*)",
        # RKSO045003 of flight plans
        r"(?P<reference>[A-Z]{3,5})(?P<degrees>\d{3})(?P<distance>\d{3})(?P<unit>)",
    )
)


def read(text: str, resolve: Resolve | None) -> Reading | None:
    """Read a bearing and a distance from a place with a short name; the bearing is taken as a true one, and says so."""
    for shape in _SHAPES:
        match = shape.fullmatch(text)
        if match is not None:
            return _from(match.groupdict(), resolve, is_packed=shape is _SHAPES[-1])
    return None


def _from(parts: dict[str, str | None], resolve: Resolve | None, *, is_packed: bool) -> Reading | None:
    start = resolved(str(parts["reference"]), resolve)
    if is_packed and start is None:
        return None  # letters and digits may be the number of anything
    degrees = parts.get("degrees") or parts.get("radial")
    if degrees is not None and float(degrees) > 360:
        raise InvalidPosition("OUT_OF_RANGE", what="bearing", value=degrees, low=0, high=360)
    bearing = bearing_of(
        {**parts, "degrees": degrees, "direction": None, "unit": parts.get("unit") or "NM", "about": None}
    )
    if bearing is None:
        return None
    if start is None:
        raise UnknownReference(bearing.reference, bearing.distance_m, bearing.bearing_deg)
    return bearing.reading_from(start)
