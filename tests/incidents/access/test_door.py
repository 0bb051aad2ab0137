"""What each of the eight principals sees; everything not allowed is refused."""

from __future__ import annotations

import pytest

from incidents.access import ALLOWED, NOBODY, Action, Reader, reader_of, redact, visible
from incidents.enums import Role
from incidents.models import Account, Incident
from incidents.selectors.incidents import dossier_of, incident_of
from tests.factories import (
    make_account,
    make_case,
    make_confirmed,
    make_draft,
    make_released,
    make_submitted,
)


@pytest.fixture
def log(reporter: Account, reviewer: Account, releaser: Account) -> dict[str, Incident]:
    """One incident of another reporter in each state."""
    return {
        "DRAFT": make_draft(reporter),
        "SUBMITTED": make_submitted(reporter),
        "CONFIRMED": make_confirmed(reporter, reviewer=reviewer),
        "RELEASED": make_released(reporter, reviewer=reviewer, releaser=releaser),
    }


SEES = {
    "reporter": set(),
    "reviewer": {"SUBMITTED", "CONFIRMED", "RELEASED"},
    "releaser": {"CONFIRMED", "RELEASED"},
    "analyst": {"RELEASED"},
    "protection_officer": {"SUBMITTED", "CONFIRMED", "RELEASED"},
    "auditor": set(),
    "operator": set(),
}


@pytest.mark.parametrize("role", SEES)
def test_states_each_role_sees_of_others(log: dict[str, Incident], role: str) -> None:
    reader = reader_of(make_account(role))
    assert {row.status for row in visible(Incident.objects.all(), reader)} == SEES[role]


def test_service_sees_released_only(log: dict[str, Incident]) -> None:
    reader = Reader(account_id=None, roles=frozenset({Role.SERVICE}), token_id=1)
    assert [row.status for row in visible(Incident.objects.all(), reader)] == ["RELEASED"]


def test_reporter_sees_own_records_in_any_state(log: dict[str, Incident], reporter: Account) -> None:
    assert visible(Incident.objects.all(), reader_of(reporter)).count() == 4


def test_nobody_and_superuser_without_role_see_nothing(log: dict[str, Incident]) -> None:
    root = make_account()
    root.is_superuser = True
    root.save()
    for reader in (NOBODY, reader_of(root), reader_of(None)):
        assert not visible(Incident.objects.all(), reader).exists()
        assert not any(reader.may(action) for action in Action)


def test_account_that_was_closed_is_nobody(reviewer: Account) -> None:
    reviewer.is_active = False
    assert reader_of(reviewer) == NOBODY


def test_no_role_both_files_and_decides() -> None:
    for first, second in (
        (Action.FILE, Action.REVIEW),
        (Action.FILE, Action.RELEASE),
        (Action.REVIEW, Action.RELEASE),
    ):
        assert not ALLOWED[first] & ALLOWED[second]


RESTRICTED = {"observer_lat": 37.1, "observer_lon": 127.03, "uncertainty_m": 40.0, "narrative": "By the bus stop",
              "vantage": "ROAD", "visitor_category": "TOURIST", "minor_involved": "U", "sign_present": "Y"}  # fmt: skip


def test_analyst_record_holds_no_restricted_value(
    reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser, **RESTRICTED)
    record = dossier_of(incident.uuid, reader=reader_of(analyst))
    assert (record.observer_point, record.uncertainty_m, record.narrative, record.vantage) == (None,) * 4
    assert (record.visitor_category, record.minor_involved, record.sign_present, record.distance_m) == (
        None,
    ) * 4
    assert (record.entered_by, record.reviewed_by, record.released_by, record.case_ref) == (None,) * 4
    assert {step.by for step in record.transitions} == {""}
    assert record.map_point == incident.site.point


@pytest.mark.parametrize("further", ["reporter", "auditor", "operator"])
def test_further_role_without_a_say_opens_nothing_to_an_analyst(
    reporter: Account, reviewer: Account, releaser: Account, analyst: Account, further: str
) -> None:
    words = {"case": make_case("CASE-1"), "place_as_reported": "By the bus stop"}
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser, **RESTRICTED, **words)
    both = reader_of(make_account("analyst", further))
    record = dossier_of(incident.uuid, reader=both)
    assert record == dossier_of(incident.uuid, reader=reader_of(analyst))
    assert (record.case_ref, record.place_as_reported) == (None, None)


def test_reviewer_record_holds_everything(reporter: Account, reviewer: Account) -> None:
    incident = make_submitted(reporter, **RESTRICTED)
    record = dossier_of(incident.uuid, reader=reader_of(reviewer))
    assert (record.narrative, record.observer_point.lat, record.entered_by) == (
        "By the bus stop",
        37.1,
        "reporter",
    )


def test_author_keeps_seeing_what_was_typed(reporter: Account) -> None:
    incident = make_submitted(reporter, **RESTRICTED)
    assert dossier_of(incident.uuid, reader=reader_of(reporter)).narrative == "By the bus stop"


def test_record_of_another_reporter_does_not_exist_for_a_reporter(log: dict[str, Incident]) -> None:
    other = reader_of(make_account("reporter"))
    assert [incident_of(row.uuid, reader=other) for row in log.values()] == [None] * 4


def test_redacting_twice_changes_nothing_more(
    reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    incident = make_released(reporter, reviewer=reviewer, releaser=releaser, **RESTRICTED)
    once = dossier_of(incident.uuid, reader=reader_of(analyst))
    assert redact(once, reader_of(analyst)) == once
