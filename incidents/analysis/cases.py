"""From rows to independent units: duplicates collapse to incidents, incidents of one group to one case."""

from __future__ import annotations

import numpy as np

from incidents.analysis.events import OWN_CASE, EventSet, IntArray


def rows_without_duplicates(events: EventSet) -> IntArray:
    """Rows that stay when reports of one site and day collapse.

    Two guards who report the same people make two rows of one event: the largest hazard of any scan. Rows of
    one site and day therefore count once, unless they carry different stated cases: those are known to be
    different groups. The first row of each stays; a row without a case joins whatever else is there.
    """
    kept: list[int] = []
    stated: dict[tuple[int, int], set[int]] = {}
    first: dict[tuple[int, int], int] = {}
    for row in range(events.n):
        place = (int(events.site[row]), int(events.day[row]))
        case = int(events.case[row])
        cases = stated.setdefault(place, set())
        if case == OWN_CASE:
            first.setdefault(place, row)
        elif case not in cases:
            cases.add(case)
            kept.append(row)
    kept += [row for place, row in first.items() if not stated[place]]
    return np.array(sorted(kept), dtype=np.int64)


def rows_of_first_events(events: EventSet) -> IntArray:
    """Rows that stand for the cases: the earliest event of each, and every event that is its own case.

    Events of one group are not independent, so shuffling them one by one would call the group's own habit a
    pattern. Its first event is the one that no earlier event of the group explains.
    """
    order = np.lexsort((events.site_rank()[events.site], events.day))
    seen: set[int] = set()
    kept = []
    for row in order:
        case = int(events.case[row])
        if case == OWN_CASE or case not in seen:
            seen.add(case)
            kept.append(int(row))
    return np.array(sorted(kept), dtype=np.int64)
