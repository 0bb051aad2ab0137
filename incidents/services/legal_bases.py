"""The provisions that outcomes name: reference data that every installation starts with."""

from __future__ import annotations

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

from django.db import transaction

from incidents.models import LegalBasis

LEGAL_BASES_FILE = Path(__file__).resolve().parent.parent / "demo" / "legal_basis.csv"


@transaction.atomic
def load_legal_bases() -> int:
    """Add the provisions that are missing and return how many; those that an office has edited stay."""
    seen: Counter[str] = Counter()
    added = 0
    with LEGAL_BASES_FILE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code = row.pop("code")
            seen[code] += 1
            days = {name: _day(row.pop(name)) for name in ("valid_from", "valid_to")}
            _stored, is_new = LegalBasis.objects.get_or_create(
                code=code, version=seen[code], defaults={**row, **days}
            )
            added += is_new
    return added


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
