"""`manage.py work`: long work in a process of its own, also what a dead one left, and a sweep before each look."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from incidents.enums import JobKind, JobState
from incidents.models import Account, Job
from incidents.services.jobs import ask_for
from incidents.services.staging import new_arrival

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR, settings.JOB_STARTER = tmp_path, ""
    # the test's transaction lives on the connection that the command would close
    monkeypatch.setattr("incidents.management.commands.work.close_old_connections", lambda: None)


def test_it_does_what_waits_and_what_a_dead_worker_left(
    reporter: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting, left = (ask_for(by=reporter, kind=JobKind.IMPORT_UNDO, arguments={}) for _each in range(2))
    long_ago = timezone.now() - dt.timedelta(minutes=5)
    Job.objects.filter(pk=left.pk).update(state=JobState.RUNNING, seen_alive_at=long_ago, started_at=long_ago)
    call_command("work", once=True)
    assert capsys.readouterr().out == "Jobs done: 2.\n"
    # nothing is named in their arguments, so both fail, each with a number to quote
    assert {job.state for job in Job.objects.filter(pk__in=[waiting.pk, left.pk])} == {JobState.FAILED}


def test_it_says_nothing_when_nothing_waits(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("work", once=True)
    assert capsys.readouterr().out == ""


def test_it_sweeps(db: None) -> None:
    left = new_arrival()
    call_command("work", once=True)
    assert left.exists()  # an upload may be under way in the server beside


def test_it_goes_on_until_it_is_stopped(reporter: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt
        ask_for(by=reporter, kind=JobKind.IMPORT_UNDO, arguments={})

    monkeypatch.setattr("incidents.management.commands.work.time.sleep", sleep)
    call_command("work", every=0.5)
    assert slept == [0.5, 0.5]
    assert not Job.objects.filter(state=JobState.QUEUED).exists()
