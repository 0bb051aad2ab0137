"""The reason of an undo is judged before it is stored, kept in the form when refused, and not kept twice when done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from incidents.enums import AuditAction, JobState
from incidents.errors import IncompleteReport, PersonalDataFound
from incidents.models import Account, AuditEvent, ImportBatch, Job
from incidents.services.importing.batches import open_batch
from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS, ask_to_undo
from tests.factories import make_log

pytestmark = pytest.mark.django_db
PERSONAL = "wrong file of Kim 900101-1234568 tel 010-5555-6666"


@pytest.fixture
def batch(reporter: Account) -> ImportBatch:
    return open_batch(by=reporter, log=make_log(), file_name="log.csv", sha256="0" * 64, n_rows=0)


def test_a_reason_with_a_number_of_a_person_is_stored_nowhere(reporter: Account, batch: ImportBatch) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        ask_to_undo(by=reporter, batch=batch, reason=PERSONAL)
    assert "900101" not in str(refused.value)
    assert not Job.objects.exists()


def test_a_blank_reason_is_none(reporter: Account, batch: ImportBatch) -> None:
    with pytest.raises(IncompleteReport):
        ask_to_undo(by=reporter, batch=batch, reason="  ")
    assert not Job.objects.exists()


def test_the_form_answers_at_once_with_what_was_typed(
    signed_in: Callable[[Account], Client], reporter: Account, batch: ImportBatch
) -> None:
    answer = signed_in(reporter).post(f"/imports/done/{batch.uuid}/", {"reason": PERSONAL, "count": "0"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert page.count("900101-1234568") == 1  # in the field
    assert "a resident registration number" in page
    assert not Job.objects.exists()


def test_a_job_that_ended_keeps_no_reason(reporter: Account, batch: ImportBatch) -> None:
    ask_to_undo(by=reporter, batch=batch, reason="wrong month")
    work_off(RUNNERS)
    job = Job.objects.get()
    assert (job.state, job.arguments.get("batch"), "reason" in job.arguments) == (
        JobState.DONE, str(batch.uuid), False,
    )  # fmt: skip
    assert AuditEvent.objects.get(action=AuditAction.IMPORT_UNDONE).reason == "wrong month"
