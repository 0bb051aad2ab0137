"""The import of a whole file in our own columns, as the command and the demo use it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial

from django.db import transaction

from incidents.models import Account, Log
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.judging import judge_rows, require_import
from incidents.services.importing.reading import Table, read_table
from incidents.services.importing.rows import Row
from incidents.services.importing.running import run_import
from incidents.services.importing.verdicts import ImportReport, RowVerdict, Verdict
from incidents.services.reporting import default_log

_STORED = (Verdict.NEW, Verdict.UPDATE)


def import_incidents(
    *,
    by: Account,
    data: bytes,
    file_name: str,
    log: Log | None = None,
    dry_run: bool = False,
    hand_in: bool = True,
    all_or_nothing: bool = False,
    choices: Choices = CAREFUL,
) -> ImportReport:
    """Store the good rows of a CSV file as reports and say of every row what became of it.

    Complete reports are handed in, the others stay drafts. A file that cannot be read as a table raises
    ImportRefused; a dry run, one refused row under `all_or_nothing`, or a file that says nothing new stores nothing.
    """
    require_import(by)
    table = read_table(data, file_name=file_name)
    choices = replace(choices, hand_in=hand_in, all_or_nothing=all_or_nothing)
    return import_rows(by=by, log=log, table=table, file_name=file_name, choices=choices, dry_run=dry_run)


def import_rows(
    *, by: Account, log: Log | None, table: Table, file_name: str, choices: Choices, dry_run: bool
) -> ImportReport:
    """Judge or store rows of our own columns and return what became of each."""
    looked_at = _look(by, log, table.rows, choices)
    verdicts = [judged.verdict for judged in looked_at]
    stays_out = choices.all_or_nothing and Verdict.REFUSED in verdicts
    if dry_run or stays_out or not set(verdicts) & set(_STORED):
        return ImportReport(tuple(looked_at), table.dropped_columns, is_stored=False)
    stored: list[RowVerdict] = []
    run_import(
        by=by, log=log or default_log(), file_name=file_name, sha256=table.sha256,
        rows_from=partial(_from, table.rows), n_rows=len(table.rows),
        n_dropped_columns=len(table.dropped_columns), choices=choices, on_verdict=stored.append,
    )  # fmt: skip
    return ImportReport(tuple(stored), table.dropped_columns, is_stored=True)


def _look(by: Account, log: Log | None, rows: Sequence[Row], choices: Choices) -> list[RowVerdict]:
    """Return what would become of the rows; a log that is not there yet is made and let go again."""
    with transaction.atomic():
        verdicts = list(judge_rows(by=by, log=log or default_log(), rows=rows, choices=choices))
        transaction.set_rollback(True)
    return verdicts


def _from(rows: Sequence[Row], from_row: int) -> Iterable[Row]:
    return (row for row in rows if row.number >= from_row)
