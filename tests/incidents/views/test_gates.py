"""Who may open which record page: every role on every page, and nobody without signing in."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.models import Account
from tests.factories import ALL_ROLES, make_account, make_site

SignIn = Callable[[Account], Client]

READ_INCIDENTS = {"reporter", "reviewer", "releaser", "analyst", "protection_officer"}
READ_FINDINGS = READ_INCIDENTS - {"reporter"}
PAGES = {
    "/incidents/": READ_INCIDENTS,
    "/findings/": READ_FINDINGS,
    "/sites/": READ_INCIDENTS,
    "/sites/osan-air-base/": READ_INCIDENTS,
    "/audit/": {"protection_officer", "auditor"},
    "/exports/": {"protection_officer", "auditor", "releaser"},
}


@pytest.mark.parametrize("role", ALL_ROLES)
@pytest.mark.parametrize("path", PAGES)
def test_each_role_opens_what_it_may(signed_in: SignIn, db: None, path: str, role: str) -> None:
    make_site()
    wanted = 200 if role in PAGES[path] else 403
    assert signed_in(make_account(role)).get(path).status_code == wanted


@pytest.mark.parametrize("path", [*PAGES, "/incidents/UPR-2026-00001/", "/findings/own/1/"])
def test_nobody_enters_without_signing_in(client: Client, db: None, path: str) -> None:
    response = client.get(path)
    assert (response.status_code, response.url) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", [*PAGES, "/incidents/UPR-2026-00001/", "/findings/own/1/"])
def test_account_without_a_role_reads_nothing(signed_in: SignIn, stranger: Account, path: str) -> None:
    make_site()
    stranger.is_superuser = True
    stranger.save()
    assert signed_in(stranger).get(path).status_code == 403


@pytest.mark.parametrize("path", ["/incidents/", "/sites/", "/sites/osan-air-base/", "/audit/", "/exports/"])
def test_reading_pages_take_no_post(signed_in: SignIn, db: None, path: str) -> None:
    everything = make_account("reviewer", "protection_officer")
    assert signed_in(everything).post(path).status_code == 405


def test_refusal_is_a_page_in_words(signed_in: SignIn, auditor: Account) -> None:
    response = signed_in(auditor).get("/incidents/")
    assert "Your roles do not cover this page" in response.content.decode()


def test_missing_page_is_a_page_in_words(signed_in: SignIn, reviewer: Account) -> None:
    response = signed_in(reviewer).get("/nowhere/")
    assert response.status_code == 404
    assert "There is no such page for you" in response.content.decode()
