"""Upper tails of counting distributions, without a statistics library."""

from __future__ import annotations

from collections.abc import Callable
from math import erfc, exp, lgamma, log, log1p, sqrt

# Beyond this the sum over all smaller counts is longer than it is worth: a normal tail is as good.
_LARGE = 200_000
# Terms this much smaller than their sum change no digit of it.
_NEGLIGIBLE = 1e-17


def poisson_tail(count: int, mean: float) -> float:
    """P(X >= count) of a Poisson count; not P(X > count), which two published tools give instead."""
    if mean <= 0:
        return 1.0 if count <= 0 else 0.0
    if count > _LARGE:
        return _normal_tail(count, mean, mean)
    return _upper(count, None, mean, lambda k: exp(k * log(mean) - mean - lgamma(k + 1)))


def moment_tail(count: int, mean: float, variance: float) -> float:
    """P(X >= count) of the counting distribution that has both moments.

    A negative binomial when the variance exceeds the mean, a binomial when it falls short of it.
    """
    if mean <= 0:
        return 1.0 if count <= 0 else 0.0
    if abs(variance / mean - 1.0) < 1e-9 or variance <= 0:
        return poisson_tail(count, mean)
    if count > _LARGE:
        return _normal_tail(count, mean, variance)
    if variance > mean:
        return _negative_binomial_tail(count, mean, variance)
    return _binomial_tail(count, mean, variance)


def _negative_binomial_tail(count: int, mean: float, variance: float) -> float:
    size, kept = mean * mean / (variance - mean), mean / variance

    def chance(k: int) -> float:
        ways = lgamma(k + size) - lgamma(size) - lgamma(k + 1)
        return exp(ways + size * log(kept) + k * log1p(-kept))

    return _upper(count, None, mean, chance)


def _binomial_tail(count: int, mean: float, variance: float) -> float:
    """Trials rounded to a whole number; the mean is kept."""
    trials = max(round(mean * mean / (mean - variance)), int(mean) + 1)
    return binomial_tail(count, trials, mean / trials)


def binomial_tail(count: int, trials: int, share: float) -> float:
    """P(X >= count) of a binomial count."""
    if not 0.0 < share < 1.0:
        return 1.0 if count <= trials * share else 0.0

    def chance(k: int) -> float:
        ways = lgamma(trials + 1) - lgamma(k + 1) - lgamma(trials - k + 1)
        return exp(ways + k * log(share) + (trials - k) * log1p(-share))

    return _upper(count, trials, trials * share, chance)


def _normal_tail(count: int, mean: float, variance: float) -> float:
    return 0.5 * erfc((count - 0.5 - mean) / sqrt(2.0 * variance))


def _upper(count: int, largest: int | None, mean: float, chance: Callable[[int], float]) -> float:
    """P(X >= count), summed on the side of the mean where nothing cancels."""
    if count <= 0:
        return 1.0
    if largest is not None and count > largest:
        return 0.0
    if count <= mean:
        return min(1.0, max(0.0, 1.0 - sum(chance(k) for k in range(count))))
    total, k = 0.0, count
    while largest is None or k <= largest:
        term = chance(k)
        total += term
        if term <= total * _NEGLIGIBLE:
            break
        k += 1
    return min(1.0, total)
