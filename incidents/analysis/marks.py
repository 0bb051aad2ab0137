"""Which reports show a template, and what each of them is worth to a series; from the sets alone."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from incidents.analysis.events import FloatArray, IntArray
from incidents.analysis.templates import SMOOTHING, SetTable, Template, pattern_share

# Stops of a series among the reports of a single item, half of these at most, that are no background.
_LONE_STOPS = 8


@dataclass(frozen=True)
class Marks:
    """Reports that show a template wholly or but for one item.

    Attributes
    ----------
    event : int array
        Rows.
    factor : float array
        How many times likelier the report's pattern is at a stop of the series than on any day of the
        background: share of stops with the pattern over its background reports in the whole log.
    due : float array
        Share of the report's pattern that independent items explain, at most 1.
    pattern : int array
        Pattern of every mark, as a place in `patterns`.
    patterns : tuple of pairs
        Columns of the items that a pattern notes, and of those it leaves out.
    """

    event: IntArray
    factor: FloatArray
    due: FloatArray
    pattern: IntArray
    patterns: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def marks_of(table: SetTable, template: Template) -> Marks:
    """Mark the reports of a template; factors come from the reports' sets alone."""
    columns = tuple(int(np.flatnonzero(table.bits == item)[0]) for item in template.items)
    rows, factors, dues, places = [], [], [], []
    shown = _patterns(columns)
    for place, kept in enumerate(shown):
        match, _ = match_pattern(table, columns, kept, template.kind)
        observed, expected = count_pattern(table, columns, kept, template.kind)
        background = max(observed - _LONE_STOPS, observed / 2) if template.alone else expected
        rows.append(np.flatnonzero(match[table.of_event]))
        factors.append(np.full(observed, pattern_share(len(columns), len(kept)) / (background + SMOOTHING)))
        dues.append(np.full(observed, min(1.0, expected / max(observed, 1))))
        places.append(np.full(observed, place))
    patterns = tuple((kept, tuple(c for c in columns if c not in kept)) for kept in shown)
    return Marks(
        np.concatenate(rows), np.concatenate(factors), np.concatenate(dues), np.concatenate(places), patterns
    )


def _patterns(columns: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The whole template, and for three items also every two of them."""
    return [columns, *combinations(columns, 2)] if len(columns) == 3 else [columns]


def count_pattern(
    table: SetTable, columns: tuple[int, ...], kept: tuple[int, ...], kind: int | None
) -> tuple[int, float]:
    """Reports that note `kept` and nothing else of `columns`, and how many independent items would give."""
    match, inside = match_pattern(table, columns, kept, kind)
    left = [c for c in columns if c not in kept]
    chance = float(np.prod(table.rates[list(kept)]) * np.prod(1.0 - table.rates[left]))
    return int(table.reports[match].sum()), float(table.reports[inside].sum()) * chance


def match_pattern(
    table: SetTable, columns: tuple[int, ...], kept: tuple[int, ...], kind: int | None
) -> tuple[np.ndarray, np.ndarray]:
    """Sets that show a pattern, and the sets among which it was sought."""
    inside = np.ones(len(table.reports), dtype=bool) if kind is None else table.kind == kind
    left = [c for c in columns if c not in kept]
    match = inside & table.noted[:, list(kept)].all(axis=1) & ~table.noted[:, left].any(axis=1)
    return match, inside
