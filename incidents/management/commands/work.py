"""`manage.py work`: do long work in a process of its own; as many as there are machines may run."""

from __future__ import annotations

import time
from contextlib import suppress
from itertools import count
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS, sweep

SWEEP_EVERY_S = 60.0


class Command(BaseCommand):
    help = "Do long work (imports, previews) as it is asked for. Start the server with JOBS=worker beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now and end")
        parser.add_argument("--every", type=float, default=1.0, help="seconds between two looks (default: 1)")

    def handle(self, *, once: bool, every: float, **_options: Any) -> None:
        every = max(0.1, every)
        with suppress(KeyboardInterrupt):
            for look in count():
                close_old_connections()
                if look * every % SWEEP_EVERY_S < every:
                    sweep()
                n_done = work_off(RUNNERS, takes_over=True)
                if n_done:
                    self.stdout.write(f"Jobs done: {n_done}.")
                if once:
                    return
                time.sleep(every)
