"""System checks: misconfiguration is said at the start."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import DatabaseError

from incidents.models import Account


@register(Tags.security, Tags.database)
def demo_accounts_stay_on_loopback(
    databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse demo accounts, whose passwords lie in a file, where others can reach the service."""
    if settings.IS_LOOPBACK or not databases:
        return []
    try:
        exist = Account.objects.filter(is_demo=True, is_active=True).exists()
    except DatabaseError:  # not migrated yet
        return []
    if not exist:
        return []
    return [
        Error(
            f"Demo accounts exist and PUBLIC_URL is {settings.PUBLIC_URL}.",
            hint="Start an empty log (EMPTY=1 with another DATA_DIR), or remove the demo with `manage.py leave_demo`.",
            id="sightline.E001",
        )
    ]
