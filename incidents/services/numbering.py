"""Readable numbers that are never reused."""

from __future__ import annotations

import datetime as dt

from incidents.models import NumberSequence


def next_number(prefix: str, *, on: dt.date) -> str:
    """Return the next number such as UPR-2026-00042; the row lock makes two writers wait."""
    return next_numbers(prefix, on=on, count=1)[0]


def next_numbers(prefix: str, *, on: dt.date, count: int) -> list[str]:
    """Return several numbers in a row, taken in one step."""
    sequence = hold_sequence(prefix, on=on)
    first, sequence.last = sequence.last + 1, sequence.last + count
    sequence.save(update_fields=["last"])
    return [f"{prefix}-{on.year}-{number:05d}" for number in range(first, sequence.last + 1)]


def hold_sequence(prefix: str, *, on: dt.date) -> NumberSequence:
    """Lock the sequence of a year until the transaction ends, so that all who take numbers wait."""
    NumberSequence.objects.get_or_create(prefix=prefix, year=on.year)
    return NumberSequence.objects.select_for_update(no_key=True).get(prefix=prefix, year=on.year)
