"""What leaves of an incident, and what never does."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client

from incidents.access import EXPORTABLE_INCIDENT_FIELDS, FIELD_CLASSES, Privacy
from incidents.models import Account, Dissemination
from incidents.selectors.releases import INCIDENT_COLUMNS, INCIDENT_FIELDS, LINKED_COLUMNS
from tests.factories import (
    SEOUL,
    make_case,
    make_confirmed,
    make_site,
    make_submitted,
    make_zone,
    report_children,
)
from tests.incidents.api.conftest import GROUND, Call, Release, body_of, caller

PRESS = report_children(
    sources=[
        {
            "type": "PRESS", "publisher": "Daily", "published_on": dt.date(2025, 4, 23), "title": "Words of the press",
            "url": "https://press.example/words-of-the-press", "reliability": "F", "credibility": "6",
        }
    ],
    dispositions=[{"outcome": "NO_OFFENCE", "decided_on": dt.date(2025, 4, 22), "date_precision": 2, "note": "Let go"}],
)  # fmt: skip


def test_fields_that_leave_are_these() -> None:
    """A new field of a model changes nothing here; whoever adds one to the list changes this test too."""
    assert INCIDENT_FIELDS == (
        "number", "uuid", "record_version", "log", "status", "case", "occurred_from", "occurred_to",
        "date_precision", "date_derived", "announced_on", "released_on", "site", "site_name_en", "site_name_ko",
        "site_type", "admin1", "admin2", "lat", "lon", "geo_precision", "zone_relation", "zone_kind",
        "zone_accuracy", "summary", "summary_ko", "behaviours", "photo_indicators", "media", "media_count",
        "subject_of_view", "airspace_class", "flight_approval", "photo_approval", "context_event", "warning",
        "detected_by", "equipment", "outcome", "outcome_on", "legal_bases", "sources", "tlp",
    )  # fmt: skip


def test_columns_read_are_all_public() -> None:
    assert set(INCIDENT_COLUMNS) <= EXPORTABLE_INCIDENT_FIELDS
    classes = {
        "log": FIELD_CLASSES["incidents.Log"],
        "site": FIELD_CLASSES["protected_sites.ProtectedSite"],
        "zone": FIELD_CLASSES["protected_sites.Zone"],
    }
    for column in LINKED_COLUMNS.values():
        relation, name = column.split("__")
        assert classes[relation][name] is Privacy.PUBLIC


def test_row_holds_exactly_the_fields(call: Call, released: Release) -> None:
    released(children=PRESS)
    (row,) = body_of(call("incidents"))["items"]
    assert tuple(row) == INCIDENT_FIELDS


def test_nothing_hidden_is_anywhere_in_any_answer(call: Call, released: Release) -> None:
    incident = released(
        children=PRESS, case=make_case("GROUP-7"), observer_lat=37.081234, observer_lon=127.021234, uncertainty_m=5.0,
        narrative="Words of the guard", place_as_reported="Behind the shop", minor_involved="Y",
        visitor_category="STUDENT", vantage="ROOFTOP", sign_present="Y", permit_held="N", evidence_ref="CUSTODY-9",
        group_size=3, vehicle_type="HIRE_CAR", collection_basis="Ground of keeping",
    )  # fmt: skip
    hidden = [
        "37.08", "127.02", "Words of", "press.example", "Behind the shop", "GROUP-7", "STUDENT", "ROOFTOP", "CUSTODY",
        "HIRE_CAR", "Ground of keeping", "Let go", "minor", "reporter", "reviewer", "releaser", "09:00", "00:00",
    ]  # fmt: skip
    answers = [
        call("incidents"), call("incidents", format="geojson"), call("incidents", format="csv"),
        call(f"incidents/{incident.number}"), call(f"incidents/{incident.number}", format="geojson"),
    ]  # fmt: skip
    for answer in answers:
        # the one time of day in it is that of the answer itself
        text = re.sub(r'"as_of":"[^"]+"', "", answer.getvalue().decode())
        assert incident.number in text
        assert [word for word in hidden if word in text] == []


@pytest.mark.parametrize("who", ["analyst", "releaser"])
def test_only_released_incidents_leave_whoever_asks(
    who: str,
    request: pytest.FixtureRequest,
    signed_in,
    reporter: Account,
    reviewer: Account,
    released: Release,
) -> None:
    kept = released()
    make_submitted(reporter)
    make_confirmed(reporter, reviewer=reviewer)
    client: Client = signed_in(request.getfixturevalue(who))

    rows = client.get("/api/v1/incidents", query_params=GROUND).json()["items"]

    assert [row["number"] for row in rows] == [kept.number]


def test_unreleased_number_is_not_found_like_an_unknown_one(call: Call, reporter: Account) -> None:
    submitted = make_submitted(reporter)
    known = call(f"incidents/{submitted.number}")
    unknown = call("incidents/UPR-1999-00001")
    assert (known.status_code, known.content) == (404, unknown.content)
    assert not Dissemination.objects.exists()


def test_summary_rows_do_not_leave(call: Call, released: Release) -> None:
    released(record_kind="SUMMARY")
    assert body_of(call("incidents"))["items"] == []


def test_record_with_a_minor_leaves_once_a_releaser_decided_and_the_flag_never_does(
    call: Call, released: Release
) -> None:
    incident = released(minor_involved="Y")
    assert incident.transitions.last().rationale
    (row,) = body_of(call("incidents"))["items"]
    assert row["number"] == incident.number
    assert "minor_involved" not in row


def test_place_is_the_public_point_of_the_site(call: Call, released: Release) -> None:
    make_zone(make_site())
    released(observer_lat=37.08, observer_lon=127.02, uncertainty_m=5.0)
    (feature,) = body_of(call("incidents", format="geojson"))["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [127.03, 37.0906]}
    assert feature["properties"]["zone_accuracy"] == "APPROXIMATE"


def test_dates_are_months_unless_the_press_printed_the_day(call: Call, released: Release) -> None:
    night = dt.datetime(2025, 4, 1, 2, 0, tzinfo=SEOUL)
    released(occurred_from=night)
    released(occurred_from=night, children=PRESS)
    own, press = body_of(call("incidents"))["items"]

    assert (own["occurred_from"], own["date_precision"]) == ("2025-04", "MONTH")
    assert (press["occurred_from"], press["date_precision"]) == ("2025-04-01", "DAY")
    assert press["outcome_on"] == "2025-04-22"


def test_one_source_besides_the_press_makes_it_a_month(call: Call, released: Release) -> None:
    both = report_children(sources=[{"type": "PRESS", "publisher": "Daily"}, {"type": "POLICE"}])
    released(children=both)
    (row,) = body_of(call("incidents"))["items"]
    assert row["occurred_from"] == "2025-04"


def test_source_leaves_as_publisher_date_and_grades(call: Call, released: Release) -> None:
    released(children=PRESS)
    (row,) = body_of(call("incidents"))["items"]
    assert row["sources"] == [
        {
            "type": "PRESS",
            "publisher": "Daily",
            "published_on": "2025-04-23",
            "reliability": "F",
            "credibility": "6",
        }
    ]


def test_case_is_a_number_of_this_answer(call: Call, released: Release) -> None:
    case = make_case("GROUP-7")
    released()
    released(case=case)
    released(case=case)
    assert [row["case"] for row in body_of(call("incidents"))["items"]] == [1, 2, 2]
    # the same case has another number elsewhere
    first = body_of(call("incidents", limit=1))
    assert [row["case"] for row in body_of(call(first["links"]["next"]))["items"]] == [1]


def test_tokens_tier_is_a_ceiling(token_of, released: Release) -> None:
    for label in ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"):
        released(tlp=label)

    def seen(tier: str) -> tuple[str, list[str]]:
        found = body_of(caller(token_of(tier))("incidents"))
        return found["meta"]["label"], [row["tlp"] for row in found["items"]]

    assert seen("CLEAR") == ("TLP:CLEAR", ["CLEAR"])
    assert seen("AMBER") == ("TLP:AMBER", ["CLEAR", "GREEN", "AMBER"])
    assert seen("RED") == ("TLP:RED", ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"])


def test_file_carries_the_highest_label_in_it(call: Call, released: Release) -> None:
    released(tlp="GREEN")
    assert call("incidents", format="csv")["X-Label"] == "TLP:GREEN"
    released(tlp="AMBER+STRICT")
    answer = call("incidents", format="csv")
    assert answer["X-Label"] == "TLP:AMBER+STRICT"
    assert "TLP-AMBER-STRICT.csv" in answer["Content-Disposition"]
