"""The likelihood ratio of a window, and the table that spares the kernels its logarithms."""

from __future__ import annotations

from math import log

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel

LEVEL_STEP = 0.25
LEVEL_TOP = 40.0


@inline_kernel
def window_llr(count, product, total):  # type: ignore[no-untyped-def]
    """Log-likelihood ratio of `count` events where product/total are expected, 0 unless more than expected."""
    expected = product / total
    if count <= expected:
        return 0.0
    ratio = count * log(count / expected)
    if count < total:
        ratio += (total - count) * log((total - count) / (total - expected))
    return ratio


@kernel
def _fill_beating_products(table, total, step):  # type: ignore[no-untyped-def]
    whole = float(total)
    for level in range(table.shape[0]):
        target = level * step
        expected = 1e-12
        for count in range(1, table.shape[1]):
            # The ratio falls and is convex in the expectation, and the root rises with the count: Newton's
            # steps from the last root stay below this one until they meet it.
            c = float(count)
            for _ in range(60):
                if expected >= c:
                    break
                excess = window_llr(c, expected * whole, whole) - target
                slope = c / expected - (whole - c) / (whole - expected)
                if excess <= 0.0 or slope <= 0.0:
                    break
                move = excess / slope
                expected += move
                if move <= 1e-9 * expected:
                    break
            table[level, count] = np.int64(min(expected, c) * whole * (1.0 + 1e-6)) + 2


def beating_products(total: int, largest_count: int) -> np.ndarray:
    """Table [level, count]: a window whose site total x day total is below it may beat level x LEVEL_STEP.

    The table is a necessary condition only (levels and products are rounded towards "may"), so a kernel
    that computes the exact ratio for whatever passes finds the exact maximum.
    """
    table = np.zeros((int(LEVEL_TOP / LEVEL_STEP) + 1, largest_count + 1), dtype=np.int64)
    _fill_beating_products(table, total, LEVEL_STEP)
    return table
