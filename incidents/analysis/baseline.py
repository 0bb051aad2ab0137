"""What is usual at one site: its counts by month, season, weekday and hour beside what one steady rate would give.

A drawing, not a test: no row carries a p and none may be called a pattern. Of twenty rows about one lies outside its
range when nothing is going on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p

import numpy as np
import numpy.typing as npt

from incidents.analysis.errors import AnalysisError
from incidents.analysis.tails import binomial_tail

FEWEST = 5
LEVEL = 0.95
HOURS_A_BLOCK = 3
_MOST = 100_000
Whole = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Usual:
    """A mean and the range, ends included, in which at least 95 of 100 counts fall under one steady rate."""

    expected: float
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """One slot: counts as they are, and the range of each where the site has enough to say one.

    Parameters
    ----------
    slot : int
        Months since January 1970; season 0 (March to May) to 3; weekday 0 (Monday) to 6; first hour of a block.
    n_incidents, n_cases, n_no_offence : int
        A case counts once, in the slot of its first incident.
    share : float
        Part of the watched time that the slot takes.
    """

    slot: int
    n_incidents: int
    n_cases: int
    n_no_offence: int
    share: float
    usual_incidents: Usual | None
    usual_cases: Usual | None


@dataclass(frozen=True, slots=True)
class SiteBaseline:
    """The four tables of one site; `has_enough` says whether any range is given."""

    start_day: int
    end_day: int
    n_incidents: int
    n_cases: int
    months: tuple[BaselineRow, ...]
    seasons: tuple[BaselineRow, ...]
    weekdays: tuple[BaselineRow, ...]
    hours: tuple[BaselineRow, ...]

    @property
    def has_enough(self) -> bool:
        """Whether there are as many cases as any statement needs."""
        return self.n_cases >= FEWEST


def usual_share(total: int, share: float) -> Usual:
    """Return the usual range of a count that takes a known share of the time, given the total.

    Under one Poisson rate a count of the slot is binomial given the total, whatever the rate; the range runs from the
    2.5% to the 97.5% quantile.

    References
    ----------
    Przyborowski J, Wilenski H (1940). Homogeneity of results in testing samples from Poisson series.
    Biometrika 31: 313-323.

    Examples
    --------
    >>> usual_share(12, 1 / 7)
    Usual(expected=1.7142857142857142, low=0, high=4)
    """
    if not 0 <= total <= _MOST:
        raise AnalysisError("total", total, f"give a whole number from 0 to {_MOST}.")
    if not 0.0 < share < 1.0:
        return Usual(total * share, total if share >= 1 else 0, total if share >= 1 else 0)
    below = _binomial_cdf(total, share)
    tail = (1.0 - LEVEL) / 2
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.searchsorted(below, 1.0 - tail, side="left"))
    return Usual(total * share, low, min(high, total))


def usual_next(count: int, days: int, days_ahead: int) -> Usual:
    """Return the usual range of the next count over `days_ahead`, after `count` over `days` at one Poisson rate.

    The range holds the true count with at least 95%, the uncertainty of the rate included, because it consists of
    every count that an exact two-sample test against the history would not refuse.

    References
    ----------
    Nelson W (1970). Confidence intervals for the ratio of two Poisson means and Poisson predictor intervals.
    IEEE Transactions on Reliability R-19: 42-49.

    Examples
    --------
    >>> usual_next(10, 1000, 100)
    Usual(expected=1.0, low=0, high=4)
    """
    if not 0 <= count <= _MOST:
        raise AnalysisError("count", count, f"give a whole number from 0 to {_MOST}.")
    if days < 1 or days_ahead < 1:
        raise AnalysisError("days", min(days, days_ahead), "give one day or more.")
    share, tail = days_ahead / (days + days_ahead), (1.0 - LEVEL) / 2
    expected = count * days_ahead / days
    low = high = round(expected)
    while low > 0 and 1.0 - binomial_tail(low, count + low - 1, share) > tail:
        low -= 1
    while binomial_tail(high + 1, count + high + 1, share) > tail:
        high += 1
    return Usual(expected, low, high)


def site_baseline(
    day: Sequence[int],
    hour: Sequence[int],
    case: Sequence[int],
    is_no_offence: Sequence[bool],
    *,
    start_day: int,
    end_day: int,
) -> SiteBaseline:
    """Count the incidents and cases of one site in four ways.

    Parameters
    ----------
    day : sequence of int
        Days since 1970-01-01 by the office's clock.
    hour : sequence of int
        Hour of the day, or -1 where it is not known.
    case : sequence of int
        Key of the case; an incident without one has a key of its own.
    is_no_offence : sequence of bool
        Whether it was concluded that no offence was found.
    start_day, end_day : int
        The days, both included, over which the log watched the site.
    """
    days, hours = np.asarray(day, dtype=np.int64), np.asarray(hour, dtype=np.int64)
    if end_day < start_day or (days.size and not start_day <= days.min() <= days.max() <= end_day):
        raise AnalysisError("start_day", start_day, "is not the beginning of a span that holds every day.")
    firsts = _first_of_each_case(days, hours, np.asarray(case, dtype=np.int64))
    no_offence = np.asarray(is_no_offence, dtype=bool)
    span = np.arange(start_day, end_day + 1)
    enough = int(firsts.sum()) >= FEWEST
    timed = hours >= 0

    def table(
        of_events: Whole, of_span: Whole, keep: npt.NDArray[np.bool_] | None = None
    ) -> tuple[BaselineRow, ...]:
        kept = np.ones(days.size, dtype=bool) if keep is None else keep
        return _rows(of_events[kept], firsts[kept], no_offence[kept], of_span, enough)

    return SiteBaseline(
        start_day, end_day, int(days.size), int(firsts.sum()),
        months=table(_month(days), _month(span)),
        seasons=table(_season(days), _season(span)),
        weekdays=table(_weekday(days), _weekday(span)),
        hours=table(hours // HOURS_A_BLOCK * HOURS_A_BLOCK, np.arange(0, 24, HOURS_A_BLOCK), timed),
    )  # fmt: skip


def _rows(
    slots: Whole,
    firsts: npt.NDArray[np.bool_],
    no_offence: npt.NDArray[np.bool_],
    watched: Whole,
    enough: bool,
) -> tuple[BaselineRow, ...]:
    keys, exposure = np.unique(watched, return_counts=True)
    n_incidents, n_cases = int(slots.size), int(firsts.sum())
    # Fewer may be known to the hour than to the day.
    enough = enough and n_cases >= FEWEST
    rows = []
    for key, part in zip(keys, exposure / exposure.sum(), strict=True):
        here, share = slots == key, float(part)
        rows.append(
            BaselineRow(
                int(key), int(here.sum()), int(firsts[here].sum()), int(no_offence[here].sum()), share,
                usual_share(n_incidents, share) if enough else None,
                usual_share(n_cases, share) if enough else None,
            )
        )  # fmt: skip
    return tuple(rows)


def _first_of_each_case(days: Whole, hours: Whole, case: Whole) -> npt.NDArray[np.bool_]:
    order = np.lexsort((np.arange(days.size), hours, days))
    _keys, first = np.unique(case[order], return_index=True)
    is_first = np.zeros(days.size, dtype=bool)
    is_first[order[first]] = True
    return is_first


def _month(days: Whole) -> Whole:
    return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)


def _season(days: Whole) -> Whole:
    """March to May is 0, the winter of December to February 3."""
    return (_month(days) + 10) % 12 // 3


def _weekday(days: Whole) -> Whole:
    """1970-01-01 was a Thursday."""
    return (days + 3) % 7


def _binomial_cdf(total: int, share: float) -> npt.NDArray[np.float64]:
    k = np.arange(total)
    steps = np.log((total - k) / (k + 1)) + log(share) - log1p(-share)
    return np.cumsum(np.exp(np.append(0.0, np.cumsum(steps)) + total * log1p(-share)))
