"""Jobs: one worker at a time, told of as they go, stopped when asked, taken over when their worker is dead."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import get_language, override

from incidents.enums import JobKind, JobState
from incidents.errors import ImportRefused
from incidents.models import Account, Job
from incidents.services import jobs
from incidents.services.jobs import (
    JobLost,
    JobStopped,
    Work,
    ask_for,
    ask_to_stop,
    go_on_with,
    is_dead,
    wake_if_idle,
    work_off,
)

pytestmark = pytest.mark.django_db
LONG_AGO = dt.timedelta(minutes=5)


@pytest.fixture
def job(reporter: Account) -> Job:
    return ask_for(by=reporter, kind=JobKind.IMPORT_PREVIEW, arguments={"n": 1}, n_total=10)


def run(job: Job, runner: Any, **options: Any) -> Job:
    """Let a worker do what waits and return the job as it is stored then."""
    work_off({JobKind.IMPORT_PREVIEW: runner}, **options)
    job.refresh_from_db()
    return job


def make_dead(job: Job) -> None:
    long_ago = timezone.now() - LONG_AGO
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, started_at=long_ago, seen_alive_at=long_ago, n_done=4
    )
    job.refresh_from_db()


def nothing(work: Work) -> Mapping[str, Any]:
    return {}


def test_a_job_that_ends_well_is_done_with_its_result(job: Job) -> None:
    run(job, lambda work: {"rows": work.job.arguments["n"]})
    assert (job.state, job.result, job.n_done, job.message) == (JobState.DONE, {"rows": 1}, 10, "")
    assert job.finished_at is not None


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for(reporter: Account) -> None:
    seen: list[int] = []
    for number in range(3):
        ask_for(by=reporter, kind=JobKind.IMPORT_PREVIEW, arguments={"n": number})
    work_off({JobKind.IMPORT_PREVIEW: lambda work: seen.append(work.job.arguments["n"]) or {}})
    assert seen == [0, 1, 2]


def test_a_worker_leaves_other_kinds_alone(job: Job) -> None:
    assert work_off({JobKind.IMPORT_RUN: nothing}) == 0
    assert run(job, nothing, kinds={JobKind.IMPORT_RUN}).state == JobState.QUEUED


def test_a_job_speaks_the_language_of_whoever_asked(reporter: Account) -> None:
    with override("ko"):
        job = ask_for(by=reporter, kind=JobKind.IMPORT_PREVIEW, arguments={})
    assert run(job, lambda work: {"language": get_language()}).result == {"language": "ko"}
    assert get_language() == "en"


def test_a_refusal_is_the_message(job: Job) -> None:
    def refuse(work: Work) -> Mapping[str, Any]:
        raise ImportRefused("The file is empty. Hand over another one.")

    run(job, refuse)
    assert (job.state, job.message) == (JobState.FAILED, "The file is empty. Hand over another one.")


def test_an_unforeseen_failure_tells_a_number_and_no_value(
    job: Job, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(work: Work) -> Mapping[str, Any]:
        raise ValueError("Kim Chul-su, 010-1234-5678")

    with caplog.at_level(logging.ERROR):
        run(job, fail)
    assert job.state == JobState.FAILED
    assert "Kim" not in job.message + caplog.text
    assert "ValueError" in caplog.text
    number = job.message.rstrip(".").rsplit(" ", 1)[-1]
    assert number in caplog.text


def test_a_failure_does_not_end_the_worker(reporter: Account) -> None:
    def fail_first(work: Work) -> Mapping[str, Any]:
        if work.job.arguments["n"] == 0:
            raise RuntimeError
        return {}

    for number in range(2):
        ask_for(by=reporter, kind=JobKind.IMPORT_PREVIEW, arguments={"n": number})
    assert work_off({JobKind.IMPORT_PREVIEW: fail_first}) == 2
    assert sorted(Job.objects.values_list("state", flat=True)) == [JobState.DONE, JobState.FAILED]


def test_progress_is_written_but_not_for_every_row(
    job: Job, django_assert_max_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "PROGRESS_EVERY_S", 3_600.0)

    def count(work: Work) -> Mapping[str, Any]:
        with django_assert_max_num_queries(2):
            for n_done in range(1, 1_000):
                work.progress(n_done, 1_000)
                work.should_stop()
        return {"seen": Job.objects.get(pk=work.job.pk).n_done}

    assert run(job, count).result == {"seen": 1}


def test_a_running_job_hears_that_it_shall_stop(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PROGRESS_EVERY_S", 0.0)

    def until_told(work: Work) -> Mapping[str, Any]:
        for n_done in range(1, 5):
            work.progress(n_done, 10)
            if work.should_stop():
                raise JobStopped({"stored": n_done})
            if n_done == 2:
                ask_to_stop(work.job)
        return {}

    run(job, until_told)
    assert (job.state, job.result, job.n_done) == (JobState.STOPPED, {"stored": 3}, 3)


def test_a_waiting_job_stops_at_once(job: Job) -> None:
    ask_to_stop(job)
    assert run(job, nothing).state == JobState.STOPPED


def test_stopping_what_is_done_changes_nothing(job: Job) -> None:
    run(job, nothing)
    ask_to_stop(job)
    job.refresh_from_db()
    assert (job.state, job.is_stop_asked) == (JobState.DONE, False)


def test_a_stopped_job_goes_on_once_however_often_it_is_asked(job: Job) -> None:
    ask_to_stop(job)
    assert [go_on_with(job), go_on_with(job)] == [True, False]
    assert run(job, nothing).state == JobState.DONE
    assert go_on_with(job) is False


def test_a_job_without_a_sign_of_life_is_dead_and_can_go_on(job: Job) -> None:
    assert not is_dead(job)
    make_dead(job)
    assert is_dead(job)
    assert go_on_with(job) is True
    assert run(job, nothing).state == JobState.DONE


def test_only_a_worker_that_takes_over_touches_a_dead_job(job: Job) -> None:
    make_dead(job)
    assert run(job, nothing).state == JobState.RUNNING
    assert run(job, nothing, takes_over=True).state == JobState.DONE


def test_a_living_job_is_never_taken_over(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(
        state=JobState.RUNNING, started_at=timezone.now(), seen_alive_at=timezone.now()
    )
    assert run(job, nothing, takes_over=True).state == JobState.RUNNING
    assert go_on_with(job) is False


def test_a_worker_that_was_thought_dead_lets_go(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "PROGRESS_EVERY_S", 0.0)
    later = timezone.now() + LONG_AGO

    def taken_over_meanwhile(work: Work) -> Mapping[str, Any]:
        Job.objects.filter(pk=work.job.pk).update(started_at=later)
        with pytest.raises(JobLost):
            work.progress(5, 10)
        return {"stored": "by the wrong one"}

    run(job, taken_over_meanwhile)
    assert (job.state, job.result, job.started_at) == (JobState.RUNNING, {}, later)


def test_a_worker_is_woken_when_the_job_can_be_seen_and_again_if_nobody_came(
    reporter: Account, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.JOB_STARTER = f"{__name__}.note_waking"
    WOKEN.clear()
    with django_capture_on_commit_callbacks(execute=True):
        job = ask_for(by=reporter, kind=JobKind.IMPORT_RUN, arguments={})
        assert WOKEN == []
    assert WOKEN == [JobKind.IMPORT_RUN]
    wake_if_idle(job)
    assert WOKEN == [JobKind.IMPORT_RUN]
    job.created_at -= LONG_AGO
    wake_if_idle(job)
    assert WOKEN == [JobKind.IMPORT_RUN] * 2


WOKEN: list[str] = []


def note_waking(kind: str) -> None:
    WOKEN.append(kind)
