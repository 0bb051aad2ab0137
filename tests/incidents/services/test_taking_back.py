"""An author takes back what nobody reviewed yet."""

from __future__ import annotations

import pytest

from incidents.enums import AuditAction, Status
from incidents.errors import NotAllowed, PersonalDataFound, WrongState
from incidents.models import Account, AuditEvent, Transition
from incidents.services.reporting import submit_incident
from incidents.services.review import confirm_incident
from incidents.services.taking_back import take_back_report
from tests.factories import RATIONALE, make_account, make_confirmed, make_draft, make_submitted

pytestmark = pytest.mark.django_db


def test_a_report_comes_back_and_can_be_handed_in_again(reporter: Account) -> None:
    incident = take_back_report(by=reporter, incident=make_submitted(reporter))
    assert (incident.status, incident.reviewed_by) == (Status.RETURNED, None)
    assert submit_incident(by=reporter, incident=incident).status == Status.SUBMITTED


def test_taking_back_leaves_its_step_and_its_event(reporter: Account) -> None:
    incident = take_back_report(by=reporter, incident=make_submitted(reporter), reason="Wrong site")
    step = Transition.objects.filter(incident=incident).last()
    assert (step.from_status, step.to_status, step.by, step.rationale) == (
        "SUBMITTED",
        "RETURNED",
        reporter,
        "Wrong site",
    )
    event = AuditEvent.objects.order_by("id").last()
    assert (event.action, event.object_key, event.actor) == (
        AuditAction.INCIDENT_RETURNED,
        incident.number,
        reporter,
    )


def test_a_reviewer_confirms_nothing_that_was_taken_back(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    take_back_report(by=reporter, incident=incident)
    with pytest.raises(WrongState):
        confirm_incident(by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"])


def test_only_the_author_takes_back(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    for person in (make_account("reporter"), reviewer):
        with pytest.raises(NotAllowed):
            take_back_report(by=person, incident=incident)


def test_a_draft_or_a_reviewed_report_is_not_taken_back(reporter: Account, reviewer: Account) -> None:
    for incident in (make_draft(reporter), make_confirmed(reporter, reviewer=reviewer)):
        with pytest.raises(WrongState):
            take_back_report(by=reporter, incident=incident)


def test_a_reason_that_identifies_a_person_is_refused(reporter: Account) -> None:
    incident = make_submitted(reporter)
    with pytest.raises(PersonalDataFound):
        take_back_report(by=reporter, incident=incident, reason="주민등록번호 900101-1234568")
    incident.refresh_from_db()
    assert incident.status == Status.SUBMITTED
