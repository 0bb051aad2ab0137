"""Kernels of the scan: the largest likelihood ratio over all cylinders of a log.

Two facts make the search short and keep it exact. The best window of a circle begins and ends on a day
with an event of the circle, so only pairs of such events are looked at. And for a fixed count the ratio
falls with (events of the circle) x (events of the window), so one table look-up tells whether a pair can
beat the best so far; logarithms are taken only for the few pairs that can.

One event is no cluster: windows hold two events or more. A pair that cuts through a day counts too few of that day's events over the same expectation: its ratio is
below that of the pair that takes the whole day, so days need no special care when only the maximum counts.
"""

from __future__ import annotations

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.dealing_kernel import deal
from incidents.analysis.likelihood import LEVEL_STEP, window_llr


@inline_kernel
def level_of(best, levels):  # type: ignore[no-untyped-def]
    """Row of the table of beating products that belongs to the best ratio so far."""
    return min(int(best / LEVEL_STEP), levels - 1)


@inline_kernel
def smallest_count(row, in_zone):  # type: ignore[no-untyped-def]
    """Least count, 2 or more, with which a window of this circle can win: it holds at least its own events."""
    count = 2
    while count < len(row) and count * in_zone >= row[count]:
        count += 1
    return count


@inline_kernel
def best_in_zone(slots, m, in_zone, day_begin, day_end, reach, table, total, best):  # type: ignore[no-untyped-def]
    """Best ratio over the windows of one circle, with the positions of its first and last event."""
    level = level_of(best, len(table))
    need = smallest_count(table[level], in_zone)
    first, last = -1, -1
    i = 0
    while i + need <= m:
        j = i + need - 1
        end = reach[slots[i]]
        if slots[j] < end:
            begin = day_begin[slots[i]]
            while j < m and slots[j] < end:
                product = np.int64(day_end[slots[j]] - begin) * in_zone
                if product < table[level, j - i + 1]:
                    ratio = window_llr(float(j - i + 1), float(product), float(total))
                    if ratio > best:
                        best, first, last = ratio, i, j
                        level = level_of(best, len(table))
                        need = smallest_count(table[level], in_zone)
                j += 1
        i += 1
    return best, first, last


@inline_kernel
def best_at_end(slots, m, in_zone, day_begin, reach, table, total, best):  # type: ignore[no-untyped-def]
    """Best ratio over the windows of one circle that end with the study."""
    row = table[level_of(best, len(table))]
    first = -1
    for i in range(m - 2, -1, -1):
        if reach[slots[i]] < total:
            break
        count = m - i
        product = np.int64(total - day_begin[slots[i]]) * in_zone
        if product < row[count]:
            ratio = window_llr(float(count), float(product), float(total))
            if ratio > best:
                best, first = ratio, i
                row = table[level_of(best, len(table))]
    return best, first, m - 1


@inline_kernel
def merge_into(held, m, more, begin, end):  # type: ignore[no-untyped-def]
    """Merge the ascending more[begin:end] into the ascending held[:m] in place; return the new length."""
    i, j, k = m - 1, end - 1, m + end - begin - 1
    while j >= begin:
        if i >= 0 and held[i] > more[j]:
            held[k] = held[i]
            i -= 1
        else:
            held[k] = more[j]
            j -= 1
        k -= 1
    return m + end - begin


@inline_kernel
def fill_site_slots(site_at, site_begin, site_end, site_slots, since):  # type: ignore[no-untyped-def]
    """List the slots of every site in order of time, leaving out those before `since`."""
    for s in range(len(site_end)):
        site_end[s] = site_begin[s]
    for t in range(since, len(site_at)):
        s = site_at[t]
        site_slots[site_end[s]] = t
        site_end[s] += 1


@inline_kernel
def largest_ratio(  # type: ignore[no-untyped-def]
    site_slots, site_begin, site_end, start, chain_site, first, size, fresh, events_in,
    day_begin, day_end, reach, table, total, prospective, held, best,
):  # fmt: skip
    """Largest ratio above `best` over all circles and windows; `best` itself where there is none."""
    for k in range(len(first) - 1):
        m, entered = 0, start[k]
        for z in range(first[k], first[k + 1]):
            while entered < start[k] + size[z]:
                s = chain_site[entered]
                m = merge_into(held, m, site_slots, site_begin[s], site_end[s])
                entered += 1
            if fresh[z] == 0:
                continue
            if prospective:
                best = best_at_end(held, m, events_in[z], day_begin, reach, table, total, best)[0]
            else:
                best = best_in_zone(held, m, m, day_begin, day_end, reach, table, total, best)[0]
    return best


@kernel
def null_maxima(  # type: ignore[no-untyped-def]
    r0, r1, seed, deck, site_begin, start, chain_site, first, size, fresh, events_in,
    day_begin, day_end, reach, table, prospective,
):  # fmt: skip
    """Largest ratio of each of the replicates r0 .. r1 - 1.

    The search starts from a bar a little below the replicates before, which spares most of its work; where
    nothing lies above the bar it is lowered, so the bar never shows in a result.
    """
    total = len(deck[0])
    out = np.zeros(r1 - r0)
    site_at, case_at = np.empty(total, dtype=np.int32), np.empty(total, dtype=np.int32)
    site_slots = np.empty(total, dtype=np.int32)
    held = np.empty(total, dtype=np.int32)
    site_end = np.empty(len(site_begin) - 1, dtype=np.int64)
    since = 0
    while prospective and since < total and reach[since] < total:
        since += 1
    summed = 0.0
    for r in range(r0, r1):
        deal(deck, seed, r, r == r0, site_at, case_at)
        fill_site_slots(site_at, site_begin, site_end, site_slots, since)
        bar = 0.82 * summed / (r - r0) if r > r0 else 0.0
        while True:
            best = largest_ratio(
                site_slots, site_begin, site_end, start, chain_site, first, size, fresh, events_in,
                day_begin, day_end, reach, table, total, prospective, held, bar,
            )  # fmt: skip
            if best > bar or bar == 0.0:
                break
            bar = 0.7 * bar if bar > 2.0 else 0.0
        out[r - r0] = best
        summed += best
    return out


@inline_kernel
def next_run(held, m, i, day_begin, taken, run):  # type: ignore[no-untyped-def]
    """Copy the next stretch of days on which nothing is taken; return its length and where it stopped."""
    length, free = 0, True
    while i < m and free:
        j = i
        while j < m and day_begin[held[j]] == day_begin[held[i]]:
            free = free and not taken[held[j]]
            j += 1
        if free:
            for q in range(i, j):
                run[length] = held[q]
                length += 1
        i = j
    return length, i, free


@kernel
def best_cylinder(  # type: ignore[no-untyped-def]
    site_at, taken, site_begin, start, chain_site, first, size, fresh, events_in,
    day_begin, day_end, reach, table, prospective,
):  # fmt: skip
    """Best cylinder of one log that holds none of the taken slots: ratio, zone, first and last slot."""
    total = len(site_at)
    site_slots = np.empty(total, dtype=np.int32)
    held = np.empty(total, dtype=np.int32)
    run = np.empty(total, dtype=np.int32)
    site_end = np.empty(len(site_begin) - 1, dtype=np.int64)
    fill_site_slots(site_at, site_begin, site_end, site_slots, 0)
    best, best_zone, best_first, best_last = 0.0, -1, -1, -1
    for k in range(len(first) - 1):
        m, entered = 0, start[k]
        for z in range(first[k], first[k + 1]):
            while entered < start[k] + size[z]:
                s = chain_site[entered]
                m = merge_into(held, m, site_slots, site_begin[s], site_end[s])
                entered += 1
            if fresh[z] == 0:
                continue
            i = 0
            while i < m:
                length, i, free = next_run(held, m, i, day_begin, taken, run)
                if length == 0 or (prospective and not (free and i == m)):
                    continue
                if prospective:
                    ratio, a, b = best_at_end(run, length, m, day_begin, reach, table, total, best)
                else:
                    ratio, a, b = best_in_zone(
                        run, length, m, day_begin, day_end, reach, table, total, best
                    )  # fmt: skip
                if ratio > best + 1e-10:
                    best, best_zone, best_first, best_last = ratio, z, run[a], run[b]
    return best, best_zone, best_first, best_last
