"""Decisions in the admin: two persons file, confirm and release; one alone is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from incidents.models import Account, AuditEvent
from tests.factories import (
    RATIONALE,
    make_account,
    make_confirmed,
    make_draft,
    make_released,
    make_submitted,
)
from tests.incidents.admin.pages import ADD, LIST, change_page, decide, typed_report

SignIn = Callable[[Account], Client]


def test_report_goes_from_filing_to_release_through_three_persons(
    reporter: Account, reviewer: Account, releaser: Account, signed_in: SignIn
) -> None:
    signed_in(reporter).post(ADD, typed_report(_hand_in="1"))
    incident = reporter.incidents_entered.get()

    decide(signed_in(reviewer), incident.pk, "confirm", rationale=RATIONALE, explanations=["SPOTTING"])
    incident.refresh_from_db()
    assert (incident.status, incident.reviewed_by) == ("CONFIRMED", reviewer)

    decide(signed_in(releaser), incident.pk, "release", rationale="Facts are public already.", tlp="GREEN")
    incident.refresh_from_db()
    assert (incident.status, incident.released_by, incident.tlp) == ("RELEASED", releaser, "GREEN")

    decide(signed_in(releaser), incident.pk, "withdraw", rationale="The source took it back.")
    incident.refresh_from_db()
    assert incident.status == "WITHDRAWN"


def test_one_person_with_all_roles_is_told_why_not(db: None, signed_in: SignIn) -> None:
    both = make_account("reporter", "reviewer", "releaser")
    incident = make_submitted(both)
    client = signed_in(both)

    page = client.get(change_page(incident.pk)).content.decode()
    assert (
        "Confirm, Return to the author, Insufficient, Unfounded, Duplicate: You entered this record; another person decides."
        in " ".join(page.split())
    )
    assert 'name="step"' not in page

    refused = decide(client, incident.pk, "confirm", rationale=RATIONALE, explanations=["SPOTTING"])
    incident.refresh_from_db()
    assert (refused.status_code, incident.status) == (200, "SUBMITTED")
    assert "You entered this record; another person decides." in refused.content.decode()


@pytest.mark.parametrize(
    ("step", "state"), [("return", "RETURNED"), ("insufficient", "INSUFFICIENT"), ("unfounded", "UNFOUNDED")]
)
def test_reviewer_gives_one_of_the_other_answers(
    reporter: Account, reviewer: Account, signed_in: SignIn, step: str, state: str
) -> None:
    incident = make_submitted(reporter)
    decide(signed_in(reviewer), incident.pk, step, rationale="Which gate was it?")
    incident.refresh_from_db()
    assert (incident.status, incident.transitions.last().rationale) == (state, "Which gate was it?")


def test_duplicate_names_a_report_that_the_reviewer_may_see(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    first, second, client = make_submitted(reporter), make_submitted(reporter), signed_in(reviewer)

    refused = decide(client, second.pk, "duplicate", rationale="The same evening", of="UPR-2026-99999")
    assert "No report that you may see has this number. Check it." in refused.content.decode()

    decide(client, second.pk, "duplicate", rationale="The same evening", of=first.number)
    second.refresh_from_db()
    assert (second.status, second.links.get().other) == ("DUPLICATE", first)


def test_refused_decision_names_what_is_missing_and_keeps_what_was_typed(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    incident = make_submitted(reporter)

    page = decide(
        signed_in(reviewer), incident.pk, "confirm", rationale="<b>too short", explanations=["TOURISM"]
    )

    shown = page.content.decode()
    assert "The reason has 12 characters; at least 40 are needed." in shown
    assert "&lt;b&gt;too short</textarea>" in shown
    assert 'value="TOURISM" id="id_decision-explanations_1" checked' in shown
    incident.refresh_from_db()
    assert incident.status == "SUBMITTED"


def test_decision_on_a_version_that_is_gone_is_refused(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    incident = make_submitted(reporter)
    page = decide(signed_in(reviewer), incident.pk, "return", version=7, rationale="Which gate was it?")
    assert "was changed meanwhile (version 1, you saw 7)" in page.content.decode()


def test_releaser_cannot_release_what_nobody_confirmed(
    reporter: Account, releaser: Account, signed_in: SignIn
) -> None:
    incident = make_submitted(reporter)
    assert decide(signed_in(releaser), incident.pk, "release", rationale="Public").status_code == 404


def test_nothing_is_decided_by_opening_an_address(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    incident = make_submitted(reporter)
    url = reverse("admin:incidents_incident_decide", args=[incident.pk])
    assert signed_in(reviewer).get(url, {"step": "return"}).status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(url, {"step": "return", "decision-rationale": "Which gate?"}).status_code == 403
    incident.refresh_from_db()
    assert incident.status == "SUBMITTED"


def test_opening_somebody_elses_report_is_written_down(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    incident = make_submitted(reporter)
    signed_in(reporter).get(change_page(incident.pk))
    signed_in(reviewer).get(change_page(incident.pk))

    assert list(AuditEvent.objects.filter(action="incident.read").values_list("actor", "object_key")) == [
        (reviewer.pk, incident.number)
    ]


def test_list_holds_what_each_reader_may_see_whole(
    reporter: Account, reviewer: Account, releaser: Account, protection_officer: Account, signed_in: SignIn
) -> None:
    make_draft(reporter)
    make_submitted(reporter)
    make_confirmed(reporter, reviewer=reviewer)
    make_released(reporter, reviewer=reviewer, releaser=releaser)
    reads_and_files = make_account("reporter", "analyst")

    def states(account: Account) -> list[str]:
        return sorted(row.status for row in signed_in(account).get(LIST).context["cl"].result_list)

    assert states(reporter) == ["CONFIRMED", "DRAFT", "RELEASED", "SUBMITTED"]
    assert states(reviewer) == ["CONFIRMED", "RELEASED", "SUBMITTED"]
    assert states(releaser) == ["CONFIRMED", "RELEASED"]
    assert states(protection_officer) == ["CONFIRMED", "RELEASED", "SUBMITTED"]
    # The released record of another is read on its page, without what is restricted; never whole in here.
    assert states(reads_and_files) == []


def test_reviewer_is_led_to_what_waits(reporter: Account, reviewer: Account, signed_in: SignIn) -> None:
    make_submitted(reporter)
    assert (
        '<a href="?status__exact=SUBMITTED">Not reviewed (1)</a>'
        in signed_in(reviewer).get(LIST).content.decode()
    )
