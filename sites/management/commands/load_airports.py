"""Load the airports of a country from the committed list."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from sites.management.packaged import add_common_arguments, country_of, load
from sites.packages import AIRPORTS, packaged_airports


class Command(BaseCommand):
    """Register the airports that are not there yet; what an operator changed stays as it is."""

    help = "Load the airports of a country; running it again changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_common_arguments(parser)
        parser.add_argument(
            "--all-codes",
            action="store_true",
            help="also strips without a given code (in Korea: small army strips)",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        places = packaged_airports(country_of(options, AIRPORTS), all_codes=options["all_codes"])
        load(self, places, options, stores=not options["dry_run"])
