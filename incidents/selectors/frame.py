"""The few facts that every page frame needs."""

from __future__ import annotations

from incidents.models import Log


def has_demo_data() -> bool:
    """Whether a log of demo data is loaded."""
    return Log.objects.filter(is_demo=True).exists()
