"""Reading files of sites and zones: bytes in, rows of named values out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from sites.errors import FileRefused, InvalidField, InvalidValues, shorten
from sites.nesting import load_shallow
from sites.services.checks import problems_of_texts
from sites.services.registry import SITE_FIELDS, ZONE_FIELDS

SITES, ZONES = "sites", "zones"
COLUMNS = {SITES: SITE_FIELDS, ZONES: ("site", *ZONE_FIELDS)}
REQUIRED = {SITES: ("code", "name_en", "name_ko", "site_type", "lat", "lon"), ZONES: ("site", "kind")}
MAX_BYTES = 20_000_000
_NULLABLE = frozenset({"lat", "lon", "radius_m", "polygon", "valid_from", "valid_to"})
_WITH_DEFAULT = frozenset({"facility_grade", "accuracy"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table, counted as a spreadsheet does, or one feature; `problem` says why it cannot be read."""

    table: str
    number: int
    values: dict[str, Any]
    problem: InvalidValues | None = None


def read_rows(content: bytes, *, table: str) -> list[Row]:
    """Read a CSV of one table, or GeoJSON whose features say themselves what they are."""
    text = _decode(content)
    if text.lstrip()[:1] in ("{", "["):
        return list(_features(text))
    return list(_lines(text, table))


def _decode(content: bytes) -> str:
    """Return the text: UTF-8 with or without a mark, else the Korean code page of Windows."""
    if len(content) > MAX_BYTES:
        raise FileRefused(_("The file is larger than 20 MB. Split it."))
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:4] == b"PK\x03\x04":
        raise FileRefused(_("The file is a workbook or UTF-16, not plain text. Save it as CSV in UTF-8."))
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("The file is neither UTF-8 nor CP949. Save it as UTF-8."))


def _lines(text: str, table: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = [name.strip() for name in next(reader, [])]
        _check_header(header, table)
        for number, cells in enumerate(reader, 2):
            if any(cell.strip() for cell in cells):
                yield _line(table, number, header, cells)
    except csv.Error as error:
        raise FileRefused(
            _(
                "Line %(line)d cannot be read: %(why)s. Check the quotes; put large outlines in a GeoJSON file."
            )
            % {"line": reader.line_num, "why": error}
        ) from error


def _check_header(header: list[str], table: str) -> None:
    unknown = [name for name in header if name not in COLUMNS[table]]
    twice = sorted({name for name in header if header.count(name) > 1})
    missing = [name for name in REQUIRED[table] if name not in header]
    if unknown or twice:
        raise FileRefused(
            _("Column %(name)s is unknown or stands twice. Columns are: %(columns)s.")
            % {"name": shorten((unknown or twice)[0]), "columns": ", ".join(COLUMNS[table])}
        )
    if missing:
        raise FileRefused(_("Column “%(name)s” is missing. Add it.") % {"name": missing[0]})


def _line(table: str, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        advice = _("cells, but the header has %(n)d. Check commas and quotes.") % {"n": len(header)}
        return Row(table, number, {}, InvalidValues([InvalidField("row", len(cells), advice)]))
    return _row(table, number, dict(zip(header, (cell.strip() for cell in cells), strict=True)))


def _row(table: str, number: int, values: dict[str, Any], shape: dict[str, Any] | None = None) -> Row:
    problems = problems_of_texts(values)
    if problems:
        return Row(table, number, {}, InvalidValues(problems))
    return Row(table, number, _typed(values) | (shape or {}))


def _typed(values: dict[str, Any]) -> dict[str, Any]:
    """Turn blanks into nothing, and the joined names of `aliases` into a list."""
    typed = {name: None if value == "" and name in _NULLABLE else value for name, value in values.items()}
    typed = {name: "" if value is None and name not in _NULLABLE else value for name, value in typed.items()}
    for name in _WITH_DEFAULT & set(typed):
        if typed[name] == "":
            del typed[name]
    aliases = typed.get("aliases")
    if isinstance(aliases, str):
        typed["aliases"] = [alias.strip() for alias in aliases.split("|") if alias.strip()]
    return typed


def _features(text: str) -> Iterator[Row]:
    try:
        document = load_shallow(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise FileRefused(_("The JSON is nested too deep. Give a FeatureCollection.")) from error
    except ValueError as error:
        raise FileRefused(_("The JSON cannot be read: %(why)s.") % {"why": error}) from error
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise FileRefused(_("The JSON is not a GeoJSON FeatureCollection."))
    for number, feature in enumerate(features, 1):
        yield _feature(number, feature)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("“%(name)s” is not a number in JSON") % {"name": name})


def _feature(number: int, feature: object) -> Row:
    body = feature if isinstance(feature, dict) else {}
    properties, geometry = body.get("properties"), body.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        return _refused(number, "feature", "", _("lacks properties or geometry."))
    kind = geometry.get("type")
    table = ZONES if "site" in properties or kind == "Polygon" else SITES
    unknown = set(properties) - set(COLUMNS[table]) | set(properties) & {"lat", "lon", "polygon"}
    if unknown:
        columns = ", ".join(name for name in COLUMNS[table] if name not in ("lat", "lon", "polygon"))
        advice = _("is not a property of the registry. Use: %(columns)s.") % {"columns": columns}
        return _refused(number, "properties", min(unknown), advice, table)
    # A number where words or a date are due is read as it was written.
    properties = {
        name: str(value) if isinstance(value, int | float) and name != "radius_m" else value
        for name, value in properties.items()
    }
    nested = [
        name for name, value in properties.items() if isinstance(value, dict | list) and name != "aliases"
    ]
    if nested:
        return _refused(number, nested[0], properties[nested[0]], _("is not plain text or a number."), table)
    shape = _shape(geometry, table)
    if shape is None:
        advice = _(
            "is not usable here. Give a Point for a site, a Polygon or a Point with radius_m for a zone."
        )
        return _refused(number, "geometry", kind, advice, table)
    return _row(table, number, properties, shape)


def _shape(geometry: dict[str, Any], table: str) -> dict[str, Any] | None:
    coordinates = geometry.get("coordinates")
    if geometry.get("type") == "Polygon" and table == ZONES:
        return {"polygon": {"type": "Polygon", "coordinates": coordinates}}
    if geometry.get("type") == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2:
        return {"lat": coordinates[1], "lon": coordinates[0]}
    return None


def _refused(number: int, field: str, value: object, advice: str, table: str = SITES) -> Row:
    return Row(table, number, {}, InvalidValues([InvalidField(field, value, advice)]))
