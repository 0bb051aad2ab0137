"""What the command line may be told, and what is filled in where it is not."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from incidents.analysis.digest import VERSION

_WHAT = "The tests on a CSV file, without a database."
DEFAULTS: dict[str, dict[str, Any]] = {
    "scan": {"max_km": 50.0, "max_days": 30, "max_share": 0.5, "prospective": False, "earth_radius_km": 6371.0088},
    "knox": {"radius_km": 5.0, "max_days": 7, "earth_radius_km": 6371.0088},
    "series": {"max_days": 240, "reference": None},
    "surge": {
        "max_days": 60, "prospective": False, "reference": None, "reference_start": None, "reference_end": None
    },
}  # fmt: skip
OWN = sorted({name for defaults in DEFAULTS.values() for name in defaults})


def command_line() -> argparse.ArgumentParser:
    """The options of all tests."""
    parser = argparse.ArgumentParser(
        prog="python -m incidents.analysis", description=_WHAT, argument_default=None, allow_abbrev=False
    )
    add = parser.add_argument
    add("test", choices=tuple(DEFAULTS))
    add(
        "file",
        nargs="?",
        type=Path,
        help="CSV: site, lat, lon, day [, site_type, case, items, items_asked, day_lo, day_hi]",
    )
    add("--max-km", type=float, help="scan: largest radius (50)")
    add(
        "--max-days", type=int, help="longest window (scan 30, surge 60), lag (knox 7), gap of a series (240)"
    )
    add("--radius-km", type=float, help="knox: near in space (5)")
    add("--max-share", type=float, help="scan: largest share of events in a circle (0.5)")
    add("--earth-radius-km", type=float, help="scan, knox: radius of the sphere (6371.0088)")
    add("--replicates", type=int, default=9999)
    add("--seed", type=int, default=20261123)
    add("--stop-after", type=int, help="stop once so many shuffled logs reach the observed value")
    add("--stratify", default="auto", help="auto, none or site_type")
    add("--start", help="first day of the study, YYYY-MM-DD")
    add("--end", help="last day of the study, YYYY-MM-DD")
    add("--prospective", action="store_true", default=None, help="scan, surge: only what lasts until the end")
    add(
        "--counts",
        type=Path,
        help="surge: counts instead of a log, the last row against those before: period, count, unit, law, months",
    )
    add("--reference", type=Path, help="series, surge: an earlier log")
    add(
        "--sites",
        type=Path,
        help="all sites that are watched, also those without a report: site, lat, lon [, site_type]",
    )
    add("--reference-start", help="surge: first day the earlier log watched")
    add("--reference-end", help="surge: last day the earlier log watched")
    add("--collapse", action="store_true", help="one row per site and day, then judge on cases too")
    add("--json", action="store_true")
    return parser


def say_unused(options: argparse.Namespace, unread: Sequence[str]) -> None:
    """Name what was given and is not looked at; a silent option would pass for one that was obeyed."""
    for column in unread:
        print(f"note: the column {column or '(no name)'} is not read.", file=sys.stderr)
    for name in OWN:
        if getattr(options, name) is not None and name not in DEFAULTS[options.test]:
            print(f"note: --{name.replace('_', '-')} means nothing to {options.test}.", file=sys.stderr)


def own_options(options: argparse.Namespace) -> dict[str, Any]:
    """The options of the test that was asked for, defaults filled in."""
    return {
        name: default if getattr(options, name) is None else getattr(options, name)
        for name, default in DEFAULTS[options.test].items()
    }


def settings_of(options: argparse.Namespace) -> dict[str, Any]:
    """Every option as it was understood, the seed and the version: what it takes to ask again."""
    shared = {
        name: getattr(options, name)
        for name in ("replicates", "stop_after", "stratify", "start", "end", "collapse")
    }
    told = {
        name: str(value) if isinstance(value, Path) else value for name, value in own_options(options).items()
    }
    return {"parameters": told | shared, "seed": options.seed, "version": VERSION}
