"""Preparation of the series test: where the marked sets may fall, and what each would be worth there."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np

from incidents.analysis import linkage_kernel
from incidents.analysis.drift import Drift, find_drift, no_drift
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.templates import Marks, SetTable, Template, choose_templates, marks_of, tabulate_sets

# Mean gaps between stops, in days: a fortnight or less, a month, a season. Regular, but not strictly.
MEAN_GAPS_DAYS = (12.0, 28.0, 60.0)
LONGEST_GAP_DAYS = 240
_GAP_SHAPE = 2.5
_MISSED = 0.1
_FITTING_ROUNDS = 25
_SPARING_REPORTS = 100
# How far stops spread over sites evenly rather than as reports do.
_EVENNESS = 0.9


@dataclass(frozen=True)
class Timeline:
    """Reports in order of time; slots before `since` belong to a reference log of earlier years."""

    site: IntArray
    day: IntArray
    pool: IntArray
    pool_begin: IntArray
    slot_of: IntArray
    since: int
    site_factor: FloatArray
    start: float


@dataclass(frozen=True)
class Pools:
    """Groups of marked sets that may fall on the same reports, with the share of every stretch of time."""

    mark_group: IntArray
    group_end: IntArray
    stretch_begin: IntArray
    stretch_first: IntArray
    stretch_share: FloatArray


@dataclass(frozen=True)
class SeriesDraft:
    """Templates, marks and pools of one log, ready for the kernel."""

    line: Timeline
    templates: tuple[Template, ...]
    marks: tuple[Marks, ...]
    marked: IntArray
    pools: Pools
    drift: Drift
    gaps: FloatArray

    def null(self, r0: int, r1: int, seed: int) -> FloatArray:
        """Statistic of the replicates r0 .. r1 - 1."""
        begin = np.cumsum([0, *(len(m.event) for m in self.marks)])
        rows = np.concatenate([np.empty(0, np.int64), *(m.event for m in self.marks)])
        factor = np.concatenate([np.empty(0), *(m.factor for m in self.marks)])
        pools, line = self.pools, self.line
        sums: FloatArray = linkage_kernel.null_sums(
            r0, r1, seed, line.pool, pools.group_end, pools.stretch_begin, pools.stretch_first,
            pools.stretch_share, pools.mark_group, begin, np.searchsorted(self.marked, rows), factor,
            line.site, line.day, line.site_factor, line.since, self.gaps, line.start,
        )  # fmt: skip
        return sums

    def observed(self, t: int) -> tuple[float, IntArray, FloatArray]:
        """Log Bayes factor of a template in the real log, its marks in order of time, and their membership."""
        line, marks = self.line, self.marks[t]
        slots = line.slot_of[marks.event]
        order = np.argsort(slots, kind="stable")
        order = order[slots[order] >= line.since]
        factor = marks.factor[order] * line.site_factor[line.site[slots[order]]]
        given = (slots[order], factor, line.site, line.day, self.gaps, line.start)
        value = float(linkage_kernel.template_sum(*given))
        share = linkage_kernel.memberships(*given) if len(order) else np.empty(0)
        return value, order, share


def draft_series(
    events: EventSet,
    strata: IntArray,
    *,
    max_items: int,
    max_templates: int,
    with_kinds: bool,
    follow_drift: bool,
    first_row: int = 0,
) -> SeriesDraft:
    """Choose templates from the sets alone and work out where their reports may fall under the null."""
    table = tabulate_sets(events)
    chosen = choose_templates(table, max_items=max_items, limit=max_templates, with_kinds=with_kinds)
    marks = tuple(marks_of(table, template) for template in chosen)
    drift = no_drift(events)
    if follow_drift and chosen:
        # A small log has too few items to judge the form by the others alone.
        spared = chosen[0].items if events.n >= _SPARING_REPORTS else ()
        drift = find_drift(events, table, spared)
    line = _timeline(events, strata, first_row)
    marked = np.unique(np.concatenate([np.empty(0, np.int64), *(m.event for m in marks)]))
    pools = _pools(events, table, strata, line, marked, drift)
    return SeriesDraft(line, tuple(chosen), _per_day(marks, line), marked, pools, drift, _gap_densities())


def _per_day(marks: tuple[Marks, ...], line: Timeline) -> tuple[Marks, ...]:
    """Turn factors per log into factors per day: the background spreads over all days of the log."""
    return tuple(Marks(m.event, m.factor / line.start, m.due) for m in marks)


def _timeline(events: EventSet, strata: IntArray, first_row: int) -> Timeline:
    rank = events.site_rank()[events.site]
    order = np.lexsort((events.items, rank, events.day))
    day = events.day[order].astype(np.int64)
    pool = np.argsort(strata[order], kind="stable")
    codes = np.arange(int(strata.max(initial=-1)) + 2)
    slot_of = np.empty(events.n, dtype=np.int64)
    slot_of[order] = np.arange(events.n)
    reports = np.bincount(events.site, minlength=events.n_sites)
    even = events.n / max(int((reports > 0).sum()), 1) / np.maximum(reports, 1)
    return Timeline(
        site=events.site[order].astype(np.int64),
        day=day,
        pool=pool,
        pool_begin=np.searchsorted(strata[order][pool], codes),
        slot_of=slot_of,
        since=int((order < first_row).sum()),
        site_factor=_EVENNESS * even + 1.0 - _EVENNESS,
        start=1.0 / float(np.ptp(day) + 1) if events.n else 1.0,
    )


def _pools(
    events: EventSet, table: SetTable, strata: IntArray, line: Timeline, marked: IntArray, drift: Drift
) -> Pools:
    span = int(strata.max(initial=0)) + 1
    codes, group = np.unique(
        strata[marked] * len(table.reports) + table.of_event[marked], return_inverse=True
    )
    days = line.day[line.pool]
    odds = _odds(table, drift.draw_factor)
    held = np.bincount(strata * len(table.reports) + table.of_event, minlength=span * len(table.reports))
    ends: list[int] = []
    begins, firsts, shares = [0], [], []
    for stratum in np.unique(strata[marked]):
        low, high = int(line.pool_begin[stratum]), int(line.pool_begin[stratum + 1])
        first = low + np.searchsorted(days[low:high], drift.draw_first_day)
        size = np.diff(first, axis=1, append=high)
        reports = held[stratum * len(table.reports) :][: len(table.reports)]
        balanced = balance(odds, reports, size)
        for code in codes[codes // len(table.reports) == stratum]:
            ends.append(high)
            firsts.append(first)
            shares.append(np.cumsum(balanced[:, int(code) % len(table.reports)], axis=1))
            begins.append(begins[-1] + first.shape[1])
    return Pools(
        mark_group=group.astype(np.int64),
        group_end=np.array(ends, dtype=np.int64),
        stretch_begin=np.array(begins, dtype=np.int64),
        stretch_first=np.concatenate([np.empty((len(odds), 0)), *firsts], axis=1).astype(np.int64),
        stretch_share=np.concatenate([np.empty((len(odds), 0)), *shares], axis=1),
    )


def _odds(table: SetTable, factors: FloatArray) -> FloatArray:
    """How likely every set is, by draw of the factors, set and stretch of time."""
    odds = np.ones((len(factors), len(table.reports), factors.shape[2]))
    for item in range(len(table.bits)):
        own = factors[:, min(item, factors.shape[1] - 1)]  # without drift one column stands for all
        rate = np.minimum(table.rates[item] * own, 0.98)[:, None, :]
        odds *= np.where(table.noted[None, :, item, None], rate, 1.0 - rate)
    return odds


def balance(odds: FloatArray, reports: IntArray, size: IntArray) -> FloatArray:
    """Share of each set in every stretch, such that all sets together fill every stretch exactly.

    Each set alone would fall by its odds times the reports of the stretch. But all sets of a stratum share
    its days: where a log happens to hold many rich sets, each of them gets less of the stretch that favours
    them. Iterative proportional fitting (Deming and Stephan 1940) finds the shares.
    """
    weight = np.maximum(size, 1e-9).astype(np.float64)
    share = odds * weight[:, None, :]
    share /= share.sum(axis=2, keepdims=True)
    if odds.shape[2] == 1:
        return share
    for _ in range(_FITTING_ROUNDS):
        filled = np.einsum("s,dsb->db", reports.astype(np.float64), share)
        weight = weight * np.maximum(size, 1e-9) / np.maximum(filled, 1e-9)
        share = odds * weight[:, None, :]
        share /= share.sum(axis=2, keepdims=True)
    return share


def _gap_densities() -> FloatArray:
    """Density of the gap to the next stop that was seen, by mean gap and days; one in ten stops is missed."""
    days = np.arange(LONGEST_GAP_DAYS + 1, dtype=np.float64)
    days[0] = 0.3
    rows = []
    for mean in MEAN_GAPS_DAYS:
        scale = mean / _GAP_SHAPE
        row = np.zeros(len(days))
        for stops in (1, 2, 3):
            shape = _GAP_SHAPE * stops
            log_density = (shape - 1.0) * np.log(days) - days / scale - lgamma(shape) - shape * np.log(scale)
            row += _MISSED ** (stops - 1) * np.exp(log_density)
        rows.append(row)
    return np.array(rows)
