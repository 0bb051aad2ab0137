"""Kernel that exchanges sets between reports and keeps what each block of time notes (Besag and Clifford 1989).

A step swaps the sets of two reports of one stratum. Inside a block, or when both sets count the same, nothing
else is needed. Otherwise a second swap between the same two blocks must make good what the first one changed;
if it does not, nothing is swapped. A step and its way back are equally likely, so the uniform distribution
over all arrangements with these totals stays as it is, whatever the number of steps.

In a large log a step takes as long as fetching what it looks at. So a slot is one record of two small numbers,
and of the sets only the marked ones, the movers, are known one by one; equal others have one name together. Numbers are kept
without a sign because a place that cannot be negative needs no look at the end of the list.
"""

from __future__ import annotations

import numpy as np

from incidents.analysis.compiled import inline_kernel
from incidents.analysis.streams import bounded


@inline_kernel
def swap(i, j, state, slot_of):  # type: ignore[no-untyped-def]
    """Exchange the sets of two slots."""
    at_i, at_j = state[i, 0], state[j, 0]
    state[i, 0], state[j, 0] = at_j, at_i
    slot_of[at_i] = j
    slot_of[at_j] = i


@inline_kernel
def exchange_sets(  # type: ignore[no-untyped-def]
    key, steps, state, slot_of, movers, words, stretch, block_bits, in_stratum, stratum_begin, block_begin, cell_begin,
):  # fmt: skip
    """Make `steps` steps, each begun by one of the first `movers` sets.

    `words` tell what a set adds to a block, and what it adds to a stretch; equal values, equal counts.
    """
    one_stratum = len(in_stratum) == 0
    low_bits = (1 << block_bits) - 1
    counter = 0
    for _ in range(steps):
        draw, counter = bounded(key, counter, movers)
        i = np.int64(slot_of[draw])
        cell_i = np.int64(state[i, 1])
        stratum = cell_i >> block_bits
        begin = np.int64(stratum_begin[stratum])
        draw, counter = bounded(key, counter, np.int64(stratum_begin[stratum + 1]) - begin)
        j = draw if one_stratum else np.int64(in_stratum[begin + draw])
        if i == j:
            continue
        a, b = cell_i & low_bits, np.int64(state[j, 1]) & low_bits
        word = 1 if stretch[a] != stretch[b] else 0
        surplus = words[state[i, 0], word] - words[state[j, 0], word]
        if a == b or surplus == 0:
            swap(i, j, state, slot_of)
            continue
        begin_a, begin_b = np.int64(block_begin[a]), np.int64(block_begin[b])
        in_a = np.int64(block_begin[a + 1]) - begin_a
        draw, counter = bounded(key, counter, in_a + np.int64(block_begin[b + 1]) - begin_b)
        first_in_a = draw < in_a
        one = begin_a + draw if first_in_a else begin_b + draw - in_a
        cell = np.int64(state[one, 1]) + (b - a if first_in_a else a - b)
        first = np.int64(cell_begin[cell])
        width = np.int64(cell_begin[cell + 1]) - first
        if width == 0:
            continue
        draw, counter = bounded(key, counter, width)
        other = first + draw
        if not one_stratum:
            other = np.int64(in_stratum[other])
        k, m = (one, other) if first_in_a else (other, one)
        surplus += words[state[k, 0], word] - words[state[m, 0], word]
        if k == i or m == j or surplus != 0:
            continue
        swap(i, j, state, slot_of)
        swap(k, m, state, slot_of)
