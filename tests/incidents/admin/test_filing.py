"""A reporter files a report, hands it in, finds and reads it."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, AuditEvent, Incident
from incidents.services.review import return_incident
from tests.factories import SEOUL, make_draft, make_site, make_submitted, make_zone, report_children
from tests.incidents.admin.pages import ADD, LIST, change_page, errors_on, rows, typed_report

SignIn = Callable[[Account], Client]


def test_saved_report_is_a_draft_with_its_rows(reporter: Account, signed_in: SignIn) -> None:
    response = signed_in(reporter).post(ADD, typed_report())

    incident = Incident.objects.get()
    assert (response.status_code, incident.status, incident.entered_by) == (302, "DRAFT", reporter)
    assert incident.occurred_from == dt.datetime(2025, 4, 21, 9, 0, tzinfo=SEOUL)
    assert [item.category for item in incident.equipment.all()] == ["TELEPHOTO"]
    assert [action.type for action in incident.actions.all()] == ["ASKED_TO_LEAVE"]
    assert [source.type for source in incident.sources.all()] == ["OWN_OBSERVATION"]
    assert [event.action for event in AuditEvent.objects.filter(object_type="incident")] == ["incident.filed"]


def test_report_is_handed_in_with_its_own_button(reporter: Account, signed_in: SignIn) -> None:
    signed_in(reporter).post(ADD, typed_report(_hand_in="Save and hand in"))
    assert Incident.objects.get().status == "SUBMITTED"


def test_offered_source_is_kept_as_it_stands(reporter: Account, signed_in: SignIn) -> None:
    client = signed_in(reporter)
    assert 'value="OWN_OBSERVATION" selected' in client.get(ADD).content.decode()

    source = {"type": "OWN_OBSERVATION", "reliability": "F", "credibility": "6"}
    client.post(ADD, typed_report(**rows("sources", [source])))

    assert [source.type for source in Incident.objects.get().sources.all()] == ["OWN_OBSERVATION"]


def test_blank_hour_means_that_the_day_is_known(reporter: Account, signed_in: SignIn) -> None:
    signed_in(reporter).post(ADD, typed_report(occurred_from_1=""))
    incident = Incident.objects.get()
    assert (incident.time_precision, incident.occurred_from) == (2, dt.datetime(2025, 4, 21, tzinfo=SEOUL))


def test_incomplete_report_is_kept_as_a_draft_but_not_handed_in(reporter: Account, signed_in: SignIn) -> None:
    client, typed = (
        signed_in(reporter),
        typed_report(site="", behaviours=None, summary="", occurred_from_0="", occurred_from_1=""),
    )

    response = client.post(ADD, {**typed, "_hand_in": "Save and hand in"})
    assert set(errors_on(response)) == {"site", "behaviours", "summary", "occurred_from"}
    assert Incident.objects.count() == 0

    assert client.post(ADD, typed).status_code == 302
    assert Incident.objects.get().status == "DRAFT"


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"occurred_from_0": "2025-02-30"}, "occurred_from", "Enter a valid date."),
        ({"occurred_from_0": "2999-01-01"}, "occurred_from", "is in the future. Check date and time zone."),
        ({"occurred_from_0": "1899-01-01"}, "occurred_from", "is before 1950. Check the year."),
        ({"observer_lat": "91", "observer_lon": "127"}, "observer_lat", "“91.0” is outside -90 to 90. Check for swapped"),
        ({"observer_lat": "127.03", "observer_lon": "37.09"}, "observer_lat", "write latitude 37.09 and longitude 127.03."),
        ({"observer_lat": "NaN", "observer_lon": "127"}, "observer_lat", "Enter a number."),
        ({"observer_lat": "1e999", "observer_lon": "127"}, "observer_lat", "Enter a number."),
        ({"observer_lat": "37.09"}, "observer_lon", "A point needs latitude and longitude."),
        ({"narrative": "x" * 5_001}, "narrative", "at most 5000 characters (it has 5001)"),
        ({"summary": "a\x00b"}, "summary", "Null characters are not allowed."),
        ({"summary": "call 010-1234-5678"}, "summary", "This text holds a mobile phone number. Take it out"),
        ({"behaviours": ["SPYING"]}, "behaviours", "SPYING is not one of the available choices."),
        ({"site": "999999"}, "site", "not one of the available choices"),
        ({"occurred_to_0": "2025-04-20", "occurred_to_1": "09:00"}, "occurred_to", "is before the beginning."),
    ],
)  # fmt: skip
def test_unfit_value_is_named_and_what_was_typed_stays(
    reporter: Account, signed_in: SignIn, typed: dict[str, Any], field: str, words: str
) -> None:
    response = signed_in(reporter).post(ADD, typed_report(**typed))

    assert response.status_code == 200
    assert list(errors_on(response)) == [field]
    assert words in errors_on(response)[field][0]
    page = response.content.decode()
    assert "Road outside the fence" in page
    assert 'value="TELEPHOTO" selected' in page
    assert Incident.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "${alert(1)}",
        "{{ 7*7 }}",
        '=HYPERLINK("http://a")',
        "right\u202eleft",
        "x" * 300,
    ],
)
def test_odd_text_is_stored_as_typed_and_shown_as_text(
    reporter: Account, reviewer: Account, signed_in: SignIn, text: str
) -> None:
    signed_in(reporter).post(ADD, typed_report(summary=text, _hand_in="1"))
    incident = Incident.objects.get()
    assert incident.summary == text

    for page in (LIST, change_page(incident.pk)):
        shown = signed_in(reviewer).get(page).content.decode()
        assert html.escape(text, quote=True) in shown
        assert "<script>alert" not in shown


def test_author_changes_a_draft_and_a_stale_window_is_refused(reporter: Account, signed_in: SignIn) -> None:
    client, incident = (
        signed_in(reporter),
        make_draft(reporter, children=report_children(equipment=[], sources=[])),
    )
    typed = typed_report(summary="Seen twice", expected_version="1")

    assert client.post(change_page(incident.pk), typed).status_code == 302
    incident.refresh_from_db()
    assert (incident.summary, incident.record_version) == ("Seen twice", 2)

    again = client.post(change_page(incident.pk), typed | {"summary": "From an old window"})
    assert "was changed meanwhile (version 2, you saw 1)" in errors_on(again)["__all__"][0]
    assert "From an old window" in again.content.decode()


def test_changed_sources_keep_what_names_them(reporter: Account, signed_in: SignIn) -> None:
    sources = [{"type": "PRESS", "publisher": "First"}, {"type": "PRESS", "publisher": "Second"}]
    outcome = {"outcome": "NO_OFFENCE", "source": 2}
    claims = [{"field": "media_count", "value": "3", "source": 2}]
    incident = make_draft(
        reporter,
        children=report_children(equipment=[], sources=sources, dispositions=[outcome], claims=claims),
    )
    first, second = incident.sources.all()
    line = incident.dispositions.get()
    kept = {"type": "PRESS", "reliability": "F", "credibility": "6"}

    response = signed_in(reporter).post(
        change_page(incident.pk),
        typed_report(
            **rows(
                "sources",
                [
                    kept | {"id": first.pk, "incident": incident.pk, "publisher": "First", "DELETE": "on"},
                    kept | {"id": second.pk, "incident": incident.pk, "publisher": "Second, corrected"},
                ],
                stored=2,
            ),
            **rows(
                "dispositions",
                [{"id": line.pk, "incident": incident.pk, "outcome": "NO_OFFENCE", "date_precision": "9"}],
                stored=1,
            ),
        ),
    )

    assert response.status_code == 302
    assert [source.publisher for source in incident.sources.all()] == ["Second, corrected"]
    assert incident.dispositions.get().source == incident.sources.get()
    assert incident.claims.get().source == incident.sources.get()


def test_handed_in_report_is_read_only_for_its_author(reporter: Account, signed_in: SignIn) -> None:
    incident, client = make_submitted(reporter), signed_in(reporter)

    page = client.get(change_page(incident.pk))
    assert page.status_code == 200
    assert b"Save and hand in" not in page.content
    assert client.post(change_page(incident.pk), typed_report()).status_code == 403


def test_returned_report_shows_why_without_who(
    reporter: Account, reviewer: Account, signed_in: SignIn
) -> None:
    incident = return_incident(by=reviewer, incident=make_submitted(reporter), rationale="Which gate was it?")

    page = signed_in(reporter).get(change_page(incident.pk)).content.decode()
    assert "Which gate was it?" in page
    assert "Save and hand in" in page
    assert reviewer.username not in page


def test_reading_shows_the_zone_in_words(reporter: Account, signed_in: SignIn) -> None:
    make_zone(make_site())
    incident = make_submitted(reporter, observer_lat=37.0906, observer_lon=127.06, uncertainty_m=50.0)

    page = signed_in(reporter).get(change_page(incident.pk)).content.decode()
    assert "Outside, 1167 m from the line. Zone approximate: no legal conclusion." in page


def test_list_is_found_by_filter_word_and_day(reporter: Account, signed_in: SignIn) -> None:
    make_submitted(reporter, summary="Drone above the runway")
    make_draft(
        reporter, summary="Tripod on the hill", occurred_from=dt.datetime(2024, 1, 5, 23, 30, tzinfo=SEOUL)
    )
    client = signed_in(reporter)

    def lines(**query: str) -> list[str]:
        return [row.summary for row in client.get(LIST, query).context["cl"].result_list]

    assert lines(q="drone") == ["Drone above the runway"]
    assert lines(status__exact="DRAFT") == ["Tripod on the hill"]
    assert lines(equipment__category="TELEPHOTO") == ["Drone above the runway", "Tripod on the hill"]
    # 23:30 in Seoul is another day in UTC: the page follows the office's clock.
    assert lines(occurred_from__year="2024", occurred_from__month="1", occurred_from__day="5") == [
        "Tripod on the hill"
    ]


@pytest.mark.parametrize(
    "lookup", ["reviewed_by", "observer_lat__gt", "entered_by__username", "site__zones__note"]
)
def test_list_answers_no_lookup_that_it_does_not_offer(
    reporter: Account, signed_in: SignIn, lookup: str
) -> None:
    assert signed_in(reporter).get(LIST, {lookup: "1"}).status_code == 400


def test_list_needs_as_many_queries_for_three_rows_as_for_one(reporter: Account, signed_in: SignIn) -> None:
    client = signed_in(reporter)

    def n_queries(n_rows: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get(LIST).context["cl"].result_list) == n_rows
        return len(queries)

    make_submitted(reporter)
    client.get(LIST)
    for_one = n_queries(1)
    make_submitted(reporter)
    make_submitted(reporter)
    assert n_queries(3) == for_one


def test_site_is_chosen_by_its_name_in_the_page_language(reporter: Account, signed_in: SignIn) -> None:
    make_site()
    client = signed_in(reporter)
    assert ">Osan Air Base</option>" in client.get(ADD).content.decode()
    assert ">오산 공군기지</option>" in client.get(ADD, headers={"accept-language": "ko"}).content.decode()
