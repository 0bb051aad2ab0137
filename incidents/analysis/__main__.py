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
from incidents.analysis.count_file import read_counts
from incidents.analysis.digest import VERSION
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.knox import KnoxParameters, knox
from incidents.analysis.linkage import link
from incidents.analysis.log_file import LogFile, read_log
from incidents.analysis.options import OWN, command_line, own_options, say_unused, settings_of
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.scan import scan
from incidents.analysis.series import SeriesParameters
from incidents.analysis.surge import SurgeParameters, surge


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one test and print its answer; return the exit code."""
    parser = command_line()
    options = parser.parse_args(arguments)
    if (options.file is None) == (options.counts is None):
        parser.error("give a log as FILE.csv, or counts as surge --counts FILE.csv.")
    try:
        answer = _asked(options)
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


def _asked(options: argparse.Namespace) -> answers.Answer:
    if options.counts is not None:
        return _counts(options)
    log = read_log(options.file, sites=options.sites)
    say_unused(options, log.unread)
    return _TESTS[options.test](options, log) | settings_of(options)


def _counts(options: argparse.Namespace) -> answers.Answer:
    """Judge a count against earlier counts; no log is read, and only the file matters."""
    if options.test != "surge":
        raise AnalysisError(
            "--counts", str(options.counts), f"counts are asked of surge, not of {options.test}."
        )
    for name in (*OWN, "sites", "start", "end", "collapse"):
        if getattr(options, name):
            print(f"note: --{name.replace('_', '-')} means nothing to counts.", file=sys.stderr)
    return answers.answer_counts(read_counts(options.counts)) | {"version": VERSION}


def _null(options: argparse.Namespace) -> Null:
    return Null(options.replicates, options.seed, options.stop_after, options.stratify)


def _day(text: str | None, name: str) -> int | None:
    return None if text is None else day_number(text, f"--{name.replace('_', '-')}")


def _study(options: argparse.Namespace) -> dict[str, Any]:
    return _period(options, "start", "end")


def _period(options: argparse.Namespace, first: str, last: str) -> dict[str, Any]:
    """Two days as numbers, by the names of the parameters; a period that ends before it begins is refused as typed."""
    begin, end = (_day(getattr(options, name), name) for name in (first, last))
    if begin is not None and end is not None and end < begin:
        early = f"--{first.replace('_', '-')} {getattr(options, first)}"
        raise AnalysisError(
            f"--{last.replace('_', '-')}", getattr(options, last), f"it lies before {early}; swap them."
        )
    return {f"{first}_day": begin, f"{last}_day": end}


def _scan(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    windows = ScanParameters(**own_options(options), **_study(options))
    if options.collapse:
        return answers.answer_pair(scan_pair(log.events, windows, _null(options)), log)
    return answers.answer_scan(scan(log.events, windows, _null(options)), log)


def _knox(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own, study = own_options(options), _study(options)
    near, log = KnoxParameters(own["radius_km"], own["max_days"], own["earth_radius_km"]), _within(log, study)
    if options.collapse:
        return answers.answer_both(knox_pair(log.events, near, _null(options)), log)
    return answers.answer_knox(knox(log.events, near, _null(options)), log)


def _series(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own = own_options(options)
    reference, series = _reference(own["reference"], log), SeriesParameters(longest_gap_days=own["max_days"])
    log = _within(log, _study(options))
    if options.collapse:
        return answers.answer_both(link_pair(log.events, series, _null(options), reference=reference), log)
    return answers.answer_series(link(log.events, series, _null(options), reference=reference), log)


def _surge(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    own = own_options(options)
    reference, null = _reference(own["reference"], log), _null(options)
    watched = _period(options, "reference_start", "reference_end")
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
    hidden = ("secondary", "incidents", "null_draws", "sentence", "small_log_power", "pairs")
    lines = [f"{key}: {value}" for key, value in answer.items() if key not in hidden]
    lines += [f"secondary: {one}" for one in answer.get("secondary", [])]
    power = answer.get("small_log_power") or {"smallest_burst": []}
    lines += [f"so small a log: {burst['words']}" for burst in power["smallest_burst"]]
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
