"""Review needs a second person, and each step leads only from where it may."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from incidents.errors import IncompleteReport, NotAllowed, PersonalDataFound, SamePerson, WrongState
from incidents.models import Account, AuditEvent, Incident
from incidents.services.review import (
    confirm_incident,
    mark_unfounded,
    release_incident,
    return_incident,
    withdraw_incident,
)
from tests.factories import RATIONALE, make_account, make_confirmed, make_draft, make_released, make_submitted


def test_confirm_by_another_person_is_kept_with_its_reason(reporter: Account, reviewer: Account) -> None:
    incident = make_confirmed(reporter, reviewer=reviewer)

    assert (incident.status, incident.reviewed_by) == ("CONFIRMED", reviewer)
    assert incident.transitions.last().rationale == RATIONALE
    assert list(AuditEvent.objects.order_by("id").values_list("action", flat=True))[-3:] == [
        "incident.filed",
        "incident.submitted",
        "incident.confirmed",
    ]


def test_confirm_by_whoever_entered_it_is_refused(db: None) -> None:
    both = make_account("reporter", "reviewer")
    incident = make_submitted(both)

    with pytest.raises(SamePerson, match="You entered this record"):
        confirm_incident(by=both, incident=incident, rationale=RATIONALE, explanations=["TOURISM"])
    incident.refresh_from_db()
    assert incident.status == "SUBMITTED"


def test_database_refuses_one_person_even_past_the_service(reporter: Account, reviewer: Account) -> None:
    incident = make_confirmed(reporter, reviewer=reviewer)

    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(reviewed_by=reporter)
    with pytest.raises(IntegrityError), transaction.atomic():
        Incident.objects.filter(pk=incident.pk).update(status="RELEASED", released_by=reporter)


def test_superuser_without_role_may_not_confirm(reporter: Account) -> None:
    root = make_account()
    root.is_superuser = True
    root.save()
    with pytest.raises(NotAllowed):
        confirm_incident(
            by=root, incident=make_submitted(reporter), rationale=RATIONALE, explanations=["PRESS"]
        )


@pytest.mark.parametrize(
    ("rationale", "explanations", "field"),
    [
        ("too short", ["TOURISM"], "rationale"),
        (RATIONALE, [], "explanations"),
        (RATIONALE, ["SPY"], "explanations"),
    ],
)
def test_confirm_names_what_is_missing(
    reporter: Account, reviewer: Account, rationale: str, explanations: list[str], field: str
) -> None:
    with pytest.raises(IncompleteReport) as refused:
        confirm_incident(
            by=reviewer, incident=make_submitted(reporter), rationale=rationale, explanations=explanations
        )
    assert set(refused.value.problems) == {field}


def test_photography_alone_needs_an_indicator(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter, photo_indicators=[])
    with pytest.raises(IncompleteReport) as refused:
        confirm_incident(by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"])
    assert set(refused.value.problems) == {"photo_indicators"}


def test_draft_cannot_be_confirmed(reporter: Account, reviewer: Account) -> None:
    with pytest.raises(WrongState):
        confirm_incident(
            by=reviewer, incident=make_draft(reporter), rationale=RATIONALE, explanations=["WORK"]
        )


def test_returned_report_goes_back_with_its_reason(reporter: Account, reviewer: Account) -> None:
    incident = return_incident(by=reviewer, incident=make_submitted(reporter), rationale="Which gate?")
    assert (incident.status, incident.transitions.last().rationale) == ("RETURNED", "Which gate?")


def test_released_record_moves_the_dataset_version(
    reporter: Account, reviewer: Account, releaser: Account
) -> None:
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser)
    withdraw_incident(by=releaser, incident=incident, rationale="Source took it back")

    assert list(incident.log.versions.order_by("number").values_list("number", "change_type")) == [
        (1, "NEW"),
        (2, "WITHDRAWN"),
    ]


def test_release_needs_a_confirmed_record(reporter: Account, releaser: Account) -> None:
    with pytest.raises(WrongState):
        release_incident(by=releaser, incident=make_submitted(reporter), rationale="Facts are public.")


def test_unfounded_is_an_ordinary_answer(reporter: Account, reviewer: Account) -> None:
    incident = mark_unfounded(by=reviewer, incident=make_submitted(reporter), rationale="It was the painter.")
    assert incident.status == "UNFOUNDED"


def test_failed_audit_row_undoes_the_decision(
    reporter: Account, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    incident = make_submitted(reporter)

    def refuse(**_event: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("incidents.services.review.record_event", refuse)
    with pytest.raises(OSError, match="disk full"):
        confirm_incident(by=reviewer, incident=incident, rationale=RATIONALE, explanations=["TOURISM"])
    incident.refresh_from_db()
    assert (incident.status, incident.transitions.count()) == ("SUBMITTED", 2)


def test_reason_of_a_confirmation_must_not_identify_a_person(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter)
    with pytest.raises(PersonalDataFound, match="rationale"):
        confirm_incident(
            by=reviewer,
            incident=incident,
            rationale=f"{RATIONALE} Call 010-1234-5678.",
            explanations=["PRESS"],
        )


def test_reviewer_states_the_indicators_that_the_author_left_blank(
    reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter, photo_indicators=[])
    confirmed = confirm_incident(
        by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"],
        photo_indicators=["NONE_OBSERVED"],
    )  # fmt: skip
    confirmed.refresh_from_db()
    assert (confirmed.status, confirmed.photo_indicators) == ("CONFIRMED", ["NONE_OBSERVED"])


def test_reviewer_does_not_overwrite_the_indicators_of_the_author(
    reporter: Account, reviewer: Account
) -> None:
    incident = make_submitted(reporter, photo_indicators=["CONCEALED"])
    confirmed = confirm_incident(
        by=reviewer, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"],
        photo_indicators=["NONE_OBSERVED"],
    )  # fmt: skip
    assert confirmed.photo_indicators == ["CONCEALED"]


def test_indicator_outside_the_list_is_refused(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter, photo_indicators=[])
    with pytest.raises(IncompleteReport) as refused:
        confirm_incident(
            by=reviewer,
            incident=incident,
            rationale=RATIONALE,
            explanations=["SPOTTING"],
            photo_indicators=["SPY"],
        )
    assert set(refused.value.problems) == {"photo_indicators"}
