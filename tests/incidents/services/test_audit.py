"""The trail keeps what it is told for ever, so it refuses words that identify a person."""

from __future__ import annotations

import pytest

from incidents.enums import AuditAction
from incidents.errors import PersonalDataFound
from incidents.models import AuditEvent
from incidents.services.audit import record_event

pytestmark = pytest.mark.django_db


def test_a_reason_that_identifies_a_person_never_enters_the_trail() -> None:
    with pytest.raises(PersonalDataFound):
        record_event(
            by=None, action=AuditAction.LOG_REMOVED, object_type="log", object_key="x", reason="asked by 010-1234-5678"
        )  # fmt: skip
    assert not AuditEvent.objects.exists()


def test_an_ordinary_reason_does() -> None:
    record_event(
        by=None, action=AuditAction.LOG_REMOVED, object_type="log", object_key="x", reason="leaving the demo"
    )
    assert AuditEvent.objects.get().reason == "leaving the demo"
