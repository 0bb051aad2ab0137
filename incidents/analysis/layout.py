"""A log as the permutation engine holds it: day slots in order of time, and the labels that are shuffled."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from incidents.analysis.events import OWN_CASE, EventSet, IntArray
from incidents.analysis.streams import mix_words


@dataclass(frozen=True)
class SlotLayout:
    """Events in order of time. A replicate hands the same sites to the same days in another order.

    Attributes
    ----------
    event : int array
        Event at every slot of the observed log.
    site : int array
        Site at every slot of the observed log.
    day : int array
        Day of every slot, ascending.
    day_begin, day_end : int arrays
        First slot of the same day, and one past its last slot.
    reach : int array
        One past the last slot that a window beginning on this slot's day may hold.
    labels, positions : int arrays
        Sites to be shuffled and the slots they go to, stratum after stratum.
    segments : int array
        Bounds of the strata in `labels`.
    last_day : int
        Last day of the study.
    """

    event: IntArray
    site: IntArray
    day: IntArray
    day_begin: IntArray
    day_end: IntArray
    reach: IntArray
    labels: IntArray
    positions: IntArray
    segments: IntArray
    last_day: int

    @property
    def n(self) -> int:
        """Number of slots."""
        return len(self.day)

    def expected(self, sites: IntArray, begin: int, end: int) -> float:
        """Mean number of events at these sites in the slots begin .. end - 1, over all shuffles within strata."""
        mean = 0.0
        for low, high in pairwise(self.segments.tolist()):
            in_window = (self.positions[low:high] >= begin) & (self.positions[low:high] < end)
            mean += int(np.isin(self.labels[low:high], sites).sum()) * int(in_window.sum()) / (high - low)
        return mean


def lay_out(events: EventSet, strata: IntArray, max_days: int, last_day: int | None = None) -> SlotLayout:
    """Sort a log into slots, in an order that does not depend on row order or on how sites are numbered.

    `last_day` is the end of a study that ends later than its last event: a window that must end with the
    study reaches no further back from there.
    """
    rank = events.site_rank()[events.site]
    order = np.lexsort((_visits_of_case(events, rank), rank, events.day))
    day, site = events.day[order], events.site[order]
    final = int(day[-1]) if last_day is None and len(day) else last_day or 0
    reach = np.searchsorted(day, day + max_days, side="left")
    if last_day is not None:
        reach = np.where(day + max_days > final, len(day), np.minimum(reach, len(day) - 1))
    by_stratum = np.argsort(strata[order], kind="stable")
    held = strata[order][by_stratum]
    segments = np.append(np.flatnonzero(np.append(True, held[1:] != held[:-1])), len(order))
    labels = site[by_stratum]
    for begin, end in pairwise(segments):
        part = labels[begin:end]
        labels[begin:end] = part[np.argsort(events.site_rank()[part], kind="stable")]
    return SlotLayout(
        event=order.astype(np.int64),
        site=site.astype(np.int32),
        day=day,
        day_begin=np.searchsorted(day, day, side="left").astype(np.int32),
        day_end=np.searchsorted(day, day, side="right").astype(np.int32),
        reach=reach.astype(np.int32),
        last_day=final,
        labels=labels.astype(np.int32),
        positions=by_stratum.astype(np.int32),
        segments=segments.astype(np.int64),
    )


def _visits_of_case(events: EventSet, rank: IntArray) -> IntArray:
    """One number for each event's case that depends on where and when its events were, not on what it is called.

    Events of one site and day are put in order by it, so that the names of cases and the order of rows change nothing.
    """
    stated = events.case != OWN_CASE
    if not stated.any():
        return np.zeros(events.n, dtype=np.uint64)
    since = (events.day - events.day.min()).astype(np.uint64)
    visit = mix_words(since << np.uint64(32) ^ rank.astype(np.uint64))
    case = np.unique(events.case, return_inverse=True)[1]
    sums = np.zeros(int(case.max()) + 1, dtype=np.uint64)
    np.add.at(sums, case, visit)
    return np.where(stated, sums[case], np.uint64(0))
