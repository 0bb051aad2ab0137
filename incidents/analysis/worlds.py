"""Benchmark worlds: logs with a known truth, drawn from a seed.

Sixty sites in a country-sized box, two years of days with a season and busy weekends, ten items that are
noted independently. Each world changes one thing: something planted, or one assumption broken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, IntArray

N_SITES, N_DAYS = 60, 730
BASE, AIRPORT, PORT, AGENCY = 0, 1, 2, 3
SITE_KINDS = np.repeat([BASE, AIRPORT, PORT, AGENCY], [20, 12, 10, 18])
ITEMS = (
    "phone_camera", "telephoto", "drone", "walkie_talkie", "tripod",
    "vehicle", "binoculars", "notebook", "video", "antenna",
)  # fmt: skip
RATES = np.array([0.55, 0.18, 0.08, 0.03, 0.12, 0.35, 0.10, 0.05, 0.15, 0.02])
PHONE, TELEPHOTO, DRONE, WALKIE, TRIPOD, VEHICLE = range(6)
FIRST_DAY = 19723  # 2024-01-01
_STREAM = 20261123


@dataclass(frozen=True)
class World:
    """A log and what was planted in it: the rows of the planted events, the last ones of the log."""

    events: EventSet
    planted: tuple[int, ...]


@dataclass
class _Draft:
    """A world in the making; arrays are replaced, never shared."""

    rng: np.random.Generator
    lat: np.ndarray
    lon: np.ndarray
    popularity: np.ndarray
    day_weight: np.ndarray
    site: IntArray
    day: IntArray
    noted: np.ndarray


def simulate(name: str, seed: int, *, n: int = 200, m: int = 0) -> World:
    """Draw one world.

    Parameters
    ----------
    name : str
        One of `WORLDS`.
    seed : int
        Every seed is another world; the same seed is the same world everywhere.
    n : int
        Background events.
    m : int
        Planted events, for the worlds "burst" and "tour".

    Examples
    --------
    >>> world = simulate("burst", 1, n=200, m=6)
    >>> world.events.n, world.planted
    (206, (200, 201, 202, 203, 204, 205))
    """
    if name not in WORLDS:
        raise AnalysisError("name", name, f"choose one of {', '.join(sorted(WORLDS))}.")
    if n < 0 or m < 0:
        raise AnalysisError("n, m", (n, m), "give 0 or more events.")
    draft = _background(seed, n)
    planted = WORLDS[name](draft, m)
    items = (draft.noted.astype(np.uint64) << np.arange(len(ITEMS), dtype=np.uint64)).sum(
        axis=1, dtype=np.uint64
    )
    events = EventSet.build(
        site=draft.site,
        lat=draft.lat,
        lon=draft.lon,
        day=draft.day + FIRST_DAY,
        kind=SITE_KINDS,
        items=items,
        items_asked=np.full(len(items), 2 ** len(ITEMS) - 1, dtype=np.uint64),
    )
    return World(events, tuple(range(len(draft.site) - planted, len(draft.site))))


def _background(seed: int, n: int) -> _Draft:
    rng = np.random.default_rng(np.random.SeedSequence([_STREAM, seed]))
    lat, lon = rng.uniform(47.3, 54.9, N_SITES), rng.uniform(6.0, 15.0, N_SITES)
    popularity = rng.lognormal(0.0, 1.2, N_SITES)
    popularity /= popularity.sum()
    weight = _day_weight(0.5, 200)
    site = rng.choice(N_SITES, n, p=popularity)
    day = rng.choice(N_DAYS, n, p=weight)
    noted = rng.random((n, len(ITEMS))) < RATES
    return _Draft(rng, lat, lon, popularity, weight, site, day, noted)


def _day_weight(amplitude: float, peak: int) -> np.ndarray:
    days = np.arange(N_DAYS)
    weight = 1.0 + amplitude * np.cos(2 * np.pi * (days - peak) / 365.25)
    weight[days % 7 >= 5] *= 1.6
    summed: np.ndarray = weight / weight.sum()
    return summed


def _append(draft: _Draft, site: IntArray, day: IntArray, noted: np.ndarray) -> int:
    draft.site = np.append(draft.site, site)
    draft.day = np.append(draft.day, day)
    draft.noted = np.concatenate([draft.noted, noted])
    return len(site)


def _quiet(draft: _Draft, m: int) -> int:
    return 0


def _burst(draft: _Draft, m: int) -> int:
    """m events at one site within a week, with everyday gear."""
    rng = draft.rng
    site, begin = int(rng.integers(N_SITES)), int(rng.integers(N_DAYS - 6))
    days = begin + rng.integers(0, 7, m)
    return _append(draft, np.full(m, site), days, rng.random((m, len(ITEMS))) < RATES)


def _tour(draft: _Draft, m: int) -> int:
    """m events at m different sites, about four weeks apart, mostly with the same three items."""
    rng = draft.rng
    gaps = np.maximum(1, np.rint(rng.gamma(4.0, 7.0, max(m - 1, 0)))).astype(np.int64)
    days = np.concatenate([[0], np.cumsum(gaps)])[:m]
    days = days + int(rng.integers(0, max(N_DAYS - int(days.max(initial=0)), 1)))
    noted = rng.random((m, len(ITEMS))) < RATES
    noted[:, [TELEPHOTO, DRONE, WALKIE]] = rng.random((m, 3)) < 0.8
    sites = rng.choice(N_SITES, m, replace=False)
    return _append(draft, sites, np.minimum(days, N_DAYS - 1), noted)


def _season(draft: _Draft, m: int) -> int:
    """Agencies have their season in winter, all other sites in summer."""
    agency = SITE_KINDS[draft.site] == AGENCY
    for mask, peak in ((~agency, 200), (agency, 20)):
        draft.day[mask] = draft.rng.choice(N_DAYS, int(mask.sum()), p=_day_weight(0.8, peak))
    return 0


def _equipment_by_type(draft: _Draft, m: int) -> int:
    """Three times the drones at ports, twice the telephoto lenses at agencies."""
    kind = SITE_KINDS[draft.site]
    rates = np.tile(RATES, (len(kind), 1))
    rates[kind == PORT, DRONE] *= 3
    rates[kind == AGENCY, TELEPHOTO] *= 2
    draft.noted = draft.rng.random(rates.shape) < rates
    return 0


def _season_and_equipment(draft: _Draft, m: int) -> int:
    return _season(draft, m) + _equipment_by_type(draft, m)


def _drift(draft: _Draft, m: int) -> int:
    """From the second year on the form asks better and every item is noted twice as often."""
    rates = np.where(draft.day[:, None] >= 365, np.minimum(RATES * 2, 1.0), RATES)
    draft.noted = draft.rng.random(rates.shape) < rates
    return 0


def _drift_tour(draft: _Draft, m: int) -> int:
    """A tour in a log whose form changed."""
    _drift(draft, 0)
    return _tour(draft, m)


def _correlated(draft: _Draft, m: int) -> int:
    """Items that come together for ordinary reasons: tripods with lenses, radios and cars with drones."""
    more = draft.rng.random((len(draft.site), 3))
    draft.noted[:, TRIPOD] |= draft.noted[:, TELEPHOTO] & (more[:, 0] < 0.5)
    draft.noted[:, WALKIE] |= draft.noted[:, DRONE] & (more[:, 1] < 0.3)
    draft.noted[:, VEHICLE] |= draft.noted[:, DRONE] & (more[:, 2] < 0.6)
    return 0


def _duplicates(draft: _Draft, m: int) -> int:
    """One event in twenty is reported twice."""
    twice = np.flatnonzero(draft.rng.random(len(draft.site)) < 0.05)
    _append(draft, draft.site[twice], draft.day[twice], draft.noted[twice])
    return 0


def _batching(draft: _Draft, m: int) -> int:
    """The busiest site hands in its reports once a month, all under one date."""
    busiest = draft.site == np.bincount(draft.site, minlength=N_SITES).argmax()
    draft.day[busiest] = np.minimum(draft.day[busiest] // 30 * 30 + 29, N_DAYS - 1)
    return 0


def _gear_season(draft: _Draft, m: int) -> int:
    """From May to September three times the drones and twice the telephoto lenses; half of either in winter."""
    summer = ((draft.day + 1) % 365 >= 121) & ((draft.day + 1) % 365 < 274)
    rates = np.tile(RATES, (len(draft.day), 1))
    rates[:, DRONE] *= np.where(summer, 3.0, 0.5)
    rates[:, TELEPHOTO] *= np.where(summer, 2.0, 0.7)
    draft.noted = draft.rng.random(rates.shape) < rates
    return 0


def _late_sites(draft: _Draft, m: int) -> int:
    """A third of the sites reports from the 440th day on only."""
    late = draft.rng.permutation(N_SITES)[: N_SITES // 3]
    rows = np.isin(draft.site, late)
    draft.day[rows] = draft.rng.integers(440, N_DAYS, int(rows.sum()))
    return 0


WORLDS: dict[str, Callable[[_Draft, int], int]] = {
    "quiet": _quiet,
    "burst": _burst,
    "tour": _tour,
    "season": _season,
    "equipment_by_type": _equipment_by_type,
    "season_and_equipment": _season_and_equipment,
    "drift": _drift,
    "drift_tour": _drift_tour,
    "correlated": _correlated,
    "duplicates": _duplicates,
    "batching": _batching,
    "gear_season": _gear_season,
    "late_sites": _late_sites,
}
# Worlds without anything planted in which a null hypothesis is false for another reason: what must not be overlooked.
BROKEN_WORLDS = ("gear_season", "late_sites")
NULL_WORLDS = ("quiet", "season", "equipment_by_type", "drift", "correlated", "duplicates", "batching")
