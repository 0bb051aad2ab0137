"""The registry for readers: zones say how sure they are, counts are pairs of what the reader may know of."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account
from tests.factories import make_case, make_confirmed, make_log, make_site, make_submitted, make_zone, noon

SignIn = Callable[[Account], Client]


def content_of(html: str) -> dict[str, Any]:
    """Return what the page hands to its map."""
    found = re.search(r'id="site-map"[^>]*>(.*?)</script>', html)
    assert found
    return dict(json.loads(found[1]))


def test_list_counts_what_the_reader_may_know_of(
    signed_in: SignIn, reporter: Account, reviewer: Account, analyst: Account
) -> None:
    for _ in range(2):
        make_confirmed(reporter, reviewer=reviewer, case=make_case("OSAN-2025-04"))
    make_submitted(reporter)
    pair = '<span class="pair"><b>{}</b><i>/</i><span>{}</span></span>'
    assert pair.format(2, 1) in signed_in(reviewer).get("/sites/").content.decode()
    assert pair.format(0, 0) in signed_in(analyst).get("/sites/").content.decode()


def test_page_says_that_an_approximate_zone_settles_nothing(signed_in: SignIn, analyst: Account) -> None:
    site = make_site(aliases=["K-55"], source_title="List <of> sites", source_url="https://example.org/list")
    make_zone(site, note="A plain circle")
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert "Zone approximate: no legal conclusion." in html
    assert "Point and radius 1.5 km" in html
    assert "37.0906, 127.0300" in html
    assert "List &lt;of&gt; sites" in html
    assert "/incidents/?site=osan-air-base" in html


def test_surveyed_zone_is_not_called_approximate(signed_in: SignIn, analyst: Account) -> None:
    make_zone(make_site(), accuracy="SURVEYED")
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert "Zones as surveyed." in html
    assert "no legal conclusion" not in html


def test_site_without_a_zone_says_so(signed_in: SignIn, analyst: Account) -> None:
    make_site()
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert "None drawn. The zone relation of records here rests on what was told." in html


def test_facility_grade_is_not_shown(signed_in: SignIn, reviewer: Account) -> None:
    make_site(facility_grade="GA")
    assert "Grade ga" not in signed_in(reviewer).get("/sites/osan-air-base/").content.decode()


def test_unknown_site_is_not_found(signed_in: SignIn, reviewer: Account) -> None:
    assert signed_in(reviewer).get("/sites/nowhere/").status_code == 404


def test_empty_registry_says_that_nothing_is_wrong(signed_in: SignIn, reviewer: Account) -> None:
    assert "The registry is empty" in signed_in(reviewer).get("/sites/").content.decode()


def test_zone_of_the_past_is_told_but_not_drawn(signed_in: SignIn, analyst: Account) -> None:
    make_zone(make_site(), valid_to=dt.date(2020, 1, 1))
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert "not valid today: not on the map" in html
    assert content_of(html)["zones"] == []


def test_map_shows_only_what_the_reader_may_know_of(
    signed_in: SignIn, reporter: Account, reviewer: Account, analyst: Account
) -> None:
    make_zone(make_site())
    make_confirmed(reporter, reviewer=reviewer, observer_lat=37.1, observer_lon=127.03, uncertainty_m=5.0)
    make_submitted(reporter)
    seen = content_of(signed_in(reviewer).get("/sites/osan-air-base/").content.decode())
    assert [incident["docked"] for incident in seen["incidents"]] == [False]
    assert [zone["label"] for zone in seen["zones"]] == ["Perimeter, approximate: no legal conclusion"]
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert content_of(html)["incidents"] == []
    assert "None that you may read" in html


def test_nearest_sites_stand_with_their_distance(signed_in: SignIn, analyst: Account) -> None:
    make_site()
    make_site("camp-humphreys", name_en="Camp Humphreys", lat=36.9622, lon=127.031)
    html = signed_in(analyst).get("/sites/osan-air-base/").content.decode()
    assert "Camp Humphreys" in html
    assert "14.2 km" in html


def test_empty_map_abroad_is_said_to_be_empty(signed_in: SignIn, analyst: Account) -> None:
    make_site()
    make_site("auckland", name_en="Auckland", lat=-37.0, lon=174.8)
    client = signed_in(analyst)
    words = "The basemap shows Korea and its neighbours; here it is empty"
    assert words in client.get("/sites/auckland/").content.decode()
    assert words not in client.get("/sites/osan-air-base/").content.decode()


def test_few_reports_are_counted_and_nothing_is_called_usual(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    for _ in range(6):
        make_confirmed(reporter, reviewer=reviewer, case=make_case("OSAN-2025-04"))
    html = signed_in(reviewer).get("/sites/osan-air-base/").content.decode()
    assert "fewer than five cases are too few to say what is usual" in html
    assert "Usual, cases" not in html
    assert "pattern" not in html


def test_enough_reports_have_a_range_that_claims_nothing(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    for day in range(1, 8):
        make_confirmed(reporter, reviewer=reviewer, occurred_from=noon(f"2025-04-0{day}"))
    html = signed_in(reviewer).get("/sites/osan-air-base/").content.decode()
    assert "no row here is a pattern" in html
    assert "0 to 3, mean 1" in html
    assert "April 2025" in html or "Apr 2025" in html


def test_period_of_the_filter_is_counted_beside_what_the_rest_makes_one_expect(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    for day in (
        "2025-01-10",
        "2025-02-10",
        "2025-03-10",
        "2025-04-10",
        "2025-05-10",
        "2025-06-10",
        "2025-06-20",
    ):
        make_confirmed(reporter, reviewer=reviewer, occurred_from=noon(day))
    client = signed_in(reviewer)
    html = client.get(
        "/sites/osan-air-base/", {"date_from": "2025-06-01", "date_to": "2025-06-30"}
    ).content.decode()
    assert "1 Jun – 30 Jun 2025" in html
    assert "2 incidents" in html
    assert "Usual for as many days, judged by the other days" in html
    assert (
        "does not reach into this period"
        in client.get("/sites/osan-air-base/?date_to=2020-01-01").content.decode()
    )


@pytest.mark.parametrize(
    "query",
    ["date_from=tomorrow", "date_from=2025-05-01&date_to=2025-04-01", "date_to=9999-12-31", "log=<b>"],
)
def test_period_that_cannot_be_read_is_said_to_be_wrong(
    signed_in: SignIn, reviewer: Account, query: str
) -> None:
    make_site()
    assert signed_in(reviewer).get(f"/sites/osan-air-base/?{query}").status_code == 400


def test_logs_are_never_added_up(signed_in: SignIn, reporter: Account, reviewer: Account) -> None:
    press = make_log("press", kind="PRESS", is_default=False)
    for log in (None, press, press):
        make_confirmed(reporter, reviewer=reviewer, log=log)
    client = signed_in(reviewer)
    pair = "<b>{}</b><i>/</i><span>{}</span></span>"
    html = client.get("/sites/osan-air-base/").content.decode()
    assert pair.format("2 incidents", "2 cases") in html
    assert "?log=own#usual" in html
    assert pair.format("1 incident", "1 case") in client.get("/sites/osan-air-base/?log=own").content.decode()


@pytest.mark.parametrize("words", ["오산", "오산공군", "OSAN", "osan air", "ｏｓａｎ", "경기도 k55", "K-55"])
def test_site_is_found_by_any_of_its_names(signed_in: SignIn, analyst: Account, words: str) -> None:
    make_site(aliases=["K-55"])
    make_site("jeju", name_en="Jeju", name_ko="제주", admin1="제주특별자치도", admin2="")
    html = signed_in(analyst).get("/sites/", {"q": words}).content.decode()
    assert "/sites/osan-air-base/" in html
    assert "/sites/jeju/" not in html


def test_name_that_no_site_has_says_what_to_do(signed_in: SignIn, analyst: Account) -> None:
    make_site()
    html = signed_in(analyst).get("/sites/", {"q": "<script>"}).content.decode()
    assert "0 of 1" in html
    assert "<script>alert" not in html


def test_long_list_has_pages(signed_in: SignIn, analyst: Account) -> None:
    for number in range(52):
        make_site(f"site-{number:02d}", name_en=f"Site {number:02d}")
    client = signed_in(analyst)
    assert "Page 1 of 2" in client.get("/sites/").content.decode()
    assert client.get("/sites/?page=2").content.decode().count('href="/sites/site-') == 2
    assert client.get("/sites/?page=9").status_code == 400


def test_buttons_for_keeping_the_registry_are_for_those_who_keep_it(
    signed_in: SignIn, reviewer: Account, analyst: Account
) -> None:
    make_zone(make_site())
    for path, words in (("/sites/osan-air-base/", "/zones/draw/"), ("/sites/", "/registry/file/")):
        assert words in signed_in(reviewer).get(path).content.decode()
        assert words not in signed_in(analyst).get(path).content.decode()


def test_number_of_queries_of_a_page_does_not_grow(
    signed_in: SignIn, reporter: Account, reviewer: Account
) -> None:
    client, counted = signed_in(reviewer), []
    make_confirmed(reporter, reviewer=reviewer)
    for number in range(3):
        make_zone(make_site())
        make_site(f"near-{number}", name_en="Near", lat=37.1)
        make_confirmed(reporter, reviewer=reviewer)
        with CaptureQueriesContext(connection) as queries:
            client.get("/sites/osan-air-base/")
        counted.append(len(queries))
    assert counted[1] == counted[2]


def test_number_of_queries_does_not_grow_with_sites(signed_in: SignIn, reviewer: Account) -> None:
    client, counted = signed_in(reviewer), []
    for codes in (["a"], ["b", "c"]):
        for code in codes:
            make_zone(make_site(code, name_en=code))
        with CaptureQueriesContext(connection) as queries:
            client.get("/sites/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
