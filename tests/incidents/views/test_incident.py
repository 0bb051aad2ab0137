"""The page of one record: what each reader finds on it, and that opening it is written down."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.enums import RecordKind
from incidents.models import Account, AuditEvent, Incident, LegalBasis
from incidents.services.children import Children
from incidents.services.detection import run_detection
from tests.factories import (
    make_account,
    make_case,
    make_confirmed,
    make_draft,
    make_log_of_a_returning_group,
    make_released,
    make_site,
    make_submitted,
    make_zone,
    noon,
)

SignIn = Callable[[Account], Client]
POINT = {"observer_lat": 37.1026, "observer_lon": 127.018, "uncertainty_m": 600.0}


def page(client: Client, incident: Incident) -> str:
    response = client.get(f"/incidents/{incident.number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_unknown_number_and_foreign_draft_look_the_same(signed_in: SignIn, reporter: Account) -> None:
    foreign = make_draft(make_account("reporter"))
    client = signed_in(reporter)
    assert client.get(f"/incidents/{foreign.number}/").status_code == 404
    assert client.get("/incidents/UPR-1999-99999/").status_code == 404


@pytest.mark.parametrize("number", ["%00", "‮", "../../etc", "x" * 3000, "1 OR 1=1"])
def test_odd_numbers_are_not_found(signed_in: SignIn, reviewer: Account, number: str) -> None:
    assert signed_in(reviewer).get(f"/incidents/{number}/").status_code == 404


def test_analyst_does_not_find_what_is_not_released(
    signed_in: SignIn, reporter: Account, reviewer: Account, analyst: Account
) -> None:
    confirmed = make_confirmed(reporter, reviewer=reviewer)
    assert signed_in(analyst).get(f"/incidents/{confirmed.number}/").status_code == 404


def test_opening_by_another_is_written_down_and_by_the_author_not(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter)
    page(signed_in(reporter), incident)
    assert not AuditEvent.objects.filter(action="incident.read").exists()

    page(signed_in(reviewer), incident)
    event = AuditEvent.objects.get(action="incident.read")
    assert (event.actor, event.object_key, event.object_version) == (reviewer, incident.number, 1)


def test_point_whose_circle_crosses_an_approximate_line_settles_nothing(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_zone(make_site())
    html = page(signed_in(reviewer), make_submitted(reporter, **POINT))
    assert "206 m ± 600 m" in html
    assert "the circle of uncertainty crosses the zone line" in html
    assert "Zone approximate: no legal conclusion." in html
    assert 'class="unc"' in html


def test_released_record_keeps_the_point_from_the_analyst(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    values = {"narrative": "Stood on the wall", "minor_involved": "Y", "visitor_category": "STUDENT"}
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser, **POINT, **values)
    for_reviewer, for_analyst = page(signed_in(reviewer), incident), page(signed_in(analyst), incident)
    for words in ("37.1026", "Stood on the wall", "Minor involved", "Visitor category", "reporter"):
        assert words in for_reviewer
        assert words not in for_analyst


def test_sources_are_publisher_and_date_with_both_grades(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    source = {
        "type": "PRESS", "publisher": "Daily", "title": "Words of the publisher", "url": "https://example.org/a",
        "reliability": "C", "credibility": "3", "carries": "hour",
    }  # fmt: skip
    html = page(signed_in(reviewer), make_submitted(reporter, children=Children(sources=[source])))
    assert '<a href="https://example.org/a" rel="noopener noreferrer external">' in html
    assert "C fairly reliable; 3 possibly true" in html
    assert "Words of the publisher" not in html


def test_sources_in_conflict_stand_side_by_side(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    children = Children(
        sources=[{"type": "PRESS", "publisher": "Weekly"}, {"type": "PRESS", "publisher": "Daily"}],
        claims=[
            {"field": "occurred_time", "value": "17:00", "source": 1, "is_chosen": True, "reason": "Earlier"},
            {"field": "occurred_time", "value": "18:00", "source": 2},
        ],
    )
    html = page(signed_in(reviewer), make_submitted(reporter, children=children))
    assert "Where sources differ" in html
    assert html.index("17:00") < html.index("18:00")
    assert "No, kept" in html


def test_outcome_is_a_history_with_the_law_as_it_stood(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    LegalBasis.objects.create(
        code="PMBIA_9_1_4", title_en="Act on bases", title_ko="기지법", act_number="Act No. 20015",
        valid_from=noon("2024-07-17").date(),
    )  # fmt: skip
    children = Children(
        dispositions=[
            {"outcome": "BOOKED", "decided_on": "2025-08-01", "date_precision": 4},
            {"outcome": "NO_OFFENCE", "decided_on": "2025-09-02", "date_precision": 2, "legal_bases": ["PMBIA_9_1_4"]},
        ],
        sources=[{"type": "POLICE"}],
    )  # fmt: skip
    html = page(signed_in(reviewer), make_submitted(reporter, children=children))
    assert html.index("Aug 2025") < html.index("2 Sep 2025")
    assert "Act on bases; Act No. 20015, from 17 Jul 2024" in html
    assert "Outcome <b>No offence found</b>" in html


def test_summary_of_the_case_is_a_note_not_a_visit(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    case = make_case("BUSAN-2024")
    visit = make_confirmed(reporter, reviewer=reviewer, case=case)
    summary = make_confirmed(reporter, reviewer=reviewer, case=case, record_kind=RecordKind.SUMMARY)
    client = signed_in(reviewer)
    assert "Summary of the case, never counted beside the visits:" in page(client, visit)
    assert "<b>BUSAN-2024</b>" not in page(client, visit)
    assert "BUSAN-2024</bdi></b>, 1 incident" in page(client, visit)
    assert "Summary of a case, never counted beside the visits." in page(client, summary)


def test_near_ones_are_within_fifty_kilometres_and_thirty_days(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    suwon = make_site("suwon", name_en="Suwon Air Base", lat=37.2394, lon=127.0071)
    here = make_confirmed(reporter, reviewer=reviewer, occurred_from=noon("2025-04-21"))
    near = make_confirmed(reporter, reviewer=reviewer, site=suwon, occurred_from=noon("2025-05-01"))
    late = make_confirmed(reporter, reviewer=reviewer, site=suwon, occurred_from=noon("2025-08-01"))

    html = page(signed_in(reviewer), here).split("Near this one")[1].split("</section>")[0]
    assert near.number in html
    assert "17 km, 10 days after" in html.replace("16.6", "17")
    assert late.number not in html

    alone = page(signed_in(reviewer), late).split("Near this one")[1].split("</section>")[0]
    assert "No other incident. Next nearest in the log:" in alone
    assert near.number in alone


def test_imprecise_day_is_not_compared(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    imprecise = make_confirmed(
        reporter,
        reviewer=reviewer,
        occurred_from=noon("2024-07-01"),
        occurred_to=noon("2025-03-31"),
        time_precision=5,
    )
    html = page(signed_in(reviewer), imprecise)
    assert "without a known day and place nothing can be compared" in html
    assert "Its day is not known, so a test of days leaves it out." in html


def test_findings_that_hold_the_record_are_named_with_both_p_and_the_sentence(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    run = run_detection(by=reviewer, log=log, replicates=99)
    member = run.findings.first().members.first().incident
    html = page(signed_in(reviewer), member).split("In findings")[1].split("</section>")[0]
    assert f'href="/findings/{log.code}/{run.number}/"' in html
    assert "Not significant" in html
    assert "This is not the chance that anyone is innocent or guilty" in html


def test_history_names_the_steps_their_reasons_and_explanations(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    html = page(signed_in(reviewer), make_confirmed(reporter, reviewer=reviewer))
    history = html.split("History")[1]
    assert history.index("Confirmed") < history.index("Not reviewed") < history.index("Filed as a draft")
    assert "Seen by the gate guard from the post" in history
    assert "Plane or ship spotting" in history


def test_author_may_change_a_draft_and_not_what_was_handed_in(signed_in: SignIn, reporter: Account) -> None:
    client = signed_in(reporter)
    draft, waiting = make_draft(reporter), make_submitted(reporter)
    assert f"/report/?change={draft.number}" in page(client, draft)
    assert "/report/?change=" not in page(client, waiting)


def test_long_and_hostile_text_is_shown_as_typed(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    narrative = "=HYPERLINK(1) </dd><img src=x onerror=alert(1)> \u2067" + "가" * 4_000
    html = page(signed_in(reviewer), make_submitted(reporter, narrative=narrative))
    assert "=HYPERLINK(1) &lt;/dd&gt;&lt;img src=x onerror=alert(1)&gt;" in html
    assert "U+2067" in html
    assert "가" * 4_000 in html
