"""What people change about their own way in is in the trail."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.test import Client

from incidents.enums import AuditAction
from incidents.models import Account, AuditEvent

pytestmark = pytest.mark.django_db


def changes_of(account: Account) -> list[tuple[list[str], dict[str, object]]]:
    events = AuditEvent.objects.filter(action=AuditAction.ACCOUNT_CHANGED, actor=account).order_by("id")
    return [(event.fields, event.detail) for event in events]


def test_a_new_password_is_recorded_without_it(client: Client, reporter: Account) -> None:
    reporter.set_password("a first pass phrase")
    reporter.save()
    client.force_login(reporter)
    new = "a second pass phrase"
    typed = {"oldpassword": "a first pass phrase", "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", typed).status_code == 302
    assert changes_of(reporter) == [(["password"], {})]


def test_a_refused_password_leaves_nothing(client: Client, reporter: Account) -> None:
    client.force_login(reporter)
    client.post("/accounts/password/change/", {"oldpassword": "wrong", "password1": "a", "password2": "a"})
    assert changes_of(reporter) == []


@pytest.mark.parametrize(
    ("signal", "step"),
    [(authenticator_added, "added"), (authenticator_removed, "removed"), (authenticator_reset, "renewed")],
)
def test_a_second_factor_is_recorded_without_its_secret(reporter: Account, signal: object, step: str) -> None:
    factor = Authenticator(user=reporter, type=Authenticator.Type.TOTP, data={"secret": "not to be kept"})
    signal.send(sender=Authenticator, request=None, user=reporter, authenticator=factor)  # type: ignore[attr-defined]
    assert changes_of(reporter) == [(["second_factors"], {"type": "totp", "step": step})]
