"""Knox, series and surge on incidents and on cases, and all methods of a run together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

from incidents.analysis.cases import rows_for_cases, rows_without_duplicates
from incidents.analysis.digest import digest_of
from incidents.analysis.events import EventSet, IntArray
from incidents.analysis.knox import KnoxParameters, KnoxReport, judge_knox, plan_knox
from incidents.analysis.linkage import judge_series, plan_series
from incidents.analysis.parameters import ALPHA, Null, require_number
from incidents.analysis.series import SeriesParameters, SeriesReport
from incidents.analysis.surge import SurgeParameters, SurgeReport, judge_surge, plan_surge

Report = TypeVar("Report", KnoxReport, SeriesReport, SurgeReport)


@dataclass(frozen=True)
class BothReport(Generic[Report]):
    """One test on incidents and on cases. Only `p_cases` may be called significant.

    Attributes
    ----------
    n_rows, n_collapsed : int
        Rows given, and rows that collapsed because another row has the same site and day.
    excluded : tuple of int
        Rows left out because their dates are too vague for the test.
    """

    method: str
    incidents: Report
    cases: Report
    n_rows: int
    n_collapsed: int
    excluded: tuple[int, ...]
    digest: str

    @property
    def p_incidents(self) -> float:
        """p on incidents."""
        return self.incidents.p

    @property
    def p_cases(self) -> float:
        """p on cases."""
        return self.cases.p

    @property
    def significant(self) -> bool:
        """Whether the result may be called significant: on cases, never on incidents."""
        return self.cases.refused is None and self.cases.p <= ALPHA


@dataclass(frozen=True)
class Units:
    """Rows of the two units of a log."""

    rows: IntArray
    case_rows: IntArray
    n_collapsed: int
    excluded: tuple[int, ...]


def units_of(events: EventSet, widest_days: int | None) -> Units:
    """Leave out vague dates, collapse duplicates, then cases."""
    vague = np.zeros(events.n, dtype=bool)
    if widest_days is not None:
        vague = (events.day_hi - events.day_lo) * 2 > widest_days
    usable = np.flatnonzero(~vague)
    rows = usable[rows_without_duplicates(events.take(usable))]
    case_rows = rows[rows_for_cases(events.take(rows))]
    return Units(rows, case_rows, len(usable) - len(rows), tuple(np.flatnonzero(vague).tolist()))


def knox_pair(
    events: EventSet,
    parameters: KnoxParameters | None = None,
    null: Null | None = None,
    *,
    workers: int | None = None,
) -> BothReport[KnoxReport]:
    """Knox test on incidents and on cases; see `knox`."""
    parameters, null = parameters or KnoxParameters(), null or Null()
    digest = digest_of("knox_pair", events, parameters, null)

    def judge(log: EventSet, rows: IntArray) -> KnoxReport:
        return judge_knox(plan_knox(log, parameters, null, apart=True), digest, workers, rows)

    return _on_both("knox", events, units_of(events, max(parameters.days, 1)), judge, digest)


def link_pair(
    events: EventSet,
    parameters: SeriesParameters | None = None,
    null: Null | None = None,
    *,
    reference: EventSet | None = None,
    workers: int | None = None,
) -> BothReport[SeriesReport]:
    """Series test on incidents and on cases; see `link`. The reference is reduced in the same way."""
    parameters, null = parameters or SeriesParameters(), null or Null()
    settings = (parameters, null) if reference is None else (parameters, null, reference)
    digest = digest_of("link_pair", events, *settings)
    units = units_of(events, None)
    earlier = None if reference is None else units_of(reference, None)

    def judge(log: EventSet, rows: IntArray) -> SeriesReport:
        past = None
        if reference is not None and earlier is not None:
            past = reference.take(earlier.rows if rows is units.rows else earlier.case_rows)
        return judge_series(plan_series(log, parameters, null, past), rows, digest, workers)[0]

    return _on_both("series", events, units, judge, digest)


def surge_pair(
    events: EventSet,
    parameters: SurgeParameters | None = None,
    null: Null | None = None,
    *,
    reference: EventSet | None = None,
    workers: int | None = None,
) -> BothReport[SurgeReport]:
    """Surge test on incidents and on cases; see `surge`. The reference is reduced in the same way."""
    parameters, null = parameters or SurgeParameters(), null or Null()
    settings = (parameters, null) if reference is None else (parameters, null, reference)
    digest = digest_of("surge_pair", events, *settings)
    units = units_of(events, parameters.max_days)
    earlier = None if reference is None else units_of(reference, parameters.max_days)

    def judge(log: EventSet, rows: IntArray) -> SurgeReport:
        past = None
        if reference is not None and earlier is not None:
            past = reference.take(earlier.rows if rows is units.rows else earlier.case_rows)
        return judge_surge(plan_surge(log, parameters, null, past), log, rows, digest, workers)

    return _on_both("surge", events, units, judge, digest)


def _on_both(
    method: str,
    events: EventSet,
    units: Units,
    judge: Callable[[EventSet, IntArray], Report],
    digest: str,
) -> BothReport[Report]:
    return BothReport(
        method=method,
        incidents=judge(events.take(units.rows), units.rows),
        cases=judge(events.take(units.case_rows), units.case_rows),
        n_rows=events.n,
        n_collapsed=units.n_collapsed,
        excluded=units.excluded,
        digest=digest,
    )


def holm(p_values: Mapping[str, float]) -> dict[str, float]:
    """Adjust the p-values of several methods so that the error of all together is held (Holm 1979).

    Examples
    --------
    >>> holm({"scan": 0.01, "knox": 0.04, "series": 0.03})
    {'scan': 0.03, 'series': 0.06, 'knox': 0.06}
    """
    for name, p in p_values.items():
        require_number(name, p, 0.0, 1.0, "give a p from 0 to 1.")
    adjusted: dict[str, float] = {}
    worst = 0.0
    for place, (name, p) in enumerate(sorted(p_values.items(), key=lambda pair: pair[1])):
        worst = max(worst, min(1.0, p * (len(p_values) - place)))
        adjusted[name] = worst
    return adjusted
