"""Knox test of space-time interaction: do incidents near in space come near in time, overall?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from incidents.analysis import knox_kernel
from incidents.analysis.dealing import FREE, N_NULL_DRAWS, Deck, lay_deck
from incidents.analysis.digest import digest_of
from incidents.analysis.events import EventSet, FloatArray, IntArray
from incidents.analysis.layout import SlotLayout, lay_out
from incidents.analysis.near_pairs import NO_PAIRS, NearPairs, list_near_pairs
from incidents.analysis.parameters import Null, require_number, require_whole
from incidents.analysis.permutation import Judgement, NullPlan, run_null
from incidents.analysis.strata import StrataChoice, choose_strata
from incidents.analysis.tails import moment_tail, poisson_tail
from incidents.analysis.zones import distance_km

# Dealt logs whose mean and variance stand for those of the null where an early stop left too few.
_FAIR_SAMPLE = 999


@dataclass(frozen=True)
class KnoxParameters:
    """What counts as near.

    Parameters
    ----------
    radius_km : float
        Two events are near in space when their sites are at most this far apart.
    days : int
        Two events are near in time when their dates differ by at most this many days.
    earth_radius_km : float
        Radius of the sphere on which distances are measured.
    """

    radius_km: float = 5.0
    days: int = 7
    earth_radius_km: float = 6371.0088

    def __post_init__(self) -> None:
        require_number(
            "radius_km", self.radius_km, 0.0, 20100.0, "give a radius in kilometres from 0 to 20100."
        )
        require_whole("days", self.days, 0, 36600, "give a whole number of days, 0 or more.")
        require_number("earth_radius_km", self.earth_radius_km, 6000.0, 7000.0, "give kilometres.")


@dataclass(frozen=True)
class KnoxReport:
    """Result of the Knox test on one unit.

    Attributes
    ----------
    observed : int
        Pairs near in space and time.
    near_in_space, near_in_time : int
        Pairs near in one of them.
    expected, variance : float
        Exact mean and variance over all permutations (Mantel 1967), without strata.
    ratio : float or None
        Observed over expected in strata.
    expected_in_strata : float
        Mean of the null that p is judged by. Exact where days are shuffled freely: without strata it is `expected`. Where
        they are dealt apart it is the mean of the dealt logs.
    p : float
        Monte Carlo p-value, P(X >= observed), within strata.
    p_moments, p_poisson : float or None
        Tails of the distribution matched to both moments, and of the Poisson distribution; None where days
        were shuffled within strata or dealt apart, because the moments belong to the free, unstratified null.
    pairs : NearPairs
        The pairs near in space and time themselves.
    null_draws : tuple of NearPairs
        The same in the first shuffled logs, in replicate order.
    variance_of_null : float or None
        Variance of the null that p is judged by: `variance`, or that of the dealt logs.
    days_dealt : str
        How days were dealt: "free", or "apart": no two events that would have collapsed share a site and a day.
    """

    n: int
    observed: int
    near_in_space: int
    near_in_time: int
    expected: float
    variance: float
    ratio: float | None
    expected_in_strata: float
    p: float
    p_kind: str
    p_moments: float | None
    p_poisson: float | None
    refused: str | None
    smallest_p: float
    replicates_used: int
    strata: StrataChoice
    parameters: KnoxParameters
    null: Null
    digest: str
    pairs: NearPairs = NO_PAIRS
    null_draws: tuple[NearPairs, ...] = ()
    variance_of_null: float | None = None
    days_dealt: str = "free"


@dataclass(frozen=True)
class KnoxPlan(NullPlan):
    """Everything a worker needs for a share of the null distribution."""

    events: EventSet
    parameters: KnoxParameters
    null: Null
    layout: SlotLayout
    deck: Deck
    near: np.ndarray
    strata: StrataChoice
    site_number: IntArray

    def simulate(self, r0: int, r1: int) -> FloatArray:
        """Pairs near in both in replicates r0 .. r1 - 1."""
        held, near = self.layout, self.near
        shuffling = (r0, r1, self.null.seed, self.deck.arguments())
        pairs = float((held.reach - np.arange(held.n)).sum())
        begin = np.concatenate([[0], np.cumsum(near.sum(axis=1))])
        span = int(held.day[-1] - held.day[0]) + 1 if held.n else 1
        counts: FloatArray
        if pairs <= 0.3 * begin[-1] * span:
            counts = knox_kernel.null_pairs(*shuffling, held.reach, near)
        else:
            sites = np.nonzero(near)[1]
            counts = knox_kernel.null_pairs_by_day(
                *shuffling, held.day - held.day[0], span, begin, sites, self.parameters.days
            )
        return counts


def plan_knox(
    events: EventSet,
    parameters: KnoxParameters,
    null: Null,
    near: np.ndarray | None = None,
    *,
    apart: bool = False,
) -> KnoxPlan:
    """Prepare a Knox test.

    `near` replaces the great-circle neighbourhood of the sites (planar data); `apart` says that rows of one site and
    day were collapsed, so that the dealt logs hold none either (see `lay_deck`).
    """
    numbers = np.arange(events.n_sites)
    if near is None:
        numbers = np.unique(events.site)
        events = events.without_idle_sites()
    strata, choice = choose_strata(events, null.stratify)
    layout = lay_out(events, strata, parameters.days + 1)
    deck = lay_deck(events, layout, null, apart=apart)
    table = near_sites(events, parameters) if near is None else np.asarray(near, dtype=np.uint8)
    return KnoxPlan(events, parameters, null, layout, deck, table, choice, numbers)


def near_sites(events: EventSet, parameters: KnoxParameters) -> np.ndarray:
    """Table site x site: 1 where two sites are near; every site is near itself."""
    rows = [
        distance_km(events.lat[s], events.lon[s], events.lat, events.lon, parameters.earth_radius_km)
        for s in range(events.n_sites)
    ]
    near = np.array(rows).reshape(events.n_sites, events.n_sites) <= parameters.radius_km + 1e-6
    return (near | near.T).astype(np.uint8)


def knox(
    events: EventSet,
    parameters: KnoxParameters | None = None,
    null: Null | None = None,
    *,
    workers: int | None = None,
) -> KnoxReport:
    """Test whether events near in space come near in time more often than shuffled days would have it.

    Notes
    -----
    X is the number of pairs of events at most `radius_km` and `days` apart. With A and B the 0/1 tables of
    pairs near in space and in time, over ordered pairs, a1 their sum, a2 the sum of squares and a3 the sum of
    squared row sums, E = a1 b1 / n^(2) and Var = 2 a2 b2 / n^(2) + 4 (a3 - a2)(b3 - b2) / n^(3) +
    (a1^2 + 2 a2 - 4 a3)(b1^2 + 2 b2 - 4 b3) / n^(4) - E^2, n^(k) a falling factorial; unordered pairs have
    half the mean and a quarter of the variance.

    References
    ----------
    Knox EG (1964). The detection of space-time interactions. Applied Statistics 13: 25-30.
    Mantel N (1967). The detection of disease clustering and a generalized regression approach. Cancer
    Research 27: 209-220.
    """
    parameters, null = parameters or KnoxParameters(), null or Null()
    plan = plan_knox(events, parameters, null)
    return judge_knox(plan, digest_of("knox", events, parameters, null), workers)


def judge_knox(
    plan: KnoxPlan, digest: str, workers: int | None = None, rows: IntArray | None = None
) -> KnoxReport:
    """Run a prepared Knox test and report on it in the rows of the caller."""
    rows = np.arange(plan.events.n) if rows is None else rows
    observed = int(knox_kernel.observed_pairs(plan.layout.site, plan.layout.reach, plan.near))
    in_space, in_time, mean, variance = pair_moments(plan)
    judgement: Judgement | None = run_null(plan, float(observed), workers) if plan.events.n > 1 else None
    whole = plan.strata.code != "site_type" and judgement is not None and plan.deck.how == FREE
    of_null = moments_of_null(plan, judgement, (mean, variance))
    return KnoxReport(
        n=plan.events.n,
        observed=observed,
        near_in_space=in_space,
        near_in_time=in_time,
        expected=mean,
        variance=variance,
        ratio=observed / of_null[0] if of_null[0] > 0 else None,
        expected_in_strata=of_null[0],
        p=judgement.p_of(float(observed)) if judgement else 1.0,
        p_kind=judgement.p_kind() if judgement else "refused",
        p_moments=moment_tail(observed, mean, variance) if whole else None,
        p_poisson=poisson_tail(observed, mean) if whole else None,
        refused=judgement.refusal if judgement else "too_few_events",
        smallest_p=judgement.smallest_p if judgement else 1.0,
        replicates_used=len(judgement.maxima) if judgement else 0,
        strata=plan.strata,
        parameters=plan.parameters,
        null=plan.null,
        digest=digest,
        pairs=list_near_pairs(plan.layout, plan.layout.site, plan.near, observed, rows, plan.site_number),
        null_draws=_null_draws(plan, rows) if judgement else (),
        variance_of_null=of_null[1],
        days_dealt=plan.deck.how,
    )


def moments_of_null(
    plan: KnoxPlan, judgement: Judgement | None, moments: tuple[float, float]
) -> tuple[float, float | None]:
    """Mean and variance of the null that p is judged by: exact where days are shuffled freely, else from replicates.

    `moments` are those without strata. After an early stop the replicates used are too few and not a fair sample.
    """
    free = plan.deck.how == FREE
    if judgement is None or (free and plan.strata.code != "site_type"):
        return moments
    few = judgement.stopped
    counts = plan.simulate(0, min(_FAIR_SAMPLE, plan.replicates)) if few else judgement.maxima
    return mean_in_strata(plan) if free else float(counts.mean()), float(counts.var(ddof=1))


def _null_draws(plan: KnoxPlan, rows: IntArray) -> tuple[NearPairs, ...]:
    """Pairs of the first dealt logs."""
    aside = replace(plan, deck=plan.deck.aside(plan.null.seed))
    counts = aside.simulate(0, min(N_NULL_DRAWS, plan.replicates))
    dealt, _ = aside.deck.dealt(plan.null.seed, len(counts))
    return tuple(
        list_near_pairs(plan.layout, site_at, plan.near, int(count), rows, plan.site_number)
        for site_at, count in zip(dealt, counts, strict=True)
    )


def pair_moments(plan: KnoxPlan) -> tuple[int, int, float, float]:
    """Pairs near in space, pairs near in time, exact mean and variance of the pairs near in both."""
    held, n = plan.layout, plan.events.n
    at_site = np.bincount(plan.events.site, minlength=plan.events.n_sites).astype(np.float64)
    in_space = plan.near @ at_site - 1.0
    first = np.searchsorted(held.day, held.day - plan.parameters.days, side="left")
    last = np.searchsorted(held.day, held.day + plan.parameters.days, side="right")
    in_time = (last - first - 1).astype(np.float64)
    a1, a3 = float(at_site @ in_space), float(at_site @ in_space**2)
    b1, b3 = float(in_time.sum()), float((in_time**2).sum())
    if n < 4:
        return round(a1 / 2), round(b1 / 2), a1 * b1 / max(n * (n - 1), 1) / 2, 0.0
    n2 = float(n) * (n - 1)
    n3, n4 = n2 * (n - 2), n2 * (n - 2) * (n - 3)
    mean = a1 * b1 / n2
    # The tables hold zeros and ones, so the sum of squares is the sum.
    square = 2 * a1 * b1 / n2 + 4 * (a3 - a1) * (b3 - b1) / n3
    square += (a1 * a1 + 2 * a1 - 4 * a3) * (b1 * b1 + 2 * b1 - 4 * b3) / n4
    return round(a1 / 2), round(b1 / 2), mean / 2, (square - mean * mean) / 4


def mean_in_strata(plan: KnoxPlan) -> float:
    """Exact mean of the pairs near in both over the permutations within strata."""
    held, mean = plan.layout, 0.0
    strata = [
        (held.labels[a:b], np.sort(held.day[held.positions[a:b]]))
        for a, b in pairwise(held.segments.tolist())
    ]
    at_site = [np.bincount(sites, minlength=plan.events.n_sites).astype(np.float64) for sites, _ in strata]
    reach = plan.parameters.days
    for k, (_, days) in enumerate(strata):
        seen = plan.near @ at_site[k]
        for j, (_, others) in enumerate(strata):
            near_in_time = np.searchsorted(others, days + reach, "right") - np.searchsorted(
                others, days - reach
            )
            own = len(days) if j == k else 0
            pairs = (float(at_site[j] @ seen) - own) * (float(near_in_time.sum()) - own)
            mean += pairs / max(len(days) * (len(others) - (j == k)), 1)
    return mean / 2
