"""Running an import: judged rows are stored chunk by chunk, each chunk in one short transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.enums import ImportState
from incidents.models import Account, ImportBatch, Log
from incidents.services.importing import batches, pace
from incidents.services.importing.apart import RowsFrom, read_chunks
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.entering import Chunk, Ruling
from incidents.services.importing.entries import Entry
from incidents.services.importing.judging import Judge, Judged, judge_rows, require_import, ruling_for
from incidents.services.importing.known import known_rows
from incidents.services.importing.storing import Writer
from incidents.services.importing.updating import Updater
from incidents.services.importing.verdicts import RowVerdict, Verdict

# Changes are stored one by one, so that only some of them share a transaction.
UPDATES_AT_ONCE = 50
Progress = Callable[[int, int], None]
OnVerdict = Callable[[RowVerdict], None]


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
    progress: Progress = lambda n_done, n_total: None,
    should_stop: Callable[[], bool] = lambda: False,
    on_verdict: OnVerdict = lambda verdict: None,
) -> ImportBatch:
    """Store the rows that may enter and return the batch: DONE, or STOPPED with the row from which to go on.

    `rows_from(n)` yields the rows whose number is n or more, read as they are when read from the beginning. If it
    can be pickled, a long file is read and judged by a second process while this one writes. A batch that was opened
    before, or was interrupted, goes on where it stands; one that is done is returned as it is.
    """
    require_import(by)
    batch = batch or batches.open_batch(
        by=by, log=log, file_name=file_name, sha256=sha256, n_rows=n_rows, n_dropped_columns=n_dropped_columns,
        mapping_json=mapping_json,
    )  # fmt: skip
    batch = batches.resume(batch, by)
    if batch.state == ImportState.DONE:
        return batch
    run = _Run(by, log, batch, choices, on_verdict)
    if choices.all_or_nothing and not batch.next_row and run.refuses_all(rows_from):
        return batch
    return run.go(rows_from, ruling_for(by, log, choices, batch), progress, should_stop)


class _Run:
    """What all chunks of one import share."""

    def __init__(
        self, by: Account, log: Log, batch: ImportBatch, choices: Choices, on_verdict: OnVerdict
    ) -> None:
        self._by, self._log, self._batch, self._choices = by, log, batch, choices
        self._on_verdict = on_verdict
        self._judge = Judge(by, log, choices, batch)
        self._writer = Writer(by, log, batch, hand_in=choices.hand_in)

    def refuses_all(self, rows_from: RowsFrom) -> bool:
        """Judge all rows first; if one is refused, close the batch with nothing entered."""
        verdicts = judge_rows(by=self._by, log=self._log, rows=rows_from(0), choices=self._choices)
        if not any(verdict.is_bad for verdict in verdicts):
            return False
        again = judge_rows(by=self._by, log=self._log, rows=rows_from(0), choices=self._choices)
        outside = [_left_out(verdict) for verdict in again]
        with transaction.atomic():
            batches.count_up(self._batch, outside)
            self._close(ImportState.DONE)
        for verdict in outside:
            self._on_verdict(verdict)
        return True

    def go(
        self, rows_from: RowsFrom, ruling: Ruling, progress: Progress, should_stop: Callable[[], bool]
    ) -> ImportBatch:
        """Store chunk after chunk."""
        updater = Updater(self._by, self._log, self._batch, ruling, hand_in=self._choices.hand_in)
        n_total, n_done = self._batch.n_rows, batches.n_done(self._batch)
        state = ImportState.DONE
        with (
            pace.prepared_for(n_total),
            pace.few_collections(),
            read_chunks(rows_from, self._batch.next_row or 0, n_total, ruling) as chunks,
        ):
            for chunk in chunks:
                if should_stop() or not self._store_chunk(chunk, updater):
                    state = ImportState.STOPPED
                    break
                n_done += len(chunk.rows)
                progress(n_done, n_total)
        self._close(state)
        return self._batch

    def _store_chunk(self, chunk: Chunk, updater: Updater) -> bool:
        """Store a chunk; false if the import was undone or goes on elsewhere."""
        mark = batches.mark_of_others(self._batch)
        try:
            for segment in _segments(self._judge.judge(chunk)):
                for verdict in self._store(segment, updater, mark):
                    self._on_verdict(verdict)
        except batches.Halted:
            return False
        return True

    @transaction.atomic
    def _store(
        self, segment: Sequence[Judged], updater: Updater, mark: Mapping[str, Any]
    ) -> list[RowVerdict]:
        """Store the rows of a segment, count them and move the place from which to go on: all or nothing."""
        batches.hold(self._batch)
        segment = self._looked_up_again(segment, mark)
        entering = [judged.row for judged in segment if judged.kind is Verdict.NEW]
        numbers = self._writer.store([entry for entry in entering if isinstance(entry, Entry)])
        filed = iter(numbers)
        verdicts = [
            judged.verdict(next(filed)) if judged.kind is Verdict.NEW else self._done(judged, updater)
            for judged in segment
        ]
        batches.count_up(self._batch, verdicts)
        batches.record_chunk(self._batch, self._by, numbers)
        return verdicts

    def _done(self, judged: Judged, updater: Updater) -> RowVerdict:
        if judged.kind is Verdict.UPDATE and isinstance(judged.row, Entry) and judged.known:
            return updater.change(judged.verdict(), judged.row, judged.known)
        return judged.verdict()

    def _looked_up_again(self, segment: Sequence[Judged], mark: Mapping[str, Any]) -> Sequence[Judged]:
        """Take out what another import has stored since these rows were judged."""
        self._writer.hold()
        if batches.mark_of_others(self._batch) == mark:
            return segment
        keys = [judged.row.key for judged in segment if isinstance(judged.row, Entry)]
        known = known_rows(self._log, keys)
        return [
            Judged(Verdict.UNCHANGED, judged.row, known[judged.row.key])
            if isinstance(judged.row, Entry) and judged.kind is Verdict.NEW and judged.row.key in known
            else judged
            for judged in segment
        ]

    def _close(self, state: ImportState) -> None:
        """Store how the import ended, unless it was undone or goes on elsewhere."""
        ImportBatch.objects.filter(
            pk=self._batch.pk, state=ImportState.RUNNING, next_row=self._batch.next_row
        ).update(state=state)
        self._batch.refresh_from_db()


def _segments(chunk: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    """Cut a chunk so that no transaction holds more than some changes of known reports."""
    begin = n_updates = 0
    for position, judged in enumerate(chunk):
        n_updates += judged.kind is Verdict.UPDATE
        if n_updates >= UPDATES_AT_ONCE:
            yield chunk[begin : position + 1]
            begin, n_updates = position + 1, 0
    if begin < len(chunk):
        yield chunk[begin:]


def _left_out(verdict: RowVerdict) -> RowVerdict:
    """Return the verdict on a row beside which another one was refused."""
    if verdict.verdict is Verdict.REFUSED:
        return verdict
    reason = _("Stays outside because another row was refused, and all or nothing was chosen.")
    return replace(verdict, verdict=Verdict.REFUSED, reasons=(*verdict.reasons, reason))
