"""The fixed rule that decides, from counts alone, within which groups days are shuffled."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from incidents.analysis.errors import AnalysisError
from incidents.analysis.events import EventSet, IntArray

SMALLEST_STRATUM = 10


@dataclass(frozen=True)
class StrataChoice:
    """Which strata were used and the counts that decided it.

    Attributes
    ----------
    code : str
        "site_type", "none_asked", "none_no_types", "none_small_types" or "none_one_type".
    counts : tuple of (int, int)
        Site type code and number of events, ascending by code.
    smallest : int
        Site types with fewer events than this are shuffled together.
    pooled : tuple of int
        Codes of the site types that were shuffled together.
    """

    code: str
    counts: tuple[tuple[int, int], ...]
    smallest: int
    pooled: tuple[int, ...]


def choose_strata(events: EventSet, rule: str) -> tuple[IntArray, StrataChoice]:
    """Give the stratum of every event and the reasons.

    "auto" keeps every site type with at least `SMALLEST_STRATUM` events as a stratum of its own and pools
    the rest. The rule looks at counts only, never at days, so it cannot lean towards a result.
    """
    one = np.zeros(events.n, dtype=np.int64)
    if events.kind is None:
        if rule == "site_type":
            raise AnalysisError(
                "stratify", rule, "the log carries no site types; give `kind` or choose auto."
            )
        return one, StrataChoice("none_no_types", (), SMALLEST_STRATUM, ())
    kinds = events.kind[events.site]
    codes, numbers = np.unique(kinds, return_counts=True)
    counts = tuple((int(c), int(k)) for c, k in zip(codes, numbers, strict=True))
    if rule == "none":
        return one, StrataChoice("none_asked", counts, SMALLEST_STRATUM, ())
    if len(codes) < 2:
        return one, StrataChoice("none_one_type", counts, SMALLEST_STRATUM, ())
    small = codes[numbers < SMALLEST_STRATUM] if rule == "auto" else codes[:0]
    strata = np.searchsorted(codes, kinds)
    pool = np.isin(kinds, small)
    strata[pool] = len(codes)
    if len(np.unique(strata)) < 2:
        return one, StrataChoice("none_small_types", counts, SMALLEST_STRATUM, ())
    pooled = tuple(int(c) for c in small) if len(small) > 1 else ()
    return strata, StrataChoice("site_type", counts, SMALLEST_STRATUM, pooled)
