"""What became of each row of a file, or would become of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from sites.geometry import Point

NO_FLAGS: frozenset[str] = frozenset()


class Verdict(StrEnum):
    """A row enters, changes a report, is known already, likely tells of a known event, or stays outside."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


class Flag(StrEnum):
    """What the preview marks beside a verdict."""

    SWAPPED = "swapped"
    OUTSIDE = "outside"
    UNKNOWN_SITE = "unknown_site"
    FAR_FROM_STATE = "far_from_state"
    DOUBTFUL_WORDS = "doubtful_words"
    NO_REPORT = "no_report"


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """One row: counted as a spreadsheet counts, the header being row 1; a new draft says what it still lacks.

    `number` is the report that the row made, changed or met again; `match` is the likely duplicate: the number of
    a report, or `row 12` of the same file. `offer` is latitude and longitude the right way round. `told` are the words
    of the columns that whoever asked wanted to show.
    """

    row_number: int
    verdict: Verdict
    number: str = ""
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    match: str = ""
    offer: tuple[float, float] | None = None
    point: Point | None = None
    site_code: str = ""
    day: dt.date | None = None
    flags: frozenset[str] = NO_FLAGS
    told: tuple[str, ...] = ()

    @property
    def is_incomplete(self) -> bool:
        """Whether the row entered as a draft that still lacks something."""
        return self.verdict is Verdict.NEW and bool(self.reasons)

    @property
    def is_bad(self) -> bool:
        """Whether the row stays outside for what it says; a total or a header that comes again is no bad row."""
        return self.verdict is Verdict.REFUSED and Flag.NO_REPORT not in self.flags


@dataclass(frozen=True, slots=True)
class ImportReport:
    """All rows of one import, and whether anything was stored."""

    rows: tuple[RowVerdict, ...]
    n_dropped_columns: int
    notes: tuple[str, ...]
    is_stored: bool

    @property
    def n_new(self) -> int:
        """How many rows entered."""
        return self.count(Verdict.NEW)

    @property
    def n_updated(self) -> int:
        """How many rows changed a report."""
        return self.count(Verdict.UPDATE)

    @property
    def n_unchanged(self) -> int:
        """How many rows were there already."""
        return self.count(Verdict.UNCHANGED)

    @property
    def n_duplicates(self) -> int:
        """How many rows stay outside because they likely tell of a known event."""
        return self.count(Verdict.DUPLICATE)

    @property
    def n_refused(self) -> int:
        """How many rows stay outside."""
        return self.count(Verdict.REFUSED)

    def count(self, verdict: Verdict) -> int:
        """How many rows have a verdict."""
        return sum(row.verdict is verdict for row in self.rows)


def in_row(row_number: int, reasons: Iterable[str]) -> tuple[str, ...]:
    """Return reasons that each name their row."""
    return tuple(
        _("row %(number)d, %(reason)s") % {"number": row_number, "reason": reason} for reason in reasons
    )


def without_row(row_number: int, reasons: Iterable[str]) -> tuple[str, ...]:
    """Return reasons for a place that shows their row already."""
    prefix = in_row(row_number, ("",))[0]
    return tuple(reason.removeprefix(prefix) for reason in reasons)
