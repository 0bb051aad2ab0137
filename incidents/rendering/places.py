"""Places as the search and the picker say them: names with what they lie in, readings, what is near."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.enums import GeocodeMethod
from incidents.rendering.figures import coordinates_words, distance_words, length_words
from incidents.rendering.labels import label, speaks_korean
from sites.gazetteer import Match, Place, PlaceKind
from sites.geometry import Point, distance_m
from sites.notations import Alternative, Notation, Phrase, PositionError, Reading
from sites.notations.directions import in_words, nearest_point

_KINDS = {
    PlaceKind.SITE: gettext_lazy("Site"),
    PlaceKind.AIRPORT: gettext_lazy("Airport"),
    PlaceKind.PROVINCE: gettext_lazy("Province"),
    PlaceKind.DISTRICT: gettext_lazy("City, county or district"),
    PlaceKind.TOWN: gettext_lazy("Town or neighbourhood"),
    PlaceKind.VILLAGE: gettext_lazy("Village"),
    PlaceKind.CITY: gettext_lazy("City"),
}
_ALTERNATIVES = {
    "SWAPPED": gettext_lazy("With latitude and longitude swapped: %(position)s"),
    "HEMISPHERE": gettext_lazy("With S as the southern hemisphere: %(position)s"),
    "DECIMALS": gettext_lazy("As decimals of a degree: %(position)s"),
    "DECIMAL_COMMA": gettext_lazy("With the comma as decimal sign: %(position)s"),
}
REFERENCE = "gazetteer"
LONGEST_LABEL = 200
# Nearer than this to a public reference point a direction says nothing.
NO_DIRECTION_M = 10


def place_label(place: Place) -> str:
    """Return a place's name with what it lies in, in the page's language."""
    return place.label_ko if speaks_korean() else place.label_en


def place_name(place: Place) -> str:
    """Return a place's own name in the page's language."""
    first, second = (place.name_ko, place.name_en) if speaks_korean() else (place.name_en, place.name_ko)
    return first or second


def place_entry(place: Place, *, away_from: tuple[str, Point] | None = None) -> dict[str, Any]:
    """Return an answer of the gazetteer, to be chosen: what it is, how far it reaches, how far it is from a site."""
    remarks = [str(_KINDS[place.kind])]
    if away_from is not None and place.code != away_from[0]:
        remarks.append(
            _("%(distance)s away") % {"distance": length_words(distance_m(place.point, away_from[1]))}
        )
    return {
        "label": place_label(place),
        "remark": ", ".join(remarks),
        "site": place.code if place.kind is PlaceKind.SITE else "",
        "ref": f"{REFERENCE}:{place.kind}:{place.code or place.name_en}"[:120],
        **point_entry(place.point, place.uncertainty_m),
    }


def answer_entry(label_text: str, point: Point, uncertainty_m: float, ref: str) -> dict[str, Any]:
    """Return an answer of the operator's own geocoder in the same shape."""
    words = " ".join("".join(letter if letter.isprintable() else " " for letter in label_text).split())
    return {
        "label": words[:LONGEST_LABEL],
        "remark": _("Answer of the office’s own server"),
        "site": "",
        "ref": ref,
        **point_entry(point, uncertainty_m),
    }


def point_entry(point: Point, uncertainty_m: float | None) -> dict[str, str]:
    """Return a point as the form's fields hold it."""
    return {
        "lat": f"{point.lat:.6f}",
        "lon": f"{point.lon:.6f}",
        "uncertainty_m": "" if uncertainty_m is None else str(math.ceil(uncertainty_m)),
    }


def reading_entry(
    reading: Reading, *, near: Match | None, stands: Sequence[str], asks: str = ""
) -> dict[str, Any]:
    """Return how words were read: the echo first, then how exact, what is near, and where that stands.

    `asks` is what keeps it from being read so without a question, such as swapped values.
    """
    exact = _("± %(distance)s") % {"distance": length_words(reading.uncertainty_m)}
    place = ", ".join(filter(None, (exact, near_words(near))))
    return {
        "kind": "SWAPPED" if asks else "READ",
        **point_entry(reading.point, reading.uncertainty_m),
        "method": _method(reading),
        "ref": "",
        "asks": asks,
        "words": [reading.echo.render(_), place, *stands, *said(reading.warnings)],
        "others": [_other(alternative, reading) for alternative in reading.alternatives],
    }


def question_entry(error: PositionError, *, reference: str | None = None) -> dict[str, Any]:
    """Return what keeps words from being a position; with a reference, which place must be chosen."""
    kind = "PROBLEM" if reference is None else "REFERENCE"
    return {"kind": kind, "words": [error.phrase.render(_)], "reference": reference or "", "others": []}


def near_words(near: Match | None) -> str:
    """Return the nearest place of the gazetteer with its distance; near is not within."""
    if near is None:
        return ""
    words = {"place": place_label(near.place), "distance": length_words(near.distance_m)}
    return _("near %(place)s (%(distance)s)") % words


def site_entry(
    code: str, name: str, *, metres: float, bearing_deg: float, edge_m: float | None, relation: str
) -> dict[str, Any]:
    """Return a site near a point: how far and in which direction the point is from it, on which side of its zone line."""
    away = {"distance": length_words(metres), "direction": _(in_words(nearest_point(bearing_deg)))}
    parts = [_("%(distance)s to the %(direction)s") % away if metres >= NO_DIRECTION_M else away["distance"]]
    if edge_m is None:
        parts.append(_("no zone drawn"))
    else:
        parts.append(_("%(distance)s from the zone line") % {"distance": distance_words(edge_m)})
        parts.append(label("zone_relation", relation or "UNKNOWN"))
    return {"code": code, "name": name, "words": ", ".join(parts)}


def far_words(name: str, metres: float) -> str:
    """Return the question about a chosen site that is far from the point."""
    return _("%(site)s is %(distance)s from this point. Is it the right site?") % {
        "site": name,
        "distance": length_words(metres),
    }


def said(phrases: Sequence[Phrase]) -> list[str]:
    """Return phrases of the notations in the page's language."""
    return [phrase.render(_) for phrase in phrases]


def _other(alternative: Alternative, reading: Reading) -> dict[str, Any]:
    words = _ALTERNATIVES[alternative.reason] % {"position": coordinates_words(alternative.point)}
    return {"words": str(words), **point_entry(alternative.point, reading.uncertainty_m)}


def _method(reading: Reading) -> str:
    if reading.notation != Notation.DISTANCE_BEARING:
        return GeocodeMethod.MANUAL
    codes = {note.code for note in reading.warnings}
    return GeocodeMethod.SITE_REF if codes & {"FROM_SITE", "FROM_SITE_POINT"} else GeocodeMethod.GEOCODER
