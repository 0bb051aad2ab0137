"""A stretch without any report: long beyond chance it tells of a log that was not kept rather than of quiet days."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

BEYOND_CHANCE = 1e-6
# Reports come in clumps, and clumps leave longer gaps than chance does; but then many of them, not one.
TIMES_THE_NEXT = 5
_SHORTEST_DAYS = 30
_FEWEST_DAYS = 5


@dataclass(frozen=True)
class Silence:
    """The longest stretch without a report.

    Attributes
    ----------
    day_from, day_to : int
        First and last day without one.
    p : float
        At most how often days spread evenly would leave a stretch as long.
    """

    day_from: int
    day_to: int
    p: float


def silence_beside(days: ArrayLike, window: tuple[int, int]) -> Silence | None:
    """Return the longest stretch without a report outside a window, if it is long beyond chance.

    A test against a uniform rate takes every day for one on which a report would have been noted. A log that was
    not kept for a year makes every other stretch look full.

    Parameters
    ----------
    days : array of int
        Days of the reports; a day counts once.
    window : tuple of int
        First and last day of the fullest stretch. Its days are cut out, so that a real surge, which leaves the rest
        thin, is not taken for a silence.

    Returns
    -------
    Silence or None
        With p <= (k - 1) (1 - g / T)^(k - 2) for k days with reports over T days and a longest gap g: the union
        bound over the spacings of uniform points), and five times as long as the next longest gap. The second
        condition is a convention: it keeps logs whose reports come in clumps from being called silent.
    """
    every = np.unique(np.asarray(days, dtype=np.int64))
    first, last = window
    outside = every[(every < first) | (every > last)]
    if len(outside) < _FEWEST_DAYS:
        return None
    width = last - first + 1
    cut = np.where(outside > last, outside - width, outside)
    gaps = np.diff(cut)
    at = int(np.argmax(gaps))
    gap, span = int(gaps[at]), int(cut[-1] - cut[0])
    if gap <= _SHORTEST_DAYS or gap < TIMES_THE_NEXT * int(np.partition(gaps, -2)[-2]):
        return None
    p = min(1.0, (len(cut) - 1) * (1.0 - gap / span) ** (len(cut) - 2))
    if p > BEYOND_CHANCE:
        return None
    return Silence(int(outside[at]) + 1, int(outside[at + 1]) - 1, p)
