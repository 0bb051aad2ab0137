"""manage.py bench: measure speed, as ratios to a baseline in the same run."""

from __future__ import annotations

from argparse import SUPPRESS
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from incidents.management.benchmarks import intake, patterns


class Command(BaseCommand):
    help = "Measure speed. Every figure is a ratio to a baseline of the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True)
        subject = subjects.add_parser("patterns", help="the pattern tests beside their peers")
        subject.add_argument("--sizes", default="500,1000,10000", help="numbers of events, by comma")
        subject.add_argument("--store", type=Path, default=None, help="file that keeps finished measurements")

        subject = subjects.add_parser("intake", help="a file of reports judged and brought in")
        subject.add_argument("--rows", type=int, default=20_000, help="rows of the file")
        subject.add_argument("--inside", action="store_true", help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["subject"] == "intake":
            if options["rows"] < 1:
                raise CommandError(f"--rows is {options['rows']}. Give one row or more.")
            (intake.measure if options["inside"] else intake.run)(options["rows"], self._say)
            return
        sizes = [int(part) for part in options["sizes"].split(",")]
        patterns.run(sizes, options["store"], self.stdout.write)

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
