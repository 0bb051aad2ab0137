"""manage.py bench: measure speed, as ratios to a baseline in the same run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents.management.benchmarks import patterns


class Command(BaseCommand):
    help = "Measure speed. Every figure is a ratio to a baseline of the same run."

    def add_arguments(self, parser: CommandParser) -> None:
        subjects = parser.add_subparsers(dest="subject", required=True)
        subject = subjects.add_parser("patterns", help="the pattern tests beside their peers")
        subject.add_argument("--sizes", default="500,1000,10000", help="numbers of events, by comma")
        subject.add_argument("--store", type=Path, default=None, help="file that keeps finished measurements")

    def handle(self, *args: Any, **options: Any) -> None:
        sizes = [int(part) for part in options["sizes"].split(",")]
        patterns.run(sizes, options["store"], self.stdout.write)
