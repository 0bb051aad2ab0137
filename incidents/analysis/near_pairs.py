"""The pairs behind a Knox count, so that they can be mapped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis import knox_kernel
from incidents.analysis.events import IntArray
from incidents.analysis.layout import SlotLayout

MAPPED_PAIRS = 1_000


@dataclass(frozen=True)
class NearPairs:
    """Pairs near in space and time.

    Attributes
    ----------
    n : int
        Number of all of them.
    rows : tuple of (int, int)
        Input rows of the pairs, ascending; of more than `MAPPED_PAIRS` the earliest. In a dealt log: the rows whose
        days chance handed to these sites.
    sites : tuple of (int, int)
        Sites of the same pairs, numbered as in the input; in a dealt log where chance put them.
    """

    n: int
    rows: tuple[tuple[int, int], ...]
    sites: tuple[tuple[int, int], ...]


NO_PAIRS = NearPairs(0, (), ())


def list_near_pairs(
    layout: SlotLayout, site_at: IntArray, near: np.ndarray, n: int, rows: IntArray, sites: IntArray
) -> NearPairs:
    """List the pairs of a real or dealt log.

    Parameters
    ----------
    layout : SlotLayout
    site_at : int array
        The site at every slot.
    near : site x site table
        1 where two sites are near.
    n : int
        Number of all pairs.
    rows, sites : int arrays
        Input row of every event and input number of every site.
    """
    slots = knox_kernel.list_pairs(site_at, layout.reach, near, min(n, MAPPED_PAIRS))
    found = []
    for one, other in slots.tolist():
        ends = [(int(rows[layout.event[t]]), int(sites[site_at[t]])) for t in (one, other)]
        found.append(tuple(sorted(ends)))
    found.sort()
    return NearPairs(
        n,
        tuple((first[0], second[0]) for first, second in found),
        tuple((first[1], second[1]) for first, second in found),
    )
