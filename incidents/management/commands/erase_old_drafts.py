"""`manage.py erase_old_drafts`: erase unsent drafts of the phone card that nobody touched for 30 days."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents.services.draft_retention import erase_old_drafts, old_drafts


class Command(BaseCommand):
    help = "Erase unsent drafts of the phone card that nobody touched for 30 days. The product also does so by itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")

    def handle(self, *, dry_run: bool = False, **_options: Any) -> None:
        n = old_drafts().count() if dry_run else erase_old_drafts()
        self.stdout.write(
            f"{n} {'draft' if n == 1 else 'drafts'} {'would be erased' if dry_run else 'erased'}."
        )
