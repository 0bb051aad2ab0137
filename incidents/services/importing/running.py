"""Running an import: judged rows are stored chunk by chunk, each chunk in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from incidents.models import Account, ImportBatch, Log
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import RowVerdict

RowsFrom = Callable[[int], Iterable[Row]]


def run_import(
    *,
    by: Account,
    log: Log,
    file_name: str,
    sha256: str,
    rows_from: RowsFrom,
    n_rows: int,
    n_dropped_columns: int = 0,
    mapping_json: Mapping[str, Any] | None = None,
    choices: Choices = CAREFUL,
    batch: ImportBatch | None = None,
    progress: Callable[[int, int], None] = lambda n_done, n_total: None,
    should_stop: Callable[[], bool] = lambda: False,
    on_verdict: Callable[[RowVerdict], None] = lambda verdict: None,
) -> ImportBatch:
    """Store the rows that may enter and return the batch: DONE, or STOPPED with the row from which to go on.

    `rows_from(n)` yields the rows whose number is n or more, read as they are when read from the beginning. If it
    can be pickled, a long file is read and judged by a second process while this one writes.
    """
    raise NotImplementedError
