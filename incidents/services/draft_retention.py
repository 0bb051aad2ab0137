"""Erasing drafts that nobody touched for a month: what was never sent is no record of the office.

A clock that jumps a year ahead must not erase everything at once. So a day counts only as far as the trail bears it out:
a silence of the whole log counts as no more than the days of warning, and a jump is such a silence.
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from incidents.enums import AuditAction
from incidents.models import AuditEvent, ReportDraft
from incidents.services.audit import record_event


@transaction.atomic
def erase_old_drafts(*, now: dt.datetime | None = None) -> int:
    """Erase unsent drafts whose time is over; the trail keeps how many, and nothing they said."""
    n_erased, _by_model = old_drafts(now=now).delete()
    if n_erased:
        detail = {"n": n_erased, "days": settings.DRAFT_DAYS}
        record_event(
            by=None, action=AuditAction.DRAFT_ERASED, object_type="draft", object_key="unsent", detail=detail
        )
    return n_erased


def erase_old_drafts_if_due() -> int:
    """Erase where there is something to erase; asked at every start and wherever drafts are listed."""
    return erase_old_drafts() if untouched_drafts().exists() else 0


def untouched_drafts(*, now: dt.datetime | None = None) -> QuerySet[ReportDraft]:
    """Return the unsent drafts that are old by the clock alone.

    The rows of sent ones stay: they remember a key, not a word.
    """
    before = (now or timezone.now()) - dt.timedelta(days=settings.DRAFT_DAYS)
    return ReportDraft.objects.filter(sent__isnull=True, updated_at__lt=before)


def old_drafts(*, now: dt.datetime | None = None) -> QuerySet[ReportDraft]:
    """Return the unsent drafts whose time is over by the clock and by the trail."""
    untouched = untouched_drafts(now=now)
    oldest = untouched.aggregate(oldest=Min("updated_at"))["oldest"]
    if oldest is None:
        return untouched
    in_use = [*_days_in_use(oldest), timezone.localdate(now or timezone.now())]
    over = [draft.pk for draft in untouched if _counted_days(draft, in_use) >= settings.DRAFT_DAYS]
    return untouched.filter(pk__in=over)


def _days_in_use(since: dt.datetime) -> list[dt.date]:
    events = AuditEvent.objects.filter(at__gt=since).order_by().annotate(day=TruncDate("at"))
    return sorted(events.values_list("day", flat=True).distinct())


def _counted_days(draft: ReportDraft, in_use: list[dt.date]) -> int:
    """Return how many days passed since the draft was touched, a long silence of the log cut short."""
    touched_on = timezone.localdate(draft.updated_at)
    days = [touched_on, *(day for day in in_use if day > touched_on)]
    return sum(min((later - day).days, settings.DRAFT_WARNING_DAYS) for day, later in pairwise(days))
