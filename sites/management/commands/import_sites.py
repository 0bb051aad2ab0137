"""Import sites and zones from CSV or GeoJSON."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from sites.errors import FileRefused
from sites.management.accounts import account_named
from sites.services import ImportOutcome, Tally, import_sites


class Command(BaseCommand):
    """Store the good rows of a registry file; say why each other row stays outside."""

    help = "Import sites (and zones) from CSV or GeoJSON; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, help="sites or zones as CSV, or a GeoJSON FeatureCollection of both"
        )
        parser.add_argument("--zones", type=Path, help="zones as CSV or GeoJSON")
        parser.add_argument("--by", metavar="USERNAME", help="the account that the audit trail names")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen; store nothing")
        parser.add_argument("--strict", action="store_true", help="store nothing if any row is refused")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            outcome = import_sites(
                sites=_read(options["file"]),
                zones=_read(options["zones"]) if options["zones"] else None,
                by=account_named(options["by"]),
                file_name=options["file"].name,
                dry_run=options["dry_run"],
                strict=options["strict"],
                table_of_sites=None,
            )
        except FileRefused as error:
            raise CommandError(str(error)) from error
        self._report(outcome)
        if outcome.refusals:
            raise CommandError(_refused_line(outcome, strict=options["strict"]))

    def _report(self, outcome: ImportOutcome) -> None:
        for refusal in outcome.refusals:
            self.stderr.write(str(refusal))
        self.stdout.write(_tally_line(_("Sites"), outcome.sites))
        self.stdout.write(_tally_line(_("Zones"), outcome.zones))
        if not outcome.is_stored:
            self.stdout.write(_("Nothing was stored."))


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CommandError(
            _("%(file)s cannot be read: %(why)s.") % {"file": path, "why": error.strerror}
        ) from error


def _tally_line(table: str, tally: Tally) -> str:
    return _("%(table)s: %(new)d new, %(changed)d changed, %(unchanged)d unchanged.") % {
        "table": table, "new": tally.new, "changed": tally.changed, "unchanged": tally.unchanged,
    }  # fmt: skip


def _refused_line(outcome: ImportOutcome, *, strict: bool) -> str:
    n_rows = len({(refusal.table, refusal.row) for refusal in outcome.refusals})
    if strict:
        return _("%(n)d rows refused; nothing was stored.") % {"n": n_rows}
    return _("%(n)d rows refused; the others stand as said above.") % {"n": n_rows}
