"""Erasing what has served: nothing handed over outlives a week, nothing imported a day, no finished job a month."""

from __future__ import annotations

import datetime as dt
import shutil
import time
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from incidents.enums import ImportState, JobState
from incidents.models import Job, StagedImport
from incidents.selectors.staged_files import arrivals_folder, imports_folder
from incidents.services.staging.handing_over import erase, is_busy

AFTER_IMPORT = dt.timedelta(hours=24)
AT_THE_LATEST = dt.timedelta(days=7)
# An upload takes minutes; what lies there longer was left by a server that was killed.
ARRIVAL_S = 3_600
# Long enough to read why an import failed, or an undo was refused.
JOBS_KEPT = dt.timedelta(days=30)
_OVER = (ImportState.DONE, ImportState.UNDONE)


def sweep(*, at_start: bool = False) -> int:
    """Erase staged files whose time has come, and whatever lies in the folder without a row; return how many.

    At the start of the server no upload is under way, so whatever a killed one left goes at once.
    """
    due = [staged for staged in StagedImport.objects.select_related("job", "batch") if _is_due(staged)]
    for staged in due:
        erase(staged)
    _clear_arrivals(0 if at_start else ARRIVAL_S)
    _clear_orphans()
    _clear_jobs()
    return len(due)


def _is_due(staged: StagedImport) -> bool:
    if is_busy(staged.job):
        return False
    now = timezone.now()
    is_over = staged.batch is not None and staged.batch.state in _OVER
    return staged.created_at < now - AT_THE_LATEST or (is_over and staged.updated_at < now - AFTER_IMPORT)


def _clear_arrivals(older_than_s: float) -> None:
    folder = arrivals_folder()
    for path in folder.iterdir() if folder.exists() else ():
        if path.stat().st_mtime <= time.time() - older_than_s:
            path.unlink(missing_ok=True)


def _clear_orphans() -> None:
    folder = imports_folder()
    known = {str(key) for key in StagedImport.objects.values_list("uuid", flat=True)}
    for path in folder.iterdir() if folder.exists() else ():
        # A folder is made moments before its row.
        if _is_key(path.name) and path.name not in known and path.stat().st_mtime < time.time() - ARRIVAL_S:
            shutil.rmtree(path, ignore_errors=True)


def _clear_jobs() -> None:
    """Erase old jobs that nobody works at; one that was gone on with counts from then."""
    long_ago = timezone.now() - JOBS_KEPT
    is_alive = Q(state=JobState.RUNNING, seen_alive_at__gte=long_ago)
    Job.objects.filter(created_at__lt=long_ago).exclude(is_alive).exclude(finished_at__gte=long_ago).delete()


def _is_key(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
