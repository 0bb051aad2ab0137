"""One filter vocabulary: what it keeps, and that it gives nothing hidden away."""

from __future__ import annotations

import datetime as dt

import pytest
from django.http import QueryDict

from incidents.access import reader_of
from incidents.forms.filters import IncidentFilter
from incidents.models import Account, Incident
from incidents.selectors.incidents import count_pair, incidents_visible_to
from incidents.services.children import Children
from tests.factories import SEOUL, make_case, make_draft, make_log, make_released, make_site


def numbers(query: str, reader_account: Account) -> set[str]:
    reader = reader_of(reader_account)
    bound = IncidentFilter(QueryDict(query), queryset=incidents_visible_to(reader), reader=reader)
    assert bound.is_valid(), bound.form.errors
    return {row.number for row in bound.qs}


def errors(query: str, reader_account: Account) -> dict:
    bound = IncidentFilter(
        QueryDict(query), queryset=Incident.objects.all(), reader=reader_of(reader_account)
    )
    bound.is_valid()
    return bound.form.errors


def test_interval_is_kept_by_any_day_it_touches(reporter: Account) -> None:
    draft = make_draft(
        reporter,
        occurred_from=dt.datetime(2024, 7, 1, tzinfo=SEOUL),
        occurred_to=dt.datetime(2025, 3, 31, 23, 59, tzinfo=SEOUL),
        time_precision=5,
    )
    assert numbers("date_from=2025-03-31&date_to=2025-04-30", reporter) == {draft.number}
    assert numbers("date_from=2025-04-01", reporter) == set()
    assert numbers("date_to=2024-06-30", reporter) == set()


def test_day_is_that_of_the_offices_clock(reporter: Account) -> None:
    draft = make_draft(reporter, occurred_from=dt.datetime(2025, 4, 21, 0, 30, tzinfo=SEOUL))
    assert numbers("date_from=2025-04-21&date_to=2025-04-21", reporter) == {draft.number}


def test_equipment_of_two_kinds_lists_an_incident_once(reporter: Account) -> None:
    gear = Children(equipment=[{"category": "UAS"}, {"category": "PHONE"}])
    draft = make_draft(reporter, children=gear)
    rows = IncidentFilter(
        QueryDict("equipment=UAS&equipment=PHONE"),
        queryset=Incident.objects.all(),
        reader=reader_of(reporter),
    ).qs
    assert [row.number for row in rows] == [draft.number]


def test_box_sees_the_observer_only_for_those_who_see_the_point(
    reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    incident = make_released(
        reporter,
        reviewer=reviewer,
        releaser=releaser,
        observer_lat=37.12,
        observer_lon=127.03,
        uncertainty_m=10,
    )
    round_the_observer = "bbox=127.0,37.11,127.1,37.13"
    round_the_site = "bbox=127.0,37.08,127.1,37.10"
    assert numbers(round_the_observer, reviewer) == {incident.number}
    assert numbers(round_the_observer, analyst) == set()
    assert numbers(round_the_site, analyst) == {incident.number}


@pytest.mark.parametrize(
    "box",
    ["1,2,3", "a,b,c,d", "nan,0,1,1", "1e999,0,1,1", "0,91,1,92", "0,10,1,5", "181,0,182,1", "1,2,3,4,5"],
)
def test_unusable_box_is_refused(reporter: Account, box: str) -> None:
    assert "bbox" in errors(f"bbox={box}", reporter)


@pytest.mark.parametrize(
    ("query", "field"),
    [("date_from=2025-13-01", "date_from"), ("status=SECRET", "status"), ("site=nowhere", "site"), ("log=x", "log"),
     ("equipment=LASER", "equipment"), ("q=" + "x" * 101, "q"), ("q=%00", "q")],
)  # fmt: skip
def test_unusable_value_is_refused_by_name(reporter: Account, query: str, field: str) -> None:
    make_site()
    assert field in errors(query, reporter)


def test_like_signs_are_letters(reporter: Account) -> None:
    draft = make_draft(reporter, summary="50% of the fence_line")
    make_draft(reporter, summary="nothing of the kind")
    assert numbers("q=50%25 of", reporter) == {draft.number}
    assert numbers("q=fence_line", reporter) == {draft.number}
    assert numbers("q=fence%25line", reporter) == set()


def test_pair_counts_a_case_once_and_a_lone_incident_as_its_own(reporter: Account) -> None:
    case = make_case("A-2025")
    make_draft(reporter, case=case)
    make_draft(reporter, case=case)
    make_draft(reporter)
    pair = count_pair(Incident.objects.all())
    assert (pair.incidents, pair.cases) == (3, 2)


def test_summary_row_is_never_counted(reporter: Account) -> None:
    make_draft(reporter, record_kind="SUMMARY")
    assert numbers("", reporter) == set()


def test_site_and_log_are_named_by_their_codes(reporter: Account) -> None:
    own = make_draft(reporter)
    press = make_draft(
        reporter, site=make_site("harbour"), log=make_log("press", kind="PRESS", is_default=False)
    )
    assert numbers("site=osan-air-base", reporter) == numbers("log=own", reporter) == {own.number}
    assert numbers("site=harbour", reporter) == numbers("log=press", reporter) == {press.number}
    assert numbers("site=harbour&site=osan-air-base", reporter) == {own.number, press.number}


@pytest.mark.parametrize("name", ["date_from", "date_to"])
@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2025-02-30", "21/04/2025", "soon"])
def test_day_that_no_calendar_counts_from_is_refused_by_name(name: str, day: str, reporter: Account) -> None:
    found = errors(f"{name}={day}", reporter)
    assert list(found) == [name]
    assert day in found[name][0]
