"""What a reporter sees of their own: drafts on the way, reports with their states, and what may be the same event."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from incidents.access import Reader, visible
from incidents.enums import Status
from incidents.models import Incident, ReportDraft
from incidents.records import IncidentRecord
from incidents.selectors.incidents import incidents_visible_to, records, shaped, with_children
from sites.geometry import Point, distance_m

SAME_EVENT_WINDOW = dt.timedelta(hours=12)
# Two known points farther apart than this, beyond their uncertainty, are not one event.
SAME_EVENT_M = 2_000
SHOWN_AT_MOST = 100
_CLOSED = (Status.UNFOUNDED, Status.DUPLICATE, Status.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One of the reader's own reports, and why it came back if it did."""

    row: Incident
    record: IncidentRecord
    reason: str
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class SameEvent:
    """A report that may tell of the same event."""

    record: IncidentRecord
    is_own: bool
    status: str
    shared_equipment: tuple[str, ...]


def draft_of(key: uuid.UUID, *, reader: Reader) -> ReportDraft | None:
    """Return the reader's own draft of this key."""
    return ReportDraft.objects.select_related("sent").filter(owner_id=reader.account_id, key=key).first()


def unsent_of(reader: Reader) -> list[ReportDraft]:
    """Return the reader's own unsent drafts that hold something, newest first."""
    rows = ReportDraft.objects.filter(owner_id=reader.account_id, sent__isnull=True).order_by("-updated_at")
    return [draft for draft in rows if draft.content]


def own_reports(reader: Reader) -> list[OwnReport]:
    """Return the reader's own reports: those that came back first, then unfinished ones, then the rest by age."""
    rows = _own(reader).order_by("-id")
    waiting = with_children(rows.filter(status__in=[Status.RETURNED, Status.DRAFT]), history=True)
    rest = with_children(rows.exclude(status__in=[Status.RETURNED, Status.DRAFT]), history=True)[
        :SHOWN_AT_MOST
    ]
    first = sorted(waiting, key=lambda row: row.status != Status.RETURNED)
    return [_with_reason(row, reader) for row in [*first, *rest]]


def own_report(number: str, *, reader: Reader) -> Incident | None:
    """Return one of the reader's own reports by its number."""
    if not (number.isascii() and number.isprintable()):
        return None  # JSON carries NUL and half a surrogate pair, which no database compares with.
    return _own(reader).filter(number=number).first()


def recent_site_codes(reader: Reader) -> list[str]:
    """Return the sites of the reader's own last reports, last first."""
    codes = _own(reader).filter(site__isnull=False).order_by("-id").values_list("site__code", flat=True)[:50]
    return list(dict.fromkeys(codes))[:5]


def same_event_candidates(
    reader: Reader,
    *,
    site_code: str,
    at: dt.datetime,
    point: Point | None,
    equipment: Sequence[str],
    but_not: str = "",
) -> list[SameEvent]:
    """Return reports of one site within twelve hours, nearest in time first, among what this reader may know of.

    Others' reports stay unknown to a reporter: to say that one exists would let a guard's hour be probed.
    """
    window = (at - SAME_EVENT_WINDOW, at + SAME_EVENT_WINDOW)
    rows = incidents_visible_to(reader).filter(site__code=site_code, occurred_from__range=window)
    found = records(rows.exclude(status__in=_CLOSED).exclude(number=but_not)[:SHOWN_AT_MOST], reader)
    own = set(_own(reader).filter(occurred_from__range=window).values_list("number", flat=True))
    near = [record for record in found if not _is_elsewhere(record, point)]
    near.sort(key=lambda record: abs((record.occurred_from or at) - at))
    return [
        SameEvent(
            record, record.number in own, record.status,
            tuple(item.category for item in record.equipment if item.category in equipment),
        )
        for record in near
    ]  # fmt: skip


def _own(reader: Reader) -> QuerySet[Incident]:
    return visible(Incident.objects.filter(entered_by_id=reader.account_id), reader)


def _is_elsewhere(record: IncidentRecord, point: Point | None) -> bool:
    if point is None or record.observer_point is None:
        return False
    return distance_m(point, record.observer_point) > SAME_EVENT_M + (record.uncertainty_m or 0)


def _with_reason(row: Incident, reader: Reader) -> OwnReport:
    steps = [step for step in row.transitions.all() if step.to_status == Status.RETURNED]
    last = steps[-1] if row.status == Status.RETURNED and steps else None
    is_taken_back = last is not None and last.by_id == row.entered_by_id
    return OwnReport(row, shaped(row, reader, history=True), last.rationale if last else "", is_taken_back)
