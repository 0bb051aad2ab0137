"""Persons of the suite, one for each role, and a client signed in as anyone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.signals import request_finished, request_started
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from incidents.models import Account
from tests.factories import make_account

# A loaded machine is slow, and that is no failure: no test of properties is judged by its time.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin every test in English, whatever language the one before it left behind."""
    with translation.override("en"):
        yield


@pytest.fixture
def reporter(db: None) -> Account:
    return make_account("reporter", username="reporter")


@pytest.fixture
def reviewer(db: None) -> Account:
    return make_account("reviewer", username="reviewer")


@pytest.fixture
def releaser(db: None) -> Account:
    return make_account("releaser", username="releaser")


@pytest.fixture
def analyst(db: None) -> Account:
    return make_account("analyst", username="analyst")


@pytest.fixture
def protection_officer(db: None) -> Account:
    return make_account("protection_officer", username="protection-officer")


@pytest.fixture
def auditor(db: None) -> Account:
    return make_account("auditor", username="auditor")


@pytest.fixture
def operator(db: None) -> Account:
    return make_account("operator", username="operator")


@pytest.fixture
def stranger(db: None) -> Account:
    """An account without any role."""
    return make_account(username="stranger")


@pytest.fixture
def signed_in(client: Client) -> Callable[[Account], Client]:
    """Return a client signed in as the given account."""

    def sign_in(account: Account) -> Client:
        fresh = Client()
        fresh.force_login(account, backend="allauth.account.auth_backends.AuthenticationBackend")
        return fresh

    return sign_in


@pytest.fixture
def kept_connection(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the test's one connection open, which the real WSGI application closes with every request."""
    monkeypatch.setattr(request_started, "receivers", [])
    monkeypatch.setattr(request_finished, "receivers", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out and why."""
    reasons = {
        report.longrepr[2].removeprefix("Skipped: ") for report in terminalreporter.stats.get("skipped", [])
    }
    n_deselected = len(terminalreporter.stats.get("deselected", []))
    parts = sorted(reasons) + (
        [f"{n_deselected} browser tests (`make check` runs them)"] if n_deselected else []
    )
    if parts and terminalreporter.config.getoption("markexpr") == "not browser":
        terminalreporter.ensure_newline()
        terminalreporter.write_line(f"Left out: {'; '.join(parts)}.")
