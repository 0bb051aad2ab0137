"""Kernel of the surge test: the best stretch of days of a log, and of each of its site types."""

from __future__ import annotations

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.likelihood import window_llr
from incidents.analysis.streams import mix, shuffle_segment, stream_key

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_ONE = np.uint64(1)
_S11 = np.uint64(11)
_UNIT = 1.0 / 9007199254740992.0


@inline_kernel
def best_stretch(counts, due, max_days, to_the_end, busy, best):  # type: ignore[no-untyped-def]
    """Best ratio over stretches of days with their first and last day; `due` is the share due before a day."""
    n_days, active, total = len(counts), 0, 0
    for d in range(n_days):
        if counts[d] > 0:
            busy[active] = d
            active += 1
            total += counts[d]
    first, last = -1, -1
    for i in range(active):
        begin = busy[i]
        if to_the_end and n_days - begin > max_days:
            continue
        inside, start = 0, due[begin]
        for j in range(i, active):
            day = busy[j]
            if day - begin >= max_days:
                break
            inside += counts[day]
            if to_the_end and j < active - 1:
                continue
            expected = total * ((due[n_days] if to_the_end else due[day + 1]) - start)
            excess = inside - expected
            # The ratio never exceeds this quadratic, which settles most stretches without a logarithm; the
            # product with the absolute value keeps the sign and spares a branch nobody can predict.
            if excess * abs(excess) * (total - inside + expected) <= 2.0 * best * expected * (total - inside):
                continue
            ratio = window_llr(float(inside), expected * total, float(total))
            if ratio > best and inside > 1:
                best, first, last = ratio, begin, (n_days - 1 if to_the_end else day)
    return best, first, last


@inline_kernel
def best_of_series(counts, due, max_days, to_the_end, least, busy, best):  # type: ignore[no-untyped-def]
    """Best ratio over the log (series 0) and its site types; short series are left out."""
    series, first, last = -1, -1, -1
    for k in range(counts.shape[0]):
        if counts[k].sum() < least:
            continue
        ratio, a, b = best_stretch(counts[k], due[k], max_days, to_the_end, busy, best)
        if a >= 0:
            best, series, first, last = ratio, k, a, b
    return best, series, first, last


@kernel
def surge_of(counts, due, max_days, to_the_end, least):  # type: ignore[no-untyped-def]
    """Best series and stretch of one table series x day."""
    busy = np.empty(counts.shape[1], dtype=np.int64)
    return best_of_series(counts, due, max_days, to_the_end, least, busy, 0.0)


@inline_kernel
def random_day(key, counter, n_days):  # type: ignore[no-untyped-def]
    """Day below `n_days`, every one alike."""
    return np.int64(np.float64(mix(key + counter * _GOLDEN) >> _S11) * _UNIT * n_days)


@kernel
def dealt_log(r, seed, segments, own, pooled_day, uniform, n_days):  # type: ignore[no-untyped-def]
    """Which events replicate r calls this log's, and their days; the same draws as in `null_surges`."""
    key = stream_key(seed, r)
    counter = np.uint64(0)
    mixed, day = own.copy(), pooled_day.copy()
    if uniform:
        for i in range(len(day)):
            counter += _ONE
            day[i] = random_day(key, counter, n_days)
    else:
        for s in range(len(segments) - 1):
            counter = shuffle_segment(mixed, segments[s], segments[s + 1], key, counter)
    return mixed, day


@kernel
def null_surges(  # type: ignore[no-untyped-def]
    r0, r1, seed, series_of, segments, own, pooled_day, due, uniform, max_days, to_the_end, least
):  # fmt: skip
    """Best ratio in the replicates r0 .. r1 - 1.

    With a reference, the mark "of this log" is shuffled over the events of both logs within site types;
    without, every event falls on a random day.
    """
    n_days = due.shape[1] - 1
    out = np.empty(r1 - r0)
    counts = np.zeros((due.shape[0], n_days), dtype=np.int64)
    busy = np.empty(n_days, dtype=np.int64)
    summed = 0.0
    for r in range(r0, r1):
        key = stream_key(seed, r)
        counter = np.uint64(0)
        for k in range(counts.shape[0]):
            for d in range(n_days):
                counts[k, d] = 0
        if uniform:
            for i in range(len(series_of)):
                counter += _ONE
                day = random_day(key, counter, n_days)
                counts[0, day] += 1
                counts[series_of[i], day] += 1
        else:
            mixed = own.copy()
            for s in range(len(segments) - 1):
                counter = shuffle_segment(mixed, segments[s], segments[s + 1], key, counter)
            for i in range(len(mixed)):
                if mixed[i]:
                    counts[0, pooled_day[i]] += 1
                    counts[series_of[i], pooled_day[i]] += 1
        bar = 0.65 * summed / (r - r0) if r > r0 else 0.0
        best, series, _, _ = best_of_series(counts, due, max_days, to_the_end, least, busy, bar)
        if series < 0 and bar > 0.0:
            best = best_of_series(counts, due, max_days, to_the_end, least, busy, 0.0)[0]
        out[r - r0] = best
        summed += best
    return out
