"""The two registers: who did what, and what left; neither holds the content of a record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, AuditEvent, Dissemination
from tests.factories import make_account, make_confirmed, make_submitted

SignIn = Callable[[Account], Client]


def test_trail_names_act_person_and_object_without_content(
    signed_in: SignIn, reporter: Account, reviewer: Account, auditor: Account
) -> None:
    incident = make_confirmed(reporter, reviewer=reviewer, summary="A tripod at the fence")
    html = signed_in(auditor).get("/audit/").content.decode()
    assert "Record confirmed" in html
    assert incident.number in html
    assert "A tripod at the fence" not in html
    assert "Seen by the gate guard" not in html


def test_trail_is_narrowed_to_an_object_a_person_or_an_action(
    signed_in: SignIn, reporter: Account, reviewer: Account, auditor: Account
) -> None:
    wanted, other = make_confirmed(reporter, reviewer=reviewer), make_submitted(reporter)
    client = signed_in(auditor)
    by_object = client.get(f"/audit/?key={wanted.number}").content.decode()
    assert wanted.number in by_object
    assert other.number not in by_object
    by_person = client.get("/audit/?key=reviewer&action=incident.confirmed").content.decode()
    assert "1 event" in by_person
    assert wanted.number in by_person


def test_filter_that_leaves_nothing_says_so(signed_in: SignIn, auditor: Account) -> None:
    assert "No event fits" in signed_in(auditor).get("/audit/?key=UPR-1999-00001").content.decode()


@pytest.mark.parametrize("query", ["action=incident.erased", "page=99", "key=" + "x" * 90, "key=%00"])
def test_wrong_value_is_refused_in_words(signed_in: SignIn, auditor: Account, query: str) -> None:
    response = signed_in(auditor).get(f"/audit/?{query}")
    assert response.status_code == 400
    assert "The address holds something that cannot be read" in response.content.decode()


def test_opening_the_trail_adds_nothing_to_it(signed_in: SignIn, auditor: Account) -> None:
    before = AuditEvent.objects.count()
    signed_in(auditor).get("/audit/")
    assert AuditEvent.objects.count() == before


def test_register_of_exports_names_ground_recipient_and_hash(
    signed_in: SignIn, auditor: Account, analyst: Account
) -> None:
    Dissemination.objects.create(
        by=analyst, recipient="Ministry <of> maps", purpose="Quarterly brief", legal_ground="Art. 15", resource="incidents",
        format="csv", fields_set="v1", tlp="CLEAR", n_rows=18, sha256="ab" * 32, is_complete=True,
    )  # fmt: skip
    html = signed_in(auditor).get("/exports/").content.decode()
    for words in ("Ministry &lt;of&gt; maps", "Quarterly brief", "Art. 15", "TLP:CLEAR", "ab" * 32):
        assert words in html


def test_export_cut_short_says_so(signed_in: SignIn, auditor: Account, analyst: Account) -> None:
    Dissemination.objects.create(
        by=analyst,
        recipient="R",
        purpose="P",
        resource="incidents",
        format="csv",
        fields_set="v1",
        tlp="CLEAR",
    )
    html = signed_in(auditor).get("/exports/").content.decode()
    assert "not completed" in html
    assert "pending" in html


def test_nothing_exported_says_so(signed_in: SignIn, auditor: Account) -> None:
    assert "Nothing has left" in signed_in(auditor).get("/exports/").content.decode()


@pytest.mark.parametrize("path", ["/audit/", "/exports/"])
def test_number_of_queries_does_not_grow_with_rows(signed_in: SignIn, auditor: Account, path: str) -> None:
    client, counted = signed_in(auditor), []
    for _ in range(2):
        for _ in range(2):
            Dissemination.objects.create(
                by=make_account("analyst"), recipient="R", purpose="P", resource="incidents", format="csv",
                fields_set="v1", tlp="CLEAR",
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[1]
