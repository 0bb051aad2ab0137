"""Refusals leave a trace: screens that a role does not cover, and failed sign-ins."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from incidents.models import Account, AuditEvent


def test_refused_screen_is_recorded(signed_in: Callable[[Account], Client], auditor: Account) -> None:
    assert signed_in(auditor).get("/incidents/").status_code == 403
    event = AuditEvent.objects.first()
    assert (event.action, event.actor, event.object_key) == ("access.denied", auditor, "/incidents/")


def test_failed_sign_in_is_recorded_without_what_was_typed(client: Client, reviewer: Account) -> None:
    for name in (reviewer.username, "my-password-in-the-wrong-field"):
        response = client.post("/accounts/login/", {"login": name, "password": "wrong"})
        assert response.status_code == 200
    events = AuditEvent.objects.filter(action="sign_in.failed").order_by("id")
    assert [event.object_key for event in events] == [reviewer.username, "unknown"]
    assert "wrong" not in str([event.__dict__ for event in events])
