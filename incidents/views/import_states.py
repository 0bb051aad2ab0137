"""How far a staged file came: which page shows it, and what it is called in the list."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from incidents.enums import ImportState, JobKind, JobState
from incidents.models import Job, StagedImport
from incidents.services.importing.mapping import Mapping, is_canonical, problems
from incidents.services.staging import is_busy, preview_key, preview_of, table_of

OVER = (ImportState.DONE, ImportState.UNDONE)


class Stage(StrEnum):
    """Where a staged file stands."""

    COLUMNS = "columns"
    LOOKING = "looking"
    FAILED_LOOK = "failed_look"
    PREVIEW = "preview"
    IMPORTING = "importing"
    STOPPED = "stopped"
    FAILED = "failed"
    OVER = "over"


WORDS: dict[Stage, Promise] = {
    Stage.COLUMNS: _("Columns to be named"),
    Stage.LOOKING: _("Being looked through"),
    Stage.FAILED_LOOK: _("Could not be looked through"),
    Stage.PREVIEW: _("Ready to import"),
    Stage.IMPORTING: _("Being imported"),
    Stage.STOPPED: _("Stopped on the way"),
    Stage.FAILED: _("Did not finish"),
    Stage.OVER: _("Imported"),
}


def state_of(staged: StagedImport) -> Promise:
    """Return how far a file came, in words; from what the row says, without opening the file."""
    stage = _stage_of_import(staged)
    if stage is not None:
        return WORDS[stage]
    if is_busy(staged.job):
        return WORDS[Stage.LOOKING]
    return WORDS[Stage.PREVIEW if staged.counts else Stage.COLUMNS]


def stage_of(staged: StagedImport) -> Stage:
    """Return where a file stands, by what lies in its folder."""
    stage = _stage_of_import(staged)
    if stage is not None:
        return stage
    if problems(Mapping.from_json(staged.mapping), table_of(staged)):
        return Stage.COLUMNS
    if preview_of(staged).exists:
        return Stage.PREVIEW
    failed = staged.job is not None and staged.job.state == JobState.FAILED
    return Stage.FAILED_LOOK if failed and _is_for(staged.job, staged) else Stage.LOOKING


def first_page(staged: StagedImport) -> str:
    """Return the page to go on with: the columns, unless nothing is to be asked about them."""
    return (
        "incidents:import"
        if stage_of(staged) != Stage.COLUMNS and _is_plain(staged)
        else "incidents:import-columns"
    )


def _stage_of_import(staged: StagedImport) -> Stage | None:
    job = staged.job
    if staged.batch is not None and staged.batch.state in OVER:
        return Stage.OVER
    if job is None or job.kind != JobKind.IMPORT_RUN:
        return None
    if is_busy(job):
        return Stage.IMPORTING
    if job.state == JobState.DONE and staged.batch is not None:
        return Stage.OVER
    return Stage.FAILED if job.state == JobState.FAILED else Stage.STOPPED


def _is_for(job: Job | None, staged: StagedImport) -> bool:
    return job is not None and job.arguments.get("preview") == preview_key(staged)


def _is_plain(staged: StagedImport) -> bool:
    """Whether the columns are our own, or read by a mapping that somebody kept under a name."""
    mapping = Mapping.from_json(staged.mapping)
    return bool(mapping.name) or is_canonical(table_of(staged))
