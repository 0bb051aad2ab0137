"""The record of one import: opened before its first row, counted up with every chunk, closed at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, F, Sum
from django.utils.translation import gettext as _

from incidents.enums import AuditAction, ImportState
from incidents.errors import NotAllowed, WrongState
from incidents.models import Account, ImportBatch, Log
from incidents.services.audit import record_event
from incidents.services.importing.files.naming import kept_name
from incidents.services.importing.mapping.typed import of_record
from incidents.services.importing.verdicts import RowVerdict, Verdict

# Rows that stay outside, for whatever reason, are counted together.
_COUNTERS = {
    Verdict.NEW: "n_accepted",
    Verdict.UPDATE: "n_updated",
    Verdict.UNCHANGED: "n_unchanged",
    Verdict.DUPLICATE: "n_refused",
    Verdict.REFUSED: "n_refused",
}


class Halted(Exception):
    """The import goes on elsewhere, or was undone."""


@transaction.atomic
def open_batch(
    *, by: Account, log: Log, file_name: str, sha256: str, n_rows: int, n_dropped_columns: int = 0,
    mapping_json: Mapping[str, Any] | None = None,
) -> ImportBatch:  # fmt: skip
    """Record an import before its first row, so that an interrupted one can go on; one event tells of it."""
    batch = ImportBatch.objects.create(
        log=log, file_name=kept_name(file_name), sha256=sha256, n_rows=n_rows,
        n_accepted=0, n_refused=0, mapping=of_record(mapping_json or {}), state=ImportState.RUNNING, imported_by=by,
    )  # fmt: skip
    record_event(
        by=by, action=AuditAction.IMPORT_RUN, object_type="import", object_key=str(batch.uuid),
        detail={"log": log.code, "sha256": sha256, "rows": n_rows, "columns_dropped": n_dropped_columns},
    )  # fmt: skip
    return batch


def resume(batch: ImportBatch, by: Account) -> ImportBatch:
    """Mark an interrupted import as running again."""
    if batch.imported_by_id != by.pk:
        raise NotAllowed(_("Only the person who began this import goes on with it."))
    batch.refresh_from_db()
    if batch.state == ImportState.UNDONE or batch.undone_at is not None:
        raise WrongState(_("This import was undone. Import the file again."))
    if batch.state != ImportState.DONE:
        set_state(batch, ImportState.RUNNING)
    return batch


def set_state(batch: ImportBatch, state: ImportState) -> None:
    """Store how an import stands."""
    batch.state = state
    batch.save(update_fields=["state"])


def hold(batch: ImportBatch) -> None:
    """Lock the record until the transaction ends; refuse if the import was undone, or has gone on elsewhere."""
    here = ImportBatch.objects.filter(pk=batch.pk, state=ImportState.RUNNING, next_row=batch.next_row)
    if here.select_for_update(no_key=True).values_list("pk").first() is None:
        raise Halted


def count_up(batch: ImportBatch, verdicts: Sequence[RowVerdict]) -> None:
    """Add what became of some rows, and remember the row after them; in the transaction that stored them."""
    counts = Counter(_COUNTERS[verdict.verdict] for verdict in verdicts)
    sums = {name: F(name) + count for name, count in counts.items()}
    batch.next_row = verdicts[-1].row_number + 1
    ImportBatch.objects.filter(pk=batch.pk).update(**sums, next_row=batch.next_row)


def record_chunk(batch: ImportBatch, by: Account, numbers: Sequence[str]) -> None:
    """Record which numbers a chunk has filed: one event for all of them."""
    if numbers:
        record_event(
            by=by, action=AuditAction.IMPORT_RUN, object_type="import", object_key=str(batch.uuid),
            detail={"first": numbers[0], "last": numbers[-1], "filed": len(numbers)},
        )  # fmt: skip


def mark_of_others(batch: ImportBatch) -> Mapping[str, Any]:
    """Return what changes when another import stores something in the same log."""
    others = ImportBatch.objects.filter(log_id=batch.log_id).exclude(pk=batch.pk)
    return others.aggregate(Count("pk"), Sum("n_accepted"), Sum("n_updated"))


def n_done(batch: ImportBatch) -> int:
    """Return how many rows have been dealt with."""
    return batch.n_accepted + batch.n_updated + batch.n_unchanged + batch.n_refused
