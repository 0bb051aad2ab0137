"""What may be the same event, how near it is, whose it is, and who is grouped with whom."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.access import reader_of
from incidents.enums import TimePrecision
from incidents.models import Account, Incident
from incidents.records import IncidentRecord
from incidents.selectors.duplicates import (
    SameEvent,
    group_around,
    nearness,
    rows_to_group,
    same_event_candidates,
)
from incidents.selectors.shaping import record_of_card
from incidents.services.grouping import group_reports
from incidents.services.placing import place
from incidents.services.review import mark_unfounded
from tests.factories import (
    RATIONALE,
    make_account,
    make_confirmed,
    make_draft,
    make_released,
    make_site,
    make_submitted,
    noon,
    report_children,
)

pytestmark = pytest.mark.django_db
NOON = noon("2025-04-21")
HOUR = dt.timedelta(hours=1)


def card(**values: Any) -> IncidentRecord:
    """Return a card of noon at Osan with a telephoto lens, before it is sent."""
    defaults = {"site": make_site(), "occurred_from": NOON, "time_precision": TimePrecision.MINUTE}
    incident = Incident(**(defaults | values))
    place(incident)
    return record_of_card(incident, equipment=["TELEPHOTO"], actions=[])


def candidates(account: Account, told: IncidentRecord | None = None, **options: Any) -> list[SameEvent]:
    return same_event_candidates(told or card(), reader=reader_of(account), **options)


def numbers(found: list[SameEvent]) -> list[str]:
    return [item.record.number for item in found]


def test_the_nearest_in_time_comes_first_and_says_how_near(reporter: Account) -> None:
    far = make_submitted(reporter, occurred_from=NOON - 11 * HOUR)
    near = make_submitted(reporter, occurred_from=NOON + 2 * HOUR)
    make_submitted(reporter, occurred_from=NOON - 13 * HOUR)
    found = candidates(reporter)
    assert numbers(found) == [near.number, far.number]
    assert [item.nearness.minutes for item in found] == [120, 660]
    assert found[0].nearness.is_same_site
    assert found[0].nearness.shared_equipment == ("TELEPHOTO",)


def test_gear_that_differs_is_not_said_to_be_shared(reporter: Account) -> None:
    make_submitted(reporter, occurred_from=NOON, children=report_children(equipment=[{"category": "PHONE"}]))
    (found,) = candidates(reporter)
    assert found.nearness.shared_equipment == ()


def test_a_day_without_an_hour_may_be_any_hour_of_it(reporter: Account) -> None:
    day = make_submitted(reporter, occurred_from=NOON - 12 * HOUR, time_precision=TimePrecision.DAY)
    late = card(occurred_from=NOON + 11 * HOUR)
    (found,) = candidates(reporter, late)
    assert (found.record.number, found.nearness.minutes) == (day.number, None)
    assert candidates(reporter, card(occurred_from=NOON + 25 * HOUR)) == []


def test_a_long_incident_is_near_until_it_ends(reporter: Account) -> None:
    make_submitted(reporter, occurred_from=NOON - 60 * HOUR, occurred_to=NOON - HOUR)
    (found,) = candidates(reporter)
    assert found.nearness.minutes == 60


@pytest.mark.parametrize("precision", [TimePrecision.WEEK, TimePrecision.MONTH])
def test_a_time_known_to_the_week_or_worse_is_near_nothing(reporter: Account, precision: int) -> None:
    make_submitted(reporter, occurred_from=NOON, time_precision=precision)
    assert candidates(reporter) == []
    assert candidates(reporter, card(occurred_from=None, time_precision=TimePrecision.UNKNOWN)) == []


def test_points_far_apart_are_not_near_although_the_site_is_the_same(reporter: Account) -> None:
    point = {"observer_lat": 37.09, "observer_lon": 127.03, "uncertainty_m": 50.0}
    other = make_submitted(reporter, occurred_from=NOON, **point)
    assert numbers(candidates(reporter, card(**(point | {"observer_lat": 37.10})))) == [other.number]
    assert candidates(reporter, card(**(point | {"observer_lat": 37.12}))) == []
    vague = point | {"observer_lat": 37.12, "uncertainty_m": 1_500.0}
    assert numbers(candidates(reporter, card(**vague))) == [other.number]


def test_points_near_each_other_are_near_although_the_sites_differ(reporter: Account) -> None:
    gate = make_site("gate", name_en="Depot", lat=37.085, lon=127.035)
    other = make_submitted(reporter, occurred_from=NOON, site=gate)
    told = card(observer_lat=37.0851, observer_lon=127.0351, uncertainty_m=20.0)
    (found,) = candidates(reporter, told)
    assert found.record.number == other.number
    assert not found.nearness.is_same_site
    assert found.nearness.distance_m == pytest.approx(14, abs=2)


def test_nothing_without_a_place_is_near(reporter: Account) -> None:
    make_submitted(reporter, occurred_from=NOON)
    assert candidates(reporter, card(site=None)) == []


def test_a_reviewer_who_also_files_is_shown_what_a_reviewer_may_read(reporter: Account) -> None:
    other = make_submitted(reporter, occurred_from=NOON)
    both = make_account("reporter", "reviewer")
    assert [(item.record.number, item.is_own) for item in candidates(both)] == [(other.number, False)]
    assert candidates(make_account("reporter")) == []


def test_a_point_that_the_reader_may_not_see_does_not_find_its_report(
    reporter: Account, reviewer: Account, releaser: Account
) -> None:
    far_site = make_site("jeju", name_en="Jeju", lat=33.5, lon=126.5)
    hidden = {"observer_lat": 37.0906, "observer_lon": 127.03, "uncertainty_m": 10.0}
    make_released(reporter, reviewer=reviewer, releaser=releaser, site=far_site, occurred_from=NOON, **hidden)
    told = card(**hidden)
    assert len(candidates(reviewer, told)) == 1
    assert candidates(make_account("reporter", "analyst"), told) == []


def test_closed_and_grouped_reports_are_no_candidates(reporter: Account, reviewer: Account) -> None:
    lead, second = (make_submitted(reporter, occurred_from=NOON) for _ in range(2))
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=RATIONALE)
    mark_unfounded(by=reviewer, incident=make_submitted(reporter, occurred_from=NOON), rationale=RATIONALE)
    assert numbers(candidates(reporter)) == [lead.number]
    assert candidates(reporter, but_not=[lead.number]) == []


def test_for_grouping_only_what_stands_is_offered(reporter: Account, reviewer: Account) -> None:
    make_draft(reporter, occurred_from=NOON)
    waiting = make_submitted(reporter, occurred_from=NOON)
    both = make_account("reporter", "reviewer")
    make_draft(both, occurred_from=NOON)
    assert numbers(candidates(both, is_standing=True)) == [waiting.number]


def test_the_lead_is_told_to_whom_it_may_be_known_alone(reporter: Account, reviewer: Account) -> None:
    other = make_account("reporter")
    lead, second = make_submitted(other), make_submitted(reporter)
    group_reports(by=reviewer, lead=lead, reports=[second], rationale=RATIONALE)
    second.refresh_from_db()
    for_reviewer, for_author = (group_around(second, reader=reader_of(one)) for one in (reviewer, reporter))
    assert for_reviewer.lead is not None
    assert (for_reviewer.lead.number, for_author.lead) == (lead.number, None)
    assert [member.record.number for member in group_around(lead, reader=reader_of(reviewer)).members] == [
        second.number
    ]
    assert group_around(lead, reader=reader_of(other)).members == ()


def test_nearness_of_stored_records(reporter: Account, reviewer: Account) -> None:
    rows = [make_confirmed(reporter, reviewer=reviewer, occurred_from=NOON + n * HOUR) for n in range(2)]
    one, other = (item.record for item in candidates(reviewer, card(occurred_from=NOON)))
    assert {one.number, other.number} == {row.number for row in rows}
    assert nearness(one, other).minutes == 60


def test_numbers_that_are_no_numbers_find_nothing(reviewer: Account) -> None:
    assert rows_to_group(["\x00", "", "UPR-1999-00001"], reader=reader_of(reviewer)) == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_number_of_queries_does_not_grow_with_the_candidates(reporter: Account, n: int) -> None:
    for _ in range(n):
        make_submitted(reporter, occurred_from=NOON)
    told, reader = card(), reader_of(reporter)
    with CaptureQueriesContext(connection) as queries:
        found = same_event_candidates(told, reader=reader)
    assert (len(found), len(queries)) == (n, 8)
