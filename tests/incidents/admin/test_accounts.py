"""Accounts are opened and closed by the operator, never with an effect on one's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from incidents.errors import NotAllowed, SamePerson
from incidents.models import Account, AuditEvent
from incidents.services.accounts import change_account, open_account
from tests.factories import PASSWORD
from tests.incidents.admin.pages import errors_on

SignIn = Callable[[Account], Client]
ADD = reverse("admin:incidents_account_add")


def change_page(account: Account) -> str:
    return reverse("admin:incidents_account_change", args=[account.pk])


def test_random_password_is_shown_once_and_signs_in(operator: Account, signed_in: SignIn) -> None:
    page = signed_in(operator).post(ADD, {"username": "gate-3", "roles": ["reporter"]})

    account = Account.objects.get(username="gate-3")
    assert account.role_codes == {"reporter"}
    assert account.check_password(page.context["password"])
    assert page.context["password"] in page.content.decode()
    assert "sessionid" not in page.cookies
    assert "messages" not in page.cookies
    assert AuditEvent.objects.filter(action="account.created", actor=operator, object_key="gate-3").exists()


def test_typed_password_is_taken_and_not_shown(operator: Account, signed_in: SignIn) -> None:
    typed = {"username": "gate-3", "roles": ["reporter"], "password": PASSWORD, "password_again": PASSWORD}
    response = signed_in(operator).post(ADD, typed)
    assert response.status_code == 302
    assert Account.objects.get(username="gate-3").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"password": PASSWORD, "password_again": "other"}, "password_again", "The two passwords differ."),
        ({"password": "short", "password_again": "short"}, "password", "This password is too short."),
        ({"username": "operator"}, "username", "already exists"),
        ({"username": "two words"}, "username", "Enter a valid username."),
        ({"roles": ["service"]}, "roles", "service is not one of the available choices"),
        ({"roles": ["root"]}, "roles", "root is not one of the available choices"),
    ],
)
def test_unfit_account_is_refused(
    operator: Account, signed_in: SignIn, typed: dict[str, Any], field: str, words: str
) -> None:
    response = signed_in(operator).post(ADD, {"username": "gate-3", "roles": ["reporter"]} | typed)
    assert list(errors_on(response)) == [field]
    assert words in errors_on(response)[field][0]
    assert Account.objects.count() == 1


def test_roles_and_closing_are_seen_on_the_next_request(
    operator: Account, reporter: Account, signed_in: SignIn
) -> None:
    theirs, page = signed_in(reporter), change_page(reporter)
    assert theirs.get(reverse("admin:incidents_incident_add")).status_code == 200

    signed_in(operator).post(page, {"roles": ["auditor"], "is_active": "on"})
    assert theirs.get(reverse("admin:incidents_incident_add")).status_code == 403
    assert theirs.get(reverse("admin:incidents_auditevent_changelist")).status_code == 200

    signed_in(operator).post(page, {"roles": ["auditor"]})
    assert theirs.get(reverse("admin:incidents_auditevent_changelist")).status_code == 302
    assert list(AuditEvent.objects.filter(action="account.changed").values_list("fields", flat=True)) == [
        ["is_active"],
        ["roles"],
    ]


def test_own_account_is_read_only(operator: Account, signed_in: SignIn) -> None:
    client, page = signed_in(operator), change_page(operator)
    assert client.get(page).status_code == 200
    assert client.post(page, {"roles": ["operator", "reviewer"], "is_active": "on"}).status_code == 403
    with pytest.raises(SamePerson):
        change_account(by=operator, account=operator, roles=["reviewer"], is_active=True)


def test_service_refuses_who_keeps_no_accounts(reviewer: Account, reporter: Account) -> None:
    with pytest.raises(NotAllowed):
        open_account(by=reviewer, username="gate-3", roles=["reviewer"])
    with pytest.raises(NotAllowed):
        change_account(by=reviewer, account=reporter, roles=["reviewer"], is_active=True)
