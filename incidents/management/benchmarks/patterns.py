"""Speed of the pattern tests beside the tools statisticians would otherwise pick, in one run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from incidents.analysis import (
    EventSet,
    KnoxParameters,
    Null,
    ScanParameters,
    knox,
    link,
    scan,
    simulate,
    surge,
)
from incidents.analysis.warm import warm_up

REPLICATES = 999
_SITES, _DAYS = 500, 3650
_PEER_LIMIT = 2000
_R_KNOX = """
suppressMessages(library(surveillance))
d <- read.csv(commandArgs(TRUE)[1])
B <- as.integer(commandArgs(TRUE)[2])
knox(dist(d$day), dist(d[, c("x", "y")]), eps.t = 7, eps.s = 5, simulate.p.value = TRUE, B = B)
"""


def run(sizes: list[int], store: Path | None, write: Callable[[str], Any]) -> None:
    """Time every test and peer at each size; finished lines of `store` are read instead of run again."""
    done = _read(store)
    warm_up()
    write(
        f"{REPLICATES} permutations, {os.cpu_count()} cores; seconds, and times the Knox test of this package"
    )
    for n in sizes:
        log = _log(n)
        rows = {}
        for name, call in (_own(log) | _peers(log)).items():
            key = f"{n}/{name}"
            if key not in done:
                done[key] = _timed(call)
                _append(store, key, done[key])
            rows[name] = done[key]
        base = rows["knox"]
        for name, seconds in rows.items():
            shown = "not installed or too large" if seconds is None else f"{seconds:9.3f} s"
            ratio = "" if seconds is None or base is None else f"{seconds / base:9.1f} x"
            write(f"n={n:>8}  {name:<22}{shown} {ratio}")


def _own(log: EventSet) -> dict[str, Callable[[], Any] | None]:
    null = Null(replicates=REPLICATES, stratify="none")
    early = Null(replicates=REPLICATES, stop_after=10, stratify="none")
    return {
        "knox": lambda: knox(log, KnoxParameters(), null),
        "scan": lambda: scan(log, ScanParameters(), null),
        "scan, early stop": lambda: scan(log, ScanParameters(), early),
        "series": lambda: link(log, null=null),
        "surge": lambda: surge(log, null=null),
    }


def _peers(log: EventSet) -> dict[str, Callable[[], Any] | None]:
    small = log.n <= _PEER_LIMIT
    points = np.column_stack([log.lat[log.site], log.lon[log.site]])
    return {
        "pointpats Knox": _pointpats(points, log.day) if small else None,
        "R surveillance knox": _surveillance(points, log.day) if small else None,
        "HDBSCAN (one fit)": _hdbscan(points) if log.n <= 20_000 else None,
    }


def _pointpats(points: np.ndarray, day: np.ndarray) -> Callable[[], Any] | None:
    try:
        from pointpats.spacetime import Knox  # noqa: PLC0415 - a peer to measure against, not a dependency
    except ImportError:
        return None
    plane = points * 111.2
    return lambda: Knox(plane, day[:, None].astype(float), delta=5.0, tau=7.0, permutations=REPLICATES)


def _hdbscan(points: np.ndarray) -> Callable[[], Any] | None:
    try:
        from sklearn.cluster import HDBSCAN  # noqa: PLC0415 - a peer to measure against, not a dependency
    except ImportError:
        return None
    return lambda: HDBSCAN(min_cluster_size=5, metric="haversine").fit(np.radians(points))


def _surveillance(points: np.ndarray, day: np.ndarray) -> Callable[[], Any] | None:
    if shutil.which("Rscript") is None:
        return None

    def call() -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "log.csv"
            columns = np.column_stack([points * 111.2, day])
            np.savetxt(path, columns, delimiter=",", header="x,y,day", comments="")
            command = ["Rscript", "-e", _R_KNOX, str(path), str(REPLICATES)]
            subprocess.run(command, check=True, capture_output=True)

    return call


def _log(n: int) -> EventSet:
    """The benchmark world up to 2,000 events; beyond, 500 sites over ten years."""
    if n <= _PEER_LIMIT:
        return simulate("quiet", 1, n=n).events
    rng = np.random.default_rng(n)
    popularity = rng.lognormal(0.0, 1.2, _SITES)
    items = (rng.random((n, 6)) < [0.5, 0.2, 0.1, 0.05, 0.02, 0.01]).astype(np.uint64)
    return EventSet.build(
        site=rng.choice(_SITES, n, p=popularity / popularity.sum()),
        lat=rng.uniform(47.3, 54.9, _SITES),
        lon=rng.uniform(6.0, 15.0, _SITES),
        day=19_723 + rng.integers(0, _DAYS, n),
        items=(items << np.arange(6, dtype=np.uint64)).sum(axis=1, dtype=np.uint64),
    )


def _timed(call: Callable[[], Any] | None) -> float | None:
    if call is None:
        return None
    begin = time.perf_counter()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            call()
        except (subprocess.CalledProcessError, ValueError):
            return None
    return time.perf_counter() - begin


def _read(store: Path | None) -> dict[str, float | None]:
    if store is None or not store.exists():
        return {}
    return dict(json.loads(line) for line in store.read_text().splitlines())


def _append(store: Path | None, key: str, seconds: float | None) -> None:
    if store is not None:
        with store.open("a") as file:
            file.write(json.dumps([key, seconds]) + "\n")
