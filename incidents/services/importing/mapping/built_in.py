"""Mappings that come with the product."""

from __future__ import annotations

from incidents.services.importing.mapping.shape import DayOrder, Field, Mapping

FAA = "faa-uas-sightings"
TEXT, STATE, CITY, DATE = "Summary", "State", "City", "Date"
BUILT_IN: dict[str, Mapping] = {
    FAA: Mapping(
        name=FAA,
        day_order=DayOrder.MONTH_FIRST,
        fields=(
            Field("date", (DATE,), "DATE"),
            Field("occurred_time", (TEXT,), "ZONE_IN_TEXT"),
            Field("position", (TEXT, STATE, CITY), "IN_TEXT"),
            Field("place_as_reported", (CITY, STATE), "TEXT"),
            Field("summary", (TEXT,), "FIRST_SENTENCE"),
            Field("note", (TEXT,), "TEXT"),
            Field("row_ref", (DATE, STATE, CITY, TEXT), "DIGEST"),
            Field("behaviours", how="AS_IS", constant="AVIATION"),
            Field("equipment", how="AS_IS", constant='[{"category": "UAS", "basis": "REPORTED"}]'),
            Field("publisher", how="TEXT", constant="Federal Aviation Administration"),
            Field("source_title", how="TEXT", constant="UAS Sightings Report"),
        ),
    )
}
