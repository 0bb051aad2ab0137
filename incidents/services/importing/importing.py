"""The import of a whole file at once, as the command and the demo use it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.errors import ImportRefused, shorten
from incidents.models import Account, Log
from incidents.services.importing.apart import RowsFrom
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.files import Table, keep, kept, read_file
from incidents.services.importing.judging import judge_rows, require_import
from incidents.services.importing.mapping import Mapping, fitted, identity, is_canonical, problems, rows_of
from incidents.services.importing.pace import LONG_ROWS
from incidents.services.importing.rows import Row
from incidents.services.importing.running import run_import
from incidents.services.importing.verdicts import ImportReport, RowVerdict, Verdict
from incidents.services.reporting import default_log

_STORED = (Verdict.NEW, Verdict.UPDATE)


@dataclass(frozen=True, slots=True)
class KeptRows:
    """The rows of a kept table in our own columns, from any row on; plain values, so that a process can be handed it."""

    path: Path
    mapping: dict[str, Any]

    def __call__(self, from_row: int) -> Iterator[Row]:
        """Yield the rows from this number on."""
        return rows_of(kept(self.path), Mapping.from_json(self.mapping), from_row)


def import_incidents(
    *,
    by: Account,
    data: bytes | Path,
    file_name: str,
    log: Log | None = None,
    mapping: Mapping | None = None,
    dry_run: bool = False,
    hand_in: bool = True,
    all_or_nothing: bool = False,
    choices: Choices = CAREFUL,
) -> ImportReport:
    """Store the good rows of a CSV or XLSX file as reports and say of every row what became of it.

    Complete reports are handed in, the others stay drafts. A file of other columns than our own needs a mapping. A
    file that cannot be read raises ImportRefused; a dry run, one refused row under `all_or_nothing`, or a file that
    says nothing new stores nothing.
    """
    require_import(by)
    table = read_file(data, file_name=file_name)
    mapping = _usable(mapping, table)
    choices = replace(choices, hand_in=hand_in, all_or_nothing=all_or_nothing)
    with _rows_from(table, mapping) as rows_from:
        looked_at = _look(by, log, rows_from, choices)
        verdicts = {judged.verdict for judged in looked_at}
        stays_out = choices.all_or_nothing and any(judged.is_bad for judged in looked_at)
        if dry_run or stays_out or verdicts.isdisjoint(_STORED):
            return ImportReport(tuple(looked_at), table.n_dropped_columns, table.notes, is_stored=False)
        stored: list[RowVerdict] = []
        run_import(
            by=by, log=log or default_log(), file_name=table.file_name, sha256=table.sha256, rows_from=rows_from,
            n_rows=table.n_rows, n_dropped_columns=table.n_dropped_columns, mapping_json=mapping.to_json(),
            choices=choices, on_verdict=stored.append,
        )  # fmt: skip
    return ImportReport(tuple(stored), table.n_dropped_columns, table.notes, is_stored=True)


def _usable(mapping: Mapping | None, table: Table) -> Mapping:
    if mapping is None and not is_canonical(table):
        names = ", ".join(shorten(column.header, 30) for column in table.columns[:10])
        message = _(
            "The file has columns of its own: %(names)s. Choose the mapping that says how they are read."
        )
        raise ImportRefused(message % {"names": names})
    mapping = (fitted(mapping, table.columns) or mapping) if mapping else identity(table.columns)
    open_questions = problems(mapping, table)
    if open_questions:
        raise ImportRefused(" ".join(open_questions))
    return mapping


@contextmanager
def _rows_from(table: Table, mapping: Mapping) -> Iterator[RowsFrom]:
    """Offer the rows of a table; those of a long one from a file that a second process can open."""
    if table.n_rows < LONG_ROWS:
        yield partial(rows_of, table, mapping)
        return
    with tempfile.TemporaryDirectory(prefix="sightline-import-") as folder:
        path = Path(folder) / "table"
        keep(table, path)
        yield KeptRows(path, mapping.to_json())


def _look(by: Account, log: Log | None, rows_from: RowsFrom, choices: Choices) -> list[RowVerdict]:
    """Return what would become of the rows; a log that is not there yet is made and let go again."""
    with transaction.atomic():
        verdicts = list(judge_rows(by=by, log=log or default_log(), rows=rows_from(0), choices=choices))
        transaction.set_rollback(True)
    return verdicts
