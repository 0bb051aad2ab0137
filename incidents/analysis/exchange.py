"""What the exchange of sets needs to know of a log: strata, blocks, stretches, and what every set counts there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

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
    """Which sets may change places.

    Attributes
    ----------
    state : int array, slots x 2
        Name of the set that stands at a slot, and the cell of the slot: its block in the lower `block_bits` bits,
        its stratum above.
    slot_of : int array
        Slot of every name. The first `movers` names are the sets of single marked reports, with which steps begin;
        each of the others is shared by all reports of one set, which only make room and are nowhere looked for.
    movers : int
    words : int array, names x 2
        One word for what a set adds to a block (rare items together, each common item) and one for what it adds
        to a stretch (each item). Two sums of words are equal exactly when the counts are, but for a chance of 2**-60.
    stretch : int array
        Stretch of every block.
    in_stratum : int array
        Slots sorted by stratum and in each by time, so that every cell lies in one piece; empty where there is one
        stratum, because slots are in that order anyway.
    stratum_begin, block_begin, cell_begin : int arrays
    """

    state: NDArray[np.uint32]
    slot_of: NDArray[np.uint32]
    movers: int
    words: IntArray
    stretch: IntArray
    block_bits: int
    in_stratum: NDArray[np.uint32]
    stratum_begin: IntArray
    block_begin: IntArray
    cell_begin: IntArray
    steps: int

    def block_of(self, slots: IntArray) -> IntArray:
        """Block of every one of these slots."""
        return self.state[slots, 1] & ((1 << self.block_bits) - 1)

    def arguments(self, *, alone: bool = False) -> tuple[Any, ...]:
        """In the order of the kernel. `alone`: every log has an arm of its own, so that work may stop at any of them."""
        lists = (
            self.movers, self.words, self.stretch, self.block_bits,
            self.in_stratum, self.stratum_begin, self.block_begin, self.cell_begin,
        )  # fmt: skip
        arm, steps = (1, _ALONE * self.steps) if alone else (_ARM, self.steps)
        return arm, steps, self.state, self.slot_of, lists


def lay_exchange(strata: IntArray, table: SetTable, drift: Drift, marked: IntArray) -> Exchange:
    """Prepare the exchange.

    Parameters
    ----------
    strata : int array, one per report
        Sets move only between reports of one stratum.
    table : SetTable
        Of the reports in order of time.
    drift : Drift
    marked : int array
        Reports whose sets the statistic looks at.
    """
    blocks = len(drift.block_end)
    stratum_count = int(strata.max(initial=-1)) + 1
    block_begin = np.append(0, drift.block_end).astype(np.int64)
    block_bits = max(blocks - 1, 1).bit_length()
    cell = (strata << block_bits) + np.repeat(np.arange(blocks), np.diff(block_begin))
    in_stratum = np.argsort(strata, kind="stable") if stratum_count > 1 else np.empty(0)
    name = len(marked) + table.of_event
    name[marked] = np.arange(len(marked))
    words = np.column_stack(
        [_words(table, groups_of(table)), _words(table, tuple((c,) for c in range(len(table.bits))))]
    )
    return Exchange(
        state=np.column_stack([name, cell]).astype(np.uint32),
        slot_of=np.append(marked, np.zeros(len(words), dtype=np.int64)).astype(np.uint32),
        movers=len(marked),
        words=np.concatenate([words[table.of_event[marked]], words]),
        stretch=np.searchsorted(drift.stretch_end, block_begin[:-1], side="right").astype(np.uint32),
        block_bits=block_bits,
        in_stratum=in_stratum.astype(np.uint32),
        stratum_begin=_begins(strata, stratum_count),
        block_begin=block_begin.astype(np.uint32),
        cell_begin=_begins(cell, stratum_count << block_bits),
        steps=min(len(marked) * (_SWEEPS_DRIFT if drift.found else _SWEEPS), _MOST_STEPS),
    )


def _begins(code: IntArray, size: int) -> IntArray:
    """Where each code begins among the sorted ones."""
    return np.append(0, np.cumsum(np.bincount(code, minlength=size))).astype(np.uint32)


def _words(table: SetTable, groups: tuple[tuple[int, ...], ...]) -> IntArray:
    """Sum of one random word per item noted, the same word for all items of a group."""
    drawn = np.random.Generator(np.random.Philox(key=2027)).integers(-(2**55), 2**55, size=64)
    words = np.zeros(len(table.reports), dtype=np.int64)
    for word, group in zip(drawn, groups, strict=False):
        words += word * table.noted[:, list(group)].sum(axis=1)
    return words
