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
    for level in range(table.shape[0]):
        target = level * step
        for count in range(1, table.shape[1]):
            # For a fixed count the ratio falls as the product rises: bisect for the last product that wins.
            low, high = 0.0, float(count) * total
            for _ in range(60):
                middle = 0.5 * (low + high)
                if window_llr(float(count), middle, float(total)) > target:
                    low = middle
                else:
                    high = middle
                if high - low < 0.25:
                    break
            table[level, count] = np.int64(high) + 1


def beating_products(total: int, largest_count: int) -> np.ndarray:
    """Table [level, count]: a window whose site total x day total is below it may beat level x LEVEL_STEP.

    The table is a necessary condition only (levels and products are rounded towards "may"), so a kernel
    that computes the exact ratio for whatever passes finds the exact maximum.
    """
    table = np.zeros((int(LEVEL_TOP / LEVEL_STEP) + 1, largest_count + 1), dtype=np.int64)
    _fill_beating_products(table, total, LEVEL_STEP)
    return table
