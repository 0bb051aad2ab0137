"""Values as the database takes them, converted by Django's own fields; what returns is converted once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from incidents.models import Incident
from incidents.services.children import MODELS
from incidents.services.substance import SUBSTANCE_FIELDS

_KEPT = 100_000
_AS_THEY_ARE = (str, float, type(None))
_UNSET_BY_FILES = frozenset(
    """case case_link_reason reported_at aircraft_lat aircraft_lon subject_lat subject_lon geocoder_ref permit_held
    media_bytes photo_approval evidence_ref evidence_sha256 collection_basis lawful_origin lawful_origin_note""".split()
)
# What follows from a row; all other columns are the same for a whole chunk, or come from the writer.
_COMPUTED = frozenset({"year", "zone", "distance_m", "zone_relation_computed"})
ROW_FIELDS: tuple[Field[Any, Any], ...] = tuple(
    field
    for field in Incident._meta.concrete_fields
    if field.name in (SUBSTANCE_FIELDS - _UNSET_BY_FILES) | _COMPUTED
)
ROW_COLUMNS = tuple(field.attname for field in ROW_FIELDS)
CHILD_FIELDS: dict[str, tuple[Field[Any, Any], ...]] = {
    name: tuple(
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in ("incident", "source", "order")
    )
    for name, model in MODELS.items()
}


class Preparer:
    """Converts the values of one file."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._defaults = {field.attname: field.get_default() for field in ROW_FIELDS}
        self._child_defaults = {
            name: {field.name: field.get_default() for field in fields}
            for name, fields in CHILD_FIELDS.items()
        }

    def row(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the columns of an incident that follow from its row, in the order of ROW_COLUMNS."""
        filled = self._defaults | values
        return tuple(self._value(field, filled[field.attname]) for field in ROW_FIELDS)

    def child(self, name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the columns of a child row, without what it hangs on."""
        filled = self._child_defaults[name] | row
        return tuple(self._value(field, filled[field.name]) for field in CHILD_FIELDS[name])

    def _value(self, field: Field[Any, Any], value: Any) -> Any:
        if type(value) in _AS_THEY_ARE:
            return value
        key = (field, tuple(value) if isinstance(value, list) else value)
        if key in self._known:
            return self._known[key]
        if len(self._known) >= _KEPT:
            self._known.clear()
        converted = self._known[key] = plain(field.get_db_prep_save(value, connection))
        return converted


def plain(value: Any) -> Any:
    """Return a code of a list as the bare text or number that is stored."""
    if isinstance(value, str) and type(value) is not str:
        return str(value.value) if hasattr(value, "value") else str(value)
    if isinstance(value, int) and type(value) not in (int, bool):
        return int(value)
    return value


def prepared_default(model: type[Model], name: str) -> Any:
    """Return what a new row of a model holds in a column."""
    field = model._meta.get_field(name)
    return plain(field.get_db_prep_save(field.get_default(), connection))


def prepared_moment(moment: dt.datetime) -> Any:
    """Return a moment as the database takes it."""
    return Incident._meta.get_field("created_at").get_db_prep_save(moment, connection)
