"""A NUL never reaches a query, which PostgreSQL would answer with an error."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from incidents.models import Account

SignIn = Callable[[Account], Client]


@pytest.mark.parametrize(
    "path", ["/incidents/%00/", "/incidents/UPR-2025-00001%00/", "/report/mine/%00/take-back/"]
)
def test_address_with_a_nul_is_not_found(signed_in: SignIn, reviewer: Account, path: str) -> None:
    assert signed_in(reviewer).get(path).status_code == 404


def test_session_cookie_with_a_nul_is_no_session(db: None) -> None:
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = "\x00" * 32
    assert stranger.get("/").status_code == 302


@pytest.mark.parametrize("query", ["status__exact=%00", "q=%00", "o=1&%00=1"])
def test_admin_filter_with_a_nul_is_refused(signed_in: SignIn, reporter: Account, query: str) -> None:
    assert signed_in(reporter).get(f"/admin/incidents/incident/?{query}").status_code == 400


def test_filter_of_our_own_says_what_is_wrong(signed_in: SignIn, reviewer: Account) -> None:
    answer = signed_in(reviewer).get("/incidents/?q=%00")
    assert answer.status_code == 400
    assert "Null characters are not allowed." in answer.content.decode()
