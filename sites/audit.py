"""The registry's way to the audit trail: the recorder lives in a higher app and is named in the settings."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


def record_event(**event: Any) -> None:
    """Write one audit row in the caller's transaction."""
    import_string(settings.AUDIT_RECORDER)(**event)
