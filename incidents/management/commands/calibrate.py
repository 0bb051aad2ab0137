"""manage.py calibrate: size and power of every test, printed as tables."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from incidents.analysis import calibration


class Command(BaseCommand):
    help = "Measure false alarms and power of the pattern tests in simulated worlds. Resumable."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--sets", type=int, default=200, help="simulated logs of each cell")
        parser.add_argument("--replicates", type=int, default=calibration.REPLICATES)
        parser.add_argument("--store", type=Path, default=None, help="file that keeps finished batches")
        parser.add_argument(
            "--first-seed", type=int, default=0, help="measure on other seeds than others did"
        )
        parser.add_argument("--only", default="", help="cells whose name contains this, such as series/drift")
        parser.add_argument("--what", choices=("size", "power", "all"), default="all")

    def handle(self, *args: Any, **options: Any) -> None:
        size = calibration.size_cells() if options["what"] != "power" else []
        power = calibration.power_cells() if options["what"] != "size" else []
        for title, cells in (("Size (nominal .05)", size), ("Power", power)):
            chosen = [cell for cell in cells if options["only"] in cell.name]
            if not chosen:
                continue
            rates = calibration.calibrate(
                chosen,
                options["sets"],
                options["store"],
                self.stderr.write,
                options["replicates"],
                options["first_seed"],
            )
            self.stdout.write(f"\n{title}\n\n{calibration.table(rates)}")
