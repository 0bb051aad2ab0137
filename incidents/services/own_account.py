"""What people change about their own way in leaves a line in the trail, as every other change does.

allauth saves and then tells, so these events follow their change by a moment instead of sharing its transaction.
"""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed, password_set
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.db import transaction

from incidents.enums import AuditAction
from incidents.models import Account
from incidents.services.audit import record_event


def listen() -> None:
    """Record changes of passwords and second factors from now on."""
    for signal in (password_changed, password_set):
        signal.connect(_record_password, dispatch_uid="incidents.own_password")
    for signal in (authenticator_added, authenticator_removed, authenticator_reset):
        signal.connect(_record_second_factor, dispatch_uid="incidents.own_second_factor")


def _record_password(user: Account, **_kwargs: Any) -> None:
    _record(user, "password", {})


def _record_second_factor(user: Account, authenticator: Any, signal: Any, **_kwargs: Any) -> None:
    happened = {authenticator_added: "added", authenticator_removed: "removed"}.get(signal, "renewed")
    _record(user, "second_factors", {"type": str(authenticator.type), "step": happened})


@transaction.atomic
def _record(user: Account, field: str, detail: dict[str, object]) -> None:
    record_event(
        by=user, action=AuditAction.ACCOUNT_CHANGED, object_type="account", object_key=user.username,
        fields=[field], detail=detail,
    )  # fmt: skip
