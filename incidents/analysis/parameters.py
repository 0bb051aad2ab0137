"""What a caller may set: the windows of the scan, and the null every test is judged against."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from numbers import Integral, Real

from incidents.analysis.errors import AnalysisError

ALPHA = 0.05
STRATIFY_RULES = ("auto", "none", "site_type")


@dataclass(frozen=True)
class ScanParameters:
    """Windows the scan looks at.

    Parameters
    ----------
    max_km : float
        Largest radius of a circle of sites, in kilometres.
    max_days : int
        Longest window, in days, both ends counted.
    prospective : bool
        Only windows that end on the last day of the study: "is something going on now?"
    start_day, end_day : int, optional
        Study period in days since 1970-01-01; the first and last day of the log when left out.
    max_share : float
        A circle holds at most this share of all events.
    earth_radius_km : float
        Radius of the sphere on which distances are measured.
    max_findings : int
        How many findings, none sharing an event with a stronger one, are reported at most.
    """

    max_km: float = 50.0
    max_days: int = 30
    prospective: bool = False
    start_day: int | None = None
    end_day: int | None = None
    max_share: float = 0.5
    earth_radius_km: float = 6371.0088
    max_findings: int = 5

    def __post_init__(self) -> None:
        require_number("max_km", self.max_km, 0.0, 20100.0, "give a radius in kilometres from 0 to 20100.")
        require_whole("max_days", self.max_days, 1, 36600, "give a whole number of days, 1 or more.")
        require_number("max_share", self.max_share, 1e-9, 1.0, "give a share above 0, at most 1.")
        require_number("earth_radius_km", self.earth_radius_km, 6000.0, 7000.0, "give kilometres.")
        require_whole("max_findings", self.max_findings, 1, 100, "give a whole number from 1 to 100.")
        require_switch("prospective", self.prospective)
        require_period("start_day", self.start_day, "end_day", self.end_day)


@dataclass(frozen=True)
class Null:
    """How chance is imitated.

    Parameters
    ----------
    replicates : int
        Number of shuffled logs; the smallest p is 1 / (replicates + 1).
    seed : int
        Replicate r of a seed is the same log on every machine and in every order of work.
    stop_after : int, optional
        Stop once this many shuffled logs reached the observed value (Besag and Clifford 1991).
    stratify : {"auto", "none", "site_type"}
        Shuffle within site types: by the fixed rule on counts, never, or always.
    """

    replicates: int = 9999
    seed: int = 20261123
    stop_after: int | None = None
    stratify: str = "auto"

    def __post_init__(self) -> None:
        require_whole(
            "replicates", self.replicates, 19, 10_000_000, "give 19 or more: fewer cannot reach .05."
        )
        require_whole("seed", self.seed, 0, 2**63 - 1, "give a whole number, 0 or more.")
        if self.stop_after is not None:
            require_whole("stop_after", self.stop_after, 1, 10_000_000, "give 1 or more, or leave it out.")
        if self.stratify not in STRATIFY_RULES:
            raise AnalysisError("stratify", self.stratify, f"choose one of {', '.join(STRATIFY_RULES)}.")


def require_number(field: str, value: object, low: float, high: float, advice: str) -> None:
    """Refuse what is not a finite number in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, Real) or not isfinite(value):
        raise AnalysisError(field, value, advice)
    if not low <= float(value) <= high:
        raise AnalysisError(field, value, advice)


def require_whole(field: str, value: object, low: int, high: int, advice: str) -> None:
    """Refuse what is not a whole number in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, Integral) or not low <= int(value) <= high:
        raise AnalysisError(field, value, advice)


def require_switch(field: str, value: object) -> None:
    """Refuse what is neither true nor false."""
    if not isinstance(value, bool):
        raise AnalysisError(field, value, "give True or False.")


def require_period(begin_field: str, begin: int | None, end_field: str, end: int | None) -> None:
    """Refuse what are no days, and a period that ends before it begins; either day may be left out."""
    for field, day in ((begin_field, begin), (end_field, end)):
        if day is not None:
            require_whole(field, day, -800_000, 3_000_000, "give days since 1970-01-01.")
    if begin is not None and end is not None and end < begin:
        raise AnalysisError(end_field, end, f"it lies before {begin_field} {begin}; swap them.")
