"""Who does long work: a thread beside the server unless JOBS=worker leaves it to `manage.py work`.

Two lanes, so that a preview of seconds never waits behind an import of minutes.
"""

from __future__ import annotations

import logging
import threading

from django.conf import settings
from django.db import close_old_connections, connections

from incidents.enums import JobKind
from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS

logger = logging.getLogger(__name__)
QUICK = frozenset({JobKind.IMPORT_PREVIEW})
LANES = (QUICK, frozenset(JobKind.values) - QUICK)


class Lane:
    """One thread that works off one sort of jobs and goes home when nothing is left."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self.kinds = kinds
        self._lock = threading.Lock()
        self._is_wanted = False
        self._thread: threading.Thread | None = None

    def wake(self) -> None:
        """Make sure that somebody looks at the queue after this moment."""
        with self._lock:
            self._is_wanted = True
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, daemon=True, name="jobs")
                self._thread.start()

    def _work(self) -> None:
        while self._take_turn():
            try:
                close_old_connections()
                work_off(RUNNERS, kinds=self.kinds)
            except Exception as error:  # the queue itself cannot be read; whoever asks next wakes us again
                logger.error("jobs: %s", type(error).__name__)
            finally:
                connections.close_all()

    def _take_turn(self) -> bool:
        with self._lock:
            wanted, self._is_wanted = self._is_wanted, False
            if not wanted:
                self._thread = None
            return wanted


_lanes = tuple(Lane(kinds) for kinds in LANES)


def start(kind: str) -> None:
    """Wake the lane of a kind of job; with JOBS=worker another process does the work."""
    if settings.JOBS == "worker":
        return
    for lane in _lanes:
        if kind in lane.kinds:
            lane.wake()
