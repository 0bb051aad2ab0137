"""`manage.py erase_old_drafts`: erase unsent drafts of the phone card that nobody touched for a month (DRAFT_DAYS)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents.services.draft_retention import erase_old_drafts, old_drafts, untouched_drafts


class Command(BaseCommand):
    help = "Erase unsent drafts of the phone card that nobody touched for a month. The product also does so by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *, dry_run: bool = False, **_options: Any) -> None:
        n_untouched, n_old = untouched_drafts().count(), old_drafts().count()
        n = n_old if dry_run else erase_old_drafts()
        self.stdout.write(f"{_drafts(n)} {'would be erased' if dry_run else 'erased'}.")
        if n_untouched > n_old:
            self.stdout.write(
                f"{_drafts(n_untouched - n_old)} kept: the log was silent for long, or this machine's clock jumped. "
                "A silence counts as one week. Check the clock."
            )


def _drafts(n: int) -> str:
    return f"{n} {'draft' if n == 1 else 'drafts'}"
