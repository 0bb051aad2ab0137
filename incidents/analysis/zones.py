"""Circles of sites: for every centre the sites that enter as the radius grows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.parameters import ScanParameters

# Sites whose distances differ by less than a millimetre enter together: their order would be an accident.
_TIE_KM = 1e-6


@dataclass(frozen=True)
class ZoneFamily:
    """Nested circles around every centre, without repeated sets of sites.

    Chain k belongs to `centre[k]`; its sites stand in `site[start[k]:start[k + 1]]` in order of distance.
    Zone z is the first `size[z]` sites of chain `chain[z]`; the zones of chain k are `first[k]:first[k + 1]`.

    Attributes
    ----------
    fresh : bool array
        False where an earlier zone holds exactly the same sites; such a zone need not be looked at again.
    radius_km : float array
        Distance from the centre to the farthest site of the zone.
    """

    centre: IntArray
    start: IntArray
    site: IntArray
    first: IntArray
    chain: IntArray
    size: IntArray
    fresh: IntArray
    radius_km: FloatArray

    @property
    def n_zones(self) -> int:
        """Number of zones that hold different sites."""
        return int(self.fresh.sum())

    def sites_of(self, zone: int) -> IntArray:
        """Indices of the sites of one zone, nearest to the centre first."""
        begin = self.start[self.chain[zone]]
        return self.site[begin : begin + self.size[zone]]

    def events_in(self, events_at: IntArray) -> IntArray:
        """Number of events of every zone, from the number at every site; no shuffle changes it."""
        summed = np.concatenate([[0], np.cumsum(events_at[self.site])])
        begin = self.start[self.chain]
        inside: IntArray = summed[begin + self.size] - summed[begin]
        return inside


def build_zones(events: EventSet, parameters: ScanParameters) -> ZoneFamily:
    """Lay the circles of `parameters` over the sites of a log.

    Every site is a centre. Sites without events add nothing to a circle and are left out of it; circles
    that hold the same sites are one circle.
    """
    events_at = np.bincount(events.site, minlength=events.n_sites)
    limit = parameters.max_share * events.n + 1e-9
    order = np.argsort(events.site_rank())
    busy = order[events_at[order] > 0]
    salt = _site_salts(events.n_sites, events.site_rank())
    seen: set[int] = set()
    centres: list[int] = []
    chains: list[IntArray] = []
    zones: list[tuple[int, int, bool, float]] = []
    for centre in order:
        sites, km = _by_distance(events, int(centre), busy, parameters)
        ends = _ends_of_ties(km)
        held = np.cumsum(events_at[sites])
        ends = ends[held[ends - 1] <= limit]
        if not len(ends):
            continue
        names = np.bitwise_xor.accumulate(salt[sites])[ends - 1]
        fresh = [int(name) not in seen for name in names]
        if not any(fresh):
            continue
        seen.update(int(name) for name in names)
        last = len(fresh) - fresh[::-1].index(True)
        ends, fresh = ends[:last], fresh[:last]
        zones += [(len(centres), end, new, km[end - 1]) for end, new in zip(ends, fresh, strict=True)]
        centres.append(int(centre))
        chains.append(sites[: ends[-1]])
    return _packed(centres, chains, zones)


def _packed(
    centres: list[int], chains: list[IntArray], zones: list[tuple[int, int, bool, float]]
) -> ZoneFamily:
    start = np.concatenate([[0], np.cumsum([len(c) for c in chains])]).astype(np.int64)
    chain = np.array([z[0] for z in zones], dtype=np.int64)
    return ZoneFamily(
        centre=np.array(centres, dtype=np.int64),
        start=start,
        site=np.concatenate([*chains, np.empty(0, np.int64)]).astype(np.int64),
        first=np.searchsorted(chain, np.arange(len(centres) + 1)).astype(np.int64),
        chain=chain,
        size=np.array([z[1] for z in zones], dtype=np.int64),
        fresh=np.array([z[2] for z in zones], dtype=np.int64),
        radius_km=np.array([z[3] for z in zones], dtype=np.float64),
    )


def _by_distance(
    events: EventSet, centre: int, candidates: IntArray, parameters: ScanParameters
) -> tuple[IntArray, FloatArray]:
    km = distance_km(
        events.lat[centre],
        events.lon[centre],
        events.lat[candidates],
        events.lon[candidates],
        parameters.earth_radius_km,
    )
    near = np.flatnonzero(km <= parameters.max_km + _TIE_KM)
    near = near[np.argsort(km[near], kind="stable")]
    return candidates[near], km[near]


def _ends_of_ties(km: FloatArray) -> IntArray:
    """Positions (as lengths) at which a group of equally distant sites is complete."""
    if not len(km):
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.append(np.diff(km) > _TIE_KM, True)) + 1


def _site_salts(n_sites: int, rank: IntArray) -> IntArray:
    """A random word per site; the exclusive or of a set's words names the set."""
    words = np.random.Generator(np.random.Philox(key=2026)).integers(-(2**62), 2**62, size=n_sites)
    return words[rank]


def distance_km(
    lat: float, lon: float, lats: FloatArray, lons: FloatArray, earth_radius_km: float
) -> FloatArray:
    """Great-circle distance from one position to many, in kilometres (haversine)."""
    phi, phis = np.radians(lat), np.radians(lats)
    half = (
        np.sin((phis - phi) / 2) ** 2 + np.cos(phi) * np.cos(phis) * np.sin(np.radians(lons - lon) / 2) ** 2
    )
    km: FloatArray = 2.0 * earth_radius_km * np.arcsin(np.sqrt(np.clip(half, 0.0, 1.0)))
    return km
