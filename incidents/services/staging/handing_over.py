"""A file on its way in: read once, kept without what names a person, erased when it has served."""

from __future__ import annotations

import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.access import Action, reader_of
from incidents.enums import JobKind, JobState
from incidents.errors import ImportRefused, NotAllowed, WrongState
from incidents.models import Account, Job, Log, StagedImport
from incidents.selectors.staged_files import arrivals_folder, folder_of, imports_folder, table_path
from incidents.services.importing.files import Table, keep, kept, read_file
from incidents.services.importing.mapping import Mapping, guess, is_canonical, suggest
from incidents.services.importing.mapping.typed import refuse_persons
from incidents.services.jobs import ask_to_stop, is_dead
from incidents.services.mappings import mappings_for
from incidents.services.reporting import default_log

# Files waiting at the same time for one person, and sheets of a workbook that are kept ready to choose from.
MAX_WAITING, MAX_SHEETS = 20, 12
# Whoever hands a workbook over waits for its sheets.
SHEETS_AT_MOST_S = 15.0
MAX_SHEET_NAME = 100


def hand_over(*, by: Account, source: Path, file_name: str, log: Log | None = None) -> StagedImport:
    """Read a file and keep its columns that name nobody; the same file again is the same staged import."""
    require_import(by)
    _refuse_one_too_many(by)
    table = read_file(source, file_name=file_name)
    known = _waiting(by).filter(sha256=table.sha256).first()
    if known is not None:
        return known
    staged = StagedImport(
        uuid=uuid.uuid4(), owner=by, log=log or default_log(), file_name=table.file_name, sha256=table.sha256
    )  # fmt: skip
    try:
        _keep_sheets(staged, table, source, file_name)
        _describe(staged, table)
        first = _save_once(by, staged)
    except BaseException:
        shutil.rmtree(folder_of(staged.uuid), ignore_errors=True)
        raise
    if first is not staged:
        shutil.rmtree(folder_of(staged.uuid), ignore_errors=True)
    return first


@transaction.atomic
def _save_once(by: Account, staged: StagedImport) -> StagedImport:
    """Store the row, unless the same file was handed over while this one was read; then return that."""
    Account.objects.select_for_update(no_key=True).get(pk=by.pk)
    known = _waiting(by).filter(sha256=staged.sha256).first()
    if known is not None:
        return known
    _refuse_one_too_many(by)
    staged.save()
    return staged


def _refuse_one_too_many(by: Account) -> None:
    if _waiting(by).count() >= MAX_WAITING:
        raise ImportRefused(
            _("%(limit)d files of yours are waiting. Import or discard one of them first.")
            % {"limit": MAX_WAITING}
        )


def path_of(staged: StagedImport) -> Path:
    """Return where the kept table of the chosen sheet lies."""
    for path in _paths(staged):
        if kept(path).sheet[:MAX_SHEET_NAME] == staged.sheet:
            return path
    raise ImportRefused(_("The file is no longer here. Hand it over again."))


def table_of(staged: StagedImport) -> Table:
    """Return the kept table of the chosen sheet."""
    return kept(path_of(staged))


def sheets_of(staged: StagedImport) -> list[str]:
    """Return the sheets that can be chosen; a text file has none."""
    names = (kept(path).sheet[:MAX_SHEET_NAME] for path in _paths(staged))
    return [name for name in names if name]


def _paths(staged: StagedImport) -> Iterator[Path]:
    paths = (table_path(staged.uuid, number) for number in range(MAX_SHEETS))
    return (path for path in paths if path.exists())


@transaction.atomic
def choose_sheet(*, by: Account, staged: StagedImport, sheet: str) -> None:
    """Take another sheet of the workbook, with the columns that it seems to have."""
    require_unused(by, staged)
    if sheet not in sheets_of(staged):
        raise ImportRefused(_("This sheet is not among those that were read. Choose one of the list."))
    staged.sheet = sheet
    _describe(staged, table_of(staged))
    staged.save()


@transaction.atomic
def choose_columns(*, by: Account, staged: StagedImport, mapping: Mapping) -> None:
    """Keep how the columns are to be read; what was previewed before no longer counts."""
    require_unused(by, staged)
    refuse_persons(mapping)
    staged.mapping = mapping.to_json()
    staged.save(update_fields=["mapping", "updated_at"])


def discard(*, by: Account, staged: StagedImport) -> None:
    """Erase a staged file at once; what was imported from it stays."""
    require_import(by)
    if staged.owner_id != by.pk:
        raise NotAllowed(_("Only whoever handed a file over may discard it."))
    with transaction.atomic():
        held = locked(staged)
        if held.job is not None and is_busy(held.job):
            if held.job.kind != JobKind.IMPORT_PREVIEW:
                raise WrongState(_("This file is being imported. Stop that first."))
            ask_to_stop(held.job)
        held.delete()
    shutil.rmtree(folder_of(staged.uuid), ignore_errors=True)


def locked(staged: StagedImport) -> StagedImport:
    """Return the row as it is now, held until the transaction ends; refuse if it was erased meanwhile."""
    rows = StagedImport.objects.select_for_update(of=("self",)).select_related("job", "log")
    held = rows.filter(pk=staged.pk).first()
    if held is None:
        raise WrongState(_("The file is no longer here. Hand it over again."))
    return held


def erase(staged: StagedImport) -> None:
    """Remove the row and everything that lies in its folder."""
    shutil.rmtree(folder_of(staged.uuid), ignore_errors=True)
    staged.delete()


def is_busy(job: Job | None) -> bool:
    """Whether somebody works at the job or will."""
    return job is not None and job.state in (JobState.QUEUED, JobState.RUNNING) and not is_dead(job)


def require_import(by: Account) -> None:
    """Raise NotAllowed unless the account's roles cover imports."""
    if not reader_of(by).may(Action.IMPORT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.IMPORT.value})


def require_unused(by: Account, staged: StagedImport) -> None:
    """Raise unless the staged file is the account's own and not imported yet."""
    require_import(by)
    if staged.owner_id != by.pk:
        raise NotAllowed(_("Only whoever handed a file over may change how it is read."))
    if staged.batch_id is not None or (is_busy(staged.job) and staged.job.kind == JobKind.IMPORT_RUN):  # type: ignore[union-attr]
        raise WrongState(
            _("This file is being imported or was imported already. Hand it over again to start anew.")
        )


def make_private(folder: Path) -> Path:
    """Make a folder that only the owner of the process enters."""
    for path in (imports_folder(), folder):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.chmod(0o700)
    return folder


def new_arrival() -> Path:
    """Return an empty private file for an upload."""
    path = make_private(arrivals_folder()) / uuid.uuid4().hex
    path.touch(mode=0o600)
    return path


def _waiting(by: Account):  # type: ignore[no-untyped-def]  # a queryset
    return StagedImport.objects.filter(owner=by, batch__isnull=True)


def _keep_sheets(staged: StagedImport, table: Table, source: Path, file_name: str) -> None:
    """Keep the sheets that can be chosen, and tell of those that were not looked at."""
    make_private(folder_of(staged.uuid))
    others = [name for name in table.sheets if name != table.sheet]
    begin, n_read = time.monotonic(), 0
    while n_read < min(len(others), MAX_SHEETS - 1) and time.monotonic() - begin <= SHEETS_AT_MOST_S:
        n_read += 1
        _keep_sheet(staged, source, file_name, others[n_read - 1], n_read)
    n_left = len(others) - n_read
    if n_left:
        words = ngettext(
            "Of the other sheets %(n)d was not read and cannot be chosen. Save it as a file of its own to bring it in.",
            "Of the other sheets %(n)d were not read and cannot be chosen. Save them as files of their own to bring them in.",
            n_left,
        )
        table = replace(table, notes=(*table.notes, words % {"n": n_left}))
    keep(table, table_path(staged.uuid))


def _keep_sheet(staged: StagedImport, source: Path, file_name: str, name: str, number: int) -> None:
    try:
        other = read_file(source, file_name=file_name, sheet=name)
    except ImportRefused:
        return  # an empty sheet, or one without a table, is nothing to choose
    if _tells_of_days(other):
        keep(other, table_path(staged.uuid, number))


def _tells_of_days(table: Table) -> bool:
    """Whether a sheet may be a log of events; a list of names, rooms or telephones is none and is not kept."""
    known = None if is_canonical(table) else suggest(table).field_of("date")
    return is_canonical(table) or (known is not None and bool(known.columns))


def erase_other_sheets(staged: StagedImport) -> None:
    """Erase the sheets that were not chosen, once the chosen one is imported."""
    chosen = path_of(staged)
    for path in _paths(staged):
        if path != chosen:
            path.unlink(missing_ok=True)


def _describe(staged: StagedImport, table: Table) -> None:
    staged.sheet, staged.n_rows = table.sheet[:MAX_SHEET_NAME], table.n_rows
    staged.n_dropped_columns, staged.counts = table.n_dropped_columns, {}
    staged.mapping = _first_mapping(table).to_json()


def _first_mapping(table: Table) -> Mapping:
    """Return a kept mapping that fits the headers, else a guess; our own columns need neither."""
    fitting = () if is_canonical(table) else mappings_for(table.columns)
    return fitting[0] if fitting else guess(table)
