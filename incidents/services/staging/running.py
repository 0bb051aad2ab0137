"""The import and its undoing as jobs: asked for once however often it is clicked, gone on with after a stop or a kill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.enums import ImportState, JobKind, JobState
from incidents.errors import IncompleteReport, NotAllowed, WrongState
from incidents.models import Account, ImportBatch, Incident, Job, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing import Choices, run_import, undo_batch
from incidents.services.importing.batches import open_batch
from incidents.services.importing.files import Table, write_back
from incidents.services.jobs import JobStopped, Work, ask_for, go_on_with
from incidents.services.staging.choosing import note
from incidents.services.staging.handing_over import (
    erase_other_sheets,
    is_busy,
    locked,
    path_of,
    require_import,
    require_unused,
    table_of,
)
from incidents.services.staging.left_outside import LeftOutside
from incidents.services.staging.previewing import StagedRows, preview_of, require_seen
from incidents.services.text_scan import scan_text

_MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@transaction.atomic
def start_import(*, by: Account, staged: StagedImport, choices: Choices, preview: str) -> Job:
    """Have the rows stored as the preview of this key showed them; a second click finds the first one's job."""
    staged = locked(staged)
    if staged.owner_id == by.pk and staged.job is not None and staged.job.kind == JobKind.IMPORT_RUN:
        return staged.job
    require_unused(by, staged)
    require_seen(staged, preview)
    _refuse_a_second(by)
    note(staged, choices)
    arguments = {"staged": str(staged.uuid), "choices": choices.to_json()}
    staged.job = ask_for(by=by, kind=JobKind.IMPORT_RUN, arguments=arguments, n_total=staged.n_rows)
    staged.save(update_fields=["job", "updated_at"])
    transaction.on_commit(partial(erase_other_sheets, staged), robust=True)
    return staged.job


@transaction.atomic
def go_on(*, by: Account, staged: StagedImport) -> None:
    """Go on with an import that stopped on the way, from where it stopped."""
    staged = locked(staged)
    require_import(by)
    if staged.owner_id != by.pk:
        raise NotAllowed(_("Only whoever handed a file over may import it."))
    if staged.job is None or is_busy(staged.job):
        return
    if staged.job.kind != JobKind.IMPORT_PREVIEW:
        _refuse_a_second(by, but=staged.job)
    go_on_with(staged.job)


@transaction.atomic
def forget_attempt(*, by: Account, staged: StagedImport) -> None:
    """Go back to the preview after an import that entered nothing."""
    staged = locked(staged)
    require_import(by)
    if staged.owner_id != by.pk or staged.batch_id is not None or is_busy(staged.job):
        raise WrongState(_("Something of this file was stored already. Go on with it, or undo it."))
    staged.job = None
    staged.save(update_fields=["job", "updated_at"])


def import_job(work: Work) -> dict[str, Any]:
    """Store the rows that may enter, from where the last attempt ended."""
    staged = (
        StagedImport.objects.select_related("log", "owner", "batch")
        .filter(uuid=work.job.arguments["staged"])
        .first()
    )
    if staged is None:
        raise JobStopped({})  # discarded before its turn came
    table = table_of(staged)
    outside = LeftOutside(folder_of(staged.uuid))
    batch = run_import(
        by=staged.owner, log=staged.log, file_name=staged.file_name, sha256=staged.sha256,
        rows_from=StagedRows(path_of(staged), staged.mapping), n_rows=table.n_rows,
        n_dropped_columns=staged.n_dropped_columns, mapping_json=staged.mapping,
        choices=Choices.from_json(work.job.arguments["choices"]), batch=_batch_of(staged, table),
        progress=work.progress, should_stop=work.should_stop, on_verdict=outside.write,
    )  # fmt: skip
    outside.close()
    if batch.state == ImportState.STOPPED:
        raise JobStopped({"batch": str(batch.uuid)})
    return {"batch": str(batch.uuid)}


@transaction.atomic
def ask_to_undo(*, by: Account, batch: ImportBatch, reason: str) -> Job:
    """Have an import taken back whole; a second click finds the first one's job."""
    require_import(by)
    batch = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.imported_by_id != by.pk:
        raise NotAllowed(_("Only whoever imported a file may undo it."))
    if batch.state == ImportState.UNDONE:
        raise WrongState(_("This import was undone already."))
    known = undo_job_of(batch)
    if known is not None and is_busy(known):
        return known
    _require_reason(reason)
    _refuse_a_second(by)
    arguments = {"batch": str(batch.uuid), "reason": reason}
    return ask_for(by=by, kind=JobKind.IMPORT_UNDO, arguments=arguments, n_total=batch.n_accepted)


def _require_reason(reason: str) -> None:
    """Judge the reason before it is stored with the job; what is refused stands in the form and nowhere else."""
    if not reason.strip():
        raise IncompleteReport({"reason": _("A reason is missing. Say why the import is undone.")})
    scan_text("reason", reason)


def undo_job(work: Work) -> dict[str, Any]:
    """Take back a batch whole."""
    batch = ImportBatch.objects.get(uuid=work.job.arguments["batch"])
    undo_batch(by=work.job.owner, batch=batch, reason=work.job.arguments["reason"], progress=work.progress)
    return {}


def undo_job_of(batch: ImportBatch) -> Job | None:
    """Return the last job that was asked to undo a batch."""
    return Job.objects.filter(
        kind=JobKind.IMPORT_UNDO, owner_id=batch.imported_by_id, arguments__batch=str(batch.uuid)
    ).first()


@dataclass(frozen=True, slots=True)
class ReturnedFile:
    """Rows on their way back to the office."""

    name: str
    media_type: str
    content: Iterator[bytes]


def returned_file(staged: StagedImport) -> ReturnedFile:
    """Return the rows that stay outside as a file of the same kind, each with its reasons."""
    table, reasons = table_of(staged), _reasons(staged)
    stem = PurePath(staged.file_name).stem or "rows"
    name = _("%(name)s, returned rows") % {"name": stem}
    content = write_back(table, reasons, only_rows=reasons.keys())
    return ReturnedFile(f"{name}.{table.kind}", _MEDIA_TYPES[table.kind], content)


def _reasons(staged: StagedImport) -> dict[int, tuple[str, ...]]:
    if staged.batch is None:
        return _as_previewed(staged)
    noted = LeftOutside(folder_of(staged.uuid)).reasons()
    if len(noted) >= staged.batch.n_refused or not preview_of(staged).exists:
        return noted
    # A kill between storing some rows and noting the others: what the preview said of those still holds.
    stored = set(Incident.objects.filter(import_batch=staged.batch).values_list("import_row", flat=True))
    missing = {row: why for row, why in _as_previewed(staged).items() if row not in stored}
    return dict(sorted((missing | noted).items()))


def _as_previewed(staged: StagedImport) -> dict[int, tuple[str, ...]]:
    preview = preview_of(staged)
    if not preview.exists:
        raise WrongState(_("The file is no longer here. Hand it over again."))
    refused = preview.rows("refused")
    return {row.row_number: (*row.reasons, *row.notes) for row in refused}


def _refuse_a_second(by: Account, *, but: Job | None = None) -> None:
    Account.objects.select_for_update(no_key=True).get(pk=by.pk)  # two at once would each see no other
    kinds = (JobKind.IMPORT_RUN, JobKind.IMPORT_UNDO)
    others = Job.objects.filter(owner=by, kind__in=kinds, state__in=[JobState.QUEUED, JobState.RUNNING])
    if any(is_busy(job) for job in others if but is None or job.pk != but.pk):
        raise WrongState(
            _(
                "Another import of yours is under way. One at a time: wait for it, or stop it, then start this one."
            )
        )


@transaction.atomic
def _batch_of(staged: StagedImport, table: Table) -> ImportBatch:
    """Return the record of this import, opened before its first row, so that a killed one is found again."""
    if staged.batch is None:
        staged.batch = open_batch(
            by=staged.owner, log=staged.log, file_name=staged.file_name, sha256=staged.sha256, n_rows=table.n_rows,
            n_dropped_columns=staged.n_dropped_columns, mapping_json=staged.mapping,
        )  # fmt: skip
        staged.save(update_fields=["batch", "updated_at"])
    return staged.batch
