"""Demo accounts never stand where others can reach the service."""

from __future__ import annotations

import pytest

from incidents.checks import demo_accounts_stay_on_loopback
from tests.factories import make_account


@pytest.fixture
def demo_account(db: None) -> None:
    account = make_account("reviewer")
    account.is_demo = True
    account.save()


def test_demo_accounts_are_refused_behind_a_public_address(demo_account: None, settings: object) -> None:
    settings.IS_LOOPBACK = False
    settings.PUBLIC_URL = "https://sightline.example.org"
    (error,) = demo_accounts_stay_on_loopback(databases=["default"])
    assert error.id == "sightline.E001"
    assert "https://sightline.example.org" in error.msg


def test_demo_accounts_are_fine_on_this_machine(demo_account: None) -> None:
    assert demo_accounts_stay_on_loopback(databases=["default"]) == []


def test_own_accounts_are_fine_anywhere(db: None, settings: object) -> None:
    make_account("reviewer")
    settings.IS_LOOPBACK = False
    assert demo_accounts_stay_on_loopback(databases=["default"]) == []
