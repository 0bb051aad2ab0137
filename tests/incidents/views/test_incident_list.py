"""The table of incidents: what it shows by default, how it is filtered and paged, and what a wrong address says."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.enums import RecordKind
from incidents.models import Account
from tests.factories import (
    make_account,
    make_case,
    make_confirmed,
    make_draft,
    make_released,
    make_site,
    make_submitted,
    noon,
)

SignIn = Callable[[Account], Client]


def numbers_in(html: str) -> list[str]:
    """Return the numbers of the table's rows, top to bottom."""
    return re.findall(r'<a href="/incidents/(UPR-[\d-]+)/">', html)


def test_default_shows_confirmed_and_released_newest_first(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account
) -> None:
    older = make_confirmed(reporter, reviewer=reviewer, occurred_from=noon("2025-01-05"))
    newer = make_released(reporter, reviewer=reviewer, releaser=releaser, occurred_from=noon("2025-06-05"))
    make_submitted(reporter)

    response = signed_in(reviewer).get("/incidents/")

    assert numbers_in(response.content.decode()) == [newer.number, older.number]
    assert "2 incidents" in response.content.decode()


def test_reporter_sees_own_reports_in_every_state(signed_in: SignIn, reporter: Account) -> None:
    draft, waiting = make_draft(reporter), make_submitted(reporter)
    make_submitted(make_account("reporter"))

    shown = numbers_in(signed_in(reporter).get("/incidents/").content.decode())

    assert set(shown) == {draft.number, waiting.number}


def test_summary_of_a_case_is_never_counted_beside_its_visits(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    case = make_case("BUSAN-2024")
    visit = make_confirmed(reporter, reviewer=reviewer, case=case)
    make_confirmed(reporter, reviewer=reviewer, case=case, record_kind=RecordKind.SUMMARY)

    html = signed_in(reviewer).get("/incidents/").content.decode()

    assert numbers_in(html) == [visit.number]
    assert "<b>1 incident</b><i>/</i><span>1 case</span>" in html


def test_filter_narrows_rows_and_shows_a_chip(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    port = make_site("port", name_en="Port", site_type="PORT", lat=35.1, lon=129.0)
    wanted = make_confirmed(reporter, reviewer=reviewer, site=port)
    make_confirmed(reporter, reviewer=reviewer)

    html = signed_in(reviewer).get("/incidents/?site_type=PORT").content.decode()

    assert numbers_in(html) == [wanted.number]
    assert 'aria-label="Remove Port"' in html


def test_filter_that_leaves_nothing_says_how_many_there_are(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_confirmed(reporter, reviewer=reviewer)
    html = signed_in(reviewer).get("/incidents/?equipment=NIGHT_VISION").content.decode()
    assert "0 of 1" in html
    assert "No incident fits all filters." in html


def test_empty_log_says_that_nothing_is_wrong(signed_in: SignIn, reviewer: Account) -> None:
    html = signed_in(reviewer).get("/incidents/").content.decode()
    assert "No report yet" in html
    assert "Nothing is missing and nothing is wrong." in html


@pytest.mark.parametrize(
    ("query", "field", "value"),
    [
        ("status=NEARLY", "status", "NEARLY"),
        ("date_from=2025-13-01", "date_from", "2025-13-01"),
        ("bbox=1,2,3", "bbox", "1,2,3"),
        ("bbox=nan,0,1,1", "bbox", "nan,0,1,1"),
        ("site=nowhere", "site", "nowhere"),
        ("page=0", "page", "0"),
        ("page=2", "page", "2"),
        ("page=x", "page", "x"),
        ("page=99999999999999999999", "page", "99999999999999999999"),
    ],
)
def test_wrong_value_is_named_and_no_row_is_guessed(
    signed_in: SignIn, reporter: Account, reviewer: Account, query: str, field: str, value: str
) -> None:
    make_confirmed(reporter, reviewer=reviewer)
    response = signed_in(reviewer).get(f"/incidents/?{query}")
    summary = response.content.decode().split('class="errors"')[1].split("</div>")[0]
    assert response.status_code == 400
    assert field in summary
    assert value in summary
    if field != "page":
        assert numbers_in(response.content.decode()) == []


def test_typed_words_stay_words(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    make_confirmed(reporter, reviewer=reviewer, summary="<script>alert(1)</script> ${7*7} a\u202eb")
    html = signed_in(reviewer).get("/incidents/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; ${7*7}" in html
    assert "<script>alert" not in html
    assert "\u202e" not in html


def test_analyst_learns_no_case_name(
    signed_in: SignIn, reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    make_released(reporter, reviewer=reviewer, releaser=releaser, case=make_case("OSAN-2025-04"))
    assert "OSAN-2025-04" in signed_in(reviewer).get("/incidents/").content.decode()
    assert "OSAN-2025-04" not in signed_in(analyst).get("/incidents/").content.decode()


def test_long_tables_are_paged_and_nothing_is_lost(
    signed_in: SignIn, reporter: Account, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("incidents.views.paging.PAGE_SIZE", 2)
    stored = {make_confirmed(reporter, reviewer=reviewer).number for _ in range(3)}
    client = signed_in(reviewer)

    first = client.get("/incidents/?site_type=MIL_BASE").content.decode()
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = client.get("/incidents/" + following.group(1).replace("&amp;", "&")).content.decode()

    assert (len(numbers_in(first)), len(numbers_in(second))) == (2, 1)
    assert set(numbers_in(first) + numbers_in(second)) == stored
    assert "site_type=MIL_BASE" in following.group(1)


def test_number_of_queries_does_not_grow_with_rows(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    client, counted = signed_in(reviewer), []
    for wanted in (1, 3):
        while len(counted_rows := numbers_in(client.get("/incidents/").content.decode())) < wanted:
            make_confirmed(reporter, reviewer=reviewer)
        assert len(counted_rows) == wanted
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get("/incidents/")
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_a_reviewer_finds_what_waits_from_map_and_list(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_confirmed(reporter, reviewer=reviewer)
    waiting = [make_submitted(reporter).number for _ in range(2)]
    client = signed_in(reviewer)
    for path in ("/", "/incidents/", "/incidents/?site_type=AIRPORT"):
        assert (
            '<a class="btn" href="/incidents/?status=SUBMITTED">2 reports to review</a>'
            in client.get(path).content.decode()
        )
    assert sorted(numbers_in(client.get("/incidents/?status=SUBMITTED").content.decode())) == sorted(waiting)


def test_where_nothing_waits_no_queue_is_offered(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    make_confirmed(reporter, reviewer=reviewer)
    assert "to review" not in signed_in(reviewer).get("/").content.decode()


def test_whoever_does_not_review_is_shown_no_queue(
    signed_in: SignIn, reporter: Account, protection_officer: Account
) -> None:
    make_submitted(reporter)
    for account in (reporter, protection_officer):
        assert "to review" not in signed_in(account).get("/").content.decode()
