"""`manage.py import_incidents FILE`: reports from a CSV or XLSX file, with a reason for every row that stays outside."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.enums import Role
from incidents.errors import IncidentError, SiteError
from incidents.models import Account, Log
from incidents.services.importing import Choices, ImportReport, Verdict, import_incidents
from incidents.services.importing.verdicts import Flag, in_row
from incidents.services.mappings import mapping_named

_CHOICES = {
    "enter_duplicates": "enter rows that likely tell of a known event",
    "leave_known": "leave known reports as they are where their rows say something else now",
    "take_offers": "take coordinates the other way round where only that fits",
    "confirmed_doubts": "confirm that doubtful words identify nobody",
}
_ENTERED = ("enter_duplicates", "take_offers", "confirmed_doubts")


class Command(BaseCommand):
    help = (
        "Import reports from a CSV or XLSX file. docs/data.md lists the columns; other columns need a mapping. "
        "Importing a file again changes nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="CSV file in UTF-8, UTF-16 or CP949, or a workbook (XLSX)"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and store nothing")
        parser.add_argument("--log", help="code of the log (default: the one that new reports enter)")
        parser.add_argument(
            "--by", help="user name of the reporter who files (default: the only reporter there is)"
        )
        parser.add_argument("--mapping", help="name of a saved or built-in column mapping")
        parser.add_argument("--all-or-nothing", action="store_true", help="store nothing if a row is refused")
        parser.add_argument(
            "--as-drafts", action="store_true", help="hand nothing in; leave every report a draft"
        )
        for name, words in _CHOICES.items():
            parser.add_argument(f"--{name.replace('_', '-')}", action="store_true", help=words)

    def handle(self, *, file: Path, **options: Any) -> None:
        try:
            report = import_incidents(
                by=_reporter(options["by"]),
                data=file,
                file_name=file.name,
                log=_log(options["log"]),
                mapping=mapping_named(options["mapping"]) if options["mapping"] else None,
                dry_run=options["dry_run"],
                all_or_nothing=options["all_or_nothing"],
                hand_in=not options["as_drafts"],
                choices=Choices(
                    enter_updates=not options["leave_known"], **{name: options[name] for name in _ENTERED}
                ),
            )
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}. Check the path.") from error
        except (IncidentError, SiteError) as error:
            raise CommandError(f"{file.name}: {error}") from error
        self._tell(report, dry_run=options["dry_run"])
        if report.n_refused:
            raise CommandError(_refusals_in_words(report))

    def _tell(self, report: ImportReport, *, dry_run: bool) -> None:
        for note in report.notes:
            self.stdout.write(note)
        for row in report.rows:
            if row.verdict is Verdict.REFUSED:
                doubt = in_row(row.row_number, row.notes) if Flag.FAR_FROM_STATE in row.flags else ()
                self.stdout.write("\n".join((*row.reasons, *doubt)))
            elif row.verdict is Verdict.DUPLICATE:
                self.stdout.write(f"row {row.row_number}: {' '.join(row.notes)}")
        if report.n_dropped_columns:
            self.stdout.write(f"Columns about persons, dropped unread: {report.n_dropped_columns}.")
        for reasons, count in Counter(row.reasons for row in report.rows if row.is_incomplete).items():
            self.stdout.write(f"Drafts until they are complete ({count}): {' '.join(reasons)}")
        verb = "Would be" if dry_run else "Rows"
        more = f", {report.n_updated} changed" if report.n_updated else ""
        more += f", {report.n_duplicates} likely duplicates left out" if report.n_duplicates else ""
        self.stdout.write(
            f"{verb}: {report.n_new} new, {report.n_unchanged} unchanged{more}, {report.n_refused} refused."
            + ("" if report.is_stored else " Nothing was stored.")
        )


def _refusals_in_words(report: ImportReport) -> str:
    rows = "1 row was" if report.n_refused == 1 else f"{report.n_refused} rows were"
    return f"{rows} refused. Correct the file and import it again; what is stored already stays as it is."


def _log(code: str | None) -> Log | None:
    if code is None:
        return None
    log = Log.objects.filter(code=code).first()
    if log is None:
        known = ", ".join(Log.objects.values_list("code", flat=True)) or "none yet"
        raise CommandError(f"--log: “{code}” is not a log. Known: {known}.")
    return log


def _reporter(username: str | None) -> Account:
    if username is not None:
        account = Account.objects.filter(username=username, is_active=True).first()
        if account is None:
            raise CommandError(f"--by: “{username}” is not an active account.")
        return account
    reporters = list(Account.objects.filter(groups__name=Role.REPORTER, is_active=True).order_by("username"))
    # Beside an office's own reporters those of the demo do not count.
    reporters = [account for account in reporters if not account.is_demo] or reporters
    if len(reporters) != 1:
        names = ", ".join(account.username for account in reporters[:10]) or "none yet; see open_account"
        raise CommandError(f"--by is missing: name the reporter who files. Reporters: {names}.")
    return reporters[0]
