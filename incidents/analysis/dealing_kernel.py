"""Kernels that deal the days of a log anew: freely, or so that events that would have collapsed stay apart.

Dealt apart, all logs are places of a star of walks (Besag and Clifford 1989). A step proposes to swap the days of two
events of one stratum. Nothing is swapped if an event would then share its site and day with one it would have
collapsed with. And because a busy site holds one event on a day of a busy season where there may have been several
before collapsing, arrangements with events of such sites on such days are the likelier ones: a swap that leaves them is made with
the chance that keeps the balance (Metropolis and others 1953). So the distribution over all arrangements stays as it
is, whatever the number of steps.
"""

from __future__ import annotations

from math import exp

import numpy as np

from incidents.analysis.compiled import inline_kernel, kernel
from incidents.analysis.streams import bounded, shuffle_segment, stream_key, two_bounded

# Lots by which a chance is decided.
_FINE = 2**31


@inline_kernel
def is_taken(site, case, slot, site_at, case_at, day_begin, day_end):  # type: ignore[no-untyped-def]
    """Whether an event that comes to the day of a slot meets one, besides the one that leaves, that it collapses with."""
    for t in range(day_begin[slot], day_end[slot]):
        if site_at[t] == site and t != slot and (case < 0 or case_at[t] < 0 or case_at[t] == case):
            return True
    return False


@inline_kernel
def pull_of(slot, site_at, case_at, pull):  # type: ignore[no-untyped-def]
    """How strongly the event of a slot is drawn to busy seasons; one that states a case keeps others off altogether."""
    return pull[site_at[slot]] * (0.5 if case_at[slot] < 0 else 1.0)


@inline_kernel
def chance_to_swap(p, q, site_at, case_at, rules):  # type: ignore[no-untyped-def]
    """Chance that the events of two slots change places once this is proposed."""
    day_begin, day_end, pull, crowd = rules
    if day_begin[p] == day_begin[q]:
        return 1.0
    if is_taken(site_at[p], case_at[p], q, site_at, case_at, day_begin, day_end):
        return 0.0
    if is_taken(site_at[q], case_at[q], p, site_at, case_at, day_begin, day_end):
        return 0.0
    gained = pull_of(p, site_at, case_at, pull) - pull_of(q, site_at, case_at, pull)
    gained *= crowd[q] - crowd[p]
    return 1.0 if gained >= 0.0 else exp(gained)


@inline_kernel
def walk_apart(key, steps, positions, segments, rules, site_at, case_at):  # type: ignore[no-untyped-def]
    """Walk from one arrangement to another, `steps` steps for every event of a stratum and one at least."""
    counter = 0
    for s in range(len(segments) - 1):
        begin, width = segments[s], segments[s + 1] - segments[s]
        for _ in range(1 + int(steps * width)):
            i, j, counter = two_bounded(key, counter, width)
            p, q = positions[begin + i], positions[begin + j]
            chance = chance_to_swap(p, q, site_at, case_at, rules)
            if chance < 1.0:
                if chance == 0.0:
                    continue
                lot, counter = bounded(key, counter, _FINE)
                if lot >= chance * _FINE:
                    continue
            site_at[p], site_at[q] = site_at[q], site_at[p]
            case_at[p], case_at[q] = case_at[q], case_at[p]


@inline_kernel
def leg_of(replicate, back, ahead, arm):  # type: ignore[no-untyped-def]
    """First replicate of the leg that leads to a replicate, and whether that leg starts from the real log."""
    if replicate < back:
        return 0, True
    if replicate < back + ahead:
        return back, True
    return replicate - (replicate - back - ahead) % arm, False


@inline_kernel
def shuffle_freely(labels, positions, segments, key, site_at):  # type: ignore[no-untyped-def]
    """Shuffle days over events, stratum by stratum."""
    mixed = labels.copy()
    counter = np.uint64(0)
    for s in range(len(segments) - 1):
        counter = shuffle_segment(mixed, segments[s], segments[s + 1], key, counter)
    for i in range(len(mixed)):
        site_at[positions[i]] = mixed[i]


@kernel
def deal(deck, seed, replicate, begins, site_at, case_at):  # type: ignore[no-untyped-def]
    """Write the dealt log of one replicate: the site at every slot, and its case where events are kept apart.

    Unless it `begins` a share of the work, both arrays must hold the replicate before: dealt apart, a log is one walk
    away from it.
    """
    labels, positions, segments, real_site, case, hidden_site, hidden_case, rules, steps, legs = deck
    if steps == 0.0:
        shuffle_freely(labels, positions, segments, stream_key(seed, replicate), site_at)
        return
    first, from_real = leg_of(replicate, legs[0], legs[1], legs[2])
    if begins or first == replicate:
        for t in range(len(site_at)):
            site_at[t] = real_site[t] if from_real else hidden_site[t]
            case_at[t] = case[t] if from_real else hidden_case[t]
    for r in range(first if begins else replicate, replicate + 1):
        walk_apart(stream_key(seed, r), steps, positions, segments, rules, site_at, case_at)


@kernel
def walk_back(seed, back, hidden, steps, positions, segments, rules, site_at, case_at):  # type: ignore[no-untyped-def]
    """Walk from the real log through the replicates before it to the hidden log, in place."""
    for r in range(back + 1):
        key = stream_key(seed, r if r < back else hidden)
        walk_apart(key, steps, positions, segments, rules, site_at, case_at)


@inline_kernel
def mean_in_stratum(slots, begin, end, wanted, site_at, case_at, rules):  # type: ignore[no-untyped-def]
    """Mean number of wanted events in a window after each, one at a time, has made one more step in thought."""
    low = np.searchsorted(slots, begin)
    high = np.searchsorted(slots, end)
    ways = 0.0
    for p in slots:
        if not wanted[site_at[p]]:
            continue
        if begin <= p < end:
            ways += len(slots)
            for i in range(len(slots)):
                if i < low or i >= high:
                    ways -= chance_to_swap(p, slots[i], site_at, case_at, rules)
        else:
            for i in range(low, high):
                ways += chance_to_swap(p, slots[i], site_at, case_at, rules)
    return ways / len(slots)


@kernel
def mean_in_window(  # type: ignore[no-untyped-def]
    sites_at, cases_at, positions, segments, rules, wanted, begin, end, thought
):  # fmt: skip
    """Mean number of events of the wanted sites in the slots begin .. end - 1, over dealt logs.

    With `thought` every event takes one more step in thought, to all slots of its stratum: the chance that it then lies
    in the window has the same mean as its lying there now, and varies far less.
    """
    mean = 0.0
    for r in range(len(sites_at)):
        if not thought:
            for t in range(begin, end):
                mean += wanted[sites_at[r, t]]
            continue
        for s in range(len(segments) - 1):
            slots = positions[segments[s] : segments[s + 1]]
            mean += mean_in_stratum(slots, begin, end, wanted, sites_at[r], cases_at[r], rules)
    return mean / len(sites_at)
