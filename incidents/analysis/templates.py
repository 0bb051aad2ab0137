"""Which combinations of items a log holds more often than its items alone explain.

The choice looks at the reports' sets only, never at when or where they were made. Shuffling whole sets over
reports leaves every number on this page as it is, so choosing templates here costs the later test nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.tails import poisson_tail

# Items that most reports note cannot become twice as frequent: each has a history of its own.
COMMON = 0.4
# A template that more reports match than this is no hidden series; it is how people photograph.
MOST_MARKS = 1000
# Share of its items that a group on tour is expected to be seen with at any one stop.
CONSISTENCY = 0.8
SMOOTHING = 0.1
# A single item is looked at when a series of a few stops could still be most of its reports.
_LONE_MARKS = 64
# Reports of a log in which a single item has the weight of a combination; with fewer it has as much less. Chosen on
# other logs than those the power is measured on: what combinations lose by it there is about a hundredth.
_LONE_FULL_WEIGHT = 2000
_TRIED_SIZES = np.array([3.0, 4.0, 6.0, 8.0, 12.0, 16.0])


@dataclass(frozen=True)
class Template:
    """A combination of two or three items, one of which may be a site type, or a single item.

    Attributes
    ----------
    items : tuple of int
        Bit numbers of the items.
    kind : int or None
        Code of the site type the template is bound to.
    observed, expected : float
        Reports that note all of it, and how many would if items were noted independently.
    deviance : float
        Log-likelihood gained by adding a series of this template to independent items; sets alone.
    p_items : float or None
        Chance that independent items give at least `observed` (Poisson). Exploratory ranking only, never an
        alarm: items that belong together for ordinary reasons make it small, and it was picked as one of many.
        None for a single item, which has nothing to be independent of.
    """

    items: tuple[int, ...]
    kind: int | None
    observed: int
    expected: float
    deviance: float
    p_items: float | None

    @property
    def alone(self) -> bool:
        """Whether it is one item and nothing else."""
        return len(self.items) == 1 and self.kind is None


@dataclass(frozen=True)
class SetTable:
    """The different sets of a log, each with the number of its reports.

    Attributes
    ----------
    bits : int array
        Bit numbers of the items that are noted at all.
    noted : bool array, sets x items
    kind : int array
        Site type of every set; -1 where the log carries none.
    reports : int array
        Number of reports with this set at this site type.
    of_event : int array
        Set of every report.
    rates : float array
        Rate of every item among the reports whose form asked about it.
    """

    bits: IntArray
    noted: np.ndarray
    kind: IntArray
    reports: IntArray
    of_event: IntArray
    rates: FloatArray

    @property
    def n(self) -> int:
        """Number of reports."""
        return int(self.reports.sum())


def tabulate_sets(events: EventSet) -> SetTable:
    """Count the different sets of a log."""
    items, item_code = coded(events.items)
    forms, form_code = coded(events.items_asked)
    kinds, kind_code = (np.array([-1]), 0) if events.kind is None else coded(events.kind[events.site])
    different, of_event = coded((item_code * len(forms) + form_code) * len(kinds) + kind_code)
    reports = np.bincount(of_event, minlength=len(different))
    items, forms = items[different // len(kinds) // len(forms)], forms[different // len(kinds) % len(forms)]
    bits = np.array([b for b in range(64) if (items >> np.uint64(b) & np.uint64(1)).any()], dtype=np.int64)
    noted, asked = _bit_columns(items, bits), _bit_columns(forms, bits)
    rates = (reports @ noted + 0.5) / (reports @ asked + 1.0)
    return SetTable(bits, noted, kinds[different % len(kinds)], reports, of_event, rates)


def coded(column: NDArray[Any]) -> tuple[NDArray[Any], IntArray]:
    """Different values in ascending order, and the place of every value among them."""
    values = np.unique(column)
    return values, np.searchsorted(values, column).astype(np.int64)


def _bit_columns(masks: np.ndarray, bits: IntArray) -> np.ndarray:
    columns = (masks[:, None] >> bits.astype(np.uint64)[None, :]) & np.uint64(1)
    return columns.astype(bool)


def choose_templates(
    table: SetTable, *, max_items: int = 3, limit: int = 8, with_kinds: bool = False
) -> list[Template]:
    """Rank templates by how much better a series of them explains the sets than independent items do.

    The ranking is exploratory: it tells which combinations are unusual, not that anything is going on.

    Parameters
    ----------
    table : SetTable
        The sets of a log.
    max_items : int
        Largest template, site type included.
    limit : int
        Number of templates returned at most.
    with_kinds : bool
        Whether a template may be bound to a site type.
    """
    kinds = [int(code) for code in np.unique(table.kind)] if with_kinds else []
    found: list[Template] = []
    for kind in [None, *kinds]:
        reports = table.reports if kind is None else np.where(table.kind == kind, table.reports, 0)
        penalty = float(np.log(1.0 + len(kinds))) if kind is not None else 0.0
        for size in range(2, max_items + 1) if kind is None else range(1, max_items):
            found += _rank(table, reports, size, kind, penalty, limit)
    found.sort(key=lambda t: (-t.deviance, t.items, -1 if t.kind is None else t.kind))
    return found[:limit]


def choose_single_items(table: SetTable, *, limit: int = 16) -> list[Template]:
    """Give the rarest items that three reports or more note, and no more than a series could stand out among.

    Nothing in the sets tells one from another, since an item alone is all that its rate explains; so rarity decides.

    Parameters
    ----------
    table : SetTable
        The sets of a log.
    limit : int
        Number of items returned at most.
    """
    observed = table.reports @ table.noted
    order = np.argsort(observed, kind="stable")
    fit = [c for c in order if 3 <= observed[c] <= _LONE_MARKS and table.rates[c] < COMMON]
    return [
        Template((int(table.bits[c]),), None, int(observed[c]), float(table.n * table.rates[c]), 0.0, None)
        for c in fit[:limit]
    ]


def weight_of(table: SetTable, template: Template) -> float:
    """Weight of a template's series in the sum over templates."""
    return min(1.0, table.n / _LONE_FULL_WEIGHT) if template.alone else 1.0


def _rank(
    table: SetTable, reports: IntArray, size: int, kind: int | None, penalty: float, limit: int
) -> list[Template]:
    """Best templates of one size, all combinations at once."""
    columns = np.array(list(combinations(range(len(table.bits)), size)), dtype=np.int64).reshape(-1, size)
    if not len(columns):
        return []
    gained = np.zeros((len(columns), len(_TRIED_SIZES)))
    total = np.zeros(len(columns))
    patterns = _pattern_counts(table, reports, columns)
    for kept, observed, expected in patterns:
        share = pattern_share(size, kept)
        gained += observed[:, None] * np.log1p(_TRIED_SIZES * share / (expected[:, None] + SMOOTHING))
        gained -= _TRIED_SIZES * share
        total += observed
    deviance = gained.max(axis=1) - penalty
    fit = np.flatnonzero((deviance > 0) & (total >= 3) & (total <= MOST_MARKS))
    best = fit[np.argsort(-deviance[fit], kind="stable")][:limit]
    _, whole, due = patterns[0]
    return [
        Template(
            tuple(int(table.bits[c]) for c in columns[k]),
            kind,
            int(whole[k]),
            float(due[k]),
            float(deviance[k]),
            poisson_tail(int(whole[k]), float(due[k])),
        )
        for k in best
    ]


def _pattern_counts(
    table: SetTable, reports: IntArray, columns: IntArray
) -> list[tuple[int, FloatArray, FloatArray]]:
    """Items kept, reports and expected reports of every pattern, for all combinations; the whole comes first."""
    noted, n, size = table.noted.astype(np.float64), float(reports.sum()), columns.shape[1]
    rates = table.rates[columns]
    pairs = noted.T @ (noted * reports[:, None])
    if size < 3:
        whole = pairs[columns[:, 0], columns[:, -1]]
        return [(size, whole, n * rates.prod(axis=1))]
    triples = np.array([noted.T @ (noted * (reports * noted[:, a])[:, None]) for a in range(noted.shape[1])])
    whole = triples[columns[:, 0], columns[:, 1], columns[:, 2]]
    counts = [(3, whole, n * rates.prod(axis=1))]
    for left in range(3):
        first, second = (i for i in range(3) if i != left)
        only = pairs[columns[:, first], columns[:, second]] - whole
        due = n * rates[:, first] * rates[:, second] * (1.0 - rates[:, left])
        counts.append((2, only, due))
    return counts


def pattern_share(size: int, kept: int) -> float:
    """Share of a series' stops that show `kept` of `size` items."""
    return CONSISTENCY**kept * (1.0 - CONSISTENCY) ** (size - kept)
