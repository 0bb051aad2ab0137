"""Side by side: comparing reports, grouping them under a lead, taking them out; and the parts of list and record."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, AuditEvent, Incident
from incidents.services.grouping import group_reports
from incidents.services.review import mark_unfounded
from tests.factories import (
    ALL_ROLES,
    RATIONALE,
    make_account,
    make_confirmed,
    make_draft,
    make_released,
    make_submitted,
    report_children,
)

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
PAGE = "/incidents/side-by-side/"
WHY = "Same event, told twice"


def seen(*rows: Incident) -> list[str]:
    return [f"{row.number} {row.record_version} {row.status}" for row in rows]


def take(client: Client, step: str, *rows: Incident, **values: Any) -> Any:
    typed = {"n": [row.number for row in rows], "seen": seen(*rows), "step": step, "rationale": WHY}
    return client.post(PAGE, typed | values)


def states(*rows: Incident) -> list[str]:
    for row in rows:
        row.refresh_from_db()
    return [row.status for row in rows]


def html_of(client: Client, incident: Incident) -> str:
    response = client.get(f"/incidents/{incident.number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_reports_are_laid_side_by_side_and_the_reading_is_written_down(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    first = make_confirmed(reporter, reviewer=reviewer, summary="From the road")
    second = make_submitted(reporter, summary="From the hill", children=report_children(equipment=[]))
    before = AuditEvent.objects.filter(action="incident.read").count()
    response = signed_in(reviewer).get(f"{PAGE}?n={second.number}&n={first.number}")
    differing = {line.term: [cell.words for cell in line.cells] for line in response.context["differing"]}
    assert response.status_code == 200
    assert differing["What was seen"] == ["From the road", "From the hill"]
    assert "Site" in [line.term for line in response.context["agreeing"]]
    assert [column["is_chosen"] for column in response.context["columns"]] == [True, False]
    assert AuditEvent.objects.filter(action="incident.read").count() == before + 2


def test_grouping_and_taking_apart(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    lead, second, third = (make_submitted(reporter) for _ in range(3))
    client = signed_in(reviewer)
    answer = take(client, "group", lead, second, third, lead=lead.number)
    assert answer.url == f"/incidents/{lead.number}/"
    assert states(lead, second, third) == ["SUBMITTED", "DUPLICATE", "DUPLICATE"]

    answer = take(client, "group", lead, second, third, lead=third.number)
    assert answer.url == f"/incidents/{third.number}/"
    assert states(lead, second, third) == ["DUPLICATE", "DUPLICATE", "SUBMITTED"]

    assert take(client, "apart", lead, second, third).status_code == 302
    assert states(lead, second, third) == ["SUBMITTED"] * 3
    assert take(client, "apart", lead, second, third).status_code == 302


def test_taking_out_from_the_record_page(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=WHY)
    client = signed_in(reviewer)
    page = html_of(client, second)
    assert "Take out of the group" in page
    assert "Make it the lead" in page
    typed = {"rationale": "They are two events", "expected_version": 1}
    assert client.post(f"/incidents/{second.number}/decide/ungroup/", typed).status_code == 302
    assert states(second) == ["SUBMITTED"]


@pytest.mark.parametrize("role", [role for role in ALL_ROLES if role != "reviewer"])
def test_other_roles_are_refused(signed_in: SignIn, reporter: Account, role: str) -> None:
    first, second = make_submitted(reporter), make_submitted(reporter)
    client = signed_in(make_account(role))
    assert client.get(f"{PAGE}?n={first.number}&n={second.number}").status_code == 403
    assert take(client, "group", first, second, lead=first.number).status_code == 403
    assert states(first, second) == ["SUBMITTED", "SUBMITTED"]


def test_nobody_and_strangers_are_refused(client: Client, signed_in: SignIn, stranger: Account) -> None:
    assert client.get(PAGE).url.startswith("/accounts/login/")
    assert signed_in(stranger).get(PAGE).status_code == 403


def test_other_methods_and_foreign_pages_are_refused(reviewer: Account, reporter: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reviewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    first, second = make_submitted(reporter), make_submitted(reporter)
    assert strict.delete(PAGE).status_code in (403, 405)
    assert take(strict, "group", first, second, lead=first.number).status_code == 403


def test_a_draft_of_somebody_else_stays_unknown(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    draft, waiting = make_draft(reporter, summary="Drafted behind the gate"), make_submitted(reporter)
    response = signed_in(reviewer).get(f"{PAGE}?n={draft.number}&n={waiting.number}")
    assert response.status_code == 400
    assert "Choose at least two reports that you may read." in response.content.decode()
    assert "Drafted behind the gate" not in response.content.decode()


@pytest.mark.parametrize(
    "query", ["", "?n=", "?n=%00&n=%FF", "?n=UPR-1999-00001", "?n=" + "&n=".join("abcdefghijklmn")]
)
def test_odd_choices_are_refused_in_words(signed_in: SignIn, reviewer: Account, query: str) -> None:
    assert signed_in(reviewer).get(PAGE + query).status_code == 400


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"lead": ""}, "Choose the report that leads the group."),
        ({"lead": "UPR-1999-00001"}, "Select a valid choice"),
        ({"rationale": " "}, "A reason is missing."),
        ({"rationale": "Told by 010-1234-5678"}, "phone"),
        ({"seen": ["UPR-1 x y"]}, "The page was not sent whole."),
        ({"lead": []}, "Choose the report that leads the group."),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(
    signed_in: SignIn, reporter: Account, reviewer: Account, values: dict[str, Any], words: str
) -> None:
    first, second = make_submitted(reporter), make_submitted(reporter)
    response = take(signed_in(reviewer), "group", first, second, **({"lead": first.number} | values))
    assert response.status_code == 400
    assert words in response.content.decode()
    assert states(first, second) == ["SUBMITTED", "SUBMITTED"]
    if "rationale" not in values:
        assert f"{WHY}</textarea>" in response.content.decode()


def test_an_unknown_step_is_refused(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    first, second = make_submitted(reporter), make_submitted(reporter)
    assert take(signed_in(reviewer), "erase", first, second, lead=first.number).status_code == 400
    assert states(first, second) == ["SUBMITTED", "SUBMITTED"]


def test_what_was_decided_meanwhile_is_said(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    first, second = make_submitted(reporter), make_submitted(reporter)
    before = seen(first, second)
    mark_unfounded(by=reviewer, incident=second, rationale="It was the painter.")
    response = take(signed_in(reviewer), "group", first, second, lead=first.number, seen=before)
    assert response.status_code == 409
    assert "was decided meanwhile" in response.content.decode()


def test_a_released_report_is_refused_with_the_way_out(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    released = make_released(reporter, reviewer=reviewer, releaser=releaser)
    second = make_confirmed(reporter, reviewer=reviewer)
    response = take(signed_in(reviewer), "group", released, second, lead=second.number)
    assert response.status_code == 409
    assert "have it withdrawn first" in response.content.decode()


def test_the_page_of_the_lead_shows_what_its_group_says_beside(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    lead = make_submitted(reporter)
    second = make_submitted(reporter, narrative="A second tripod stood <behind> the wall")
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=WHY)
    page = html_of(signed_in(reviewer), lead)
    assert "1 report grouped under this one" in page
    assert "A second tripod stood &lt;behind&gt; the wall" in page
    assert AuditEvent.objects.filter(action="incident.read", object_key=second.number).exists()


def test_the_author_learns_of_no_other_persons_report(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    lead, second = make_submitted(make_account("reporter")), make_submitted(reporter)
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=WHY)
    page = html_of(signed_in(reporter), second)
    assert "Kept as a duplicate of another report." in page
    assert lead.number not in page


def test_a_lead_that_no_longer_stands_is_said(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=WHY)
    mark_unfounded(by=reviewer, incident=lead, rationale="It was the painter.")
    assert "That lead no longer stands" in html_of(signed_in(reviewer), second)


def test_a_reviewer_is_shown_what_lies_near_and_an_author_is_not(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    first, second = make_submitted(reporter), make_confirmed(reporter, reviewer=reviewer)
    for_reviewer = html_of(signed_in(reviewer), first)
    assert "the same minute; same site; same equipment: Telephoto lens" in for_reviewer
    assert f"{PAGE}?n={first.number}&amp;n={second.number}" in for_reviewer
    assert "possibly the same event" not in html_of(signed_in(reporter), first)
    assert "possibly the same event" not in html_of(signed_in(releaser), second)


def test_own_report_is_changed_in_the_card(signed_in: SignIn, reporter: Account) -> None:
    draft = make_draft(reporter)
    assert f'href="/report/?change={draft.number}"' in html_of(signed_in(reporter), draft)
    assert "/report/?change=" not in html_of(signed_in(reporter), make_submitted(reporter))


def test_the_list_lets_reviewers_choose_what_can_be_grouped(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    confirmed, waiting = make_confirmed(reporter, reviewer=reviewer), make_submitted(reporter)
    closed = mark_unfounded(by=reviewer, incident=make_submitted(reporter), rationale="It was the painter.")
    address = "/incidents/?status=CONFIRMED&status=SUBMITTED&status=UNFOUNDED"
    page = signed_in(reviewer).get(address).content.decode()
    assert set(re.findall(r'name="n" value="([^"]+)"', page)) == {confirmed.number, waiting.number}
    assert closed.number in page
    assert 'name="n"' not in signed_in(releaser).get("/incidents/").content.decode()


def n_queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_queries_do_not_grow_with_the_reports_side_by_side(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    rows = [make_submitted(reporter) for _ in range(6)]
    client = signed_in(reviewer)
    few, many = (f"{PAGE}?" + "&".join(f"n={row.number}" for row in rows[:n]) for n in (2, 6))
    # each opened report is one event of the audit trail, in a savepoint of its own
    assert n_queries(client, many) - n_queries(client, few) <= 4 * 3


def test_queries_of_the_record_page_do_not_grow_with_its_group(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    lead, *rows = (make_submitted(reporter) for _ in range(5))
    address, client = f"/incidents/{lead.number}/", signed_in(reviewer)
    group_reports(by=reviewer, lead=lead, reports=rows[:1], rationale=RATIONALE)
    few = n_queries(client, address)
    group_reports(by=reviewer, lead=lead, reports=rows[1:], rationale=RATIONALE)
    assert n_queries(client, address) - few <= 3 * 3


def test_a_lead_says_in_words_why_some_decisions_are_held_back(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    lead, other = make_submitted(reporter), make_submitted(reporter)
    group_reports(by=reviewer, lead=lead, reports=[other], rationale=WHY)
    html = html_of(signed_in(reviewer), lead)
    assert "so you may decide" in html
    assert re.search(
        r"<small[^>]*>Return, [^<]*: It leads a group of reports\. Make another one the lead first\.<", html
    )
