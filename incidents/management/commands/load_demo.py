"""`manage.py load_demo`: publicly reported cases, with accounts to look at them from every role."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.errors import IncidentError, SiteError
from incidents.models import Incident
from incidents.services.demo import load_demo


class Command(BaseCommand):
    help = "Load the demo log of publicly reported cases, its sites and one demo account for each role."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--again", action="store_true", help="load beside reports that are there already")

    def handle(self, *, again: bool, **_options: Any) -> None:
        if Incident.objects.exists() and not again:
            raise CommandError("There are reports already. Use --again to load the demo beside them.")
        accounts_file = settings.DATA_DIR / "demo-accounts.json"
        try:
            report = load_demo(accounts_file=accounts_file)
        except (IncidentError, SiteError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Demo log: {report.n_new} new, {report.n_unchanged} unchanged.")
        self.stdout.write(f"Sign-ins: {accounts_file}")
