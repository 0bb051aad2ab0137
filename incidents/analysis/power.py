"""What a small log could and could not have shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from incidents.analysis.cases import rows_for_cases, rows_without_duplicates
from incidents.analysis.events import EventSet, IntArray
from incidents.analysis.parameters import ALPHA, Null, ScanParameters
from incidents.analysis.scan import plan_scan, usable_rows

SMALL_LOG = 20
WANTED_POWER = 0.8
_DRAWS = 20
_REPLICATES = 199
_BURSTS = (2, 3, 4, 5, 6, 8, 10)


@dataclass(frozen=True)
class BurstPower:
    """Share of simulated bursts of `cases` cases within `days` days at one site that reached p <= .05.

    `place` is "in_log" for a random site of the log, "remote" for a site far from all others without any
    other case: the most favourable one.
    """

    place: str
    cases: int
    days: int
    power: float


@dataclass(frozen=True)
class SmallLogPower:
    """Power of one log, found by adding bursts to it.

    Attributes
    ----------
    n_cases : int
        Cases of the log.
    smallest_burst : tuple of (str, int, int or None)
        For every place and window length in days the least number of further cases at one site that would
        have reached p <= .05 in at least 8 of 10 simulations; None if none of those tried did.
    tried : tuple of BurstPower
        Everything that was simulated.
    wanted_power, alpha, draws, replicates
        How it was simulated.
    """

    n_cases: int
    smallest_burst: tuple[tuple[str, int, int | None], ...]
    tried: tuple[BurstPower, ...]
    wanted_power: float
    alpha: float
    draws: int
    replicates: int


def small_log_power(
    events: EventSet,
    parameters: ScanParameters | None = None,
    null: Null | None = None,
    *,
    windows_days: tuple[int, ...] = (7, 14, 30),
) -> SmallLogPower:
    """Simulate what a log of this size and shape could have shown.

    Bursts of m further cases, on random days within a window and at a random site of the log, are added to
    the cases of the log; each result is scanned against its own null. The margins of the log (its sites, its
    busy and quiet days) stay as they are.

    Parameters
    ----------
    events : EventSet
        The log.
    parameters : ScanParameters
        Windows of the scan; bursts longer than its longest window are left out.
    null : Null
        Only seed and strata are used.
    windows_days : tuple of int
        Lengths of the bursts that are tried.
    """
    parameters, null = parameters or ScanParameters(), null or Null()
    usable, _ = usable_rows(events, parameters)
    log = events.take(usable)
    log = log.take(rows_without_duplicates(log))
    # A registry of thousands of idle sites would be laid out anew for every simulated log.
    log = log.take(rows_for_cases(log)).without_idle_sites()
    null = replace(null, replicates=_REPLICATES, stop_after=None)
    tried: list[BurstPower] = []
    smallest: list[tuple[str, int, int | None]] = []
    lengths = [days for days in windows_days if days <= parameters.max_days]
    for place, days in product(("in_log", "remote"), lengths):
        found = None
        for cases in _BURSTS if log.n else ():
            power = _burst_power(log, parameters, null, BurstPower(place, cases, days, 0.0))
            tried.append(BurstPower(place, cases, days, power))
            if power >= WANTED_POWER:
                found = cases
                break
        smallest.append((place, days, found))
    return SmallLogPower(log.n, tuple(smallest), tuple(tried), WANTED_POWER, ALPHA, _DRAWS, _REPLICATES)


def _burst_power(log: EventSet, parameters: ScanParameters, null: Null, burst: BurstPower) -> float:
    """Share of draws that reach p <= alpha; a draw ends as soon as that can no longer be."""
    rng = np.random.Generator(np.random.Philox(key=[null.seed, burst.cases * 1000 + burst.days]))
    allowed = int(ALPHA * (null.replicates + 1)) - 1
    hits = 0
    for _ in range(_DRAWS):
        planted = _with_burst(log, rng, burst)
        planted = planted.take(rows_without_duplicates(planted))
        plan = plan_scan(planted, parameters, null, apart=True)
        observed = plan.best(plan.layout.site, np.zeros(planted.n, dtype=np.bool_))[0]
        exceeded, r0 = 0, 0
        while r0 < null.replicates and exceeded <= allowed:
            r1 = min(r0 + 50, null.replicates)
            exceeded += int((plan.simulate(r0, r1) >= observed - 1e-9).sum())
            r0 = r1
        hits += exceeded <= allowed
    return hits / _DRAWS


def _with_burst(log: EventSet, rng: np.random.Generator, burst: BurstPower) -> EventSet:
    """Add a burst of stated cases on random days; the opposite side of the globe is as remote as a site can be."""
    remote = burst.place == "remote"
    site = log.n_sites if remote else int(rng.choice(log.site))
    last = max(int(log.day.max()) - burst.days + 1, int(log.day.min()))
    begin = int(rng.integers(int(log.day.min()), last + 1))
    day: IntArray = begin + rng.integers(0, burst.days, size=burst.cases)
    kind = log.kind if log.kind is None or not remote else np.append(log.kind, rng.choice(log.kind[log.site]))
    return EventSet.build(
        site=np.append(log.site, np.full(burst.cases, site)),
        lat=np.append(log.lat, -log.lat[log.site[0]]) if remote else log.lat,
        lon=np.append(log.lon, (log.lon[log.site[0]] + 360) % 360 - 180) if remote else log.lon,
        day=np.append(log.day, day),
        case=np.append(log.case, int(log.case.max()) + 1 + np.arange(burst.cases)),
        kind=kind,
    )
