"""Load the ports of a country from the committed list, after the operator has seen what would enter."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from sites.management.packaged import add_common_arguments, country_of, load
from sites.packages import PORTS, packaged_ports


class Command(BaseCommand):
    """Show which ports would enter and which stay outside for what reason; store them with --yes."""

    help = "Load the ports of a country; without --yes it only shows what would enter."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_common_arguments(parser)
        parser.add_argument("--yes", action="store_true", help="store what the list shows as new")

    def handle(self, *_args: Any, **options: Any) -> None:
        stores = options["yes"] and not options["dry_run"]
        load(self, packaged_ports(country_of(options, PORTS)), options, stores=stores)
        if not stores and not options["dry_run"]:
            self.stdout.write(_("Look through the list, then run it again with --yes."))
