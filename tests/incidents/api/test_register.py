"""Every answer that carries rows stands in the register before it leaves."""

from __future__ import annotations

import hashlib

import pytest
from django.test import Client

from incidents.models import Account, AuditEvent, Dissemination
from incidents.services.review import withdraw_incident
from tests.factories import make_site
from tests.incidents.api.conftest import GROUND, Call, Release, body_of, problem_of


@pytest.mark.parametrize(
    "query", [{}, {"format": "csv"}, {"format": "geojson"}, {"format": "csv", "limit": "1"}]
)
def test_answer_is_registered_with_its_hash(call: Call, released: Release, query: dict[str, str]) -> None:
    released()
    body = call("incidents", site_type="MIL_BASE", **query).getvalue()

    export = Dissemination.objects.select_related("token").get()
    assert (export.n_rows, export.is_complete, export.sha256) == (1, True, hashlib.sha256(body).hexdigest())
    assert (export.purpose, export.legal_ground, export.recipient) == tuple(GROUND.values())
    assert (export.by, export.token.owner.username) == (export.token.owner, "analyst")
    assert (export.resource, export.format, export.tlp) == ("incidents", query.get("format", "json"), "CLEAR")
    assert "site_type=MIL_BASE" in export.query
    assert AuditEvent.objects.filter(action="export.made", object_key=str(export.uuid)).count() == 1


def test_stream_is_registered_before_its_first_row(call: Call, released: Release) -> None:
    released()
    answer = call("incidents", format="csv")
    assert Dissemination.objects.get().is_complete is False
    answer.getvalue()
    assert Dissemination.objects.get().is_complete is True


@pytest.mark.parametrize("path", ["sites", "sites/osan-air-base", "findings", "runs"])
def test_other_resources_are_registered_too(call: Call, path: str) -> None:
    make_site()
    assert call(path).status_code == 200
    assert Dissemination.objects.get().resource == path.split("/")[0]


def test_single_record_is_registered_by_its_number(call: Call, released: Release) -> None:
    incident = released(tlp="GREEN")
    call(f"incidents/{incident.number}")
    export = Dissemination.objects.get()
    assert (export.query, export.tlp, export.n_rows) == (f"number={incident.number}", "GREEN", 1)


def test_person_must_say_why(signed_in, analyst: Account, released: Release) -> None:
    released()
    client: Client = signed_in(analyst)
    found = problem_of(client.get("/api/v1/incidents?purpose=Brief"), 400)
    assert {error["field"] for error in found["errors"]} == {"legal_ground", "recipient"}
    assert not Dissemination.objects.exists()

    assert client.get("/api/v1/incidents", query_params=GROUND).status_code == 200
    export = Dissemination.objects.get()
    assert (export.by, export.token, export.recipient) == (analyst, None, "Policy office")
    assert "Quarterly" not in export.query


def test_token_cannot_be_given_another_purpose(call: Call) -> None:
    (error,) = problem_of(call("incidents", purpose="Something else"), 400)["errors"]
    assert error["field"] == "purpose"
    assert call("incidents", **GROUND).status_code == 200


def test_purpose_with_a_mail_address_is_refused_without_repeating_it(signed_in, analyst: Account) -> None:
    query = GROUND | {"recipient": "someone@example.org"}
    answer = signed_in(analyst).get("/api/v1/incidents", query_params=query)
    assert problem_of(answer, 400)["errors"][0]["field"] == "recipient"
    assert b"someone@" not in answer.content


def test_refused_request_leaves_no_row(call: Call, released: Release) -> None:
    released()
    for query in ({"limit": "0"}, {"site_type": "MOON"}, {"format": "xml"}, {"colour": "red"}):
        problem_of(call("incidents", **query), 400)
    assert not Dissemination.objects.exists()


def test_head_carries_no_row_and_is_not_registered(call: Call, released: Release) -> None:
    released()
    answer = call("incidents", method="head", format="csv")
    assert (answer.status_code, answer.getvalue()) == (200, b"")
    assert answer["Content-Type"].startswith("text/csv")
    assert not Dissemination.objects.exists()
    assert call("incidents", method="head", format="xml").status_code == 400


def test_unchanged_answer_is_no_export(call: Call, released: Release, releaser: Account) -> None:
    incident = released()
    edition = call("incidents")["ETag"]
    assert edition.startswith('W/"')

    again = call("incidents", headers={"if-none-match": edition})
    assert (again.status_code, again.content) == (304, b"")
    assert Dissemination.objects.count() == 1

    for other in ({"limit": 1}, {"format": "csv"}, {"site_type": "PORT"}):
        assert call("incidents", headers={"if-none-match": edition}, **other).status_code == 200
    withdraw_incident(by=releaser, incident=incident, rationale="Entered twice")
    assert body_of(call("incidents", headers={"if-none-match": edition}))["items"] == []


def test_changed_registry_changes_the_edition(call: Call) -> None:
    site = make_site()
    edition = call("sites")["ETag"]
    site.name_en = "Another name"
    site.save()
    assert call("sites", headers={"if-none-match": edition}).status_code == 200


def test_edition_of_one_reader_is_not_anothers(call: Call, signed_in, analyst: Account) -> None:
    edition = call("sites")["ETag"]
    answer = signed_in(analyst).get("/api/v1/sites", query_params=GROUND, headers={"if-none-match": edition})
    assert answer.status_code == 200
