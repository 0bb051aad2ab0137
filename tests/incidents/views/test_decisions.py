"""Deciding from the record page: two persons, a reason, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account, Incident
from incidents.services.reporting import change_incident, submit_incident
from tests.factories import RATIONALE, make_account, make_confirmed, make_released, make_submitted

SignIn = Callable[[Account], Client]
WEIGHED = {"rationale": RATIONALE, "explanations": ["SPOTTING"], "expected_version": 1}


def decide(client: Client, incident: Incident, code: str, **values: object) -> tuple[int, str]:
    response = client.post(f"/incidents/{incident.number}/decide/{code}/", WEIGHED | values)
    return response.status_code, response.content.decode()


def state(incident: Incident) -> str:
    incident.refresh_from_db()
    return incident.status


def test_confirmed_and_released_by_two_persons(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    incident = make_submitted(reporter)
    assert decide(signed_in(reviewer), incident, "confirm")[0] == 302
    assert state(incident) == "CONFIRMED"
    assert decide(signed_in(releaser), incident, "release", tlp="CLEAR")[0] == 302
    assert (state(incident), incident.tlp, incident.released_by) == ("RELEASED", "CLEAR", releaser)


@pytest.mark.parametrize(
    ("code", "status"), [("return", "RETURNED"), ("insufficient", "INSUFFICIENT"), ("unfounded", "UNFOUNDED")]
)
def test_other_answers_are_ordinary(
    signed_in: SignIn, reporter: Account, reviewer: Account, code: str, status: str
) -> None:
    incident = make_submitted(reporter)
    assert decide(signed_in(reviewer), incident, code, rationale="Too little was seen.")[0] == 302
    assert state(incident) == status


def test_duplicate_names_the_other_report(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    first, second = make_confirmed(reporter, reviewer=reviewer), make_submitted(reporter)
    client = signed_in(reviewer)

    status, html = decide(client, second, "duplicate", of="UPR-1999-00001")
    assert status == 400
    assert "“UPR-1999-00001” is not the number of a report you may read." in html
    assert state(second) == "SUBMITTED"

    assert decide(client, second, "duplicate", of=first.number.lower())[0] == 302
    assert (state(second), second.links.get().other) == ("DUPLICATE", first)


def test_own_record_is_refused_and_the_bar_says_why(signed_in: SignIn, db: None) -> None:
    both = make_account("reporter", "reviewer")
    incident, client = make_submitted(both), signed_in(both)
    assert (
        "You entered this record; another person decides."
        in client.get(f"/incidents/{incident.number}/").content.decode()
    )
    assert (
        'aria-disabled="true"' in client.get(f"/incidents/{incident.number}/?decide=confirm").content.decode()
    )
    assert decide(client, incident, "confirm")[0] == 403
    assert state(incident) == "SUBMITTED"


def test_short_reason_is_refused_and_kept(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    status, html = decide(
        signed_in(reviewer), incident, "confirm", rationale="Seen <b>twice</b>", explanations=[]
    )
    assert status == 400
    assert "The reason has 17 characters; at least 40 are needed." in html
    assert "No lawful explanation is marked as considered." in html
    assert "Seen &lt;b&gt;twice&lt;/b&gt;</textarea>" in html
    assert state(incident) == "SUBMITTED"


def test_reason_with_personal_data_is_refused_without_repeating_it_in_the_message(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter)
    typed = "Called back under 010-1234-5678 and confirmed what the guard had seen."
    status, html = decide(signed_in(reviewer), incident, "confirm", rationale=typed)
    assert status == 400
    assert html.count("010-1234-5678") == 1
    assert state(incident) == "SUBMITTED"


def test_likely_name_is_asked_about_once(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    incident, client = make_submitted(reporter), signed_in(reviewer)
    typed = "Mr. Smith of the gate watch saw it; place, time and equipment agree."
    status, html = decide(client, incident, "confirm", rationale=typed)
    key = html.split('name="answered" value="')[1].split('"')[0]
    assert (status, state(incident)) == (400, "SUBMITTED")
    assert decide(client, incident, "confirm", rationale=typed, answered=[key])[0] == 302
    assert state(incident) == "CONFIRMED"


def test_decision_on_an_older_version_is_refused(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter)
    client = signed_in(reviewer)
    decide(client, incident, "return", rationale="Add the time.")
    incident.refresh_from_db()
    change_incident(by=reporter, incident=incident, fields={"summary": "Changed"})
    submit_incident(by=reporter, incident=incident)

    status, _html = decide(client, incident, "confirm", expected_version=1)
    assert (status, state(incident)) == (409, "SUBMITTED")


def test_step_that_does_not_lead_on_is_refused(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_confirmed(reporter, reviewer=reviewer)
    assert decide(signed_in(reviewer), incident, "insufficient")[0] == 409
    assert state(incident) == "CONFIRMED"


def test_withdrawal_needs_the_number_once_more(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser)
    client = signed_in(releaser)
    status, html = decide(client, incident, "withdraw", number="UPR-2026-0")
    assert status == 400
    assert "This is not the number of this record." in html
    assert state(incident) == "RELEASED"
    assert decide(client, incident, "withdraw", number=incident.number)[0] == 302
    assert state(incident) == "WITHDRAWN"


@pytest.mark.parametrize("role", ["reporter", "analyst", "releaser"])
def test_roles_without_a_say_are_refused(signed_in: SignIn, reporter: Account, role: str) -> None:
    incident = make_submitted(reporter)
    client = signed_in(reporter if role == "reporter" else make_account(role))
    assert decide(client, incident, "confirm")[0] in (403, 404)
    assert state(incident) == "SUBMITTED"


def test_unknown_decision_and_unknown_record_are_not_found(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident, client = make_submitted(reporter), signed_in(reviewer)
    assert decide(client, incident, "erase")[0] == 404
    assert client.post("/incidents/UPR-1999-00001/decide/confirm/", WEIGHED).status_code == 404


def test_decision_is_not_taken_by_opening_an_address(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter)
    assert signed_in(reviewer).get(f"/incidents/{incident.number}/decide/confirm/").status_code == 405


def test_post_without_the_token_of_the_page_is_refused(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    status, html = decide(strict, incident, "confirm")
    assert status == 403
    assert "This page was open too long" in html
    assert state(incident) == "SUBMITTED"
