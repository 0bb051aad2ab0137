"""Erasing drafts that nobody touched for a month: what was never sent is no record of the office."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from incidents.enums import AuditAction
from incidents.models import ReportDraft
from incidents.selectors.drafts import DRAFT_KEPT
from incidents.services.audit import record_event


@transaction.atomic
def erase_old_drafts(*, now: dt.datetime | None = None) -> int:
    """Erase unsent drafts that nobody touched for 30 days; the trail keeps how many, and nothing they said."""
    n_erased, _by_model = old_drafts(now=now).delete()
    if n_erased:
        detail = {"n": n_erased, "days": DRAFT_KEPT.days}
        record_event(
            by=None, action=AuditAction.DRAFT_ERASED, object_type="draft", object_key="unsent", detail=detail
        )
    return n_erased


def erase_old_drafts_if_due() -> int:
    """Erase where there is something to erase; asked at every start and wherever drafts are listed."""
    return erase_old_drafts() if old_drafts().exists() else 0


def old_drafts(*, now: dt.datetime | None = None) -> QuerySet[ReportDraft]:
    """Return the unsent drafts whose time is over. The rows of sent ones stay: they remember a key, not a word."""
    return ReportDraft.objects.filter(sent__isnull=True, updated_at__lt=(now or timezone.now()) - DRAFT_KEPT)
