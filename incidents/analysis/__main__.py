"""python -m incidents.analysis: the four tests on a CSV file, without a database."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from incidents.analysis import answers
from incidents.analysis.both import knox_pair, link_pair, surge_pair
from incidents.analysis.cells import day_number
from incidents.analysis.digest import VERSION
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.knox import KnoxParameters, knox
from incidents.analysis.linkage import SeriesParameters, link
from incidents.analysis.log_file import LogFile, read_log
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.scan import scan
from incidents.analysis.surge import SurgeParameters, surge

_DEFAULTS: dict[str, dict[str, Any]] = {
    "scan": {"max_km": 50.0, "max_days": 30, "max_share": 0.5, "prospective": False, "earth_radius_km": 6371.0088},
    "knox": {"radius_km": 5.0, "max_days": 7, "earth_radius_km": 6371.0088},
    "series": {"max_days": 240, "reference": None},
    "surge": {
        "max_days": 60, "prospective": False, "reference": None, "reference_start": None, "reference_end": None
    },
}  # fmt: skip
_OWN = sorted({name for defaults in _DEFAULTS.values() for name in defaults})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one test and print its answer; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        log = read_log(options.file, sites=options.sites)
        _say_unused(options, log)
        answer = _TESTS[options.test](options, log) | _settings(options)
    except AnalysisError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    try:
        print(
            json.dumps(answer, ensure_ascii=False, indent=1) if options.json else _plain(answer), flush=True
        )
    except BrokenPipeError:  # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m incidents.analysis", description=__doc__, argument_default=None, allow_abbrev=False
    )
    add = parser.add_argument
    add("test", choices=tuple(_DEFAULTS))
    add(
        "file",
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


def _say_unused(options: argparse.Namespace, log: LogFile) -> None:
    """Name what was given and is not looked at; a silent option would pass for one that was obeyed."""
    for column in log.unread:
        print(f"note: the column {column or '(no name)'} is not read.", file=sys.stderr)
    for name in _OWN:
        if getattr(options, name) is not None and name not in _DEFAULTS[options.test]:
            print(f"note: --{name.replace('_', '-')} means nothing to {options.test}.", file=sys.stderr)


def _own(options: argparse.Namespace) -> dict[str, Any]:
    """The options of the test that was asked for, defaults filled in."""
    return {
        name: default if getattr(options, name) is None else getattr(options, name)
        for name, default in _DEFAULTS[options.test].items()
    }


def _settings(options: argparse.Namespace) -> answers.Answer:
    shared = {
        name: getattr(options, name)
        for name in ("replicates", "stop_after", "stratify", "start", "end", "collapse")
    }
    own = {name: str(value) if isinstance(value, Path) else value for name, value in _own(options).items()}
    return {"parameters": own | shared, "seed": options.seed, "version": VERSION}


def _null(options: argparse.Namespace) -> Null:
    return Null(options.replicates, options.seed, options.stop_after, options.stratify)


def _day(text: str | None, name: str) -> int | None:
    return None if text is None else day_number(text, f"--{name.replace('_', '-')}")


def _study(options: argparse.Namespace) -> dict[str, Any]:
    study = {f"{name}_day": _day(getattr(options, name), name) for name in ("start", "end")}
    if None not in (options.start, options.end) and study["end_day"] < study["start_day"]:  # type: ignore[operator]
        raise AnalysisError("--end", options.end, f"it lies before --start {options.start}; swap them.")
    return study


def _scan(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    windows = ScanParameters(**_own(options), **_study(options))
    if options.collapse:
        return answers.answer_pair(scan_pair(log.events, windows, _null(options)), log)
    return answers.answer_scan(scan(log.events, windows, _null(options)), log)


def _knox(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own, study = _own(options), _study(options)
    near, log = KnoxParameters(own["radius_km"], own["max_days"], own["earth_radius_km"]), _within(log, study)
    if options.collapse:
        return answers.answer_both(knox_pair(log.events, near, _null(options)), log)
    return answers.answer_knox(knox(log.events, near, _null(options)), log)


def _series(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own = _own(options)
    reference, series = _reference(own["reference"], log), SeriesParameters(longest_gap_days=own["max_days"])
    log = _within(log, _study(options))
    if options.collapse:
        return answers.answer_both(link_pair(log.events, series, _null(options), reference=reference), log)
    return answers.answer_series(link(log.events, series, _null(options), reference=reference), log)


def _surge(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own = _own(options)
    reference, null = _reference(own["reference"], log), _null(options)
    watched = {f"{name}_day": _day(own[name], name) for name in ("reference_start", "reference_end")}
    study = SurgeParameters(own["max_days"], own["prospective"], **_study(options), **watched)
    if options.collapse:
        return answers.answer_both(surge_pair(log.events, study, null, reference=reference), log)
    return answers.answer_surge(surge(log.events, study, null, reference=reference), log)


def _within(log: LogFile, study: dict[str, Any]) -> LogFile:
    return log.within(study["start_day"], study["end_day"])


def _reference(path: Path | None, log: LogFile) -> EventSet | None:
    """Read an earlier log over the same sites, with the same numbers for sites and items."""
    return None if path is None else read_log(path, like=log).events


def _plain(answer: answers.Answer) -> str:
    hidden = ("secondary", "incidents", "null_draws", "sentence")
    lines = [f"{key}: {value}" for key, value in answer.items() if key not in hidden]
    lines += [f"secondary: {one}" for one in answer.get("secondary", [])]
    if answer.get("sentence") and answer.get("refused") is None:
        lines.append(answer["sentence"])
    return "\n".join(lines)


_TESTS: dict[str, Callable[[argparse.Namespace, LogFile], answers.Answer]] = {
    "scan": _scan,
    "knox": _knox,
    "series": _series,
    "surge": _surge,
}


if __name__ == "__main__":
    sys.exit(main())
