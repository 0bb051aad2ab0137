"""Rows that add up others: 계, 합계, 총 계, 3월 소계, Total. They are no reports."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_LABEL = 24
_COUNT = r"(?:\s*[:：(\[]?\s*(?:총\s*)?[\d,.]+\s*(?:건|명|회|대|개|여\s*건)?\s*[)\]]?)?"
_LABEL = re.compile(
    rf"(?:\S{{1,10}}\s+)?(?:총\s*합|총|소|합|누|중\s*간|월|연)?\s*계{_COUNT}|총\s*합?\s*[\d,]+\s*건|(?:\S{{1,10}}\s+)?(?:grand|sub)?[\s-]*totals?{_COUNT}",
    re.IGNORECASE,
)
_ONLY_A_COUNT = re.compile(r"(?:총\s*)?[\d,]{1,4}\s*(?:건|명|회|대|개)?|-+")


# Between cells that are looked at as one text.
APART = "\x1f"
_HINT = re.compile(r"계(?![가-힣])|otal|총\s{0,2}합?\s{0,2}\d", re.IGNORECASE)


def may_be_total(joined: str) -> bool:
    """Whether the joined cells of a row hold a word for a total at all; cheap, because every row is asked."""
    return ("계" in joined or "총" in joined or "ta" in joined or "TA" in joined) and bool(
        _HINT.search(joined)
    )


def is_total(cells: Sequence[str], days: Sequence[int], places: Sequence[int]) -> bool:
    """Whether a cell says that the row adds up others, and the row says no day, or no place, as a report would."""
    labels = {at for at, cell in enumerate(cells) if len(cell) <= _LONGEST_LABEL and _LABEL.fullmatch(cell)}
    return bool(labels) and not (_says(cells, days, labels) and _says(cells, places, labels))


def _says(cells: Sequence[str], columns: Sequence[int], labels: set[int]) -> bool:
    return any(cells[at] and at not in labels and not _ONLY_A_COUNT.fullmatch(cells[at]) for at in columns)
