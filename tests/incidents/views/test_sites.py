"""The registry for readers: zones say how sure they are, counts are pairs of what the reader may know of."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account
from tests.factories import make_case, make_confirmed, make_site, make_submitted, make_zone

SignIn = Callable[[Account], Client]


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


def test_number_of_queries_does_not_grow_with_sites(signed_in: SignIn, reviewer: Account) -> None:
    client, counted = signed_in(reviewer), []
    for codes in (["a"], ["b", "c"]):
        for code in codes:
            make_zone(make_site(code, name_en=code))
        with CaptureQueriesContext(connection) as queries:
            client.get("/sites/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
