"""Mappings that come with the product."""

from __future__ import annotations

from incidents.services.importing.mapping.shape import DayOrder, Field, Mapping

FAA = "faa-uas-sightings"
_TEXT, _STATE, _CITY, _DATE = "Summary", "State", "City", "Date"
BUILT_IN: dict[str, Mapping] = {
    FAA: Mapping(
        name=FAA,
        day_order=DayOrder.MONTH_FIRST,
        fields=(
            Field("date", (_DATE,), "DATE"),
            Field("occurred_time", (_TEXT,), "ZONE_IN_TEXT"),
            Field("position", (_TEXT, _STATE, _CITY), "IN_TEXT"),
            Field("place_as_reported", (_CITY, _STATE), "TEXT"),
            Field("summary", (_TEXT,), "FIRST_SENTENCE"),
            Field("note", (_TEXT,), "TEXT"),
            Field("row_ref", (_DATE, _STATE, _CITY, _TEXT), "DIGEST"),
            Field("behaviours", how="AS_IS", constant="AVIATION"),
            Field("equipment", how="AS_IS", constant='[{"category": "UAS", "basis": "REPORTED"}]'),
            Field("publisher", how="TEXT", constant="Federal Aviation Administration"),
            Field("source_title", how="TEXT", constant="UAS Sightings Report"),
        ),
    )
}
