"""Airports and ports from the committed lists: each ticked by a person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, AuditEvent
from sites.models import ProtectedSite
from tests.factories import make_site

SignIn = Callable[[Account], Client]
PAGE = "/registry/lists/"


def test_list_says_what_would_become_of_each(signed_in: SignIn, reviewer: Account) -> None:
    make_site(
        "mine",
        name_en="Our port",
        name_ko="우리 항구",
        site_type="PORT",
        lat=35.1,
        lon=129.04,
        aliases=["KRPUS"],
    )
    html = signed_in(reviewer).get(PAGE, {"which": "ports", "country": "KR"}).content.decode()
    assert "18 new, 1 already there, 0 near a site, 7 left out." in html
    assert "degrees and minutes look as if read as decimals" in html
    assert 'value="KRINC" checked' in html
    assert 'name="take" value="KRKAN"' in html
    assert 'name="take" value="KRTGH"' not in html


def test_only_what_is_ticked_enters(signed_in: SignIn, reviewer: Account) -> None:
    typed = {"which": "airports", "country": "KR", "take": ["RKSI", "RKSS", "<x>"]}
    assert signed_in(reviewer).post(PAGE, typed).status_code == 302
    assert set(ProtectedSite.objects.values_list("name_ko", flat=True)) == {"인천국제공항", "김포국제공항"}
    assert AuditEvent.objects.filter(action="site.registered", actor=reviewer).count() == 2


def test_further_names_enter_only_where_ticked(signed_in: SignIn, reviewer: Account) -> None:
    site = make_site(
        "mine",
        name_en="Mine",
        name_ko="내 공항",
        site_type="AIRPORT",
        lat=37.4691,
        lon=126.451,
        aliases=["ICN"],
    )
    signed_in(reviewer).post(PAGE, {"which": "airports", "country": "KR", "names": ["RKSI"]})
    site.refresh_from_db()
    assert {"ICN", "RKSI", "인천국제공항"} <= set(site.aliases)
    assert (site.name_ko, ProtectedSite.objects.count()) == ("내 공항", 1)


@pytest.mark.parametrize("query", [{"which": "bases"}, {"country": "XX"}, {"country": "<script>"}])
def test_unknown_list_or_country_is_refused(
    signed_in: SignIn, reviewer: Account, query: dict[str, str]
) -> None:
    response = signed_in(reviewer).get(PAGE, query)
    assert response.status_code == 400
    assert "<script>alert" not in response.content.decode()
    assert signed_in(reviewer).post(PAGE, query | {"take": "RKSI"}).status_code == 400
    assert ProtectedSite.objects.count() == 0


def test_nothing_ticked_stores_nothing(signed_in: SignIn, reviewer: Account) -> None:
    assert signed_in(reviewer).post(PAGE, {"which": "ports", "country": "KR"}).status_code == 400


def test_number_of_queries_does_not_grow_with_sites(signed_in: SignIn, reviewer: Account) -> None:
    client, counted = signed_in(reviewer), []
    for code in ("a", "b"):
        make_site(code, name_en=code)
        with CaptureQueriesContext(connection) as queries:
            client.get(PAGE)
        counted.append(len(queries))
    assert counted[0] == counted[1]
