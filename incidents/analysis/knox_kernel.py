"""Kernels of the Knox test: pairs of events that are near in space and near in time."""

from __future__ import annotations

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.dealing_kernel import deal


@inline_kernel
def count_by_pairs(site_at, reach, near):  # type: ignore[no-untyped-def]
    """Count by going through the pairs near in time: right for small logs."""
    found = 0
    for t in range(len(site_at)):
        row = near[site_at[t]]
        for u in range(t + 1, reach[t]):
            found += row[site_at[u]]
    return found


@inline_kernel
def count_by_days(site_at, day_of, near_begin, near_site, window, table, summed):  # type: ignore[no-untyped-def]
    """Count by site and day: right for large logs, where pairs are many and days are few."""
    n_days = table.shape[1]
    for s in range(table.shape[0]):
        for d in range(n_days):
            table[s, d] = 0
    for t in range(len(site_at)):
        table[site_at[t], day_of[t]] += 1
    twice = 0
    for s in range(table.shape[0]):
        for d in range(n_days):
            summed[d] = 0
        for k in range(near_begin[s], near_begin[s + 1]):
            other = near_site[k]
            for d in range(n_days):
                summed[d] += table[other, d]
        inside = np.int64(0)
        for d in range(min(window, n_days)):
            inside += summed[d]
        for d in range(n_days):
            if d + window < n_days:
                inside += summed[d + window]
            if d - window - 1 >= 0:
                inside -= summed[d - window - 1]
            twice += table[s, d] * inside
    return (twice - len(site_at)) // 2


@kernel
def null_pairs(  # type: ignore[no-untyped-def]
    r0, r1, seed, deck, reach, near
):  # fmt: skip
    """Pairs near in both in the replicates r0 .. r1 - 1, pair by pair."""
    out = np.empty(r1 - r0)
    site_at, case_at = np.empty(len(deck[0]), dtype=np.int32), np.empty(len(deck[0]), dtype=np.int32)
    for r in range(r0, r1):
        deal(deck, seed, r, r == r0, site_at, case_at)
        out[r - r0] = count_by_pairs(site_at, reach, near)
    return out


@kernel
def null_pairs_by_day(  # type: ignore[no-untyped-def]
    r0, r1, seed, deck, day_of, n_days, near_begin, near_site, window
):  # fmt: skip
    """Pairs near in both in the replicates r0 .. r1 - 1, by site and day."""
    out = np.empty(r1 - r0)
    site_at, case_at = np.empty(len(deck[0]), dtype=np.int32), np.empty(len(deck[0]), dtype=np.int32)
    table = np.zeros((len(near_begin) - 1, n_days), dtype=np.int32)
    summed = np.zeros(n_days, dtype=np.int64)
    for r in range(r0, r1):
        deal(deck, seed, r, r == r0, site_at, case_at)
        out[r - r0] = count_by_days(site_at, day_of, near_begin, near_site, window, table, summed)
    return out


@kernel
def observed_pairs(site_at, reach, near):  # type: ignore[no-untyped-def]
    """Pairs near in both in a real log."""
    return count_by_pairs(site_at, reach, near)


@kernel
def list_pairs(site_at, reach, near, limit):  # type: ignore[no-untyped-def]
    """Slots of the first `limit` pairs near in both, in order of time."""
    out = np.empty((limit, 2), dtype=np.int64)
    found = 0
    for t in range(len(site_at)):
        for u in range(t + 1, reach[t]):
            if found == limit:
                return out
            if near[site_at[t], site_at[u]]:
                out[found] = t, u
                found += 1
    return out[:found]
