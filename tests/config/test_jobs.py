"""Who does long work: a lane for what is quick and one for what takes long, each one thread that ends when idle."""

from __future__ import annotations

import threading
from collections.abc import Collection
from typing import Any

import pytest

from config import jobs
from incidents.enums import JobKind

PATIENCE_S = 20.0


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> list[Collection[str]]:
    """Write down every look at the queue instead of taking it."""
    seen: list[Collection[str]] = []
    monkeypatch.setattr(jobs, "work_off", lambda runners, kinds: seen.append(kinds))
    monkeypatch.setattr(jobs, "close_old_connections", lambda: None)
    return seen


def wait_for(lane: jobs.Lane) -> None:
    thread = lane._thread
    if thread is not None:
        thread.join(PATIENCE_S)


def test_every_kind_of_job_has_exactly_one_lane() -> None:
    assert sorted(kind for lane in jobs.LANES for kind in lane) == sorted(JobKind.values)


def test_a_preview_never_waits_behind_an_import() -> None:
    assert not any({JobKind.IMPORT_PREVIEW, JobKind.IMPORT_RUN} <= lane for lane in jobs.LANES)


def test_a_lane_looks_at_its_own_kinds_and_goes_home(looks: list[Collection[str]]) -> None:
    lane = jobs.Lane(jobs.QUICK)
    lane.wake()
    wait_for(lane)
    assert looks == [jobs.QUICK]
    lane.wake()
    wait_for(lane)
    assert len(looks) == 2


def test_what_is_asked_for_during_a_look_is_looked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    lane = jobs.Lane(jobs.QUICK)
    started, go_on = threading.Event(), threading.Event()
    n_looks = 0

    def look(runners: Any, kinds: Any) -> None:
        nonlocal n_looks
        n_looks += 1
        started.set()
        go_on.wait(PATIENCE_S)

    monkeypatch.setattr(jobs, "work_off", look)
    lane.wake()
    assert started.wait(PATIENCE_S)
    thread = lane._thread
    lane.wake()
    lane.wake()
    go_on.set()
    assert thread is not None
    thread.join(PATIENCE_S)
    assert n_looks == 2


def test_a_queue_that_cannot_be_read_ends_nothing_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    lane, seen = jobs.Lane(jobs.QUICK), []

    def fail_first(runners: Any, kinds: Any) -> None:
        seen.append(kinds)
        if len(seen) == 1:
            raise RuntimeError("no database")

    monkeypatch.setattr(jobs, "work_off", fail_first)
    lane.wake()
    wait_for(lane)
    lane.wake()
    wait_for(lane)
    assert len(seen) == 2


def test_workers_of_their_own_leave_the_server_idle(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[frozenset[str]] = []
    monkeypatch.setattr(jobs.Lane, "wake", lambda lane: woken.append(lane.kinds))
    settings.JOBS = "worker"
    jobs.start(JobKind.IMPORT_RUN)
    assert woken == []
    settings.JOBS = "thread"
    jobs.start(JobKind.IMPORT_RUN)
    assert [JobKind.IMPORT_RUN in kinds for kinds in woken] == [True]
