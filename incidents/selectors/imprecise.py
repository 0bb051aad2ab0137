"""Reports known only to some days, or to some of the log's sites: left out of the test, drawn in again beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from incidents.access import Reader, visible
from incidents.analysis import EventSet
from incidents.enums import GeoPrecision
from incidents.models import Incident
from incidents.selectors.events import EPOCH, LogEvents, asked_of, items_of, local_day, office_day
from sites.geometry import distance_m

_REASONS = ("imprecise_date", "no_site")


@dataclass(frozen=True)
class DrawnIn:
    """The tested log with its imprecise reports behind it, and for some rows the other sites they may belong to."""

    events: EventSet
    other_sites: Mapping[int, tuple[int, ...]]
    n_imprecise: int


def drawn_in(found: LogEvents, *, reader: Reader, longest_days: int) -> DrawnIn:
    """Append what was left out of the test for its date or place and is still known to a few days and sites.

    A report enters if its days span at most `longest_days`, and its site is one of the log or its circle of
    uncertainty holds one. The site of a report that is known to a town or less may be any in that circle.
    """
    numbers = [number for reason in _REASONS for number in found.excluded.get(reason, ())]
    rows = visible(Incident.objects.filter(number__in=numbers), reader)
    rows = rows.prefetch_related("equipment").order_by("id")
    told = [(row, days, _sites_of(row, found)) for row in rows if (days := _days_of(row))]
    usable = [(row, days, sites) for row, days, sites in told if sites and days[1] - days[0] <= longest_days]
    candidates = [*(_sites_of(row, found) for row in found.rows), *(sites for _row, _days, sites in usable)]
    doubtful = {i: sites[1:] for i, sites in enumerate(candidates) if len(sites) > 1}
    n_imprecise = len(usable) + sum(i < found.events.n for i in doubtful)
    return DrawnIn(_appended(found.events, usable), doubtful, n_imprecise)


_Usable = tuple[Incident, tuple[int, int], tuple[int, ...]]


def _appended(events: EventSet, usable: list[_Usable]) -> EventSet:
    if not usable:
        return events
    low, high = (np.array([days[side] for _row, days, _sites in usable]) for side in (0, 1))
    items, asked = (
        np.array([read(row) for row, _days, _sites in usable], np.uint64) for read in (items_of, asked_of)
    )
    return replace(
        events,
        site=np.concatenate([events.site, [sites[0] for _row, _days, sites in usable]]),
        day=np.concatenate([events.day, (low + high) // 2]),
        case=np.concatenate([events.case, [row.case_id or -1 for row, _days, _sites in usable]]),
        day_lo=np.concatenate([events.day_lo, low]),
        day_hi=np.concatenate([events.day_hi, high]),
        items=np.concatenate([events.items, items]),
        items_asked=np.concatenate([events.items_asked, asked]),
    )


def _days_of(row: Incident) -> tuple[int, int] | None:
    if row.occurred_from is None:
        return None
    first = local_day(row)
    last = first if row.occurred_to is None else office_day(row.occurred_to)
    return (first - EPOCH).days, (max(first, last) - EPOCH).days


def _sites_of(row: Incident, found: LogEvents) -> tuple[int, ...]:
    """Return the log's sites that the report may belong to, its own first."""
    own = tuple(i for i, site in enumerate(found.sites) if site.pk == row.site_id)
    point, reach_m = row.observer_point, row.uncertainty_m
    if point is None or reach_m is None or row.geo_precision <= GeoPrecision.SITE_VICINITY:
        return own
    apart = sorted((distance_m(point, site.point), i) for i, site in enumerate(found.sites))
    return own + tuple(i for metres, i in apart if metres <= reach_m and i not in own)
