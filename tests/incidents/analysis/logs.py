"""Logs the tests are run on."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path
from typing import Any

import numpy as np

from incidents.analysis import EventSet

DATA = Path(__file__).parents[2] / "data"


def day_number(text: str) -> int:
    return (dt.date.fromisoformat(text) - dt.date(1970, 1, 1)).days


def random_log(seed: int, n: int = 30, n_sites: int = 6, n_days: int = 60, kinds: int = 0) -> EventSet:
    rng = np.random.default_rng(seed)
    return EventSet.build(
        site=rng.integers(0, n_sites, n),
        lat=np.round(rng.uniform(36.0, 37.5, n_sites), 3),
        lon=np.round(rng.uniform(126.5, 128.5, n_sites), 3),
        day=20_000 + rng.integers(0, n_days, n),
        kind=rng.integers(0, kinds, n_sites) if kinds else None,
    )


def oracle(number: int) -> tuple[EventSet, list[str], dict[str, Any]]:
    """One of the frozen logs: events, names of its sites, and what SaTScan says of it."""
    with (DATA / "scan_oracles" / f"case{number}.csv").open() as file:
        rows = list(csv.DictReader(file))
    answer = json.loads((DATA / "scan_oracles" / f"case{number}.json").read_text())
    names = sorted({row["site"] for row in rows})
    positions = {row["site"]: (float(row["lat"]), float(row["lon"])) for row in rows}
    log = EventSet.build(
        site=[names.index(row["site"]) for row in rows],
        lat=[positions[name][0] for name in names],
        lon=[positions[name][1] for name in names],
        day=[day_number(row["day"]) for row in rows],
    )
    return log, names, answer


# The dated incidents among the publicly reported cases of 2024 and 2025: site, date, case group.
PUBLIC_SITES = {
    "Busan naval base": (35.10, 129.10, 0),
    "Gimhae airport": (35.18, 128.94, 1),
    "NIS, Seoul": (37.46, 127.08, 3),
    "Jeju airport": (33.51, 126.49, 1),
    "Government Complex Sejong": (36.50, 127.26, 3),
    "Suwon Air Base": (37.24, 127.01, 0),
    "Osan Air Base": (37.09, 127.03, 0),
    "Jeju naval base": (33.22, 126.48, 0),
}
PUBLIC_INCIDENTS = [
    ("Busan naval base", "2024-06-23", 1),
    ("Busan naval base", "2024-06-25", 1),
    ("Gimhae airport", "2024-08-01", -1),
    ("NIS, Seoul", "2024-11-09", -1),
    ("Jeju airport", "2024-12-31", -1),
    ("Government Complex Sejong", "2025-03-12", -1),
    ("Suwon Air Base", "2025-03-21", 2),
    ("Osan Air Base", "2025-04-21", 3),
    ("Osan Air Base", "2025-04-23", 3),
    ("Osan Air Base", "2025-05-10", -1),
    ("NIS, Seoul", "2025-05-29", -1),
    ("Jeju naval base", "2025-08-19", -1),
]


def public_log() -> EventSet:
    names = list(PUBLIC_SITES)
    return EventSet.build(
        site=[names.index(site) for site, _, _ in PUBLIC_INCIDENTS],
        lat=[PUBLIC_SITES[name][0] for name in names],
        lon=[PUBLIC_SITES[name][1] for name in names],
        kind=[PUBLIC_SITES[name][2] for name in names],
        day=[day_number(day) for _, day, _ in PUBLIC_INCIDENTS],
        case=[case for _, _, case in PUBLIC_INCIDENTS],
    )
