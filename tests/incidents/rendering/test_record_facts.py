"""What was seen, row by row: the core always, unknown said, restricted rows absent when blanked."""

from __future__ import annotations

import datetime as dt

from incidents.records import ClaimRecord, EquipmentRecord
from incidents.rendering.record_facts import differing_fields, facts_of
from tests.incidents.rendering.sample import OSAN, SEOUL, incident


def test_empty_record_says_what_is_not_known() -> None:
    rows = [(fact.term, fact.words, fact.is_known) for fact in facts_of(incident(place_as_reported=""))]
    assert rows == [
        ("When", "date unknown", False),
        ("Place as told", "not stated", False),
        ("Zone relation", "Unknown", False),
        ("Behaviour", "not stated", False),
        ("Equipment", "not stated", False),
    ]


def test_redacted_record_has_no_rows_of_what_was_blanked() -> None:
    terms = {fact.term for fact in facts_of(incident(site=OSAN, place_as_reported=None))}
    assert terms == {"When", "Zone relation", "Behaviour", "Equipment"}


def test_uncertainty_across_the_line_explains_unknown() -> None:
    record = incident(
        observer_point=OSAN.point, uncertainty_m=900.0, geocode_method="MANUAL", distance_m=206.0,
        distance_basis="COMPUTED", zone_relation="UNKNOWN",
    )  # fmt: skip
    rows = {fact.term: (fact.words, fact.note) for fact in facts_of(record)}
    assert rows["Point"] == ("37.0900, 127.0300", "Typed coordinates; uncertainty 900 m")
    assert rows["Distance to the zone line"] == ("206 m ± 900 m", "Computed")
    assert rows["Zone relation"] == ("Unknown", "the circle of uncertainty crosses the zone line")


def test_equipment_and_media_are_told_with_their_basis() -> None:
    drone = EquipmentRecord("UAS", 1, "U", "", "REPORTED", "", "small")
    record = incident(equipment=(drone,), media=("UAS_VIDEO",), media_count=22)
    rows = {fact.term: (fact.words, fact.note) for fact in facts_of(record)}
    assert rows["Equipment"] == ("Drone, 1", "Reported; small")
    assert rows["Media"] == ("Video from a drone, 22 pictures or videos", "")


def test_typed_words_are_marked_as_typed() -> None:
    record = incident(
        place_as_reported="<b>gate</b>",
        occurred_from=dt.datetime(2025, 4, 21, 9, tzinfo=SEOUL),
        time_precision=1,
    )
    assert [fact.term for fact in facts_of(record) if fact.is_typed] == ["Place as told"]


def test_sources_in_conflict_are_grouped_by_field() -> None:
    claims = (
        ClaimRecord("occurred_time", "17:00", "Weekly", True, "The earlier hour"),
        ClaimRecord("occurred_time", "18:00", "Daily", False, ""),
        ClaimRecord("disposition", "fined", "Daily", False, "Left open"),
    )
    found = differing_fields(incident(claims=claims))
    assert [(field.words, len(field.claims), field.is_open) for field in found] == [
        ("Hour", 2, False),
        ("Outcome", 1, True),
    ]
