"""Compile every kernel once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from incidents.analysis.both import knox_pair
from incidents.analysis.events import EventSet
from incidents.analysis.knox import KnoxParameters, knox
from incidents.analysis.linkage import link
from incidents.analysis.pair import scan_pair
from incidents.analysis.parameters import Null, ScanParameters
from incidents.analysis.scan import plan_scan
from incidents.analysis.scan_rows import lay_rows
from incidents.analysis.surge import SurgeParameters, surge
from incidents.analysis.worlds import simulate


def warm_up() -> None:
    """Compile every kernel by running each test once on a small log."""
    log = simulate("tour", 4, n=60, m=6).events
    null = Null(replicates=19)
    for prospective in (False, True):
        scan_pair(log, ScanParameters(prospective=prospective), null, workers=1)
    plan = plan_scan(log, ScanParameters(), null)
    dense = replace(plan, rows=lay_rows(plan.layout, 30))
    dense.simulate(0, 1)
    dense.best(dense.layout.site, np.zeros(log.n, dtype=np.bool_))
    _warm_knox(log, null)
    link(log, null=null, workers=1)
    earlier = replace(log, day=log.day - 1000, day_lo=log.day_lo - 1000, day_hi=log.day_hi - 1000)
    for reference in (None, earlier):
        surge(log, SurgeParameters(), null, reference=reference, workers=1)


def _warm_knox(log: EventSet, null: Null) -> None:
    """Both ways of counting: few pairs, and many pairs on few days."""
    for days, last_day in ((7, 400), (200, 3)):
        crowded = replace(log, day=log.day % last_day)
        knox(crowded, KnoxParameters(days=days), null, workers=1)
    knox_pair(log, KnoxParameters(), null, workers=1)
