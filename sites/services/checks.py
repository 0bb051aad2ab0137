"""What a typed value of a site or zone must satisfy; every problem is found at once."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Field, Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from sites.errors import InvalidField, InvalidGeometry
from sites.geometry import Circle, Point, area_m2, geojson
from sites.models import ProtectedSite, Zone
from sites.outlines import parse_polygon
from sites.services.persons import problems_of_persons

MAX_ALIASES = 50
MAX_ALIAS_LENGTH = 120
# A zone smaller than this is a slip of the unit or of a digit: no reading of a place is as exact.
LEAST_RADIUS_M = 1
LEAST_AREA_M2 = 1
_DEGREES = {"lat": 90, "lon": 180}
# Geometry speaks English only, being free of any framework; its advice is translated here.
GEOMETRY_ADVICE = (
    gettext_noop("is not GeoJSON. Paste a Polygon geometry."),
    gettext_noop("is not a GeoJSON Polygon."),
    gettext_noop("must have an outline, and may have holes behind it."),
    gettext_noop("needs 4 to 10000 of them."),
    gettext_noop("does not close. Repeat the first vertex at the end."),
    gettext_noop("is where the outline crosses itself. Draw an outline that does not cross itself."),
    gettext_noop(
        "is where a hole leaves the outline or meets another hole. Keep holes inside the outline and apart."
    ),
    gettext_noop("enclose nothing. Move them apart."),
    gettext_noop("is not a [longitude, latitude] pair."),
    gettext_noop("is not between 0 and 200,000 metres."),
    gettext_noop("is not a number. Write degrees such as 37.0906."),
    gettext_noop("is outside -90 to 90. Check for swapped values."),
    gettext_noop("is outside -180 to 180. Check for swapped values."),
)


def problems_of_site(site: ProtectedSite) -> list[InvalidField]:
    """Return what is wrong with an unsaved site."""
    return [
        *problems_of_texts(vars(site)),
        *problems_of_persons(vars(site)),
        *_coordinate_problems(site),
        *_alias_problems(site),
        *_model_problems(site, leave_out={"lat", "lon", "aliases"}),
        *_order_problems(site),
    ]


def problems_of_zone(zone: Zone) -> list[InvalidField]:
    """Return what is wrong with an unsaved zone; its outline is brought into one form."""
    return [
        *problems_of_texts(vars(zone)),
        *problems_of_persons(vars(zone)),
        *_shape_problems(zone),
        *_model_problems(zone, leave_out={"lat", "lon", "radius_m", "polygon", "site"}),
        *_order_problems(zone),
    ]


def problems_of_texts(values: Mapping[str, Any]) -> list[InvalidField]:
    """Return which texts no database can keep."""
    return [
        InvalidField(name, text, _("holds a character that cannot be stored. Type it again."))
        for name, value in values.items()
        for text in (value if isinstance(value, list) else [value])
        if isinstance(text, str) and not can_be_stored(text)
    ]


def can_be_stored(text: str) -> bool:
    """Return whether no NUL and no half of a surrogate pair is in the text."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _coordinate_problems(row: ProtectedSite | Zone) -> list[InvalidField]:
    """Check both degrees; a pair that fits only the other way round is offered that way."""
    problems = []
    for name, limit in _DEGREES.items():
        number = as_number(getattr(row, name))
        setattr(row, name, number)
        if number is None:
            problems.append(InvalidField(name, "", _("is missing. Write degrees such as 37.0906.")))
        elif isinstance(number, str):
            problems.append(InvalidField(name, number, _("is not a number. Write degrees such as 37.0906.")))
        elif abs(number) > limit:
            problems.append(InvalidField(name, number, _out_of_range(row, limit)))
    return problems


def _out_of_range(row: ProtectedSite | Zone, limit: int) -> str:
    lat, lon = as_number(row.lat), as_number(row.lon)
    if isinstance(lat, float) and isinstance(lon, float) and 90 < abs(lat) <= 180 and abs(lon) <= 90:
        return _(
            "is outside -90 to 90. Latitude and longitude look swapped: write latitude %(lat)s and longitude %(lon)s."
        ) % {"lat": lon, "lon": lat}
    return _("is outside -%(limit)d to %(limit)d. Check for swapped values.") % {"limit": limit}


def as_number(value: object) -> float | str | None:
    """Return a finite number, nothing for a blank, or the text that is no number."""
    if value is None or value == "":
        return None
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return str(value)
    return number if math.isfinite(number) and not isinstance(value, bool) else str(value)


def _shape_problems(zone: Zone) -> list[InvalidField]:
    if zone.polygon in (None, ""):
        zone.polygon = None
        return _circle_problems(zone)
    if any(getattr(zone, name) not in (None, "") for name in ("lat", "lon", "radius_m")):
        return [
            InvalidField("polygon", "", _("stands beside a circle. Give a circle or an outline, not both."))
        ]
    zone.lat = zone.lon = zone.radius_m = None
    try:
        zone.polygon = geojson(parse_polygon(zone.polygon))
        # What is stored is rounded to a tenth of a metre; a sliver may cross itself or vanish by that.
        area = area_m2(parse_polygon(zone.polygon))
    except InvalidGeometry as error:
        return [_in_the_page_language(error, "polygon")]
    except RecursionError:
        return [InvalidField("polygon", "", _("is nested too deep. Paste a Polygon geometry."))]
    if area < LEAST_AREA_M2:
        return [InvalidField("polygon", "", _("encloses less than a square metre. Move its corners apart."))]
    return []


def _circle_problems(zone: Zone) -> list[InvalidField]:
    if all(getattr(zone, name) in (None, "") for name in ("lat", "lon", "radius_m")):
        return [InvalidField("polygon", "", _("is missing. Give a centre and a radius, or an outline."))]
    problems = _coordinate_problems(zone)
    zone.radius_m = as_number(zone.radius_m)  # type: ignore[assignment]
    if not isinstance(zone.radius_m, float):
        return [*problems, InvalidField("radius_m", zone.radius_m or "", _("is not a number of metres."))]
    try:
        Circle(centre=Point(lat=0, lon=0), radius_m=zone.radius_m)
    except InvalidGeometry as error:
        return [*problems, _in_the_page_language(error, "radius_m")]
    if zone.radius_m < LEAST_RADIUS_M:
        words = _("is less than a metre. Write the radius in metres, such as 1500.")
        return [*problems, InvalidField("radius_m", zone.radius_m, words)]
    return problems


def _in_the_page_language(error: InvalidGeometry, field: str) -> InvalidField:
    return InvalidField(field, error.value, _(error.advice))


def _alias_problems(site: ProtectedSite) -> Iterator[InvalidField]:
    aliases = site.aliases
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        yield InvalidField("aliases", aliases, _("is not a list of names."))
    elif len(aliases) > MAX_ALIASES or any(len(alias) > MAX_ALIAS_LENGTH for alias in aliases):
        yield InvalidField("aliases", len(aliases), _("does not fit: at most 50 names of 120 characters."))


def _model_problems(row: Model, *, leave_out: set[str]) -> Iterator[InvalidField]:
    try:
        row.clean_fields(exclude=leave_out)
        row.validate_unique(exclude=leave_out)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            field = row._meta.get_field(name)
            yield InvalidField(name, getattr(row, name, ""), _advice(field, messages))


def _advice(field: Any, messages: list[str]) -> str:
    value_is_unlisted = isinstance(field, Field) and field.choices
    if value_is_unlisted:
        codes = ", ".join(str(code) for code, _label in field.choices)
        return _("is not in the list. Use one of: %(codes)s.") % {"codes": codes}
    return " ".join(messages)


def _order_problems(row: ProtectedSite | Zone) -> Iterator[InvalidField]:
    begin, end = row.valid_from, row.valid_to
    if begin and end and not isinstance(begin, str) and not isinstance(end, str) and end < begin:
        yield InvalidField("valid_to", end, _("is before “valid from”. Swap the two."))
