"""Kernel that exchanges sets between reports and keeps what each block of time notes (Besag and Clifford 1989).

A step swaps the sets of two reports of one stratum. Inside a block, or when both sets count the same, nothing
else is needed. Otherwise a second swap between the same two blocks must make good what the first one changed;
if it does not, nothing is swapped. A step and its way back are equally likely, so the uniform distribution
over all arrangements with these totals stays as it is, whatever the number of steps.
"""

from __future__ import annotations

from incidents.analysis.compiled import inline_kernel
from incidents.analysis.streams import bounded


@inline_kernel
def swap(i, j, at, slot_of):  # type: ignore[no-untyped-def]
    """Exchange the sets of two slots."""
    held = at[i]
    at[i] = at[j]
    at[j] = held
    slot_of[at[i]] = i
    slot_of[at[j]] = j


@inline_kernel
def exchange_sets(  # type: ignore[no-untyped-def]
    key, steps, at, slot_of, movers, count, count_each, stratum, block, stretch,
    in_stratum, stratum_begin, in_block, block_begin, in_cell, cell_begin,
):  # fmt: skip
    """Make `steps` steps, each begun by one of the `movers`.

    `count` tells what a set adds to a block, `count_each` what it adds to a stretch; equal values, equal counts.
    """
    blocks = len(block_begin) - 1
    counter = 0
    for _ in range(steps):
        draw, counter = bounded(key, counter, len(movers))
        i = slot_of[movers[draw]]
        begin = stratum_begin[stratum[i]]
        draw, counter = bounded(key, counter, stratum_begin[stratum[i] + 1] - begin)
        j = in_stratum[begin + draw]
        if i == j:
            continue
        a, b = block[i], block[j]
        added = count_each if stretch[i] != stretch[j] else count
        surplus = added[at[i]] - added[at[j]]
        if a == b or surplus == 0:
            swap(i, j, at, slot_of)
            continue
        in_a = block_begin[a + 1] - block_begin[a]
        draw, counter = bounded(key, counter, in_a + block_begin[b + 1] - block_begin[b])
        first_in_a = draw < in_a
        one = in_block[block_begin[a] + draw] if first_in_a else in_block[block_begin[b] + draw - in_a]
        cell = stratum[one] * blocks + (b if first_in_a else a)
        width = cell_begin[cell + 1] - cell_begin[cell]
        if width == 0:
            continue
        draw, counter = bounded(key, counter, width)
        other = in_cell[cell_begin[cell] + draw]
        k, m = (one, other) if first_in_a else (other, one)
        if k == i or m == j or surplus + added[at[k]] - added[at[m]] != 0:
            continue
        swap(i, j, at, slot_of)
        swap(k, m, at, slot_of)
