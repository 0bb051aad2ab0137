"""Size and power of every test in the benchmark worlds, resumable, with the tables as text."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

import numpy as np

from incidents.analysis.both import knox_pair
from incidents.analysis.cases import rows_without_duplicates
from incidents.analysis.events import EventSet, IntArray
from incidents.analysis.knox import KnoxParameters, knox
from incidents.analysis.linkage import link
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import ALPHA, Null, ScanParameters
from incidents.analysis.scan import scan
from incidents.analysis.series import SeriesParameters
from incidents.analysis.surge import SurgeParameters, surge
from incidents.analysis.worlds import BROKEN_WORLDS, FIRST_DAY, N_DAYS, NULL_WORLDS, simulate

NULL_SEEDS, POWER_SEEDS, REFERENCE_SEEDS = 100_000, 0, 900_000
REPLICATES = 199
_BATCH = 50
# Worlds whose flaw is what collapsing by site and day is for.
_COLLAPSED_WORLDS = ("duplicates", "batching")
# Worlds in which the pairs, which always collapse, are asked beside the plain tests.
_PAIR_WORLDS = ("quiet", "season")


@dataclass(frozen=True)
class Cell:
    """One test in one world: `m` planted events among `n`; size when nothing is planted."""

    test: str
    world: str
    n: int
    m: int = 0

    @property
    def name(self) -> str:
        """Short name, the key of the results file."""
        return f"{self.test}/{self.world}/n={self.n}/m={self.m}"


@dataclass(frozen=True)
class Rate:
    """Alarms and hits of one cell. A hit is an alarm with half of the planted found and half of the found planted."""

    cell: Cell
    sets: int
    alarms: int
    hits: int

    @property
    def error(self) -> float:
        """Standard error of the share of alarms."""
        share = self.alarms / max(self.sets, 1)
        return sqrt(max(share * (1 - share), 1e-9) / max(self.sets, 1))


Outcome = tuple[float, tuple[int, ...]]


def size_cells(sizes: Sequence[int] = (50, 200, 1000)) -> list[Cell]:
    """Every test in every null world, and at n = 200 in worlds that break what the tests assume.

    In worlds that are collapsed scan and Knox are those of the pairs.
    """
    cells = [Cell(test, world, n) for n in sizes for world in NULL_WORLDS for test in TESTS]
    cells += [Cell(test, world, n) for n in sizes for world in _PAIR_WORLDS for test in PAIRS]
    return cells + [Cell(test, world, 200) for world in BROKEN_WORLDS for test in TESTS]


def power_cells() -> list[Cell]:
    """The planted worlds the product is measured by."""
    bursts = [("burst", n, m) for n in (50, 200, 1000) for m in (4, 6, 8)]
    tours = [("tour", n, m) for n in (50, 200, 1000) for m in (4, 6, 8, 11)]
    cells = [Cell("scan", *b) for b in bursts] + [Cell("knox", *b) for b in bursts]
    return (
        cells
        + [Cell(pair, "burst", n, m) for pair in PAIRS for n in (200, 1000) for m in (4, 6)]
        + [Cell("series", *t) for t in tours]
        + [Cell("series", "drift_tour", 200, m) for m in (6, 8, 11)]
    )


def calibrate(
    cells: Sequence[Cell],
    sets: int,
    store: Path | None = None,
    progress: Callable[[str], None] = lambda line: None,
    replicates: int = REPLICATES,
    first_seed: int = 0,
) -> list[Rate]:
    """Run cells until each has `sets` data sets, going on from what `store` holds.

    Parameters
    ----------
    cells : sequence of Cell
    sets : int
        Data sets of each cell.
    store : Path, optional
        File of JSON lines; finished batches are kept there and never run again.
    progress : callable
        Told one line for every finished batch.
    replicates : int
        Shuffled logs of each test.
    first_seed : int
        Added to every seed: figures that shall count are measured on seeds nobody has looked at.
    """
    done = _read(store)
    rates: list[Rate] = []
    for cell in cells:
        keys = []
        for first in range(first_seed, first_seed + sets, _BATCH):
            count = min(_BATCH, first_seed + sets - first)
            keys.append(f"{cell.name}/R={replicates}/{first}+{count}")
            if keys[-1] in done:
                continue
            done[keys[-1]] = _run_batch(cell, first, count, replicates)
            _append(store, keys[-1], done[keys[-1]])
            progress(f"{keys[-1]}: {done[keys[-1]][0]} of {count}")
        parts = [done[key] for key in keys]
        rates.append(Rate(cell, sets, sum(p[0] for p in parts), sum(p[1] for p in parts)))
    return rates


def _run_batch(cell: Cell, first: int, count: int, replicates: int) -> tuple[int, int]:
    alarms = hits = 0
    for seed in range(first, first + count):
        p, hit = run_one(cell, seed, replicates)
        alarms += p <= ALPHA
        hits += hit
    return alarms, hits


def run_one(cell: Cell, seed: int, replicates: int = REPLICATES) -> tuple[float, bool]:
    """p of one data set, and whether the planted events were hit."""
    base = POWER_SEEDS if cell.m else NULL_SEEDS
    world = simulate(cell.world, base + seed, n=cell.n, m=cell.m)
    rows: IntArray = np.arange(world.events.n)
    test = cell.test
    if cell.world in _COLLAPSED_WORLDS:
        # The pairs collapse by themselves, and know then that they did.
        test = _AS_PAIR.get(test, test)
        rows = rows if test in PAIRS else rows_without_duplicates(world.events)
    log = world.events.take(rows)
    p, members = _MEASURED[test](log, cell, seed, replicates)
    found = {int(rows[m]) for m in members}
    planted = set(world.planted) & set(rows.tolist())
    both = len(found & planted)
    hit = p <= ALPHA and bool(planted) and 2 * both >= len(planted) and 2 * both >= len(found)
    return p, hit


def _scan(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    report = scan(log, ScanParameters(max_km=100.0, max_findings=1), Null(replicates, seed), workers=1)
    if not report.findings:
        return 1.0, ()
    return report.findings[0].p, report.findings[0].window.members


def _knox(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    return knox(log, KnoxParameters(), Null(replicates, seed), workers=1).p, ()


def _series(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    report = link(log, SeriesParameters(), Null(replicates, seed), workers=1)
    return report.p, report.findings[0].members if report.findings else ()


def _surge(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    """Against a reference log: another draw of the same world, two years earlier."""
    earlier = simulate(cell.world, REFERENCE_SEEDS + seed, n=cell.n).events
    earlier = earlier.take(rows_without_duplicates(earlier))
    reference = EventSet.build(
        site=earlier.site, lat=earlier.lat, lon=earlier.lon, day=earlier.day - N_DAYS - 1, kind=earlier.kind
    )
    study = SurgeParameters(start_day=FIRST_DAY, end_day=FIRST_DAY + N_DAYS - 1)
    return surge(log, study, Null(replicates, seed), reference=reference, workers=1).p, ()


def _scan_pair(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    """As the product asks: rows of one site and day collapse, and cases decide."""
    report = scan_pair(log, ScanParameters(max_km=100.0, max_findings=1), Null(replicates, seed), workers=1)
    if not report.findings or report.findings[0].p_cases is None:
        return 1.0, ()
    return report.findings[0].p_cases, report.findings[0].members


def _knox_pair(log: EventSet, cell: Cell, seed: int, replicates: int) -> Outcome:
    return knox_pair(log, KnoxParameters(), Null(replicates, seed), workers=1).p_cases, ()


TESTS: dict[str, Callable[[EventSet, Cell, int, int], Outcome]] = {
    "scan": _scan,
    "knox": _knox,
    "series": _series,
    "surge": _surge,
}
PAIRS: dict[str, Callable[[EventSet, Cell, int, int], Outcome]] = {
    "scan_pair": _scan_pair,
    "knox_pair": _knox_pair,
}
_MEASURED = TESTS | PAIRS
_AS_PAIR = {"scan": "scan_pair", "knox": "knox_pair"}


def table(rates: Sequence[Rate]) -> str:
    """Rates as a Markdown table: share of alarms, its standard error, share of hits."""
    lines = [
        "| test | world | n | m | data sets | alarm | +- | hit |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for rate in rates:
        cell = rate.cell
        hit = f"{rate.hits / max(rate.sets, 1):.3f}" if cell.m and not cell.test.startswith("knox") else ""
        share = f"{rate.alarms / max(rate.sets, 1):.3f}"
        lines.append(
            f"| {cell.test} | {cell.world} | {cell.n} | {cell.m or ''} | {rate.sets} | {share} | {rate.error:.3f} | {hit} |"
        )
    return "\n".join(lines)


def _read(store: Path | None) -> dict[str, tuple[int, int]]:
    return {key: (alarms, hits) for key, alarms, hits in _lines(store)}


def _lines(store: Path | None) -> Iterator[tuple[str, int, int]]:
    if store is None or not store.exists():
        return
    for line in store.read_text().splitlines():
        try:
            key, alarms, hits = json.loads(line)
        except ValueError:  # a line cut short by an interruption: its batch runs again
            continue
        yield key, alarms, hits


def _append(store: Path | None, key: str, result: tuple[int, int]) -> None:
    if store is not None:
        with store.open("a") as file:
            file.write(json.dumps([key, *result]) + "\n")
