"""Reports of one event under a lead: nothing counts twice, nothing vanishes, and each comes back as it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.forms.models import model_to_dict

from incidents.enums import LinkKind, RecordKind, Status
from incidents.errors import (
    IncompleteReport,
    NotAllowed,
    PersonalDataFound,
    SamePerson,
    StaleVersion,
    WrongState,
)
from incidents.models import Account, AuditEvent, Incident, IncidentLink
from incidents.services.grouping import (
    group_reports,
    lead_the_group,
    mark_duplicate,
    ungroup_report,
    ungroup_reports,
)
from incidents.services.review import (
    confirm_incident,
    mark_insufficient,
    mark_unfounded,
    return_incident,
    withdraw_incident,
)
from incidents.services.taking_back import take_back_report
from tests.factories import (
    RATIONALE,
    make_account,
    make_confirmed,
    make_draft,
    make_log,
    make_released,
    make_submitted,
)

WHY = "Same event, told twice"


def lead_of(incident: Incident) -> str:
    return incident.links.get(kind=LinkKind.DUPLICATE_OF).other.number


def everything_of(incident: Incident) -> dict[str, Any]:
    """Return all that is stored of a report but when the row was last written."""
    incident.refresh_from_db()
    columns = {field.attname: getattr(incident, field.attname) for field in incident._meta.concrete_fields}
    columns.pop("changed_at")
    children = {
        name: [model_to_dict(row) for row in getattr(incident, name).all()]
        for name in ("equipment", "actions", "sources", "dispositions", "claims")
    }
    return columns | children


def states(*incidents: Incident) -> list[str]:
    for incident in incidents:
        incident.refresh_from_db()
    return [incident.status for incident in incidents]


def group(by: Account, lead: Incident, *reports: Incident, **options: Any) -> Incident:
    return group_reports(by=by, lead=lead, reports=reports, rationale=WHY, **options)


def apart(by: Account, incident: Incident) -> Incident:
    return ungroup_report(by=by, incident=incident, rationale="They are two events")


def test_several_reports_go_under_one_lead_with_the_reason(reporter: Account, reviewer: Account) -> None:
    lead, first, second = (make_submitted(reporter) for _ in range(3))
    group(reviewer, lead, first, second)
    assert states(lead, first, second) == ["SUBMITTED", "DUPLICATE", "DUPLICATE"]
    assert [lead_of(first), lead_of(second)] == [lead.number, lead.number]
    assert first.transitions.last().rationale == WHY
    event = AuditEvent.objects.filter(object_key=first.number).latest("id")
    assert (event.action, event.actor) == ("incident.duplicate", reviewer)
    assert event.detail == {"lead": lead.number, "from": "SUBMITTED"}


def test_each_comes_back_exactly_as_it_was(reporter: Account, reviewer: Account) -> None:
    other = make_account("reviewer")
    lead = make_confirmed(reporter, reviewer=other)
    confirmed, waiting = make_confirmed(reporter, reviewer=other), make_submitted(reporter)
    before = [everything_of(confirmed), everything_of(waiting)]

    group(reviewer, lead, confirmed, waiting)
    assert states(confirmed, waiting) == ["DUPLICATE", "DUPLICATE"]
    ungroup_reports(by=reviewer, reports=[confirmed, waiting], rationale="They are two events")

    assert [everything_of(confirmed), everything_of(waiting)] == before
    assert (confirmed.status, confirmed.reviewed_by, waiting.status) == ("CONFIRMED", other, "SUBMITTED")
    assert not IncidentLink.objects.exists()
    assert [step.to_status for step in confirmed.transitions.all()][-2:] == ["DUPLICATE", "CONFIRMED"]
    assert AuditEvent.objects.filter(action="incident.ungrouped").count() == 2


def test_taking_out_twice_changes_nothing_more(reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group(reviewer, lead, second)
    apart(reviewer, second)
    before = (everything_of(second), second.transitions.count(), AuditEvent.objects.count())
    apart(reviewer, second)
    assert (everything_of(second), second.transitions.count(), AuditEvent.objects.count()) == before


def test_grouping_again_changes_nothing_more(reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group(reviewer, lead, second)
    n_events = AuditEvent.objects.count()
    group(reviewer, lead, second)
    assert AuditEvent.objects.count() == n_events


def test_a_report_that_never_was_grouped_is_not_taken_out(reporter: Account, reviewer: Account) -> None:
    with pytest.raises(WrongState):
        apart(reviewer, make_submitted(reporter))


def test_a_duplicate_of_a_duplicate_points_to_the_lead(reporter: Account, reviewer: Account) -> None:
    lead, second, third = (make_submitted(reporter) for _ in range(3))
    mark_duplicate(by=reviewer, incident=second, of=lead, rationale=WHY)
    mark_duplicate(by=reviewer, incident=third, of=second, rationale=WHY)
    assert (lead_of(second), lead_of(third)) == (lead.number, lead.number)


def test_a_lead_that_is_grouped_brings_its_group_along(reporter: Account, reviewer: Account) -> None:
    first, second, third = (make_submitted(reporter) for _ in range(3))
    group(reviewer, second, third)
    group(reviewer, first, second)
    assert (lead_of(second), lead_of(third)) == (first.number, first.number)
    apart(reviewer, third)
    assert states(first, second, third) == ["SUBMITTED", "DUPLICATE", "SUBMITTED"]


def test_two_reports_cannot_be_duplicates_of_each_other(reporter: Account, reviewer: Account) -> None:
    first, second = make_submitted(reporter), make_submitted(reporter)
    mark_duplicate(by=reviewer, incident=first, of=second, rationale=WHY)
    with pytest.raises(IncompleteReport, match="Choose the one that stays"):
        mark_duplicate(by=reviewer, incident=second, of=first, rationale=WHY)
    with pytest.raises(IncompleteReport, match="of itself"):
        mark_duplicate(by=reviewer, incident=second, of=second, rationale=WHY)
    assert states(first, second) == ["DUPLICATE", "SUBMITTED"]


def test_another_lead_takes_the_whole_group(reporter: Account, reviewer: Account) -> None:
    lead, second, third = (make_submitted(reporter) for _ in range(3))
    group(reviewer, lead, second, third)
    lead_the_group(by=reviewer, incident=third, rationale="It says more")
    assert states(lead, second, third) == ["DUPLICATE", "DUPLICATE", "SUBMITTED"]
    assert (lead_of(lead), lead_of(second)) == (third.number, third.number)
    for incident in (lead, second):
        apart(reviewer, incident)
    assert states(lead, second, third) == ["SUBMITTED"] * 3
    assert not IncidentLink.objects.exists()


def test_choosing_a_member_as_the_lead_changes_the_lead(reporter: Account, reviewer: Account) -> None:
    lead, second, third, fourth = (make_submitted(reporter) for _ in range(4))
    group(reviewer, lead, second, third)
    group(reviewer, second, lead, fourth)
    assert states(lead, second, third, fourth) == ["DUPLICATE", "SUBMITTED", "DUPLICATE", "DUPLICATE"]
    assert {lead_of(one) for one in (lead, third, fourth)} == {second.number}


def test_a_confirmed_report_is_not_put_under_one_that_nobody_confirmed(
    reporter: Account, reviewer: Account
) -> None:
    waiting, confirmed = make_submitted(reporter), make_confirmed(reporter, reviewer=reviewer)
    with pytest.raises(IncompleteReport, match="would leave the map"):
        group(reviewer, waiting, confirmed)
    group(reviewer, confirmed, waiting)
    with pytest.raises(IncompleteReport, match="would leave the map"):
        lead_the_group(by=reviewer, incident=waiting, rationale="It says more")
    assert states(waiting, confirmed) == ["DUPLICATE", "CONFIRMED"]


def test_a_released_report_leads_but_is_not_grouped(
    reporter: Account, reviewer: Account, releaser: Account
) -> None:
    released = make_released(reporter, reviewer=reviewer, releaser=releaser)
    second = make_confirmed(reporter, reviewer=reviewer)
    with pytest.raises(WrongState, match="have it withdrawn first"):
        group(reviewer, second, released)
    group(reviewer, released, second)
    with pytest.raises(WrongState, match="have it withdrawn first"):
        lead_the_group(by=reviewer, incident=second, rationale="It says more")
    assert states(released, second) == ["RELEASED", "DUPLICATE"]


@pytest.mark.parametrize("close", [return_incident, mark_insufficient])
def test_a_lead_is_not_sent_away_from_its_group(reporter: Account, reviewer: Account, close: Any) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group(reviewer, lead, second)
    with pytest.raises(WrongState, match="leads a group"):
        close(by=reviewer, incident=lead, rationale="Which gate was it?")
    with pytest.raises(WrongState, match="nobody reviewed yet"):
        take_back_report(by=reporter, incident=lead)
    lead_the_group(by=reviewer, incident=second, rationale="It says more")
    apart(reviewer, lead)
    assert close(by=reviewer, incident=lead, rationale="Which gate was it?").status != "SUBMITTED"


def test_a_verdict_on_the_lead_holds_for_its_group_until_another_one_leads(
    reporter: Account, reviewer: Account
) -> None:
    lead, second, third = (make_submitted(reporter) for _ in range(3))
    group(reviewer, lead, second, third)
    mark_unfounded(by=reviewer, incident=lead, rationale="It was the painter.")
    assert states(lead, second, third) == ["UNFOUNDED", "DUPLICATE", "DUPLICATE"]
    lead_the_group(by=reviewer, incident=second, rationale="This one was no painter")
    assert states(lead, second, third) == ["UNFOUNDED", "SUBMITTED", "DUPLICATE"]
    assert lead_of(third) == second.number


def test_a_withdrawn_lead_keeps_its_group_and_its_tombstone(
    reporter: Account, reviewer: Account, releaser: Account
) -> None:
    lead = make_released(reporter, reviewer=reviewer, releaser=releaser)
    second = make_confirmed(reporter, reviewer=reviewer)
    group(reviewer, lead, second)
    withdraw_incident(by=releaser, incident=lead, rationale="Source took it back")
    assert states(lead, second) == ["WITHDRAWN", "DUPLICATE"]
    apart(reviewer, second)
    assert states(lead, second) == ["WITHDRAWN", "CONFIRMED"]


@pytest.mark.parametrize("state", ["DRAFT", "RETURNED", "INSUFFICIENT", "UNFOUNDED", "WITHDRAWN"])
def test_what_does_not_stand_neither_leads_nor_is_grouped(
    reporter: Account, reviewer: Account, state: str
) -> None:
    other = make_draft(reporter)
    Incident.objects.filter(pk=other.pk).update(status=state)
    other.refresh_from_db()
    waiting = make_submitted(reporter)
    with pytest.raises(IncompleteReport, match="Choose the one that stays"):
        group(reviewer, other, waiting)
    with pytest.raises(WrongState, match="does not lead on"):
        group(reviewer, waiting, other)
    assert states(other, waiting) == [state, "SUBMITTED"]


def test_the_rule_of_two_persons_holds(reporter: Account, reviewer: Account) -> None:
    both = make_account("reporter", "reviewer")
    own, foreign = make_submitted(both), make_submitted(reporter)
    with pytest.raises(SamePerson):
        group(both, foreign, own)
    assert states(own, foreign) == ["SUBMITTED", "SUBMITTED"]
    group(reviewer, foreign, own)
    for step in (ungroup_report, lead_the_group):
        with pytest.raises(SamePerson):
            step(by=both, incident=own, rationale="It is my own")
    assert states(own) == ["DUPLICATE"]


@pytest.mark.parametrize("role", ["reporter", "releaser", "analyst", "protection_officer", "operator"])
def test_only_reviewers_group_and_take_out(reporter: Account, reviewer: Account, role: str) -> None:
    person = make_account(role)
    lead, second, third = (make_submitted(reporter) for _ in range(3))
    group(reviewer, lead, second)
    with pytest.raises(NotAllowed):
        group(person, lead, third)
    with pytest.raises(NotAllowed):
        mark_duplicate(by=person, incident=third, of=lead, rationale=WHY)
    for step in (ungroup_report, lead_the_group):
        with pytest.raises(NotAllowed):
            step(by=person, incident=second, rationale=WHY)
    assert states(lead, second, third) == ["SUBMITTED", "DUPLICATE", "SUBMITTED"]


def test_a_reason_is_asked_for_and_must_not_identify_a_person(reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    with pytest.raises(IncompleteReport, match="reason"):
        group_reports(by=reviewer, lead=lead, reports=[second], rationale=" ")
    with pytest.raises(PersonalDataFound):
        group_reports(by=reviewer, lead=lead, reports=[second], rationale="Told by 010-1234-5678")
    assert states(second) == ["SUBMITTED"]


def test_what_was_decided_since_the_page_was_drawn_is_not_overruled(
    reporter: Account, reviewer: Account
) -> None:
    first, second, third = (make_submitted(reporter) for _ in range(3))
    seen = {row.number: (row.record_version, row.status) for row in (first, third)}
    group(reviewer, second, third)
    with pytest.raises(StaleVersion, match="decided meanwhile"):
        group(reviewer, first, third, seen=seen)
    with pytest.raises(StaleVersion, match="changed meanwhile"):
        group(reviewer, first, third, seen={third.number: (2, "DUPLICATE")})
    assert lead_of(third) == second.number


def test_all_are_grouped_or_none(reporter: Account, reviewer: Account) -> None:
    lead, second, unfit = make_submitted(reporter), make_submitted(reporter), make_draft(reporter)
    with pytest.raises(WrongState):
        group(reviewer, lead, second, unfit)
    assert states(second, unfit) == ["SUBMITTED", "DRAFT"]
    assert not IncidentLink.objects.exists()


def test_logs_and_summaries_are_not_mixed(reporter: Account, reviewer: Account) -> None:
    own, press = make_submitted(reporter), make_submitted(reporter, log=make_log("press", is_default=False))
    with pytest.raises(IncompleteReport, match="different logs"):
        group(reviewer, own, press)
    Incident.objects.filter(pk=press.pk).update(record_kind=RecordKind.SUMMARY, log=own.log)
    with pytest.raises(WrongState, match="summary"):
        group(reviewer, own, press)


def test_a_duplicate_whose_lead_left_the_log_can_still_be_taken_out(
    reporter: Account, reviewer: Account
) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group(reviewer, lead, second)
    Incident.objects.filter(pk=lead.pk).delete()
    with pytest.raises(WrongState, match="no longer in the log"):
        lead_the_group(by=reviewer, incident=second, rationale="It is the only one")
    apart(reviewer, second)
    assert states(second) == ["SUBMITTED"]


def test_a_report_that_left_the_log_is_named(reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    Incident.objects.filter(pk=second.pk).delete()
    with pytest.raises(WrongState, match="no longer in the log"):
        group(reviewer, lead, second)


def test_a_lead_is_confirmed_with_its_group(reporter: Account, reviewer: Account) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)
    group(reviewer, lead, second)
    confirm_incident(by=reviewer, incident=lead, rationale=RATIONALE, explanations=["SPOTTING"])
    assert states(lead, second) == [Status.CONFIRMED, Status.DUPLICATE]


def test_a_failed_audit_row_undoes_the_grouping(
    reporter: Account, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    lead, second = make_submitted(reporter), make_submitted(reporter)

    def refuse(**_event: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("incidents.services.grouping.record_event", refuse)
    with pytest.raises(OSError, match="disk full"):
        group(reviewer, lead, second)
    assert states(second) == ["SUBMITTED"]
    assert not IncidentLink.objects.exists()
