"""`manage.py leave_demo`: out of the demo and on with an office's own log."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.errors import IncidentError
from incidents.models import Incident
from incidents.services.demo import leave_demo


class Command(BaseCommand):
    help = (
        "Remove the demo log with its findings and close the demo accounts. Sites and the audit trail stay."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *, yes: bool, **_options: Any) -> None:
        count = Incident.objects.filter(log__is_demo=True).count()
        if not yes:
            answer = input(f"Remove {count} demo reports for good and close the demo accounts? Type “yes”: ")
            if answer.strip().lower() != "yes":
                raise CommandError("Nothing was changed.")
        try:
            left = leave_demo(accounts_file=settings.DATA_DIR / "demo-accounts.json")
        except IncidentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Removed: reports {left.n_incidents}, runs {left.n_runs}. Closed: accounts {left.n_accounts}. "
            "The demo's sites and the audit trail stay."
        )
        if left.n_stranded:
            self.stdout.write(
                f"Reports in other logs that demo accounts entered, and can no longer change: {left.n_stranded}."
            )
