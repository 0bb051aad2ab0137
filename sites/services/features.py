"""Sites and zones as features of GeoJSON, in whatever dress an office's program gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NoReturn

from django.utils.translation import gettext as _

from sites.errors import FileRefused, InvalidField, InvalidValues, shorten
from sites.nesting import load_shallow
from sites.services.headers import field_of
from sites.services.rows import COLUMNS, SITES, ZONES, Row, typed_row

# Longitude before latitude on WGS 84 is all that RFC 7946 knows; older files may say so in words.
_WGS_84 = ("crs84", "epsg:4326", "epsg::4326", "wgs84", "wgs 84")
_SHAPES = ("lat", "lon", "polygon")
_BEYOND_DEGREES = 1_000


def read_features(text: str) -> Iterator[Row]:
    """Yield one row a site and one a zone; a zone of several parts gives several."""
    document = _document(text)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        raise FileRefused(_("The JSON is not a GeoJSON FeatureCollection."))
    _refuse_other_systems(document.get("crs"))
    for number, feature in enumerate(features, 1):
        yield from _rows(number, feature)


def _document(text: str) -> Any:
    try:
        return load_shallow(text, parse_constant=_no_constant)
    except RecursionError as error:
        raise FileRefused(_("The JSON is nested too deep. Give a FeatureCollection.")) from error
    except ValueError as error:
        raise FileRefused(_("The JSON cannot be read: %(why)s.") % {"why": error}) from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(_("“%(name)s” is not a number in JSON") % {"name": name})


def _refuse_other_systems(crs: Any) -> None:
    if crs is None:
        return
    named = crs.get("properties", {}).get("name") if isinstance(crs, dict) and isinstance(crs.get("properties"), dict) \
        else None  # fmt: skip
    if not isinstance(named, str) or not named.lower().endswith(_WGS_84):
        raise FileRefused(
            _("The file is in the coordinate system %(name)s. Save it in WGS 84 (EPSG:4326).")
            % {"name": shorten(named or crs)}
        )


def _rows(number: int, feature: object) -> Iterator[Row]:
    body = feature if isinstance(feature, dict) else {}
    properties, geometry = body.get("properties"), body.get("geometry")
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        yield _refused(number, "feature", "", _("lacks properties or geometry."))
        return
    table = _table_of(properties, geometry)
    properties = {field_of(str(name), is_zone=table == ZONES): value for name, value in properties.items()}
    problem = _problem_of(properties, table) or _problem_of_shape(geometry, table)
    if problem is not None:
        yield Row(table, number, {}, InvalidValues([problem]))
        return
    for shape in _shapes(geometry):
        yield typed_row(table, number, _as_written(properties), shape)


def _table_of(properties: dict[str, Any], geometry: dict[str, Any]) -> str:
    # A Korean "시설코드" is the code of a site and, in a zone, the site it belongs to.
    names = {field_of(str(name), is_zone=True) for name in properties}
    says_zone = "site" in properties or bool(names & {"kind", "accuracy", "radius_m"})
    return ZONES if says_zone or geometry.get("type") in ("Polygon", "MultiPolygon") else SITES


def _problem_of(properties: dict[str, Any], table: str) -> InvalidField | None:
    unknown = set(properties) - set(COLUMNS[table]) | set(properties) & set(_SHAPES)
    if unknown:
        columns = ", ".join(name for name in COLUMNS[table] if name not in _SHAPES)
        advice = _("is not a property of the registry. Use: %(columns)s.") % {"columns": columns}
        return InvalidField("properties", min(unknown), advice)
    for name, value in properties.items():
        if isinstance(value, dict | list) and name != "aliases":
            return InvalidField(name, value, _("is not plain text or a number."))
    return None


def _problem_of_shape(geometry: dict[str, Any], table: str) -> InvalidField | None:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    is_point = kind == "Point" and isinstance(coordinates, list) and len(coordinates) >= 2
    is_outline = kind in ("Polygon", "MultiPolygon") and table == ZONES
    if kind == "MultiPolygon" and not (isinstance(coordinates, list) and coordinates):
        is_outline = False
    if not is_point and not is_outline:
        advice = _(
            "is not usable here. Give a Point for a site, a Polygon or a Point with radius_m for a zone."
        )
        return InvalidField("geometry", kind, advice)
    first = _first_number(coordinates)
    if first is not None and abs(first) > _BEYOND_DEGREES:
        advice = _("looks like metres of another coordinate system. Save the file in WGS 84 (EPSG:4326).")
        return InvalidField("geometry", first, advice)
    return None


def _first_number(coordinates: Any) -> float | None:
    for _level in range(4):
        if isinstance(coordinates, list) and coordinates:
            coordinates = coordinates[0]
    is_number = isinstance(coordinates, int | float) and not isinstance(coordinates, bool)
    return coordinates if is_number else None


def _shapes(geometry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    coordinates = geometry["coordinates"]
    if geometry["type"] == "Point":
        yield {"lat": coordinates[1], "lon": coordinates[0]}
    elif geometry["type"] == "Polygon":
        yield {"polygon": {"type": "Polygon", "coordinates": coordinates}}
    else:
        for part in coordinates:
            yield {"polygon": {"type": "Polygon", "coordinates": part}}


def _as_written(properties: dict[str, Any]) -> dict[str, Any]:
    """A number where words or a date are due is read as it was written."""
    return {
        name: str(value) if isinstance(value, int | float) and name != "radius_m" else value
        for name, value in properties.items()
    }


def _refused(number: int, field: str, value: object, advice: str) -> Row:
    return Row(SITES, number, {}, InvalidValues([InvalidField(field, value, advice)]))
