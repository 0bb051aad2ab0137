"""What the mathematics sees of a log: sites, days, cases and marks, as validated arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from incidents.analysis.errors import AnalysisError

IntArray = NDArray[np.integer[Any]]
FloatArray = NDArray[np.float64]
MaskArray = NDArray[np.uint64]

OWN_CASE = -1
_FIRST_DAY, _LAST_DAY = -800_000, 3_000_000


@dataclass(frozen=True)
class EventSet:
    """A log of events at known sites. This is the closed list of inputs: nothing else reaches a statistic.

    Attributes
    ----------
    site : int array, one per event
        Index of the site in `lat` and `lon`.
    lat, lon : float arrays, one per site
        Position of the site in degrees.
    day : int array, one per event
        Local date as days since 1970-01-01.
    case : int array, one per event
        Group of events of the same people; -1 stands for a case of its own.
    kind : int array, one per site, or None
        Code of the site type.
    day_lo, day_hi : int arrays, one per event
        First and last day the event may have happened on; equal to `day` where the date is sure.
    items, items_asked : uint64 arrays, one per event
        Bits of what was noted, and of what the reporter was asked about. Missing is not absent.
    """

    site: IntArray
    lat: FloatArray
    lon: FloatArray
    day: IntArray
    case: IntArray
    kind: IntArray | None
    day_lo: IntArray
    day_hi: IntArray
    items: MaskArray
    items_asked: MaskArray

    @classmethod
    def build(
        cls,
        site: ArrayLike,
        lat: ArrayLike,
        lon: ArrayLike,
        day: ArrayLike,
        case: ArrayLike | None = None,
        kind: ArrayLike | None = None,
        day_lo: ArrayLike | None = None,
        day_hi: ArrayLike | None = None,
        items: ArrayLike | None = None,
        items_asked: ArrayLike | None = None,
    ) -> EventSet:
        """Check and gather the columns of a log.

        Raises
        ------
        AnalysisError
            Naming the field, the value and what to do, for the first value that cannot be right.

        Examples
        --------
        >>> log = EventSet.build(site=[0, 0, 1], lat=[37.1, 35.1], lon=[127.0, 129.1], day=[20200, 20202, 20210])
        >>> log.n, log.n_sites
        (3, 2)
        """
        lats, lons = _degrees("lat", lat, 90.0), _degrees("lon", lon, 180.0)
        if len(lats) != len(lons):
            raise AnalysisError(
                "lon", len(lons), f"give one longitude for each of the {len(lats)} latitudes."
            )
        sites = _whole_numbers("site", site, 0, len(lats) - 1)
        n = len(sites)
        days = _column("day", day, n, _FIRST_DAY, _LAST_DAY)
        cases = np.full(n, OWN_CASE) if case is None else _column("case", case, n, OWN_CASE, 2**62)
        kinds = None if kind is None else _column("kind", kind, len(lats), -1, 2**31, per="site")
        lows = days if day_lo is None else _column("day_lo", day_lo, n, _FIRST_DAY, _LAST_DAY)
        highs = days if day_hi is None else _column("day_hi", day_hi, n, _FIRST_DAY, _LAST_DAY)
        for i in np.flatnonzero((lows > days) | (days > highs))[:1]:
            raise AnalysisError(
                f"day[{i}]", int(days[i]), f"it lies outside {lows[i]} to {highs[i]}; correct one."
            )
        marks = np.zeros(n, np.uint64) if items is None else _masks("items", items, n)
        asked = np.full(n, ~np.uint64(0)) if items_asked is None else _masks("items_asked", items_asked, n)
        return cls(sites, lats, lons, days, cases, kinds, lows, highs, marks, asked | marks)

    @property
    def n(self) -> int:
        """Number of events."""
        return len(self.site)

    @property
    def n_sites(self) -> int:
        """Number of sites, with or without events."""
        return len(self.lat)

    def take(self, rows: ArrayLike) -> EventSet:
        """Return the log that holds only these rows, in this order; all sites stay."""
        chosen = np.asarray(rows, dtype=np.int64)
        return EventSet(
            self.site[chosen],
            self.lat,
            self.lon,
            self.day[chosen],
            self.case[chosen],
            self.kind,
            self.day_lo[chosen],
            self.day_hi[chosen],
            self.items[chosen],
            self.items_asked[chosen],
        )

    def without_idle_sites(self) -> EventSet:
        """Return the same log over the sites that have events; site numbers change."""
        busy, site = np.unique(self.site, return_inverse=True)
        kind = None if self.kind is None else self.kind[busy]
        return replace(self, site=site.astype(np.int64), lat=self.lat[busy], lon=self.lon[busy], kind=kind)

    def site_rank(self) -> IntArray:
        """Rank the sites by position and kind, so that results do not depend on how sites are numbered."""
        kind = np.zeros(self.n_sites) if self.kind is None else self.kind
        order = np.lexsort((kind, self.lon, self.lat))
        rank = np.empty(self.n_sites, dtype=np.int64)
        rank[order] = np.arange(self.n_sites)
        return rank


def _degrees(field: str, values: ArrayLike, limit: float) -> FloatArray:
    column = _flat(field, values, np.float64)
    for i in np.flatnonzero(~(np.abs(column) <= limit))[:1]:
        advice = f"it must lie between -{limit:.0f} and {limit:.0f}; check for swapped values."
        raise AnalysisError(f"{field}[{i}]", float(column[i]), advice)
    return column + 0.0


def _column(field: str, values: ArrayLike, n: int, low: int, high: int, per: str = "event") -> IntArray:
    column = _whole_numbers(field, values, low, high)
    if len(column) != n:
        raise AnalysisError(field, len(column), f"give one value per {per}: {n} in all.")
    return column


def _whole_numbers(field: str, values: ArrayLike, low: int, high: int) -> IntArray:
    raw = _flat(field, values, None)
    if raw.dtype.kind == "b" or (raw.size and raw.dtype.kind not in "iuf"):
        raise AnalysisError(field, raw.tolist()[0], "give whole numbers, none left out.")
    for i in np.flatnonzero(~((raw >= low) & (raw <= high) & (np.floor(raw) == raw)))[:1]:
        raise AnalysisError(f"{field}[{i}]", raw[i].item(), f"give a whole number from {low} to {high}.")
    return raw.astype(np.int64)


def _masks(field: str, values: ArrayLike, n: int) -> MaskArray:
    raw = _flat(field, values, None)
    if raw.size and (raw.dtype.kind not in "iu" or (raw.dtype.kind == "i" and raw.min() < 0)):
        raise AnalysisError(field, raw.tolist()[0], "give bit masks: whole numbers from 0 to 2**64 - 1.")
    if len(raw) != n:
        raise AnalysisError(field, len(raw), f"give one mask per event: {n} in all.")
    return raw.astype(np.uint64)


def _flat(field: str, values: ArrayLike, dtype: Any) -> NDArray[Any]:
    try:
        column = np.asarray(values, dtype=dtype)
    except (TypeError, ValueError, OverflowError) as error:
        shown = values[:3] if isinstance(values, Sequence) else type(values).__name__
        raise AnalysisError(field, shown, "give one plain list of numbers.") from error
    if column.ndim != 1:
        raise AnalysisError(field, f"an array of {column.ndim} dimensions", "give one plain list of numbers.")
    return column
