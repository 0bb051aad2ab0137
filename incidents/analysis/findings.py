"""What the scan gives back."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.analysis.parameters import ALPHA, Null, ScanParameters
from incidents.analysis.strata import StrataChoice


@dataclass(frozen=True)
class Window:
    """One cylinder and its count: a circle of sites over a stretch of days.

    Attributes
    ----------
    centre : int
        Index of the site in the middle.
    sites : tuple of int
        Indices of the sites with events inside the circle, nearest first.
    radius_km : float
        Distance from the centre to the farthest of them.
    day_from, day_to : int
        First and last day, both included.
    observed : int
    expected : float
        Events of the circle x events of the window / all events; the ratio is made of it.
    relative_risk : float or None
        Observed over expected in strata inside, divided by the same outside; None when all events are inside.
    llr : float
        Log-likelihood ratio.
    members : tuple of int
        Rows of the input inside the cylinder.
    expected_in_strata : float
        Mean of the count over all shuffles: the same product, stratum by stratum. Without strata it is `expected`.
    """

    centre: int
    sites: tuple[int, ...]
    radius_km: float
    day_from: int
    day_to: int
    observed: int
    expected: float
    relative_risk: float | None
    llr: float
    members: tuple[int, ...]
    expected_in_strata: float = 0.0


@dataclass(frozen=True)
class Finding:
    """A window with its rank among findings and its p-value."""

    rank: int
    window: Window
    p: float
    p_kind: str
    p_gumbel: float | None
    recurrence_days: float | None


@dataclass(frozen=True)
class ScanReport:
    """Result of a scan on one unit (incidents or cases).

    Attributes
    ----------
    n : int
        Events tested.
    excluded : tuple of (str, tuple of int)
        Reason and input rows left out: "imprecise_date", "outside_period".
    refused : str or None
        None, or why this log cannot speak: "too_few_events" (no p at all), "smallest_p_above_alpha" (the p
        stands beside the finding, but no result of this log could have been significant).
    smallest_p : float
        The smallest p this log could have reached.
    replicates_used : int
        Shuffled logs used; fewer than asked for when the sequential rule stopped the work.
    null_draws : tuple of Window
        Best window of the first shuffled logs, in replicate order, empty where nothing stood out; their
        `members` are slots of chance.
    """

    n: int
    excluded: tuple[tuple[str, tuple[int, ...]], ...]
    findings: tuple[Finding, ...]
    refused: str | None
    smallest_p: float
    replicates_used: int
    strata: StrataChoice
    null_draws: tuple[Window, ...]
    parameters: ScanParameters
    null: Null
    digest: str


@dataclass(frozen=True)
class PairFinding:
    """One window judged twice. Only `p_cases` may be called significant.

    Attributes
    ----------
    observed_cases, expected_cases, llr_cases, member_cases
        The same window on one event per case, expected in strata; `member_cases` are the input rows that stand for the cases.
    p_incidents, p_cases : float or None
        None where the unit has too few events for any p.
    recurrence_days : float or None
        Only from a prospective scan, from the p on cases.
    """

    rank: int
    centre: int
    sites: tuple[int, ...]
    radius_km: float
    day_from: int
    day_to: int
    observed: int
    expected: float
    relative_risk: float | None
    llr: float
    members: tuple[int, ...]
    p_incidents: float | None
    observed_cases: int
    expected_cases: float
    llr_cases: float
    member_cases: tuple[int, ...]
    p_cases: float | None
    p_kind: str
    p_cases_kind: str
    p_gumbel: float | None
    recurrence_days: float | None
    expected_in_strata: float

    @property
    def significant(self) -> bool:
        """Whether the finding may be called significant: on cases, never on incidents."""
        return self.p_cases is not None and self.p_cases <= ALPHA


@dataclass(frozen=True)
class PairReport:
    """Result of a scan on incidents and on cases.

    Attributes
    ----------
    n_rows, n_incidents, n_cases, n_collapsed : int
        Rows given; incidents tested after duplicates collapsed; cases tested; rows that collapsed.
    incidents, cases : ScanReport
        Each unit in its own right; `cases.findings` holds the best windows of the cases alone.
    findings : tuple of PairFinding
        The findings on incidents, judged on both units.
    assumptions : tuple of (str, object)
        Machine codes with numbers: strata of both units, excluded rows, collapse and case rules.
    """

    n_rows: int
    n_incidents: int
    n_cases: int
    n_collapsed: int
    smallest_p_incidents: float
    smallest_p_cases: float
    findings: tuple[PairFinding, ...]
    incidents: ScanReport
    cases: ScanReport
    assumptions: tuple[tuple[str, object], ...]
    null_draws: tuple[Window, ...]
    digest: str
