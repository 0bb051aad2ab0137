"""What a reporter sees of their own: drafts on the way, and reports with their states."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from incidents.access import Reader, visible
from incidents.enums import Status
from incidents.models import Incident, ReportDraft, Transition
from incidents.records import IncidentRecord
from incidents.selectors.incidents import shaped, with_children

SHOWN_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class OwnReport:
    """One of the reader's own reports, and why it came back if it did."""

    row: Incident
    record: IncidentRecord
    reason: str
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class UnsentDraft:
    """A draft that was not sent, and the day on which it goes if that is near."""

    draft: ReportDraft
    erased_on: dt.date | None


def draft_of(key: uuid.UUID, *, reader: Reader) -> ReportDraft | None:
    """Return the reader's own draft of this key."""
    return ReportDraft.objects.select_related("sent").filter(owner_id=reader.account_id, key=key).first()


def erased_on(draft: ReportDraft | None) -> dt.date | None:
    """Return the day on which an unsent draft will be erased, once that is near; nothing before."""
    kept, warning = dt.timedelta(days=settings.DRAFT_DAYS), dt.timedelta(days=settings.DRAFT_WARNING_DAYS)
    now = timezone.now()
    if draft is None or draft.sent_id is not None or now - draft.updated_at < kept - warning:
        return None
    # Where the log was silent for long, a day that has passed erased nothing.
    return max(timezone.localdate(draft.updated_at + kept), timezone.localdate(now + dt.timedelta(days=1)))


def unsent_of(reader: Reader) -> list[UnsentDraft]:
    """Return the reader's own unsent drafts that hold something, newest first."""
    rows = ReportDraft.objects.filter(owner_id=reader.account_id, sent__isnull=True).order_by("-updated_at")
    return [UnsentDraft(draft, erased_on(draft)) for draft in rows if draft.content]


def own_reports(reader: Reader) -> list[OwnReport]:
    """Return the reader's own reports: those that came back first, then unfinished ones, then those sent by hand."""
    rows = _own(reader).order_by("-id")
    waiting = with_children(rows.filter(status__in=[Status.RETURNED, Status.DRAFT]), history=True)
    by_hand = rows.filter(import_batch__isnull=True)
    rest = with_children(by_hand.exclude(status__in=[Status.RETURNED, Status.DRAFT]), history=True)[
        :SHOWN_AT_MOST
    ]
    first = sorted(waiting, key=lambda row: row.status != Status.RETURNED)
    return [_with_reason(row, reader) for row in [*first, *rest]]


def n_own_imported(reader: Reader) -> int:
    """Return how many own reports came from files; these are listed with their imports."""
    imported = _own(reader).filter(import_batch__isnull=False)
    return imported.exclude(status__in=[Status.RETURNED, Status.DRAFT]).count()


def own_report(number: str, *, reader: Reader) -> Incident | None:
    """Return one of the reader's own reports by its number."""
    if not (number.isascii() and number.isprintable()):
        return None  # JSON carries NUL and half a surrogate pair, which no database compares with.
    return _own(reader).filter(number=number).first()


def why_returned(row: Incident) -> str:
    """Return what the reviewer asked for when an own report came back; nothing if its author took it back."""
    last = _came_back(row)
    return "" if last is None or last.by_id == row.entered_by_id else last.rationale


def recent_site_codes(reader: Reader) -> list[str]:
    """Return the sites of the last reports that the reader sent by hand, last first."""
    codes = (
        _own(reader)
        .filter(site__isnull=False, import_batch__isnull=True)
        .order_by("-id")
        .values_list("site__code", flat=True)[:50]
    )
    return list(dict.fromkeys(codes))[:5]


def _own(reader: Reader) -> QuerySet[Incident]:
    return visible(Incident.objects.filter(entered_by_id=reader.account_id), reader)


def _with_reason(row: Incident, reader: Reader) -> OwnReport:
    last = _came_back(row)
    is_taken_back = last is not None and last.by_id == row.entered_by_id
    return OwnReport(row, shaped(row, reader, history=True), last.rationale if last else "", is_taken_back)


def _came_back(row: Incident) -> Transition | None:
    """Return the step by which a report came back; nothing unless it waits for its author now."""
    steps = [step for step in row.transitions.all() if step.to_status == Status.RETURNED]
    return steps[-1] if row.status == Status.RETURNED and steps else None
