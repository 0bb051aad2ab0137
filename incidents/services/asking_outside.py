"""A name that is told to the office's own geocoder leaves the house: who asked and how much is written down, never the words."""

from __future__ import annotations

from django.db import transaction

from incidents.enums import AuditAction
from incidents.models import Account
from incidents.services.audit import record_event


@transaction.atomic
def record_question(*, by: Account, n_characters: int) -> None:
    """Write that a name is about to leave, before it does."""
    record_event(
        by=by, action=AuditAction.GEOCODER_ASKED, object_type="geocoder", object_key="operator",
        detail={"n_characters": n_characters},
    )  # fmt: skip
