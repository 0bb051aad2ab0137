"""python -m incidents.analysis: the four tests on a CSV file, without a database."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from incidents.analysis import answers
from incidents.analysis.both import knox_pair, link_pair, surge_pair
from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet
from incidents.analysis.knox import KnoxParameters, knox
from incidents.analysis.linkage import SeriesParameters, link
from incidents.analysis.log_file import LogFile, day_number, read_log
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.reasons import p_sentence
from incidents.analysis.scan import scan
from incidents.analysis.surge import SurgeParameters, surge

_DAYS = {"scan": 30, "knox": 7, "surge": 60}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one test and print its answer; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        log = read_log(options.file)
        answer = _run(options, log)
    except AnalysisError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print(json.dumps(answer, ensure_ascii=False, indent=1) if options.json else _plain(answer))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m incidents.analysis", description=__doc__)
    parser.add_argument("test", choices=("scan", "knox", "series", "surge"))
    parser.add_argument("file", type=Path, help="CSV: site, lat, lon, day [, site_type, case, items]")
    parser.add_argument("--max-km", type=float, default=50.0, help="scan: largest radius")
    parser.add_argument("--max-days", type=int, help="longest window (scan 30, surge 60) or lag (knox 7)")
    parser.add_argument("--radius-km", type=float, default=5.0, help="knox: near in space")
    parser.add_argument(
        "--max-share", type=float, default=0.5, help="scan: largest share of events in a circle"
    )
    parser.add_argument("--earth-radius-km", type=float, default=6371.0088)
    parser.add_argument("--replicates", type=int, default=9999)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument(
        "--stop-after", type=int, help="stop once so many shuffled logs reach the observed value"
    )
    parser.add_argument("--stratify", default="auto", help="auto, none or site_type")
    parser.add_argument("--start", help="first day of the study, YYYY-MM-DD")
    parser.add_argument("--end", help="last day of the study, YYYY-MM-DD")
    parser.add_argument(
        "--prospective", action="store_true", help="scan, surge: only what lasts until the end"
    )
    parser.add_argument("--reference", type=Path, help="series, surge: an earlier log")
    parser.add_argument(
        "--collapse", action="store_true", help="one row per site and day, then judge on cases too"
    )
    parser.add_argument("--json", action="store_true")
    return parser


def _run(options: argparse.Namespace, log: LogFile) -> answers.Answer:
    null = Null(options.replicates, options.seed, options.stop_after, options.stratify)
    events = log.events
    start = None if options.start is None else day_number(options.start, "start")
    end = None if options.end is None else day_number(options.end, "end")
    days = options.max_days if options.max_days is not None else _DAYS.get(options.test, 0)
    if options.test == "scan":
        windows = ScanParameters(
            max_km=options.max_km, max_days=days, prospective=options.prospective, start_day=start, end_day=end,
            max_share=options.max_share, earth_radius_km=options.earth_radius_km,
        )  # fmt: skip
        if options.collapse:
            return answers.answer_pair(scan_pair(events, windows, null), log)
        return answers.answer_scan(scan(events, windows, null), log)
    if options.test == "knox":
        near = KnoxParameters(options.radius_km, days, options.earth_radius_km)
        if options.collapse:
            return answers.answer_both(knox_pair(events, near, null), log)
        return answers.answer_knox(knox(events, near, null), log)
    reference = _reference(options.reference, log)
    if options.test == "series":
        series = SeriesParameters()
        if options.collapse:
            return answers.answer_both(link_pair(events, series, null, reference=reference), log)
        return answers.answer_series(link(events, series, null, reference=reference), log)
    study = SurgeParameters(days, options.prospective, start, end)
    if options.collapse:
        return answers.answer_both(surge_pair(events, study, null, reference=reference), log)
    return answers.answer_surge(surge(events, study, null, reference=reference), log)


def _reference(path: Path | None, log: LogFile) -> EventSet | None:
    """Read an earlier log over the same sites, with the same numbers for sites and items."""
    return None if path is None else read_log(path, like=log).events


def _plain(answer: answers.Answer) -> str:
    lines = [f"{key}: {value}" for key, value in answer.items() if key not in ("secondary", "incidents")]
    lines += [f"secondary: {one}" for one in answer.get("secondary", [])]
    if isinstance(answer.get("p"), float) and answer.get("refused") is None:
        lines.append(p_sentence(answer["p"]))
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
