"""Readable numbers that are never reused."""

from __future__ import annotations

import datetime as dt

from incidents.models import NumberSequence


def next_number(prefix: str, *, on: dt.date) -> str:
    """Return the next number such as UPR-2026-00042; the row lock makes two writers wait."""
    NumberSequence.objects.get_or_create(prefix=prefix, year=on.year)
    sequence = NumberSequence.objects.select_for_update(no_key=True).get(prefix=prefix, year=on.year)
    sequence.last += 1
    sequence.save(update_fields=["last"])
    return f"{prefix}-{on.year}-{sequence.last:05d}"
