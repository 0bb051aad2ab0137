"""From rows to independent units: duplicates collapse to incidents, incidents of one group to one case."""

from __future__ import annotations

import hashlib

import numpy as np

from incidents.analysis.events import OWN_CASE, EventSet, IntArray
from incidents.analysis.streams import mix_words


def rows_without_duplicates(events: EventSet) -> IntArray:
    """Rows that stay when reports of one site and day collapse.

    Two guards who report the same people make two rows of one event: the largest hazard of any scan. Rows of
    one site and day therefore count once, unless they carry different stated cases: those are known to be
    different groups. Which row stays is a lot drawn from what it notes, never its place in the file, and never
    the richest set, which would tell busy days from others; a row without a case joins whatever else is there.
    """
    kept: list[int] = []
    stated: dict[tuple[int, int], set[int]] = {}
    first: dict[tuple[int, int], int] = {}
    lot = mix_words(mix_words(events.items_asked) + events.items)
    for row in np.lexsort((events.day_hi, events.day_lo, lot)).tolist():
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


def rows_for_cases(events: EventSet) -> IntArray:
    """Rows that stand for the cases: one event of each, drawn by lot, and every event that is its own case.

    Events of one group are not independent, so shuffling them one by one would call the group's own habit a
    pattern. The earliest event will not do for all: of many visits the first comes early, so the first events of
    groups that return often bunch where the log begins. A visit drawn by lot falls on any day like a visit
    of any other group. The lot depends on the gaps between the visits alone, so that the same log always gives
    the same rows, whatever its order, its names and its calendar.
    """
    order = np.lexsort((events.items, events.site_rank()[events.site], events.day))
    visits: dict[int, list[int]] = {}
    kept = []
    for row in order.tolist():
        case = int(events.case[row])
        if case == OWN_CASE:
            kept.append(row)
        else:
            visits.setdefault(case, []).append(row)
    kept += [rows[_lot(events.day[rows])] for rows in visits.values()]
    return np.array(sorted(kept), dtype=np.int64)


def _lot(day: IntArray) -> int:
    """Place of one of the days, even over the places, from the gaps between them."""
    gaps = np.diff(day).astype("<i8").tobytes()
    return int.from_bytes(hashlib.sha256(b"lot 0" + gaps).digest()[:8], "little") % len(day)
