"""An exact test of a count against earlier counts of the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from incidents.analysis.errors import AnalysisError
from incidents.analysis.parameters import ALPHA, require_whole
from incidents.analysis.tails import binomial_tail


@dataclass(frozen=True)
class PeriodCount:
    """A published or own count over part of a year.

    Parameters
    ----------
    count : int
    unit : str
        "incidents" or "cases"; the two are never compared.
    law : str
        Code of the legal basis under which was counted: a new law makes another count.
    months : tuple of int
        Calendar months covered, 1 to 12.
    """

    count: int
    unit: str
    law: str
    months: tuple[int, ...]

    def __post_init__(self) -> None:
        require_whole("count", self.count, 0, 10**9, "give a whole number, 0 or more.")
        if self.unit not in ("incidents", "cases"):
            raise AnalysisError("unit", self.unit, "choose incidents or cases.")
        if not self.months:
            raise AnalysisError("months", self.months, "name the calendar months that were counted.")
        for month in self.months:
            require_whole("months", month, 1, 12, "give calendar months from 1 to 12.")


@dataclass(frozen=True)
class CountReport:
    """p of the newest count, given the sum of all: P(X >= count), X binomial with share 1 / periods."""

    count: int
    expected: float
    p: float | None
    smallest_p: float
    refused: str | None


def compare_counts(current: PeriodCount, earlier: Sequence[PeriodCount]) -> CountReport:
    """Test whether a period counts more than earlier periods of the same unit, law and months.

    References
    ----------
    Przyborowski J, Wilenski H (1940). Homogeneity of results in testing samples from Poisson series.
    Biometrika 31: 313-323.

    Examples
    --------
    >>> now = PeriodCount(9, "cases", "mbia", (1, 2, 3))
    >>> report = compare_counts(now, [PeriodCount(2, "cases", "mbia", (1, 2, 3))] * 2)
    >>> round(report.p, 4), compare_counts(now, [PeriodCount(2, "cases", "mbia", (1, 2))]).refused
    (0.0088, 'months_differ')
    """
    refused = _why_not(current, earlier)
    if refused:
        return CountReport(current.count, 0.0, None, 1.0, refused)
    total = current.count + sum(period.count for period in earlier)
    share = 1.0 / (len(earlier) + 1)
    smallest = share**total
    if smallest > ALPHA:
        refused = "smallest_p_above_alpha"
    return CountReport(
        current.count, total * share, binomial_tail(current.count, total, share), smallest, refused
    )


def _why_not(current: PeriodCount, earlier: Sequence[PeriodCount]) -> str | None:
    if not earlier:
        return "no_earlier_count"
    for field in ("unit", "law", "months"):
        if any(_part(period, field) != _part(current, field) for period in earlier):
            return f"{field}_differ" if field == "months" else f"{field}_differs"
    return None


def _part(period: PeriodCount, field: str) -> object:
    return frozenset(period.months) if field == "months" else getattr(period, field)
