"""What the series test is asked, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass

from incidents.analysis.drift import Drift
from incidents.analysis.errors import AnalysisError
from incidents.analysis.linkage_plan import TourModel
from incidents.analysis.parameters import Null, require_number, require_whole
from incidents.analysis.strata import StrataChoice
from incidents.analysis.templates import Template


@dataclass(frozen=True)
class SeriesParameters:
    """What counts as a series.

    Parameters
    ----------
    max_items : int
        Largest combination, 1 to 3, a site type included; with 1 single items alone are tested.
    max_templates : int
        Number of combinations tested, chosen from the sets alone.
    max_single_items : int
        Number of single items tested beside them, the rarest; 0 for none.
    site_types : bool
        Whether a template may be bound to a site type; more templates are looked at, so power falls.
    follow_drift : bool
        Keep what each block of time notes when sets are shuffled. Without it a form that begins to note more
        passes for a series.
    mean_gaps_days : tuple of float
        Mean gaps between stops that are tried.
    gap_shape : float
        Regularity of the gaps (shape of a gamma distribution); 1 is as irregular as chance.
    longest_gap_days : int
        Reports farther apart are never consecutive stops.
    missed_share : float
        Share of stops that nobody reported.
    evenness : float
        How far stops spread over sites evenly (1) rather than as reports do (0).
    """

    max_items: int = 3
    max_templates: int = 8
    max_single_items: int = 16
    site_types: bool = False
    follow_drift: bool = True
    mean_gaps_days: tuple[float, ...] = (12.0, 28.0, 60.0)
    gap_shape: float = 2.5
    longest_gap_days: int = 240
    missed_share: float = 0.1
    evenness: float = 0.9

    def __post_init__(self) -> None:
        require_whole("max_items", self.max_items, 1, 3, "give 1, 2 or 3.")
        require_whole("max_templates", self.max_templates, 1, 64, "give a whole number from 1 to 64.")
        require_whole("max_single_items", self.max_single_items, 0, 64, "give a whole number from 0 to 64.")
        if not isinstance(self.mean_gaps_days, tuple) or not 1 <= len(self.mean_gaps_days) <= 16:
            raise AnalysisError(
                "mean_gaps_days", self.mean_gaps_days, "give a tuple of 1 to 16 mean gaps in days."
            )
        for k, gap in enumerate(self.mean_gaps_days):
            require_number(f"mean_gaps_days[{k}]", gap, 1.0, 3660.0, "give days from 1 to 3660.")
        require_number("gap_shape", self.gap_shape, 0.5, 20.0, "give a shape from 0.5 to 20.")
        require_whole("longest_gap_days", self.longest_gap_days, 1, 3660, "give whole days from 1 to 3660.")
        require_number("missed_share", self.missed_share, 0.0, 0.9, "give a share from 0 to 0.9.")
        require_number("evenness", self.evenness, 0.0, 1.0, "give a share from 0 to 1.")

    def model(self) -> TourModel:
        """What the kernel needs to know of a tour."""
        return TourModel(
            self.mean_gaps_days, self.gap_shape, self.longest_gap_days, self.missed_share, self.evenness
        )


@dataclass(frozen=True)
class SeriesFinding:
    """Reports that share a template and follow each other like the stops of one tour.

    Attributes
    ----------
    template : Template
    day_from, day_to : int
        First and last member.
    sites : tuple of int
        Sites of the members in order of time.
    members : tuple of int
        Input rows that belong to the series more likely than not.
    shares : tuple of float
        How likely each member belongs, if there is a series at all.
    observed, expected : float
        Members, and how many reports with the template's patterns independent items would have put between
        the first and the last.
    alike : int
        All reports with these patterns between the first and the last, members or not.
    relative_risk : float or None
        `alike` over `expected`. It counts and no more: rhythm
        and spread over sites, which decide, are not in it, so it may be low beside a low p. None for a single item,
        whose reports are all that its rate leads to expect.
    log_bayes_factor : float
        Statistic of this template: log of its share of the sum over templates.
    """

    rank: int
    template: Template
    day_from: int
    day_to: int
    sites: tuple[int, ...]
    members: tuple[int, ...]
    shares: tuple[float, ...]
    observed: int
    expected: float
    alike: int
    relative_risk: float | None
    log_bayes_factor: float
    p: float
    p_kind: str


@dataclass(frozen=True)
class SeriesDraw:
    """What stood out in one shuffled log, to be mapped beside a finding: chance, by the rule of a finding.

    Attributes
    ----------
    template : Template
    day_from, day_to : int
        First and last member.
    sites : tuple of int
        Sites of the members in order of time.
    members : tuple of int
        Input rows on whose reports the shuffled sets put the series.
    log_bayes_factor : float
        Statistic of this template in the shuffled log.
    """

    template: Template
    day_from: int
    day_to: int
    sites: tuple[int, ...]
    members: tuple[int, ...]
    log_bayes_factor: float


@dataclass(frozen=True)
class SeriesReport:
    """Result of the series test on one unit.

    Attributes
    ----------
    templates, single_items : tuples of Template
        Combinations tested, and single items tested beside them.
    null_draws : tuple of (SeriesDraw or None)
        The strongest series of the first shuffled logs, in replicate order; None where nothing of three stops
        stood out. The members are reports on which chance put it.
    """

    n: int
    findings: tuple[SeriesFinding, ...]
    p: float
    refused: str | None
    smallest_p: float
    replicates_used: int
    statistic: float
    templates: tuple[Template, ...]
    drift: Drift
    strata: StrataChoice
    parameters: SeriesParameters
    null: Null
    digest: str
    null_draws: tuple[SeriesDraw | None, ...] = ()
    single_items: tuple[Template, ...] = ()
