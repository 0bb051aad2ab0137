"""Preparation of the series test: the reports in order of time, and what each marked set would be worth where."""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np
from numpy.typing import NDArray

from incidents.analysis import linkage_kernel
from incidents.analysis.drift import Drift, find_drift, no_drift
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.exchange import Exchange, lay_exchange
from incidents.analysis.marks import Marks, marks_of
from incidents.analysis.parameters import Null
from incidents.analysis.templates import (
    SetTable,
    Template,
    choose_single_items,
    choose_templates,
    tabulate_sets,
    weight_of,
)


@dataclass(frozen=True)
class TourModel:
    """How the stops of a tour follow each other; it shapes the power of the test, never its size.

    Parameters
    ----------
    mean_gaps_days : tuple of float
        Mean gaps between stops that are tried: a fortnight or less, a month, a season.
    gap_shape : float
        Shape of the gamma distribution of gaps: 1 is as irregular as chance, more is more regular.
    longest_gap_days : int
        Reports farther apart are never consecutive stops.
    missed_share : float
        Share of the stops that nobody reported.
    evenness : float
        How far stops spread over sites evenly (1) rather than as reports do (0).
    """

    mean_gaps_days: tuple[float, ...]
    gap_shape: float
    longest_gap_days: int
    missed_share: float
    evenness: float


@dataclass(frozen=True)
class Timeline:
    """Reports in order of time; slots before `since` belong to a reference log of earlier years."""

    site: IntArray
    day: IntArray
    since: int
    site_factor: FloatArray
    start: float


@dataclass(frozen=True)
class MarkTable:
    """Marks of all templates one after another, as the kernel reads them.

    Attributes
    ----------
    begin : int array
        First mark of every template.
    mover : int array
        Place of every mark's report among the marked reports.
    factor : float array
    pattern : int array
        Row of `rarity` for every mark.
    rarity : float array, patterns x blocks
        How much rarer the pattern is in the background of a block than in that of the whole log.
    log_weight : float array
        Weight of every template in the sum.
    """

    begin: IntArray
    mover: IntArray
    factor: FloatArray
    pattern: IntArray
    rarity: FloatArray
    log_weight: FloatArray


@dataclass(frozen=True)
class Linked:
    """One template in one log.

    Attributes
    ----------
    template : int
    value : float
        Log of its share of the sum over templates.
    slots : int array
        Its marks in order of time.
    share : float array
        Membership of every mark.
    """

    template: int
    value: float
    slots: IntArray
    share: FloatArray


@dataclass(frozen=True)
class SeriesDraft:
    """Templates, marks and exchange of one log, ready for the kernel."""

    line: Timeline
    templates: tuple[Template, ...]
    marks: tuple[Marks, ...]
    table: MarkTable
    exchange: Exchange
    drift: Drift
    gaps: FloatArray

    def null(self, r0: int, r1: int, null: Null) -> FloatArray:
        """Statistic of the replicates r0 .. r1 - 1."""
        return self._walk(r0, r1, null, np.empty((0, self.exchange.movers), dtype=np.uint32))

    def draws(self, count: int, null: Null) -> list[IntArray]:
        """Where the marked sets stand in the first replicates."""
        slots = np.empty((count, self.exchange.movers), dtype=np.uint32)
        self._walk(0, count, null, slots)
        return [one.astype(np.int64) for one in slots]

    def _walk(self, r0: int, r1: int, null: Null, slots: NDArray[np.uint32]) -> FloatArray:
        table, line = self.table, self.line
        arm, steps, *begin, lists = self.exchange.arguments(alone=null.stop_after is not None)
        sums: FloatArray = linkage_kernel.null_sums(
            r0, r1, null.seed, null.replicates, arm, steps, *begin, lists,
            (table.begin, table.mover, table.factor, table.pattern, table.rarity, table.log_weight),
            (line.site, line.day, line.site_factor, line.since, self.gaps, line.start), slots,
        )  # fmt: skip
        return sums

    def real(self) -> IntArray:
        """Where the marked sets stand in the real log."""
        return self.exchange.slot_of[: self.exchange.movers].astype(np.int64)

    def found(self, t: int, places: IntArray) -> Linked:
        """Judge one template in a log whose marked sets stand at these places."""
        line, table = self.line, self.table
        slots = places[table.mover[table.begin[t] : table.begin[t + 1]]]
        order = np.argsort(slots, kind="stable")
        order = order[slots[order] >= line.since]
        slots, marks = slots[order], table.begin[t] + order
        factor = table.factor[marks] * line.site_factor[line.site[slots]]
        factor = factor * table.rarity[table.pattern[marks], self.exchange.block_of(slots)]
        given = (slots, factor, line.site, line.day, self.gaps, line.start)
        value = float(linkage_kernel.template_sum(*given)) + float(table.log_weight[t])
        return Linked(t, value, slots, linkage_kernel.memberships(*given) if len(order) else np.empty(0))


def draft_series(
    events: EventSet,
    strata: IntArray,
    model: TourModel,
    *,
    max_items: int,
    max_templates: int,
    max_single_items: int,
    with_kinds: bool,
    follow_drift: bool,
    first_row: int = 0,
) -> SeriesDraft:
    """Choose templates from the sets alone and work out where their reports may fall under the null.

    `events` come in order of time, those of the reference log, `first_row` in number, before the others.
    """
    table = tabulate_sets(events)
    chosen = choose_templates(table, max_items=max_items, limit=max_templates, with_kinds=with_kinds)
    chosen += choose_single_items(table, limit=max_single_items)
    marks = tuple(marks_of(table, template) for template in chosen)
    drift = find_drift(events, table) if follow_drift and chosen else no_drift(events, table)
    marked = np.unique(np.concatenate([np.empty(0, np.int64), *(m.event for m in marks)]))
    exchange = lay_exchange(strata, table, drift, marked)
    line = _timeline(events, first_row, model.evenness)
    return SeriesDraft(
        line=line,
        templates=tuple(chosen),
        marks=marks,
        table=_mark_table(table, chosen, marks, marked, drift, line.start),
        exchange=exchange,
        drift=drift,
        gaps=_gap_densities(model),
    )


def _timeline(events: EventSet, first_row: int, evenness: float) -> Timeline:
    reports = np.bincount(events.site, minlength=events.n_sites)
    even = events.n / max(int((reports > 0).sum()), 1) / np.maximum(reports, 1)
    return Timeline(
        site=events.site,
        day=events.day,
        since=first_row,
        site_factor=evenness * even + 1.0 - evenness,
        start=1.0 / float(np.ptp(events.day) + 1) if events.n else 1.0,
    )


def _mark_table(
    table: SetTable,
    templates: list[Template],
    marks: tuple[Marks, ...],
    marked: IntArray,
    drift: Drift,
    start: float,
) -> MarkTable:
    """Gather the marks; factors per log become factors per day, because the background spreads over all days."""
    size = np.diff(drift.block_end, prepend=0)
    stretch_of = np.searchsorted(drift.stretch_end, drift.block_end)
    rarity, patterns, known = [], [], 0
    for one in marks:
        rarity += [_rarity(table, kept, left, drift, size, stretch_of) for kept, left in one.patterns]
        patterns.append(one.pattern + known)
        known += len(one.patterns)
    rows = np.concatenate([np.empty(0, np.int64), *(m.event for m in marks)])
    return MarkTable(
        begin=np.cumsum([0, *(len(m.event) for m in marks)]).astype(np.int64),
        mover=np.searchsorted(marked, rows).astype(np.int64),
        factor=np.concatenate([np.empty(0), *(m.factor for m in marks)]) / start,
        pattern=np.concatenate([np.empty(0, np.int64), *patterns]).astype(np.int64),
        log_weight=np.log([weight_of(table, one) for one in templates]),
        rarity=np.array(rarity, dtype=np.float64).reshape(-1, len(size)),
    )


def _rarity(
    table: SetTable,
    kept: tuple[int, ...],
    left: tuple[int, ...],
    drift: Drift,
    size: IntArray,
    stretch_of: IntArray,
) -> FloatArray:
    """Chance of a pattern in the whole log over its chance in every block, where forms note more or less."""
    chance = np.ones(len(size))
    for c in kept + left:
        rate = np.minimum(table.rates[c] * drift.item_factor[c, stretch_of], 0.98)
        chance = chance * (rate if c in kept else 1.0 - rate)
    whole = float(chance @ size) / max(int(size.sum()), 1)
    rarity: FloatArray = whole / np.maximum(chance, 1e-300)
    return rarity


def _gap_densities(model: TourModel) -> FloatArray:
    """Density of the gap to the next stop that was seen, by mean gap and days; some stops are missed."""
    days = np.arange(model.longest_gap_days + 1, dtype=np.float64)
    days[0] = 0.3
    rows = []
    for mean in model.mean_gaps_days:
        scale = mean / model.gap_shape
        row = np.zeros(len(days))
        for stops in (1, 2, 3):
            shape = model.gap_shape * stops
            log_density = (shape - 1.0) * np.log(days) - days / scale - lgamma(shape) - shape * np.log(scale)
            row += model.missed_share ** (stops - 1) * np.exp(log_density)
        rows.append(row)
    return np.array(rows)
