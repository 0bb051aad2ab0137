"""What an import of sites and zones tells of itself, row by row and in sum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one row stays outside: where it stands, which field, what was read, what to do."""

    table: str
    row: int
    field: str
    value: str
    advice: str

    def __str__(self) -> str:
        return f"{self.table}, row {self.row}, {self.field}: {self.value} {self.advice}"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class RowVerdict:
    """What became of one row: new, changed, unchanged or refused; its values as they were read, and which fields changed."""

    table: str
    number: int
    verdict: str
    values: Mapping[str, Any]
    refusals: tuple[Refusal, ...] = ()
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import did, or in a dry run would do."""

    sites: Tally
    zones: Tally
    refusals: tuple[Refusal, ...]
    is_stored: bool
    rows: tuple[RowVerdict, ...] = field(default=(), compare=False)
