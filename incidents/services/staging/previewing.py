"""The preview: every row judged as an import would judge it, and nothing stored but what the page shows."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from incidents.enums import JobKind
from incidents.errors import StalePreview
from incidents.models import Account, Job, StagedImport
from incidents.selectors.staged_files import Preview, folder_of
from incidents.services.importing import Row, preview_rows
from incidents.services.importing.files import kept
from incidents.services.importing.mapping import Mapping as ColumnMapping
from incidents.services.importing.mapping import rows_of
from incidents.services.jobs import JobStopped, Work, ask_for, ask_to_stop
from incidents.services.staging.handing_over import is_busy, locked, path_of, require_unused, table_of
from incidents.services.staging.preview_file import PreviewWriter

# What the page shows of a row beside its verdict, from our own columns.
TOLD = ("date", "occurred_time", "place_as_reported", "equipment_as_reported", "summary", "lat", "lon")


@dataclass(frozen=True, slots=True)
class StagedRows:
    """The rows of a kept table in our own columns, from any row on; plain values, so that a process can be handed it."""

    path: Path
    mapping: Mapping[str, Any]

    def __call__(self, from_row: int) -> Iterator[Row]:
        """Yield the rows from this number on."""
        return rows_of(kept(self.path), ColumnMapping.from_json(self.mapping), from_row)


def preview_key(staged: StagedImport) -> str:
    """Return what a preview holds for: the sheet and the mapping it was made with."""
    content = json.dumps([staged.sheet, staged.mapping], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def preview_of(staged: StagedImport) -> Preview:
    """Return the preview of the file as its columns are read now; it may not exist yet."""
    return Preview(folder_of(staged.uuid) / f"preview-{preview_key(staged)}")


def require_seen(staged: StagedImport, preview: str) -> None:
    """Refuse what was chosen beside a preview of other columns, or beside none."""
    if preview != preview_key(staged) or not preview_of(staged).exists:
        raise StalePreview(
            _("The columns were changed meanwhile. This is the preview of how they are read now.")
        )


@transaction.atomic
def ask_for_preview(*, by: Account, staged: StagedImport) -> Job:
    """Have every row judged, unless that is under way for the very same columns."""
    staged = locked(staged)
    require_unused(by, staged)
    key = preview_key(staged)
    job = staged.job
    if job is not None and is_busy(job) and job.arguments.get("preview") == key:
        return job
    if job is not None:
        ask_to_stop(job)
    arguments = {"staged": str(staged.uuid), "preview": key}
    staged.job = ask_for(by=by, kind=JobKind.IMPORT_PREVIEW, arguments=arguments, n_total=staged.n_rows)
    staged.save(update_fields=["job", "updated_at"])
    return staged.job


def preview_job(work: Work) -> dict[str, Any]:
    """Judge every row of a staged file and leave the preview in its folder."""
    staged = StagedImport.objects.select_related("log", "owner").get(uuid=work.job.arguments["staged"])
    if preview_key(staged) != work.job.arguments["preview"]:
        raise JobStopped({})
    preview = preview_of(staged)
    try:
        counts = _judge_all(work, staged, preview)
    except FileNotFoundError:
        if folder_of(staged.uuid).exists():
            raise
        raise JobStopped({}) from None  # discarded meanwhile
    StagedImport.objects.filter(pk=staged.pk).update(counts=counts)
    _drop_others(preview.folder)
    return {"counts": counts}


def _judge_all(work: Work, staged: StagedImport, preview: Preview) -> dict[str, int]:
    table = table_of(staged)
    verdicts = preview_rows(
        by=staged.owner, log=staged.log, rows_from=StagedRows(path_of(staged), staged.mapping), n_rows=table.n_rows, tells=TOLD
    )  # fmt: skip
    with PreviewWriter(preview.folder) as writer, closing(verdicts):
        for n_done, verdict in enumerate(verdicts, 1):
            writer.write(
                verdict, {name: text for name, text in zip(TOLD, verdict.told, strict=False) if text}
            )
            work.progress(n_done, table.n_rows)
            if work.should_stop():
                raise JobStopped({})
    return writer.counts()


def forget_preview(*, by: Account, staged: StagedImport) -> None:
    """Drop what was previewed, so that the rows are judged anew: the registry or the log may have changed."""
    require_unused(by, staged)
    shutil.rmtree(preview_of(staged).folder, ignore_errors=True)


def _drop_others(folder: Path) -> None:
    for other in folder.parent.glob("preview-*"):
        if other != folder and not other.name.endswith(".part"):
            shutil.rmtree(other, ignore_errors=True)
