"""Long work as rows: asked for, taken up by one worker, told of as it goes, stopped when asked, gone on with when a worker died."""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from incidents.enums import JobKind, JobState
from incidents.errors import IncidentError, SiteError
from incidents.models import Account, Job

logger = logging.getLogger(__name__)
# A job that nobody has been seen at for this long has lost its worker.
DEAD_AFTER = dt.timedelta(seconds=30)
# Waiting longer than this without being taken up: whoever asks how far it came wakes a worker once more.
IDLE_AFTER = dt.timedelta(seconds=3)
BEAT_S = 5.0
# Progress is written at most this often, so that it costs nothing beside the work.
PROGRESS_EVERY_S = 0.5
# Words that somebody typed: they stand in the audit trail once the work is done, and nowhere twice.
_TYPED = frozenset({"reason"})


class JobStopped(Exception):
    """The work ended early because somebody asked for it; carries what was done until then."""

    def __init__(self, result: Mapping[str, Any]) -> None:
        self.result = dict(result)
        super().__init__()


class JobLost(Exception):
    """Another worker has taken the job over, so this one leaves it alone."""


class Work:
    """What a runner holds on to: the job, where it tells how far it came, where it looks whether to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self._claim = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started_at=job.started_at)
        self._written_at = 0.0
        self._is_stop_asked = False

    def progress(self, n_done: int, n_total: int) -> None:
        """Tell how far the work came; most calls cost a comparison."""
        if time.monotonic() - self._written_at >= PROGRESS_EVERY_S:
            self._write(n_done=n_done, n_total=n_total)

    def should_stop(self) -> bool:
        """Whether somebody asked to stop; asked of the database twice a second."""
        if time.monotonic() - self._written_at >= PROGRESS_EVERY_S:
            self._write()
        return self._is_stop_asked

    def _write(self, **changes: int) -> None:
        if not self._claim.update(seen_alive_at=timezone.now(), **changes):
            raise JobLost
        self._is_stop_asked = Job.objects.values_list("is_stop_asked", flat=True).get(pk=self.job.pk)
        self._written_at = time.monotonic()


Runner = Callable[[Work], Mapping[str, Any]]


def ask_for(*, by: Account, kind: JobKind, arguments: Mapping[str, Any], n_total: int = 0) -> Job:
    """Store a job and wake a worker as soon as the row can be seen."""
    job = Job.objects.create(
        kind=kind, owner=by, arguments={**arguments, "language": get_language()}, n_total=n_total
    )
    transaction.on_commit(partial(wake, kind))
    return job


def wake(kind: str) -> None:
    """Start whatever works beside the server, as the settings say; without an entry nothing is started."""
    if settings.JOB_STARTER:
        import_string(settings.JOB_STARTER)(kind)


def ask_to_stop(job: Job) -> None:
    """Ask a job to end at its next good moment; one that waits, or that nobody works at, ends at once."""
    Job.objects.filter(pk=job.pk, state__in=[JobState.QUEUED, JobState.RUNNING]).update(is_stop_asked=True)
    gone = Q(state=JobState.QUEUED) | _dead()
    Job.objects.filter(gone, pk=job.pk).update(state=JobState.STOPPED, finished_at=timezone.now())


def go_on_with(job: Job) -> bool:
    """Put a job back into the queue that stopped, failed or lost its worker; only one of two callers does."""
    ended = Q(state__in=[JobState.STOPPED, JobState.FAILED]) | _dead()
    again = Job.objects.filter(ended, pk=job.pk).update(
        state=JobState.QUEUED, is_stop_asked=False, message="", created_at=timezone.now(), finished_at=None
    )
    if again:
        transaction.on_commit(partial(wake, job.kind))
    return bool(again)


def is_dead(job: Job) -> bool:
    """Whether the job is said to run but nobody works at it any more."""
    return job.state == JobState.RUNNING and (
        job.seen_alive_at is None or job.seen_alive_at < timezone.now() - DEAD_AFTER
    )


def wake_if_idle(job: Job) -> None:
    """Wake a worker for a job that waits although its turn should have come."""
    if job.state == JobState.QUEUED and job.created_at < timezone.now() - IDLE_AFTER:
        wake(job.kind)


def work_off(runners: Mapping[str, Runner], *, kinds: Collection[str] = (), takes_over: bool = False) -> int:
    """Do what waits, oldest first, until nothing does; return how many jobs were done.

    `takes_over` also takes what other workers left behind when they died.
    """
    n_done = 0
    while (job := _claim(kinds or tuple(runners), takes_over=takes_over)) is not None:
        _do(job, runners)
        n_done += 1
    return n_done


def _claim(kinds: Collection[str], *, takes_over: bool) -> Job | None:
    waiting = Q(state=JobState.QUEUED) | (_dead() if takes_over else Q(pk__in=[]))
    for job in Job.objects.filter(waiting, kind__in=kinds).order_by("created_at", "pk"):
        now = timezone.now()
        mine = Job.objects.filter(waiting, pk=job.pk).update(
            state=JobState.RUNNING, started_at=now, seen_alive_at=now, finished_at=None
        )
        if mine:
            return Job.objects.select_related("owner").get(pk=job.pk)
    return None


def _dead() -> Q:
    is_old = Q(seen_alive_at__isnull=True) | Q(seen_alive_at__lt=timezone.now() - DEAD_AFTER)
    return Q(state=JobState.RUNNING) & is_old


def _do(job: Job, runners: Mapping[str, Runner]) -> None:
    try:
        with override(job.arguments.get("language") or settings.LANGUAGE_CODE), _heartbeat(job):
            result = runners[job.kind](Work(job))
    except JobLost:
        return
    except JobStopped as stopped:
        _end(job, JobState.STOPPED, result=stopped.result)
    except (IncidentError, SiteError) as error:
        _end(job, JobState.FAILED, message=str(error)[:500])
    except Exception as error:
        _end(job, JobState.FAILED, message=_note_failure(job, error))
    else:
        _end(job, JobState.DONE, result=dict(result))


def _end(job: Job, state: JobState, **changes: Any) -> None:
    plain = {name: value for name, value in job.arguments.items() if name not in _TYPED}
    changes |= {"state": state, "finished_at": timezone.now(), "arguments": plain}
    if state == JobState.DONE and job.n_total:
        changes["n_done"] = job.n_total
    Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started_at=job.started_at).update(**changes)


def _note_failure(job: Job, error: Exception) -> str:
    """Log where it happened and say a number to quote; the error's own words may hold a cell and are kept nowhere."""
    quote = uuid.uuid4().hex[:6].upper()
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    where = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    logger.error("job %s (%s) failed, %s: %s at %s", job.uuid, job.kind, quote, type(error).__name__, where)
    with override(job.arguments.get("language") or settings.LANGUAGE_CODE):
        return _(
            "This went wrong on our side, not in your file. What was stored until then is kept. Go on, or tell the operator the number %(quote)s."
        ) % {"quote": quote}


@contextmanager
def _heartbeat(job: Job) -> Iterator[None]:
    """Let others see that somebody works at the job, also through stretches that tell no progress."""
    ended = threading.Event()
    beating = threading.Thread(target=_beat, args=(job, ended), daemon=True, name=f"beat-{job.pk}")
    beating.start()
    try:
        yield
    finally:
        ended.set()
        beating.join()


def _beat(job: Job, ended: threading.Event) -> None:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, started_at=job.started_at)
    try:
        while not ended.wait(BEAT_S):
            mine.update(seen_alive_at=timezone.now())
    except DatabaseError as error:  # the work itself meets the same and says so
        logger.warning("job %s: no heartbeat (%s)", job.uuid, type(error).__name__)
    finally:
        connection.close()
