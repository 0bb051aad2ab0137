"""Unsent drafts go after thirty days without a touch; the trail keeps the count and nothing they said."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from incidents.access import reader_of
from incidents.models import Account, AuditEvent, ReportDraft
from incidents.selectors.drafts import erased_on, unsent_of
from incidents.services.audit import record_event
from incidents.services.draft_retention import (
    erase_old_drafts,
    erase_old_drafts_if_due,
    untouched_drafts,
)
from incidents.services.drafting import CardReport, save_draft, send_draft
from tests.factories import make_account, report_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def silence() -> None:
    """Stand for a log that nobody used but as the test says."""


@pytest.fixture(autouse=True)
def _in_use(request: pytest.FixtureRequest, db: None) -> None:
    """Let the office have used its log on every third day of the last year, unless a test says that it was silent."""
    if "silence" not in request.fixturenames:
        sign_of_life(*range(401, 0, -3))


def sign_of_life(*days_ago: float) -> None:
    """Write an event of so many days ago; the trail takes no other dates than the clock's."""
    real = timezone.now()
    with pytest.MonkeyPatch.context() as clock, transaction.atomic():
        for days in days_ago:
            clock.setattr(timezone, "now", lambda days=days: real - dt.timedelta(days=days))
            record_event(by=None, action="access.denied", object_type="page", object_key="/")


def make_card(owner: Account, *, days: float, line: str = "Never sent") -> ReportDraft:
    draft = save_draft(by=owner, key=uuid.uuid4(), content={"line": line}).draft
    return touched(draft, days=days)


def touched(draft: ReportDraft, *, days: float) -> ReportDraft:
    ReportDraft.objects.filter(pk=draft.pk).update(updated_at=timezone.now() - dt.timedelta(days=days))
    draft.refresh_from_db()
    return draft


def test_old_drafts_of_everybody_go_and_young_ones_stay(reporter: Account) -> None:
    other = make_account("reporter")
    young = make_card(reporter, days=29.9)
    make_card(reporter, days=30.1), make_card(other, days=400)
    assert erase_old_drafts() == 2
    assert list(ReportDraft.objects.all()) == [young]


def test_the_trail_keeps_how_many_and_nothing_they_said(reporter: Account) -> None:
    make_card(reporter, days=31, line="Behind the bakery")
    erase_old_drafts()
    event = AuditEvent.objects.get(action="draft.erased")
    assert (event.actor, event.detail) == (None, {"n": 1, "days": 30})
    assert "bakery" not in json.dumps([event.object_key, event.reason, event.fields, event.detail])


def test_nothing_to_erase_writes_nothing(reporter: Account) -> None:
    make_card(reporter, days=3)
    assert (erase_old_drafts(), erase_old_drafts_if_due()) == (0, 0)
    assert not AuditEvent.objects.filter(action="draft.erased").exists()


def test_the_memory_of_a_sent_key_stays(reporter: Account) -> None:
    key = uuid.uuid4()
    sent = send_draft(by=reporter, key=key, report=CardReport(fields=report_fields()))
    touched(ReportDraft.objects.get(), days=400)
    assert erase_old_drafts() == 0
    again = send_draft(by=reporter, key=key, report=CardReport(fields=report_fields()))
    assert again.incident == sent.incident


def test_a_draft_that_is_touched_begins_anew(reporter: Account) -> None:
    draft = make_card(reporter, days=29)
    save_draft(by=reporter, key=draft.key, content={"line": "Still needed"})
    draft.refresh_from_db()
    assert erased_on(draft) is None


@pytest.mark.parametrize(("days", "is_warned"), [(22, False), (23.1, True), (29, True)])
def test_its_owner_is_warned_in_its_last_week(
    reporter: Account, signed_in: Callable[[Account], Client], days: float, is_warned: bool
) -> None:
    draft = make_card(reporter, days=days)
    (item,) = unsent_of(reader_of(reporter))
    assert (item.erased_on is not None) is is_warned
    client = signed_in(reporter)
    for address in ("/report/mine/", f"/report/?draft={draft.key}"):
        assert ("unless you change or send it" in client.get(address).content.decode()) is is_warned


def test_listing_drafts_erases_what_is_due(reporter: Account, signed_in: Callable[[Account], Client]) -> None:
    make_card(make_account("reporter"), days=31)
    signed_in(reporter).get("/report/mine/")
    assert not ReportDraft.objects.exists()


def test_the_check_by_use_is_one_query(reporter: Account) -> None:
    make_card(reporter, days=3)
    with CaptureQueriesContext(connection) as queries:
        erase_old_drafts_if_due()
    assert len(queries) == 1


@pytest.mark.usefixtures("silence")
def test_a_clock_that_jumps_a_year_ahead_erases_nothing_that_was_not_warned_of(
    reporter: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    warned, fresh = make_card(reporter, days=24), make_card(reporter, days=22)
    sign_of_life(*range(24, -1, -1))
    jumped = timezone.now() + dt.timedelta(days=365)
    assert set(untouched_drafts(now=jumped)) == {warned, fresh}
    monkeypatch.setattr(timezone, "now", lambda: jumped)
    sign_of_life(0)  # somebody works on, by the wrong clock
    assert erase_old_drafts() == 1
    assert erase_old_drafts() == 0
    assert list(ReportDraft.objects.all()) == [fresh]
    [shown] = unsent_of(reader_of(reporter))
    assert shown.erased_on is not None
    assert shown.erased_on > timezone.localdate(jumped)


@pytest.mark.usefixtures("silence")
def test_after_a_jump_time_goes_on_as_the_log_is_used(reporter: Account) -> None:
    make_card(reporter, days=60)
    sign_of_life(60, 20)
    assert erase_old_drafts() == 0  # 60 to 20 days ago counts as 7, and so do the last 20
    sign_of_life(*range(20, 0, -1))
    assert erase_old_drafts() == 0
    sign_of_life(58, 55, 50)
    assert erase_old_drafts() == 1


def test_the_days_are_the_operators(reporter: Account, settings: Any) -> None:
    settings.DRAFT_DAYS = 10
    draft = make_card(reporter, days=9)
    assert erased_on(draft) is not None
    touched(draft, days=10.1)
    assert erase_old_drafts() == 1
    assert AuditEvent.objects.get(action="draft.erased").detail["days"] == 10


@pytest.mark.usefixtures("silence")
def test_the_command_says_what_a_silence_keeps(reporter: Account, capsys: pytest.CaptureFixture[str]) -> None:
    make_card(reporter, days=31)
    call_command("erase_old_drafts")
    assert capsys.readouterr().out.splitlines()[1].startswith("1 draft kept: the log was silent")


def test_the_command_counts_first_and_erases_then(
    reporter: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    make_card(reporter, days=31)
    call_command("erase_old_drafts", "--dry-run")
    assert ReportDraft.objects.count() == 1
    call_command("erase_old_drafts")
    call_command("erase_old_drafts")
    assert capsys.readouterr().out.splitlines() == [
        "1 draft would be erased.", "1 draft erased.", "0 drafts erased.",
    ]  # fmt: skip
