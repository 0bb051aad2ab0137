"""Addresses that no page links to: refused before they reach a query that would break on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account

SignIn = Callable[[Account], Client]
REPORTS, TRAIL = "/admin/incidents/incident/", "/admin/incidents/auditevent/"
SITES_OF_A_REPORT = "/admin/autocomplete/?app_label=incidents&model_name=incident&field_name=site"


@pytest.mark.parametrize(
    "part", ["year=1", "year=9999", "year__gte=1", "iso_year=1", "year=2024&occurred_from__hour=1"]
)
def test_date_that_no_calendar_counts_on_from_is_refused(
    signed_in: SignIn, reviewer: Account, part: str
) -> None:
    assert signed_in(reviewer).get(f"{REPORTS}?occurred_from__{part}").status_code == 400


def test_trail_refuses_such_a_date_too(signed_in: SignIn, auditor: Account) -> None:
    assert signed_in(auditor).get(f"{TRAIL}?at__year=9999").status_code == 400


def test_dates_that_the_page_links_to_are_answered(signed_in: SignIn, reviewer: Account) -> None:
    address = f"{REPORTS}?occurred_from__year=2024&occurred_from__month=2&occurred_from__day=29"
    assert signed_in(reviewer).get(address).status_code == 200


@pytest.mark.parametrize("address", [f"{REPORTS}?", f"{SITES_OF_A_REPORT}&"])
def test_search_of_a_thousand_words_is_refused(signed_in: SignIn, reviewer: Account, address: str) -> None:
    parameter = "q" if address.startswith(REPORTS) else "term"
    client = signed_in(reviewer)
    assert client.get(f"{address}{parameter}={'x%20' * 1000}").status_code == 400
    assert client.get(f"{address}{parameter}={'x%20' * 50}").status_code == 200


@pytest.mark.parametrize("page", ["email/", "password/reset/", "confirm-email/", "login/code/confirm/"])
def test_accounts_have_no_mail(signed_in: SignIn, reviewer: Account, page: str) -> None:
    for client in (signed_in(reviewer), Client()):
        assert client.get(f"/accounts/{page}").status_code == 404
        answer = client.post(f"/accounts/{page}", {"email": "a@example.org", "action_add": ""})
        assert answer.status_code == 404
