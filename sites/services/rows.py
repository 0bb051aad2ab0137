"""One row of a table of sites or zones: named values in the form that the services take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sites.errors import InvalidValues
from sites.notations import PositionError, read_position
from sites.services.checks import as_number, problems_of_texts
from sites.services.headers import code_of, date_of
from sites.services.registry import SITE_FIELDS, ZONE_FIELDS

SITES, ZONES = "sites", "zones"
COLUMNS = {SITES: SITE_FIELDS, ZONES: ("site", *ZONE_FIELDS)}
_NULLABLE = frozenset({"lat", "lon", "radius_m", "polygon", "valid_from", "valid_to"})
_WITH_DEFAULT = frozenset({"facility_grade", "accuracy"})
_DATES = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, counted as a spreadsheet does, or one feature; `problem` says why it cannot be read."""

    table: str
    number: int
    values: dict[str, Any]
    problem: InvalidValues | None = None


def typed_row(table: str, number: int, values: dict[str, Any], shape: dict[str, Any] | None = None) -> Row:
    """Return a row with its values in the form that the services take."""
    problems = problems_of_texts(values)
    if problems:
        return Row(table, number, {}, InvalidValues(problems))
    return Row(table, number, _with_both_names(_typed(values), table) | (shape or {}))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Turn words into codes, blanks into nothing, and the joined names of `aliases` into a list."""
    values = _with_read_position({name: code_of(name, value) for name, value in values.items()})
    values |= {name: date_of(values[name]) for name in _DATES if name in values}
    typed = {name: None if value == "" and name in _NULLABLE else value for name, value in values.items()}
    typed = {name: "" if value is None and name not in _NULLABLE else value for name, value in typed.items()}
    for name in _WITH_DEFAULT & set(typed):
        if typed[name] == "":
            del typed[name]
    aliases = typed.get("aliases")
    if isinstance(aliases, str):
        typed["aliases"] = [alias.strip() for alias in aliases.split("|") if alias.strip()]
    return typed


def _with_read_position(values: dict[str, Any]) -> dict[str, Any]:
    """Read degrees that are not plain numbers, and a column that holds both, in any notation; else leave them."""
    values = dict(values)
    written = str(values.pop("position", "") or "")
    lat, lon = (str(values.get(name) or "").strip() for name in ("lat", "lon"))
    if not written and lat and lon and any(isinstance(as_number(text), str) for text in (lat, lon)):
        written = f"{lat} {lon}"
    if not written:
        return values
    try:
        point = read_position(written).point
    except PositionError:
        return {"lat": written, "lon": written} | values
    return values | {"lat": point.lat, "lon": point.lon}


def _with_both_names(values: dict[str, Any], table: str) -> dict[str, Any]:
    """A site that has a name in one language only goes by it in both."""
    if table == ZONES or not {"name_en", "name_ko"} & set(values):
        return values
    known = values.get("name_en") or values.get("name_ko") or ""
    other = values.get("name_ko") or known
    return values | {"name_en": known, "name_ko": other}
