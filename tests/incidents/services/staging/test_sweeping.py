"""What has served is erased: files after a day or a week, left-overs of a kill, finished jobs after a month."""

from __future__ import annotations

import datetime as dt
import os
import time
import uuid
from collections.abc import Callable

import pytest
from django.utils import timezone

from incidents.enums import JobKind, JobState
from incidents.models import Account, ImportBatch, Job, StagedImport
from incidents.selectors.staged_files import arrivals_folder, folder_of, imports_folder
from incidents.services.jobs import ask_for
from incidents.services.staging import ask_for_preview, new_arrival, sweep

pytestmark = pytest.mark.django_db


def age(staged: StagedImport, **ago: float) -> None:
    """Make a staged file as old as that."""
    then = timezone.now() - dt.timedelta(**ago)
    StagedImport.objects.filter(pk=staged.pk).update(created_at=then, updated_at=then)


def test_a_fresh_file_stays(staged: StagedImport) -> None:
    assert sweep() == 0
    assert folder_of(staged.uuid).exists()


def test_nothing_outlives_a_week(staged: StagedImport) -> None:
    age(staged, days=6.9)
    assert sweep() == 0
    age(staged, days=7.1)
    assert sweep() == 1
    assert not StagedImport.objects.exists()
    assert not folder_of(staged.uuid).exists()


def test_an_imported_file_goes_after_a_day(
    previewed: StagedImport, bring_in: Callable[..., ImportBatch]
) -> None:
    bring_in()
    age(previewed, hours=23)
    assert sweep() == 0
    age(previewed, hours=25)
    assert sweep() == 1
    assert ImportBatch.objects.count() == 1


def test_a_file_somebody_works_at_stays(reporter: Account, staged: StagedImport) -> None:
    ask_for_preview(by=reporter, staged=staged)
    age(staged, days=8)
    assert sweep() == 0


def test_what_a_killed_upload_left_goes_at_the_start_and_later_by_its_age(grounds: None) -> None:
    left = new_arrival()
    sweep()
    assert left.exists()
    long_ago = time.time() - 7_200
    os.utime(left, (long_ago, long_ago))
    sweep()
    assert not left.exists()
    new_arrival()
    sweep(at_start=True)
    assert list(arrivals_folder().iterdir()) == []


def test_a_folder_without_a_row_goes_once_it_is_old(grounds: None) -> None:
    folder = imports_folder() / str(uuid.uuid4())
    folder.mkdir(parents=True)
    sweep()
    assert folder.exists()
    long_ago = time.time() - 7_200
    os.utime(folder, (long_ago, long_ago))
    sweep()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("state", "asked_days", "ended_days", "stays"),
    [
        (JobState.DONE, 31, 31, False), (JobState.FAILED, 31, 31, False), (JobState.STOPPED, 31, 31, False),
        (JobState.DONE, 29, 29, True), (JobState.DONE, 40, 1, True), (JobState.QUEUED, 1, None, True),
        (JobState.RUNNING, 31, None, False),
    ],
)  # fmt: skip
def test_jobs_that_ended_are_erased_after_a_month(
    reporter: Account, state: JobState, asked_days: int, ended_days: int | None, stays: bool
) -> None:
    now = timezone.now()
    job = ask_for(by=reporter, kind=JobKind.IMPORT_UNDO, arguments={})
    Job.objects.filter(pk=job.pk).update(
        state=state, created_at=now - dt.timedelta(days=asked_days),
        finished_at=None if ended_days is None else now - dt.timedelta(days=ended_days),
    )  # fmt: skip
    sweep()
    assert Job.objects.filter(pk=job.pk).exists() is stays


def test_a_job_that_runs_is_never_erased(reporter: Account) -> None:
    now = timezone.now()
    job = ask_for(by=reporter, kind=JobKind.IMPORT_RUN, arguments={})
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, created_at=now - dt.timedelta(days=31), seen_alive_at=now
    )
    sweep()
    assert Job.objects.filter(pk=job.pk).exists()
