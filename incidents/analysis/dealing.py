"""How the days of a log are dealt anew: freely, or with events apart that would have collapsed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from incidents.analysis import dealing_kernel
from incidents.analysis.events import OWN_CASE, EventSet, FloatArray, IntArray
from incidents.analysis.layout import SlotLayout
from incidents.analysis.parameters import Null
from incidents.analysis.streams import whole_below

FREE, APART = "free", "apart"
# Dealt logs that are shown beside a finding.
N_NULL_DRAWS = 4
# Steps between two logs for every event; each step moves two events.
_STEPS = 0.75
# Steps that even a small log takes, sparing them saves nothing; and that will do for a large one: neighbours along an
# arm are then more alike, and the arm is long.
_FEWEST, _MOST = 100, 40_000
# How much farther a log goes that has an arm of its own.
_ALONE = 5
# Logs along one arm of the star.
_ARM = 64
# Dealt logs over which the mean of a window is taken, few or many so that they hold about this many events; in a window
# of fewer events than `_MANY` each of its events takes one more step in thought.
_AVERAGED, _EVENTS_AVERAGED, _MANY = (8, 128), 100_000, 20.0
# Days either way over which the rate of a day is a mean: fewer would take chance for a season.
_SEASON = 45
# Streams of the walk to the hidden log and of the real log's lot; no replicate has these numbers.
HIDDEN, _LOT = 2**40, 2**40 + 1


@dataclass(frozen=True)
class Deck:
    """A log ready to be dealt.

    Attributes
    ----------
    labels, positions, segments : int arrays
        Sites to be shuffled and the slots they go to, stratum after stratum.
    site, case : int arrays, one per slot
        The real log; -1 is a case of its own.
    hidden_site, hidden_case : int arrays, one per slot
        The hidden log in the middle of the star.
    rules : tuple of arrays
        First slot of the same day and one past its last slot, for every slot; how strongly the events of every site
        are drawn to busy seasons; and how busy the season of every slot is.
    steps : float
        Steps of a walk for every event; 0: shuffle freely.
    legs : tuple of (int, int, int)
        Replicates on the real log's arm before and after it, and the length of every other arm.
    """

    labels: IntArray
    positions: IntArray
    segments: IntArray
    site: IntArray
    case: IntArray
    hidden_site: IntArray
    hidden_case: IntArray
    rules: tuple[IntArray, IntArray, FloatArray, FloatArray]
    steps: float
    legs: tuple[int, int, int]

    @property
    def how(self) -> str:
        """How days are dealt: "free" or "apart"."""
        return APART if self.steps else FREE

    def arguments(self) -> tuple[Any, ...]:
        """In the order of the kernels."""
        return (
            self.labels, self.positions, self.segments, self.site, self.case, self.hidden_site, self.hidden_case,
            self.rules, self.steps, self.legs,
        )  # fmt: skip

    def draw(self, seed: int, number: int) -> IntArray:
        """One dealt log: the site at every slot."""
        site_at, scratch = np.empty_like(self.site), np.empty_like(self.case)
        dealing_kernel.deal(self.arguments(), seed, number, True, site_at, scratch)
        return site_at

    def aside(self, seed: int) -> Deck:
        """The same log in longer strides, for what is shown beside p: that must not hang on the number of replicates."""
        if self.how == FREE:
            return self
        return with_star(self, seed, _ALONE * _usual_steps(len(self.site)), (0, 0, _ARM))

    def dealt(self, seed: int, count: int) -> tuple[IntArray, IntArray]:
        """The first dealt logs, one a row: the site and the case at every slot."""
        site_at, case_at = self.site.copy(), self.case.copy()
        sites, cases = [], []
        for number in range(count):
            dealing_kernel.deal(self.arguments(), seed, number, number == 0, site_at, case_at)
            sites.append(site_at.copy())
            cases.append(case_at.copy())
        return np.array(sites), np.array(cases)


@dataclass(frozen=True)
class Shown:
    """Dealt logs from which what is expected and what is mapped beside a finding are taken; see `Deck.aside`."""

    layout: SlotLayout
    deck: Deck
    site_at: IntArray
    case_at: IntArray

    def expected(self, sites: IntArray, begin: int, end: int) -> float:
        """Mean number of events at these sites in the slots begin .. end - 1, over all logs that may be dealt.

        Exact where days are shuffled freely; else from these dealt logs.
        """
        free = self.layout.expected(sites, begin, end)
        if self.deck.how == FREE:
            return free
        wanted = np.zeros(len(self.deck.rules[2]), dtype=np.bool_)
        wanted[sites[sites < len(wanted)]] = True
        dealt = (self.site_at, self.case_at, self.deck.positions, self.deck.segments, self.deck.rules)
        return float(dealing_kernel.mean_in_window(*dealt, wanted, begin, end, free < _MANY))


def deal_to_show(deck: Deck, layout: SlotLayout, null: Null) -> Shown:
    """Deal the logs to be shown."""
    free = deck.how == FREE
    count = min(N_NULL_DRAWS, null.replicates) if free else _to_average(layout.n)
    return Shown(layout, deck, *deck.aside(null.seed).dealt(null.seed, count))


def _to_average(n: int) -> int:
    """Number of dealt logs to average over: many where that costs nothing, few where each holds much."""
    return int(np.clip(_EVENTS_AVERAGED // max(n, 1), *_AVERAGED))


def _usual_steps(n: int) -> float:
    """Steps between two logs for every event."""
    return min(max(_STEPS, _FEWEST / n), _MOST / n)


def lay_deck(
    events: EventSet, layout: SlotLayout, null: Null, *, apart: bool, steps: float | None = None
) -> Deck:
    """Prepare the dealing of a log.

    Parameters
    ----------
    events : EventSet
    layout : SlotLayout
    null : Null
    apart : bool
        The rows of the log were collapsed, so no dealt log may put two events that would have collapsed on one day
        of a site. Where that cannot happen anyway the days are shuffled freely.
    steps : float, optional
        Steps of the walk for every event.
    """
    held, site = layout, layout.site
    case = _named_cases(events, layout) if apart else np.full(layout.n, -1, dtype=np.int32)
    rules = held.day_begin, held.day_end, np.empty(0), np.empty(0)
    free = Deck(held.labels, held.positions, held.segments, site, case, site, case, rules, 0.0, (0, 0, 1))
    if not (apart and _may_meet(layout, case)):
        return free
    free = replace(free, rules=_rules(layout, case))
    # Work that may stop at any log needs logs of which none is nearer to the real one than another.
    alone = null.stop_after is not None
    usual = _usual_steps(events.n) * (_ALONE if alone else 1)
    return with_star(free, null.seed, usual if steps is None else steps, (0, 0, 1) if alone else _legs(null))


def _named_cases(events: EventSet, layout: SlotLayout) -> NDArray[np.int32]:
    """Number of the case at every slot; -1 is a case of its own."""
    stated = events.case[layout.event]
    named = np.unique(stated, return_inverse=True)[1]
    return np.where(stated == OWN_CASE, -1, named).astype(np.int32)


def with_star(deck: Deck, seed: int, steps: float, legs: tuple[int, int, int]) -> Deck:
    """Find the hidden log behind the real one."""
    site, case = deck.site.copy(), deck.case.copy()
    dealing_kernel.walk_back(
        seed, legs[0], HIDDEN, steps, deck.positions, deck.segments, deck.rules, site, case
    )
    return replace(deck, hidden_site=site, hidden_case=case, steps=float(steps), legs=legs)


def _legs(null: Null) -> tuple[int, int, int]:
    """Draw the place of the real log among all: how many replicates lie before and after it on its arm."""
    places = null.replicates + 1
    real = whole_below(null.seed, _LOT, places)
    first = real - real % _ARM
    return real - first, min(first + _ARM, places) - real - 1, _ARM


def _rules(layout: SlotLayout, case: IntArray) -> tuple[IntArray, IntArray, FloatArray, FloatArray]:
    """Measure how sites and days draw each other.

    Where independent events would have been due L to a site and day, one is left after collapsing with a chance of
    e^L - 1 instead of L: the likelier by e^(L/2). One that states a case tells that no other was there: by e^L of those
    that do not. L is the events of the site times the rate of the season, a mean over `_SEASON` days either way.
    """
    pull, crowd = np.zeros(int(layout.site.max(initial=0)) + 1), np.zeros(layout.n)
    for begin, end in pairwise(layout.segments.tolist()):
        slots = layout.positions[begin:end]
        own = layout.site[slots][case[slots] < 0]
        pull += np.bincount(own, minlength=len(pull)) / (end - begin)
        day = layout.day[slots]
        low, high = np.maximum(day - _SEASON, layout.day[0]), np.minimum(day + _SEASON, layout.day[-1])
        around = np.searchsorted(day, high, side="right") - np.searchsorted(day, low)
        crowd[slots] = around / (high - low + 1)
    return layout.day_begin, layout.day_end, pull, crowd


def _may_meet(layout: SlotLayout, case: IntArray) -> bool:
    """Whether a free shuffle could put two events on one day of a site that would have collapsed."""
    for begin, end in pairwise(layout.segments.tolist()):
        slots = layout.positions[begin:end]
        if len(np.unique(layout.day[slots])) == end - begin:
            continue
        site, group = layout.site[slots], case[slots]
        _, at_site, number = np.unique(site, return_inverse=True, return_counts=True)
        if bool(((number[at_site] > 1) & (group < 0)).any()):
            return True
        visits = (site.astype(np.int64) << 32 | group)[group >= 0]
        if len(np.unique(visits)) < len(visits):
            return True
    return False
