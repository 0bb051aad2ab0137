"""The scan for logs with many events a day: rows of days instead of lists of events, several days at a time.

For a circle with n_Z events, windows of l0 to l1 days that begin on day a hold at most the count of the l1
days from a, over at least the expectation of the l0 days from a. The least count that can win rises with
the expectation along a concave curve, so it lies above the chord between the least and the largest
expectation of that length. One subtraction, one multiplication and one comparison per day then tell where a
winner may be; only there every window is looked at exactly. Nothing that could win is passed over.
"""

from __future__ import annotations

from math import log

import numpy as np
from numba import njit

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.dealing_kernel import deal
from incidents.analysis.likelihood import window_llr
from incidents.analysis.scan_kernel import level_of

CURVE_STEP = 0.1
CURVE_RATIO = 1.06
_SLACK = 0.02
_FAST = {"nnan", "ninf", "nsz", "reassoc", "contract"}


@kernel
def fill_curves(curves, total):  # type: ignore[no-untyped-def]
    """Least count (a real number) that reaches a ratio, by level of the ratio and expectation x total."""
    for level in range(curves.shape[0]):
        target = level * CURVE_STEP
        for k in range(curves.shape[1]):
            product = CURVE_RATIO**k
            low, high = product / total, float(total)
            for _ in range(80):
                middle = 0.5 * (low + high)
                if window_llr(middle, product, float(total)) >= target:
                    high = middle
                else:
                    low = middle
                if high - low < 1e-3:
                    break
            curves[level, k] = low


@inline_kernel
def least_count(curves, level, product):  # type: ignore[no-untyped-def]
    """Read a curve; between two points a concave curve lies above the straight line."""
    if product <= 1.0:
        return curves[level, 0] * max(product, 0.0)
    k = min(int(log(product) / log(CURVE_RATIO)), curves.shape[1] - 2)
    low = CURVE_RATIO**k
    share = min(max((product - low) / (low * (CURVE_RATIO - 1.0)), 0.0), 1.0)
    return curves[level, k] + share * (curves[level, k + 1] - curves[level, k])


@njit(nogil=True, fastmath=_FAST)
def candidates(ends, begins, due, slope, bar):  # type: ignore[no-untyped-def]
    """Number of days from which a window may win. A plain count of comparisons is what gets vectorised."""
    found = np.int32(0)
    for a in range(len(due)):
        found += np.int32(ends[a] - begins[a] - slope * due[a] >= bar)
    return found


@njit(nogil=True, fastmath=_FAST)
def add_row(row, more):  # type: ignore[no-untyped-def]
    """Add a site's running counts to a circle's."""
    for a in range(len(row)):
        row[a] += more[a]


@inline_kernel
def clear(row):  # type: ignore[no-untyped-def]
    """Set a row to zero."""
    for a in range(len(row)):
        row[a] = np.float32(0.0)


@inline_kernel
def fill_rows(site_at, slot_day, rows):  # type: ignore[no-untyped-def]
    """Running count of every site by day; the last value is repeated beyond the end."""
    for s in range(rows.shape[0]):
        clear(rows[s])
    for t in range(len(site_at)):
        rows[site_at[t], slot_day[t] + 1] += np.float32(1.0)
    for s in range(rows.shape[0]):
        held = np.float32(0.0)
        for a in range(rows.shape[1]):
            held += rows[s, a]
            rows[s, a] = held


@inline_kernel
def best_of_row(  # type: ignore[no-untyped-def]
    row, taken, any_taken, in_zone, before, shortest, longest, due, due_low, due_high,
    table, curves, total, best,
):  # fmt: skip
    """Best ratio over the windows of one circle: ratio, first day, length."""
    days = due.shape[1]
    first, length = -1, -1
    for c in range(len(shortest)):
        level = min(int(best / CURVE_STEP), curves.shape[0] - 1)
        low, high = due_low[c] * in_zone, due_high[c] * in_zone
        at_low = least_count(curves, level, low)
        slope = 0.0
        if high > low:
            slope = (least_count(curves, level, high) - at_low) / (due_high[c] - due_low[c])
        bar = np.float32(at_low - slope * due_low[c] - _SLACK)
        steep = np.float32(slope)
        ends = row[longest[c] : longest[c] + days]
        if candidates(ends, row[:days], due[c], steep, bar) == 0:
            continue
        reached = level_of(best, len(table))
        for a in range(days):
            if ends[a] - row[a] - steep * due[c, a] < bar:
                continue
            for span in range(shortest[c], longest[c] + 1):
                count = int(row[a + span] - row[a])
                product = np.int64(before[a + span] - before[a]) * in_zone
                if count < 2 or product >= table[reached, count]:
                    continue
                if any_taken and taken[a + span] > taken[a]:
                    continue
                ratio = window_llr(float(count), float(product), float(total))
                if ratio > best + 1e-10:
                    best, first, length = ratio, a, span
                    reached = level_of(best, len(table))
    return best, first, length


@inline_kernel
def best_of_rows(  # type: ignore[no-untyped-def]
    rows, taken_rows, any_taken, start, chain_site, first, size, fresh, events_in, before,
    shortest, longest, due, due_low, due_high, table, curves, total, row, taken, best,
):  # fmt: skip
    """Best ratio above `best` over all circles: ratio, zone, first day, length."""
    zone, day, length = -1, -1, -1
    for k in range(len(first) - 1):
        clear(row)
        clear(taken)
        entered = start[k]
        for z in range(first[k], first[k + 1]):
            while entered < start[k] + size[z]:
                add_row(row, rows[chain_site[entered]])
                if any_taken:
                    add_row(taken, taken_rows[chain_site[entered]])
                entered += 1
            if fresh[z] == 0:
                continue
            ratio, a, span = best_of_row(
                row, taken, any_taken, events_in[z], before, shortest, longest, due, due_low, due_high,
                table, curves, total, best,
            )  # fmt: skip
            if a >= 0:
                best, zone, day, length = ratio, z, a, span
    return best, zone, day, length


@kernel
def null_maxima_dense(  # type: ignore[no-untyped-def]
    r0, r1, seed, deck, n_sites, start, chain_site, first, size, fresh, events_in,
    slot_day, before, shortest, longest, due, due_low, due_high, table, curves, guess,
):  # fmt: skip
    """Largest ratio of each of the replicates r0 .. r1 - 1; see `scan_kernel.null_maxima` on the bar."""
    total = len(deck[0])
    out = np.zeros(r1 - r0)
    site_at, case_at = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    width = len(before)
    rows = np.empty((n_sites, width), dtype=np.float32)
    row, taken = np.empty(width, dtype=np.float32), np.empty(width, dtype=np.float32)
    summed = 0.0
    for r in range(r0, r1):
        deal(deck, seed, r, r == r0, site_at, case_at)
        fill_rows(site_at, slot_day, rows)
        bar = 0.87 * summed / (r - r0) if r > r0 else guess
        while True:
            best, zone, _, _ = best_of_rows(
                rows, rows, False, start, chain_site, first, size, fresh, events_in, before,
                shortest, longest, due, due_low, due_high, table, curves, total, row, taken, bar,
            )  # fmt: skip
            if zone >= 0 or bar == 0.0:
                break
            bar = 0.8 * bar if bar > 3.0 else 0.0
        out[r - r0] = best
        summed += best
    return out


@kernel
def best_cylinder_dense(  # type: ignore[no-untyped-def]
    site_at, taken_slots, n_sites, start, chain_site, first, size, fresh, events_in,
    slot_day, before, shortest, longest, due, due_low, due_high, table, curves,
):  # fmt: skip
    """Best cylinder of one log that holds none of the taken slots: ratio, zone, first day, length."""
    width = len(before)
    rows = np.empty((n_sites, width), dtype=np.float32)
    fill_rows(site_at, slot_day, rows)
    taken_rows = np.zeros((n_sites, width), dtype=np.float32)
    any_taken = False
    for t in range(len(site_at)):
        if taken_slots[t]:
            for a in range(slot_day[t] + 1, width):
                taken_rows[site_at[t], a] += np.float32(1.0)
            any_taken = True
    row, taken = np.empty(width, dtype=np.float32), np.empty(width, dtype=np.float32)
    return best_of_rows(
        rows, taken_rows, any_taken, start, chain_site, first, size, fresh, events_in, before,
        shortest, longest, due, due_low, due_high, table, curves, len(site_at), row, taken, 0.0,
    )  # fmt: skip
