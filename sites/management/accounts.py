"""Whom a command names to the audit trail."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.utils.translation import gettext as _


def account_named(username: str | None) -> Any:
    """Return the active account of a name; without a name, nobody."""
    if username is None:
        return None
    account = get_user_model().objects.filter(username=username, is_active=True).first()
    if account is None:
        raise CommandError(_("“%(name)s” is not an active account.") % {"name": username})
    return account
