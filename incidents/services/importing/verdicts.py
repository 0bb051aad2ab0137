"""What became of each row of a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from django.utils.translation import gettext as _


class Verdict(StrEnum):
    """A row entered, was there already, or stays outside with its reasons."""

    NEW = "new"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """One row: counted as a spreadsheet counts, the header being row 1; a new draft says what it still lacks."""

    row_number: int
    verdict: Verdict
    number: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def is_incomplete(self) -> bool:
        """Whether the row entered as a draft that still lacks something."""
        return self.verdict is Verdict.NEW and bool(self.reasons)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows of one import, and whether anything was stored."""

    rows: tuple[RowVerdict, ...]
    dropped_columns: tuple[str, ...]
    is_stored: bool

    @property
    def n_new(self) -> int:
        """How many rows entered."""
        return self._count(Verdict.NEW)

    @property
    def n_unchanged(self) -> int:
        """How many rows were there already."""
        return self._count(Verdict.UNCHANGED)

    @property
    def n_refused(self) -> int:
        """How many rows stay outside."""
        return self._count(Verdict.REFUSED)

    def _count(self, verdict: Verdict) -> int:
        return sum(row.verdict is verdict for row in self.rows)

    def undone(self) -> ImportReport:
        """Return the report of what would have been stored: numbers that were not given are left out."""
        rows = (replace(row, number="") if row.verdict is Verdict.NEW else row for row in self.rows)
        return replace(self, rows=tuple(rows), is_stored=False)


def refused(row_number: int, reasons: list[str]) -> RowVerdict:
    """Return the verdict on a row that stays outside; each reason names the row."""
    named = tuple(
        _("row %(number)d, %(reason)s") % {"number": row_number, "reason": reason} for reason in reasons
    )
    return RowVerdict(row_number, Verdict.REFUSED, reasons=named)
