"""Run the detection on a log from the shell."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from incidents.analysis import ScanParameters
from incidents.errors import IncidentError, SiteError
from incidents.models import Account, Log
from incidents.services.detection import run_detection


class Command(BaseCommand):
    """`manage.py detect --log press-kr --by demo-reviewer`."""

    help = "Scan one log for bursts in space and time, on incidents and on cases, and store the run."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the parameters of the scan."""
        parser.add_argument("--log", required=True, help="code of the log")
        parser.add_argument("--by", required=True, help="user name of a reviewer")
        parser.add_argument("--seed", type=int)
        parser.add_argument("--replicates", type=int, default=9999)
        parser.add_argument("--max-km", type=float, default=50.0)
        parser.add_argument("--max-days", type=int, default=30)
        parser.add_argument("--provisional", action="store_true", help="include reports not reviewed yet")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run, store, and say what was found in a few lines."""
        log = Log.objects.filter(code=options["log"]).first()
        by = Account.objects.filter(username=options["by"]).first()
        if log is None:
            raise CommandError(f"--log: “{options['log']}” is not a log. Known: {', '.join(known_logs())}.")
        if by is None:
            raise CommandError(f"--by: “{options['by']}” is not an account.")
        try:
            run = run_detection(
                by=by, log=log, parameters=ScanParameters(max_km=options["max_km"], max_days=options["max_days"]),
                seed=options["seed"], replicates=options["replicates"], include_submitted=options["provisional"],
            )  # fmt: skip
        except (IncidentError, SiteError, ValueError) as error:
            raise CommandError(str(error)) from error
        self.report(run)

    def report(self, run: Any) -> None:
        """Print the run as a reviewer would quote it."""
        self.stdout.write(f"Run {run.number} on {run.log.code}: tested {run.n_incidents} / {run.n_cases}.")
        for reason, numbers in run.excluded.items():
            self.stdout.write(f"Left out, {reason}: {numbers if isinstance(numbers, int) else len(numbers)}")
        for finding in run.findings.order_by("rank"):
            word = "significant on cases" if finding.is_significant else "not significant"
            self.stdout.write(
                f"F-{finding.rank} {finding.centre.name_en}, {finding.date_from} to {finding.date_to}: "
                f"{finding.observed} / {finding.observed_cases}, "
                f"p = {finding.p_incidents} / {finding.p_cases}: {word}"
            )
        if run.refusal:
            self.stdout.write(f"Refused: {run.refusal}")


def known_logs() -> list[str]:
    """Return the codes of all logs."""
    return list(Log.objects.values_list("code", flat=True))
