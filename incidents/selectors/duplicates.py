"""Reports that may tell of one event: which lie near in place and time, how near, and who is grouped with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from incidents.access import Reader, sees_exact_points
from incidents.enums import LinkKind, Status, TimePrecision
from incidents.models import Incident, IncidentLink
from incidents.records import IncidentRecord
from incidents.selectors.incidents import (
    all_records_visible_to,
    incidents_visible_to,
    shaped,
    with_children,
)
from incidents.selectors.nearby import in_box
from sites.geometry import distance_m

WINDOW = dt.timedelta(hours=12)
A_DAY = dt.timedelta(days=1)
# Two known points farther apart than this, beyond their uncertainty, are not one event.
NEAR_M = 2_000
# A point that is less certain than this is looked for by its site alone.
MAX_UNCERTAINTY_M = 10_000
SHOWN_AT_MOST = 10
_READ_AT_MOST = 100
_CLOSED = (Status.UNFOUNDED, Status.DUPLICATE, Status.WITHDRAWN)
_STANDING = (Status.SUBMITTED, Status.CONFIRMED, Status.RELEASED, Status.CORRECTED)


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near two reports lie; `minutes` is None where only the day of one is known."""

    minutes: int | None
    distance_m: float | None
    is_same_site: bool
    shared_equipment: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SameEvent:
    """A report that may tell of the same event."""

    record: IncidentRecord
    is_own: bool
    nearness: Nearness


@dataclass(frozen=True, slots=True)
class Member:
    """A report that is kept under a lead: its row, and what this reader may see of it."""

    row: Incident
    record: IncidentRecord


@dataclass(frozen=True, slots=True)
class Group:
    """The lead that a report is kept under, if the reader may know of it, or what is kept under this report."""

    lead: IncidentRecord | None = None
    members: tuple[Member, ...] = ()


def same_event_candidates(
    told: IncidentRecord, *, reader: Reader, but_not: Sequence[str] = (), is_standing: bool = False
) -> list[SameEvent]:
    """Return reports near in place and time, nearest in time first, among what this reader may know of.

    Others' reports stay unknown to a reporter: to say that one exists would let a guard's hour be probed. With
    `is_standing` only those that a report can be grouped with are returned.
    """
    span = _span(told)
    if span is None or (told.site is None and told.map_point is None):
        return []
    rows = incidents_visible_to(reader).filter(_in_time(*span), _in_place(told, reader))
    rows = rows.exclude(status__in=_CLOSED).exclude(number__in=[told.number, *but_not])
    if is_standing:
        rows = rows.filter(status__in=_STANDING)
    found = [_same_event(told, row, reader) for row in _read(rows)]
    near = [item for item in found if _is_near(told, item)]
    return sorted(near, key=lambda item: _gap(told, item.record))[:SHOWN_AT_MOST]


def same_event_as(row: Incident, *, reader: Reader) -> tuple[IncidentRecord, list[SameEvent]]:
    """Return an own report as it was just written, and what may tell of the same event."""
    told = shaped(with_children(incidents_visible_to(reader)).get(pk=row.pk), reader)
    return told, same_event_candidates(told, reader=reader)


def group_around(row: Incident, *, reader: Reader) -> Group:
    """Return the group of a report as far as this reader may know of it."""
    rows = all_records_visible_to(reader)
    links = {"kind": LinkKind.DUPLICATE_OF}
    if row.status == Status.DUPLICATE:
        leads = _members(rows.filter(pk__in=row.links.filter(**links).values("other")), reader)
        return Group(lead=leads[0].record if leads else None)
    grouped = rows.filter(pk__in=row.linked_from.filter(**links).values("incident"))
    return Group(members=tuple(_members(grouped.order_by("id"), reader)))


def rows_to_group(numbers: Iterable[str], *, reader: Reader) -> list[Incident]:
    """Return the rows of these numbers that the reader may know of, with all that a comparison shows."""
    known = all_records_visible_to(reader).filter(number__in=[each for each in numbers if "\x00" not in each])
    return list(with_children(known.order_by("id"), history=True))


def leads_among(rows: Sequence[Incident], *, reader: Reader) -> dict[int, str]:
    """Return the number of the lead of each grouped row, where the reader may know of it."""
    links = IncidentLink.objects.filter(kind=LinkKind.DUPLICATE_OF, incident__in=rows)
    known = links.filter(other__in=all_records_visible_to(reader))
    return dict(known.values_list("incident_id", "other__number"))


def nearness(one: IncidentRecord, other: IncidentRecord) -> Nearness:
    """Return how near two reports lie in place, time and equipment."""
    has_hours = one.time_precision == other.time_precision == TimePrecision.MINUTE
    theirs = {item.category for item in other.equipment}
    shared = dict.fromkeys(item.category for item in one.equipment if item.category in theirs)
    return Nearness(
        minutes=_gap(one, other) // dt.timedelta(minutes=1) if has_hours and _span(one) and _span(other) else None,
        distance_m=_distance_m(one, other),
        is_same_site=one.site is not None and other.site is not None and one.site.code == other.site.code,
        shared_equipment=tuple(shared),
    )  # fmt: skip


def _read(rows: QuerySet[Incident]) -> QuerySet[Incident]:
    return with_children(rows.order_by("-id"), history=True)[:_READ_AT_MOST]


def _members(rows: QuerySet[Incident], reader: Reader) -> list[Member]:
    return [Member(row, shaped(row, reader, history=True)) for row in with_children(rows, history=True)]


def _same_event(told: IncidentRecord, row: Incident, reader: Reader) -> SameEvent:
    record = shaped(row, reader, history=True)
    return SameEvent(record, row.entered_by_id == reader.account_id, nearness(told, record))


def _span(record: IncidentRecord) -> tuple[dt.datetime, dt.datetime] | None:
    """Return from when to when it may have been; nothing where not even the day is known."""
    start = record.occurred_from
    if start is None or record.time_precision > TimePrecision.DAY:
        return None
    end = record.occurred_to or start
    return (start, end) if record.time_precision == TimePrecision.MINUTE else (start, end + A_DAY)


def _in_time(start: dt.datetime, end: dt.datetime) -> Q:
    """Keep what may have been within the window; a day without an hour begins up to a day before its end."""
    since = start - WINDOW - A_DAY
    began_late = Q(occurred_from__gte=since) | Q(occurred_to__gte=since)
    return Q(time_precision__lte=TimePrecision.DAY, occurred_from__lte=end + WINDOW) & began_late


def _in_place(told: IncidentRecord, reader: Reader) -> Q:
    """Keep the same site, and what may lie near the point; points that the reader may not see never decide."""
    places = Q(site__code=told.site.code) if told.site else Q(pk__in=[])
    if told.map_point is None or (told.uncertainty_m or 0) > MAX_UNCERTAINTY_M:
        return places
    half_m = NEAR_M + (told.uncertainty_m or 0) + MAX_UNCERTAINTY_M
    near = in_box(told.map_point, half_m, exact=sees_exact_points(reader))
    return places | near | (Q(entered_by_id=reader.account_id) & in_box(told.map_point, half_m, exact=True))


def _is_near(told: IncidentRecord, item: SameEvent) -> bool:
    if _gap(told, item.record) > WINDOW:
        return False
    has_points = told.observer_point is not None and item.record.observer_point is not None
    if item.nearness.is_same_site and not has_points:
        return True
    apart = _distance_m(told, item.record)
    return apart is not None and apart <= NEAR_M + (told.uncertainty_m or 0) + (
        item.record.uncertainty_m or 0
    )


def _gap(one: IncidentRecord, other: IncidentRecord) -> dt.timedelta:
    """Return the time between two spans, none where they touch."""
    mine, theirs = _span(one), _span(other)
    if mine is None or theirs is None:
        return dt.timedelta.max
    return max(dt.timedelta(), mine[0] - theirs[1], theirs[0] - mine[1])


def _distance_m(one: IncidentRecord, other: IncidentRecord) -> float | None:
    """Return the distance of the points; where one has only its site, that of the site's public point."""
    here, there = one.map_point, other.map_point
    if (
        here is None
        or there is None
        or (one.observer_point is None and other.observer_point is None and one.site == other.site)
    ):
        return None
    return distance_m(here, there)
