"""`manage.py make_ready`: everything between the installation and the first page; a second call changes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core import checks
from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.errors import IncidentError, SiteError
from incidents.management import readiness
from incidents.models import Account, Log
from incidents.services.demo import load_demo, read_accounts
from incidents.services.draft_retention import erase_old_drafts_if_due
from incidents.services.reporting import default_log
from incidents.services.staging import sweep


class Command(BaseCommand):
    help = "Migrate, collect static files, load the demo into an unused database, compile the statistics, run the detection."
    # Only the checks of what is stored are made here: all of them would import every page.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--for-port", type=int, help="refuse if something answers on this port already")

    def handle(self, *, for_port: int | None = None, **_options: Any) -> None:
        if for_port is not None and not readiness.port_is_free("127.0.0.1", for_port):
            raise CommandError(
                f"Port {for_port} is taken: something answers there already. Stop it, or start with another one: "
                f"PORT={for_port + 1 if for_port < 65535 else 8001} make run"
            )
        readiness.close_data_folder()
        if readiness.migrate():
            self.stdout.write("The database is up to date.")
        if readiness.collect_static():
            self.stdout.write("Static files are collected.")
        readiness.load_reference_data()
        sweep(at_start=True)
        self._fill_if_untouched()
        erase_old_drafts_if_due()
        self._check()
        self._prepare_statistics()
        self._welcome()

    @property
    def accounts_file(self) -> Path:
        return Path(settings.DATA_DIR) / "demo-accounts.json"

    def _fill_if_untouched(self) -> None:
        if not readiness.is_untouched():
            return
        if settings.START_EMPTY:
            default_log()
            self.stdout.write("An empty log is open.")
            return
        try:
            report = load_demo(accounts_file=self.accounts_file)
        except (IncidentError, SiteError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The demo is loaded: {report.n_new} rows from the press.")

    def _check(self) -> None:
        found = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
        serious = [message for message in found if message.is_serious()]
        if serious:
            raise CommandError("\n".join(map(str, serious)))

    def _prepare_statistics(self) -> None:
        if not readiness.statistics_are_warm():
            self.stdout.write("Compiling the statistics (once, up to a minute) ...")
            self.stdout.flush()
            readiness.warm_statistics()
        run = readiness.detect_on_demo()
        if run is not None:
            self.stdout.write(
                f"Detection run {run.number} is stored: {run.n_incidents} dated reports of {run.n_cases} cases."
            )

    def _welcome(self) -> None:
        self.stdout.write(f"\nSightline: {settings.PUBLIC_URL}")
        if Log.objects.filter(is_demo=True).exists():
            self._show_sign_ins()
        elif not Account.objects.filter(is_active=True).exists():
            self.stdout.write("Nobody can sign in yet. Open the first account:")
            self.stdout.write(
                "  .venv/bin/python manage.py open_account NAME --role operator --role reporter"
            )

    def _show_sign_ins(self) -> None:
        entries = read_accounts(self.accounts_file)
        if not entries:
            self.stdout.write(
                "DEMO DATA. Its passwords are gone; `manage.py load_demo --again` makes new ones."
            )
            return
        self.stdout.write("DEMO DATA. Sign in as (user name, password):")
        for entry in entries:
            self.stdout.write(f"  {entry['username']:<24} {entry['password']}")
        self.stdout.write(f"They are kept in {self.accounts_file}.")
