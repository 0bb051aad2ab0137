"""What the exchange of sets needs to know of a log: strata, blocks, stretches, and what every set counts there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from incidents.analysis.drift import Drift, groups_of
from incidents.analysis.events import IntArray
from incidents.analysis.templates import SetTable

# Steps from log to log for every marked set: more where stretches differ, because fewer swaps are allowed.
_SWEEPS, _SWEEPS_DRIFT = 20, 30
# In a large log fewer steps will do: neighbours along an arm are then more alike, and the arm is long.
_MOST_STEPS = 40_000
# Logs along one arm of the star, and how much farther a log goes that has an arm of its own.
_ARM, _ALONE = 64, 10


@dataclass(frozen=True)
class Exchange:
    """Which sets may change places, in the order of the kernels' arguments.

    Attributes
    ----------
    movers : int array
        Marked reports; steps begin with one of them, the others only make room.
    count, count_each : int arrays, one per report
        One word for what its set adds to a block (rare items together, each common item) and to a stretch
        (each item). Two sums of words are equal exactly when the counts are, but for a chance of 2**-60.
    stratum, block, stretch : int arrays, one per slot
    in_stratum, in_block, in_cell : int arrays
        Slots sorted by stratum, block, and both; with `*_begin`.
    """

    at: IntArray
    slot_of: IntArray
    movers: IntArray
    count: IntArray
    count_each: IntArray
    stratum: IntArray
    block: IntArray
    stretch: IntArray
    in_stratum: IntArray
    stratum_begin: IntArray
    in_block: IntArray
    block_begin: IntArray
    in_cell: IntArray
    cell_begin: IntArray
    steps: int

    def arguments(self, *, alone: bool = False) -> tuple[Any, ...]:
        """In the order of the kernel. `alone`: every log has an arm of its own, so that work may stop at any of them."""
        lists = (
            self.movers, self.count, self.count_each, self.stratum, self.block, self.stretch,
            self.in_stratum, self.stratum_begin, self.in_block, self.block_begin, self.in_cell, self.cell_begin,
        )  # fmt: skip
        arm, steps = (1, _ALONE * self.steps) if alone else (_ARM, self.steps)
        return arm, steps, self.at, self.slot_of, lists


def lay_exchange(
    order: IntArray, strata: IntArray, table: SetTable, drift: Drift, marked: IntArray
) -> Exchange:
    """Prepare the exchange.

    Parameters
    ----------
    order : int array
        Reports in order of time.
    strata : int array, one per report
        Sets move only between reports of one stratum.
    table : SetTable
    drift : Drift
    marked : int array
        Reports whose sets the statistic looks at.
    """
    n = len(order)
    slots = np.arange(n)
    stratum = strata[order].astype(np.int64)
    block = np.searchsorted(drift.block_end, slots, side="right")
    blocks = len(drift.block_end)
    in_stratum, stratum_begin = _lists(stratum, int(strata.max(initial=-1)) + 1)
    in_block, block_begin = _lists(block, blocks)
    in_cell, cell_begin = _lists(stratum * blocks + block, (int(strata.max(initial=-1)) + 1) * blocks)
    slot_of = np.empty(n, dtype=np.int64)
    slot_of[order] = slots
    return Exchange(
        at=order.astype(np.int64),
        slot_of=slot_of,
        movers=marked.astype(np.int64),
        count=_words(table, groups_of(table)),
        count_each=_words(table, tuple((c,) for c in range(len(table.bits)))),
        stratum=stratum,
        block=block.astype(np.int64),
        stretch=np.searchsorted(drift.stretch_end, slots, side="right").astype(np.int64),
        in_stratum=in_stratum,
        stratum_begin=stratum_begin,
        in_block=in_block,
        block_begin=block_begin,
        in_cell=in_cell,
        cell_begin=cell_begin,
        steps=min(len(marked) * (_SWEEPS_DRIFT if drift.found else _SWEEPS), _MOST_STEPS),
    )


def _words(table: SetTable, groups: tuple[tuple[int, ...], ...]) -> IntArray:
    """Sum of one random word per item noted, the same word for all items of a group."""
    drawn = np.random.Generator(np.random.Philox(key=2027)).integers(-(2**55), 2**55, size=64)
    words = np.zeros(len(table.reports), dtype=np.int64)
    for word, group in zip(drawn, groups, strict=False):
        words += word * table.noted[:, list(group)].sum(axis=1)
    return words[table.of_event]


def _lists(code: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Slots sorted by code, and where each code begins."""
    held = np.argsort(code, kind="stable")
    return held.astype(np.int64), np.searchsorted(code[held], np.arange(size + 1)).astype(np.int64)
