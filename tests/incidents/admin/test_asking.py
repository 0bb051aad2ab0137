"""Before a report is stored, the form asks about reports near by and about words that may name a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from incidents.models import Account, AuditEvent, Incident
from tests.factories import SEOUL, make_account, make_draft, make_site, make_submitted
from tests.incidents.admin.pages import ADD, change_page, rows, typed_report

SignIn = Callable[[Account], Client]
AT = dt.datetime(2025, 4, 21, 9, 20, tzinfo=SEOUL)
DOUBTFUL = "Mr. Smith pointed a long lens at the runway"


def keys(response: HttpResponse) -> list[str]:
    """Return what the page asks about."""
    return [question.key for question in response.context["asked"]]


def test_a_near_report_is_shown_beside_the_form_before_anything_is_stored(
    reporter: Account, signed_in: SignIn
) -> None:
    other = make_submitted(reporter, occurred_from=AT, summary="Two people with a tripod")

    response = signed_in(reporter).post(ADD, typed_report(_hand_in="1"))

    assert (response.status_code, keys(response)) == (200, [f"same:{other.number}"])
    page = response.content.decode()
    assert "Nothing is stored yet." in page
    assert "Two people with a tripod" in page
    assert (
        page.count("Aircraft photographed from the road outside the fence") >= 2
    )  # in its field and side by side
    assert list(Incident.objects.all()) == [other]
    assert AuditEvent.objects.filter(action="incident.filed").count() == 1


def test_a_ticked_answer_stores_the_report(reporter: Account, signed_in: SignIn) -> None:
    other = make_submitted(reporter, occurred_from=AT)
    answered = typed_report(_hand_in="1", _confirmed=[f"same:{other.number}"])

    assert signed_in(reporter).post(ADD, answered).status_code == 302
    assert Incident.objects.exclude(pk=other.pk).get().status == "SUBMITTED"


def test_a_number_is_not_used_up_by_a_question(reporter: Account, signed_in: SignIn) -> None:
    other = make_submitted(reporter, occurred_from=AT)
    client = signed_in(reporter)
    for _ in range(3):
        client.post(ADD, typed_report())
    client.post(ADD, typed_report(_confirmed=[f"same:{other.number}"]))
    stored = Incident.objects.exclude(pk=other.pk).get()
    assert int(stored.number[-5:]) == int(other.number[-5:]) + 1


def test_another_persons_report_is_not_told_of(reporter: Account, signed_in: SignIn) -> None:
    make_submitted(make_account("reporter"), occurred_from=AT)
    assert signed_in(reporter).post(ADD, typed_report()).status_code == 302


def test_who_may_read_the_other_report_is_written_down_as_having_read_it(
    reporter: Account, signed_in: SignIn
) -> None:
    other = make_submitted(reporter, occurred_from=AT)
    both = make_account("reporter", "reviewer")

    response = signed_in(both).post(ADD, typed_report())

    assert keys(response) == [f"same:{other.number}"]
    read = AuditEvent.objects.get(action="incident.read")
    assert (read.actor, read.object_key) == (both, other.number)


def test_an_answer_holds_for_the_report_until_it_is_handed_in(reporter: Account, signed_in: SignIn) -> None:
    other = make_submitted(reporter, occurred_from=AT)
    client = signed_in(reporter)
    client.post(ADD, typed_report(_confirmed=[f"same:{other.number}"]))
    mine = Incident.objects.exclude(pk=other.pk).get()

    sent = client.post(
        change_page(mine.pk), typed_report(_hand_in="1", expected_version="1", **_stored_rows(mine))
    )

    assert sent.status_code == 302
    mine.refresh_from_db()
    assert mine.status == "SUBMITTED"


def test_a_change_that_moves_nothing_is_not_asked_about(reporter: Account, signed_in: SignIn) -> None:
    make_submitted(reporter, occurred_from=AT)
    mine = make_draft(reporter, occurred_from=AT.replace(minute=0), site=make_site())
    typed = typed_report(summary="Another line", expected_version="1", **_stored_rows(mine))
    assert signed_in(reporter).post(change_page(mine.pk), typed).status_code == 302


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ({"summary": DOUBTFUL}, "summary:"),
        ({"narrative": "김 씨가 촬영하였다고 함"}, "narrative:"),
        (rows("sources", [{"type": "PRESS", "title": DOUBTFUL, "reliability": "F", "credibility": "6"}]), "sources.title:"),
    ],
)  # fmt: skip
def test_a_doubtful_word_is_asked_about_once(
    reporter: Account, signed_in: SignIn, typed: dict[str, Any], key: str
) -> None:
    client = signed_in(reporter)
    response = client.post(ADD, typed_report(**typed))
    [asked] = keys(response)
    assert asked.startswith(key)
    assert Incident.objects.count() == 0

    assert client.post(ADD, typed_report(**typed, _confirmed=[asked])).status_code == 302
    assert Incident.objects.count() == 1


def test_a_made_up_answer_answers_nothing(reporter: Account, signed_in: SignIn) -> None:
    response = signed_in(reporter).post(
        ADD, typed_report(summary=DOUBTFUL, _confirmed=["summary:", "x" * 9_999, ""])
    )
    assert len(keys(response)) == 1
    assert Incident.objects.count() == 0


def test_what_is_wrong_is_said_before_any_question(reporter: Account, signed_in: SignIn) -> None:
    make_submitted(reporter, occurred_from=AT)
    response = signed_in(reporter).post(ADD, typed_report(observer_lat="37.09"))
    assert keys(response) == []


def _stored_rows(incident: Incident) -> dict[str, Any]:
    """Return the inlines as a page of this stored report brings them, unchanged."""
    fields: dict[str, Any] = {}
    for prefix, names in {
        "equipment": ("category", "basis", "high_performance"),
        "actions": ("type",),
        "sources": ("type", "reliability", "credibility"),
        "dispositions": (),
    }.items():
        stored = list(getattr(incident, prefix).all())
        typed = [
            {"id": row.pk, "incident": incident.pk, **{name: getattr(row, name) for name in names}}
            for row in stored
        ]
        fields |= rows(prefix, typed, stored=len(stored))
    return fields
