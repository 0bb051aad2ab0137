"""Judging rows: what would become of each, without storing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.models import Account, Log
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import RowVerdict


def judge_rows(
    *, by: Account, log: Log, rows: Iterable[Row], choices: Choices = CAREFUL
) -> Iterator[RowVerdict]:
    """Yield what would become of each row, in the order of the file; nothing is stored."""
    raise NotImplementedError
