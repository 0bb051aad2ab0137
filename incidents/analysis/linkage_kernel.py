"""Kernel of the series test: how much better do stops of one tour explain the marks than chance does?

A tour is a renewal process: a stop follows the one before after a gap from a fixed family of densities, at
another site, and shows the template's pattern. The Bayes factor of "one tour among these marks" against "none"
is a sum over all chains of marks, taken forwards in time. Its null distribution comes from shuffling, so the
family shapes the power of the test and never its size.
"""

from __future__ import annotations

from math import log

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.exchange_kernel import exchange_sets
from incidents.analysis.streams import bounded, stream_key

NOTHING = -60.0
# Streams of the walks back to the hidden log; no replicate has these numbers.
HIDDEN = 2**40
_HUGE = 1e100


@inline_kernel
def chain_sum(days, sites, factor, m, gaps, start, stops):  # type: ignore[no-untyped-def]
    """Log of the summed weight of all chains of at least three of `m` marks in order of time, over all gap densities.

    `stops` is scratch space: weight of the chains that end at a mark, by one, two, or more stops.
    """
    total, shift = 0.0, 0.0
    longest = gaps.shape[1] - 1
    for family in range(gaps.shape[0]):
        low, begin, own = 0, start, 0.0
        family_shift = 0.0
        for j in range(m):
            today, here = days[j], sites[j]
            while days[low] < today - longest:
                low += 1
            second, more = 0.0, 0.0
            for i in range(low, j):
                if sites[i] != here:
                    weight = gaps[family, today - days[i]]
                    second += weight * stops[0, i]
                    more += weight * (stops[1, i] + stops[2, i])
            stops[0, j] = factor[j] * begin
            stops[1, j] = factor[j] * second
            stops[2, j] = factor[j] * more
            own += stops[2, j]
            if stops[2, j] > _HUGE:
                for level in range(3):
                    for i in range(j + 1):
                        stops[level, i] /= _HUGE
                begin /= _HUGE
                own /= _HUGE
                family_shift += log(_HUGE)
        if family_shift > shift:
            total = total / np.exp(min(family_shift - shift, 700.0)) + own
            shift = family_shift
        else:
            total += own / np.exp(min(shift - family_shift, 700.0))
    return log(total) + shift if total > 0.0 else NOTHING


@inline_kernel
def sort_whole_numbers(values, m):  # type: ignore[no-untyped-def]
    """Sort values[:m] (Shell 1959); the library's sort takes longer to compile than a test takes to run."""
    gap = 1
    while gap < m // 3:
        gap = 3 * gap + 1
    while gap > 0:
        for i in range(gap, m):
            held, j = values[i], i
            while j >= gap and values[j - gap] > held:
                values[j] = values[j - gap]
                j -= gap
            values[j] = held
        gap //= 3


@inline_kernel
def gather_template(  # type: ignore[no-untyped-def]
    t, slot_of, begins, mark_mover, mark_factor, mark_pattern, rarity, state, low_bits,
    site_at, day, site_factor, since, keys, days, sites, factor,
):  # fmt: skip
    """Sort the marks of one template by slot; marks that fell into the reference log are left out."""
    begin, m = begins[t], 0
    width = begins[t + 1] - begin
    for k in range(width):
        slot = np.int64(slot_of[mark_mover[begin + k]])
        if slot >= since:
            keys[m] = slot * width + k
            m += 1
    sort_whole_numbers(keys, m)
    for k in range(m):
        slot, mark = keys[k] // width, begin + keys[k] % width
        days[k], sites[k] = day[slot], site_at[slot]
        rare = rarity[mark_pattern[mark], state[slot, 1] & low_bits]
        factor[k] = mark_factor[mark] * site_factor[site_at[slot]] * rare
    return m


@inline_kernel
def walk_along(  # type: ignore[no-untyped-def]
    begin, end, stride, first_stream, shift, r0, r1, seed, steps, state, slot_of, exchange, marks, line, scratch, drawn, out,
):  # fmt: skip
    """Walk to the places begin, begin + stride, ... before `end`; judge those whose replicate is asked for."""
    movers, words, stretch, block_bits, in_stratum, stratum_begin, block_begin, cell_begin = exchange
    begins, mark_mover, mark_factor, mark_pattern, rarity, log_weight = marks
    site_at, day, site_factor, since, gaps, start = line
    keys, days, sites, factor, stops = scratch
    for place in range(begin, end, stride):
        exchange_sets(
            stream_key(seed, first_stream + place), steps, state, slot_of, movers, words, stretch,
            block_bits, in_stratum, stratum_begin, block_begin, cell_begin,
        )  # fmt: skip
        r = place - shift
        if r < r0 or r >= r1:
            continue
        if r < len(drawn):
            drawn[r] = slot_of[:movers]
        for t in range(len(begins) - 1):
            m = gather_template(
                t, slot_of, begins, mark_mover, mark_factor, mark_pattern, rarity, state, (1 << block_bits) - 1,
                site_at, day, site_factor, since, keys, days, sites, factor,
            )  # fmt: skip
            one = chain_sum(days, sites, factor, m, gaps, start, stops)
            out[r - r0] = add_logs(out[r - r0], one + log_weight[t])


@kernel
def null_sums(  # type: ignore[no-untyped-def]
    r0, r1, seed, replicates, arm, steps, first_state, first_slot, exchange, marks, line, drawn
):
    """Log of the Bayes factor summed over templates, in each of the replicates r0 .. r1 - 1.

    All logs, the real one among them, have places in a star of walks: arms of `arm` places, each a walk that
    starts from one hidden log, `steps` steps from place to place. The place of the real log is drawn by lot, and
    the walk from it back to the hidden log is as likely as the way there; so the real log is one of all, however
    slowly the walk mixes (Besag and Clifford 1989). Replicates are numbered by place, without the real log's.
    Where the marked sets stand in the first `len(drawn)` replicates is written to `drawn`.
    """
    out = np.full(r1 - r0, NOTHING)
    begins = marks[0]
    widest = 1
    for t in range(len(begins) - 1):
        widest = max(widest, begins[t + 1] - begins[t])
    scratch = (
        np.empty(widest, dtype=np.int64), np.empty(widest, dtype=np.int64), np.empty(widest, dtype=np.int64),
        np.empty(widest), np.empty((3, widest)),
    )  # fmt: skip
    places = replicates + 1
    real, _ = bounded(stream_key(seed, HIDDEN), 0, places)
    root = real - real % arm
    state, slot_of = first_state.copy(), first_slot.copy()
    back = real - 1, root - 1, -1, HIDDEN + 2, 0, r0, r1
    walk_along(*back, seed, steps, state, slot_of, exchange, marks, line, scratch, drawn, out)
    last = root - 1, root - 2, -1, HIDDEN + 2, 0, 0, 0
    walk_along(*last, seed, steps, state, slot_of, exchange, marks, line, scratch, drawn, out)
    hidden_state, hidden_slot = state.copy(), slot_of.copy()
    for begin in range(0, places, arm):
        shift = 1 if begin + arm > real else 0
        first = real + 1 if begin == root else begin
        end = min(begin + arm, places, r1 + shift)
        if end <= first or end - shift <= r0:
            continue
        if begin == root:
            state[:], slot_of[:] = first_state, first_slot
        else:
            state[:], slot_of[:] = hidden_state, hidden_slot
        there = first, end, 1, 0, shift, r0, r1
        walk_along(*there, seed, steps, state, slot_of, exchange, marks, line, scratch, drawn, out)
    return out


@inline_kernel
def add_logs(a, b):  # type: ignore[no-untyped-def]
    """Log of exp(a) + exp(b)."""
    top = max(a, b)
    return top + log(np.exp(a - top) + np.exp(b - top))


@kernel
def template_sum(slots, factor, site_at, day, gaps, start):  # type: ignore[no-untyped-def]
    """Log of the Bayes factor of one template in a real log."""
    stops = np.empty((3, max(len(slots), 1)))
    return chain_sum(day[slots], site_at[slots], factor, len(slots), gaps, start, stops)


@kernel
def memberships(slots, factor, site_at, day, gaps, start):  # type: ignore[no-untyped-def]
    """Share of the weight of all chains of three stops or more that passes through each mark."""
    m = len(slots)
    through, whole = np.zeros(m), 0.0
    for family in range(gaps.shape[0]):
        # Rows: one stop, two stops, more, up to a mark with the mark itself; none, one, more after it.
        ahead, behind = np.zeros((3, m)), np.zeros((3, m))
        for j in range(m):
            ahead[0, j] = factor[j] * start
            for i in range(j):
                gap = day[slots[j]] - day[slots[i]]
                if gap < gaps.shape[1] and site_at[slots[i]] != site_at[slots[j]]:
                    weight = factor[j] * gaps[family, gap]
                    ahead[1, j] += weight * ahead[0, i]
                    ahead[2, j] += weight * (ahead[1, i] + ahead[2, i])
        for i in range(m - 1, -1, -1):
            behind[0, i] = 1.0
            for j in range(i + 1, m):
                gap = day[slots[j]] - day[slots[i]]
                if gap < gaps.shape[1] and site_at[slots[i]] != site_at[slots[j]]:
                    weight = factor[j] * gaps[family, gap]
                    behind[1, i] += weight * behind[0, j]
                    behind[2, i] += weight * (behind[1, j] + behind[2, j])
        for j in range(m):
            after = behind[2, j]
            through[j] += ahead[0, j] * after
            after += behind[1, j]
            through[j] += ahead[1, j] * after
            through[j] += ahead[2, j] * (after + 1.0)
            whole += ahead[2, j]
    for j in range(m):
        through[j] = through[j] / whole if whole > 0.0 else 0.0
    return through
