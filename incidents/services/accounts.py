"""Accounts of staff and their roles; nobody signs up from outside."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import AuditAction, Role
from incidents.errors import NotAllowed, SamePerson
from incidents.models import Account
from incidents.services.audit import record_event

PERSON_ROLES = tuple(role for role in Role.values if role != Role.SERVICE)


class ClosedAccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by the operator only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer no."""
        return False

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record that somebody was refused; an unknown name is not kept, it may be a mistyped password."""
        super().authentication_failed(request, **credentials)
        known = Account.objects.filter(username=credentials.get("username", "")).first()
        with transaction.atomic():
            record_event(
                by=None, action=AuditAction.SIGN_IN_FAILED, object_type="account",
                object_key=known.username if known else "unknown",
            )  # fmt: skip


@transaction.atomic
def open_account(
    *,
    username: str,
    roles: Iterable[str],
    password: str | None = None,
    is_demo: bool = False,
    by: Account | None = None,
) -> tuple[Account, str]:
    """Create an account that may sign in; return it with its password. Nobody stands behind it in the shell."""
    if by is not None:
        _require_operator(by)
    password = password or secrets.token_urlsafe(12)
    account = Account(username=username, is_staff=True, is_demo=is_demo)
    account.set_password(password)
    account.full_clean(exclude=["password"])
    account.save()
    give_roles(account, roles)
    record_event(
        by=by, action=AuditAction.ACCOUNT_CREATED, object_type="account", object_key=username,
        detail={"roles": sorted(roles)},
    )  # fmt: skip
    return account, password


@transaction.atomic
def reset_password(*, account: Account, by: Account | None = None, second_factors: bool = False) -> str:
    """Give an account a new random password and return it; sessions end, a lost second factor may go too."""
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.save(update_fields=["password"])
    changed = {"password"}
    if second_factors:
        Authenticator.objects.filter(user=account).delete()
        changed.add("second_factors")
    record_event(
        by=by, action=AuditAction.ACCOUNT_CHANGED, object_type="account", object_key=account.username, fields=changed,
    )  # fmt: skip
    return password


@transaction.atomic
def change_account(*, by: Account, account: Account, roles: Iterable[str], is_active: bool) -> Account:
    """Give an account other roles, or let it sign in no longer; nobody changes their own."""
    _require_operator(by)
    if account.pk == by.pk:
        raise SamePerson(_("This is your own account; another operator changes it."))
    stored = Account.objects.select_for_update().get(pk=account.pk)
    wanted = frozenset(roles)
    changed = {"roles"} if wanted != stored.role_codes else set()
    if is_active != stored.is_active:
        changed.add("is_active")
    give_roles(stored, sorted(wanted))
    stored.is_active = is_active
    stored.save(update_fields=["is_active"])
    if changed:
        record_event(
            by=by, action=AuditAction.ACCOUNT_CHANGED, object_type="account", object_key=stored.username,
            fields=changed, detail={"roles": sorted(wanted), "is_active": is_active},
        )  # fmt: skip
    return stored


@transaction.atomic
def close_account(*, account: Account, by: Account | None = None, reason: str = "") -> None:
    """Let an account sign in no longer; its row stays, because records and the trail name it."""
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    record_event(
        by=by, action=AuditAction.ACCOUNT_CHANGED, object_type="account", object_key=account.username,
        fields=["is_active"], reason=reason,
    )  # fmt: skip


def _require_operator(by: Account) -> None:
    if not reader_of(by).may(Action.MANAGE_ACCOUNTS):
        raise NotAllowed(_("Your roles do not cover accounts."))


def give_roles(account: Account, roles: Iterable[str]) -> None:
    """Set exactly these roles; an unknown one is refused."""
    wanted = list(roles)
    unknown = [role for role in wanted if role not in PERSON_ROLES]
    if unknown:
        raise ValueError(f"role: “{unknown[0]}” is unknown. Use one of {', '.join(PERSON_ROLES)}.")
    account.groups.set([Group.objects.get_or_create(name=role)[0] for role in wanted])
    account.__dict__.pop("_role_codes", None)
