"""A grouped report is counted nowhere beside its lead: map, list, sites, facets, case, tests, exports."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from incidents.access import reader_of
from incidents.models import Account, Incident
from incidents.records import Pair
from incidents.selectors.events import events_of
from incidents.selectors.incidents import count_pair, incidents_visible_to
from incidents.selectors.site_pages import pairs_by_site
from incidents.services.grouping import group_reports, ungroup_report
from incidents.services.review import release_incident
from tests.factories import make_account, make_case, make_confirmed, make_submitted

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
WHY = "Same event, told twice"
WHY_IT_LEAVES = "purpose=brief&legal_ground=art+15&recipient=office"


@pytest.fixture
def group(reporter: Account, reviewer: Account) -> tuple[Incident, Incident]:
    """Return a confirmed lead and the confirmed report that was put under it, both of one case."""
    case = make_case("OSAN-2025-04")
    lead, second = (make_confirmed(reporter, reviewer=reviewer, case=case) for _ in range(2))
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=WHY)
    second.refresh_from_db()
    return lead, second


def numbers(features: list[dict[str, Any]]) -> list[str]:
    return [feature["number"] for feature in features]


@pytest.mark.parametrize("query", ["", "?status=CONFIRMED&status=DUPLICATE", "?status=DUPLICATE"])
def test_on_the_map(
    signed_in: SignIn, reviewer: Account, group: tuple[Incident, Incident], query: str
) -> None:
    lead, second = group
    answer = signed_in(reviewer).get(f"/map/data/{query}").json()
    shown = [] if query == "?status=DUPLICATE" else [lead.number]
    assert numbers(answer["incidents"]) == shown
    assert answer["total"] == {"incidents": len(shown), "cases": len(shown)}
    assert second.number not in json.dumps(answer)


def test_in_the_list_it_is_shown_when_asked_for_and_named_apart(
    signed_in: SignIn, reviewer: Account, group: tuple[Incident, Incident]
) -> None:
    lead, second = group
    response = signed_in(reviewer).get("/incidents/?status=CONFIRMED&status=DUPLICATE")
    assert response.context["total"] == Pair(1, 1)
    assert response.context["n_grouped"] == 1
    assert {record.number for record in response.context["rows"]} == {lead.number, second.number}
    assert "and 1 grouped report, counted with its lead" in response.content.decode()


def test_the_authors_own_list_counts_the_event_once(
    signed_in: SignIn, reporter: Account, group: tuple[Incident, Incident]
) -> None:
    response = signed_in(reporter).get("/incidents/")
    assert (response.context["total"], response.context["n_grouped"]) == (Pair(1, 1), 1)
    assert len(response.context["rows"]) == 2


def test_in_facets_sites_and_cases(
    signed_in: SignIn, reviewer: Account, group: tuple[Incident, Incident]
) -> None:
    lead, second = group
    reader = reader_of(reviewer)
    facets = signed_in(reviewer).get("/map/data/?status=CONFIRMED&status=DUPLICATE").json()["facets"]
    assert "DUPLICATE" not in json.dumps(facets)
    assert pairs_by_site(reader) == {"osan-air-base": Pair(1, 1)}
    assert count_pair(incidents_visible_to(reader)) == Pair(1, 1)
    assert signed_in(reviewer).get(f"/incidents/{lead.number}/").context["case_numbers"] == [lead.number]


@pytest.mark.parametrize("include_submitted", [False, True])
def test_in_the_tests_of_patterns(
    reporter: Account, reviewer: Account, group: tuple[Incident, Incident], include_submitted: bool
) -> None:
    lead, _second = group
    waiting, told_again = make_submitted(reporter), make_submitted(reporter)
    group_reports(by=reviewer, lead=waiting, reports=[told_again], rationale=WHY)
    found = events_of(lead.log, reader=reader_of(reviewer), include_submitted=include_submitted)
    tested = {row.number for row in found.rows}
    assert tested == ({lead.number, waiting.number} if include_submitted else {lead.number})
    left_out = {number for reasons in found.excluded.values() for number in reasons}
    assert told_again.number not in left_out


def test_in_what_leaves(
    signed_in: SignIn, releaser: Account, analyst: Account, group: tuple[Incident, Incident]
) -> None:
    lead, second = group
    release_incident(by=releaser, incident=lead, rationale="Facts are public already.", tlp="CLEAR")
    for name in ("json", "csv"):
        answer: Any = signed_in(analyst).get(f"/api/v1/incidents?format={name}&{WHY_IT_LEAVES}")
        text = b"".join(answer if answer.streaming else [answer.content]).decode()
        assert lead.number in text
        assert second.number not in text


def test_taken_out_it_counts_again(reviewer: Account, group: tuple[Incident, Incident]) -> None:
    _lead, second = group
    ungroup_report(by=reviewer, incident=second, rationale="They are two events")
    assert count_pair(incidents_visible_to(reader_of(reviewer))) == Pair(2, 1)
    assert pairs_by_site(reader_of(make_account("reviewer"))) == {"osan-air-base": Pair(2, 1)}
