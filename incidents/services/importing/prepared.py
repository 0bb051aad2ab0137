"""Values as the database takes them, converted by Django's own fields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, Model

from incidents.models import Incident
from incidents.services.children import MODELS

# The columns of an incident that follow from its row: first those that many rows share as a whole, then its own.
CODE_COLUMNS = (
    "vantage", "sign_present", "subject_of_view", "airspace_class", "flight_approval", "group_size", "visitor_category",
    "minor_involved", "stated_purpose", "vehicle_type", "context_event", "detected_by", "warning", "behaviours",
    "photo_indicators", "media", "media_count", "announced_on",
)  # fmt: skip
OWN_COLUMNS = (
    "record_kind", "occurred_from", "occurred_to", "time_precision", "date_derived", "year", "site_id", "zone_id",
    "place_as_reported", "observer_lat", "observer_lon", "uncertainty_m", "geo_precision", "geocode_method",
    "distance_m", "distance_basis", "zone_relation", "zone_relation_computed", "zone_relation_reason", "summary",
    "summary_ko", "narrative", "tlp",
)  # fmt: skip
CHILD_FIELDS: dict[str, tuple[Field[Any, Any], ...]] = {
    name: tuple(
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.name not in ("incident", "source", "order")
    )
    for name, model in MODELS.items()
}
_CODE_FIELDS = tuple(Incident._meta.get_field(name) for name in CODE_COLUMNS)
_NO_TIME = dt.timedelta()
_MOMENT = Incident._meta.get_field("created_at")
DEFAULT_TLP = str(Incident._meta.get_field("tlp").get_default())


class Preparer:
    """Converts the values of one file."""

    def __init__(self) -> None:
        # The proxy that Django offers in its place is slow to look through.
        self._connection = connections[DEFAULT_DB_ALIAS]
        self._is_sqlite = self._connection.vendor == "sqlite"
        self._child_defaults = {
            name: {field.name: field.get_default() for field in fields}
            for name, fields in CHILD_FIELDS.items()
        }

    def codes(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return CODE_COLUMNS."""
        return tuple(self._value(field, values[field.name]) for field in _CODE_FIELDS)

    def own(
        self, own: Mapping[str, Any], *, site_id: int | None, zone_id: int | None, year: int | None,
        distance_m: float | None, distance_basis: str, relation: str, computed: str,
    ) -> tuple[Any, ...]:  # fmt: skip
        """Return OWN_COLUMNS."""
        get = own.get
        uncertainty_m = get("uncertainty_m")
        return (
            str(own["record_kind"]), self.moment(get("occurred_from")), self.moment(get("occurred_to")),
            int(own["time_precision"]), get("date_derived", False), year, site_id, zone_id,
            own["place_as_reported"], get("observer_lat"), get("observer_lon"),
            None if uncertainty_m is None else float(uncertainty_m), int(own["geo_precision"]),
            str(get("geocode_method", "")), distance_m, str(distance_basis), str(relation), str(computed),
            own["zone_relation_reason"], own["summary"], own["summary_ko"], own["narrative"],
            str(get("tlp", DEFAULT_TLP)),
        )  # fmt: skip

    def child(self, name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the columns of a child row, without what it hangs on."""
        filled = {**self._child_defaults[name], **row}
        return tuple(self._value(field, filled[field.name]) for field in CHILD_FIELDS[name])

    def moment(self, moment: dt.datetime | None) -> Any:
        """Return a moment as the database takes it."""
        if moment is None:
            return None
        if self._is_sqlite:
            return str(moment.replace(tzinfo=None) - (moment.utcoffset() or _NO_TIME))
        return _MOMENT.get_db_prep_save(moment, self._connection)

    def _value(self, field: Any, value: Any) -> Any:
        return plain(field.get_db_prep_save(value, self._connection))


def plain(value: Any) -> Any:
    """Return a code of a list as the bare text or number that is stored."""
    if isinstance(value, str) and type(value) is not str:
        return str(value)
    if isinstance(value, int) and type(value) not in (int, bool):
        return int(value)
    return value


def prepared_default(model: type[Model], name: str) -> Any:
    """Return what a new row of a model holds in a column."""
    field: Any = model._meta.get_field(name)
    return plain(field.get_db_prep_save(field.get_default(), connections[DEFAULT_DB_ALIAS]))
