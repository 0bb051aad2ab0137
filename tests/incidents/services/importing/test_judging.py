"""What would become of each row, before anything is stored."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.enums import LogKind
from incidents.errors import NotAllowed
from incidents.models import Account, Incident, Log
from incidents.services.importing import Choices, Flag, Row, RowVerdict, judge_rows
from incidents.services.review import mark_unfounded, return_incident
from sites.geometry import Point
from tests.factories import RATIONALE, make_account, make_draft, make_log, make_site, report_fields
from tests.incidents.services.importing.conftest import Bring, gate


@pytest.fixture
def log(db: None) -> Log:
    make_site()
    return make_log()


def judge(by: Account, log: Log, *rows: Row, **choices: bool) -> list[RowVerdict]:
    return list(judge_rows(by=by, log=log, rows=rows, choices=Choices(**choices)))


def kinds(verdicts: list[RowVerdict]) -> list[str]:
    return [verdict.verdict.value for verdict in verdicts]


def test_a_new_row_says_what_was_read(reporter: Account, log: Log) -> None:
    (verdict,) = judge(reporter, log, gate(2))
    assert (verdict.verdict, verdict.point, verdict.site_code) == (
        "new",
        Point(37.0906, 127.03),
        "osan-air-base",
    )
    assert verdict.day == dt.date(2025, 4, 3)
    assert not Incident.objects.exists()


def test_judging_is_for_reporters(reviewer: Account, log: Log) -> None:
    with pytest.raises(NotAllowed):
        judge(reviewer, log, gate(2))


# --- likely duplicates ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "is_duplicate"),
    [
        ({"occurred_time": "09:59"}, True),
        ({"occurred_time": "08:00"}, True),
        ({"occurred_time": "10:01"}, False),
        ({"occurred_time": ""}, True),  # only the day is known
        ({"occurred_time": "", "date": "2025-04-22"}, False),
        ({"equipment_as_reported": "UAV and camera"}, True),
        ({"equipment_as_reported": "mobile phone"}, False),
        ({"equipment_as_reported": ""}, False),
        ({"site": "other-base", "lat": "37.0990"}, True),  # 930 m away
        ({"site": "other-base", "lat": "37.1000"}, False),  # 1,040 m away
        ({"lat": "37.2", "lon": "127.03"}, True),  # the same site
        ({"date_precision": "month", "date": "2025-04", "occurred_time": ""}, False),
    ],
)  # fmt: skip
def test_one_event_is_one_place_one_hour_and_one_kind_of_equipment(
    reporter: Account, log: Log, cells: dict[str, str], is_duplicate: bool
) -> None:
    make_site("other-base", name_en="Other", lat=37.11, lon=127.03)
    rows = (
        gate(2, date="2025-04-21"),
        gate(
            3,
            date="2025-04-21",
            **{} if "date" not in cells else {},
        ),
    )
    rows = (rows[0], Row(3, rows[1].cells | cells))
    first, second = judge(reporter, log, *rows)
    assert first.verdict == "new"
    assert (second.verdict == "duplicate", second.match) == (is_duplicate, "row 2" if is_duplicate else "")


def test_a_stored_report_is_met_again_by_its_number(reporter: Account, bring: Bring) -> None:
    filed = make_draft(reporter, **report_fields())
    cells = {
        "date": "2025-04-21",
        "equipment_as_reported": "telephoto lens",
        "lat": "",
        "lon": "",
        "uncertainty_m": "",
    }
    (verdict,) = judge(reporter, make_log(), gate(2, **cells))
    assert (verdict.verdict, verdict.match) == ("duplicate", filed.number)
    assert verdict.notes == (f"Likely the same event as {filed.number}.",)
    _batch, entered = bring(gate(2, **cells), enter_duplicates=True)
    assert (entered[0].verdict, entered[0].match, Incident.objects.count()) == ("new", filed.number, 2)


def test_a_report_that_the_reader_may_not_know_of_is_not_told(reporter: Account, log: Log) -> None:
    other = make_account("reporter")
    make_draft(other, **report_fields())
    row = gate(2, date="2025-04-21", equipment_as_reported="telephoto lens")
    assert kinds(judge(reporter, log, row)) == ["new"]
    assert kinds(judge(other, log, row)) == ["duplicate"]


def test_what_stays_outside_is_no_duplicate_of_others(reporter: Account, log: Log) -> None:
    day = {"date": "2025-04-21"}
    times = ("09:00", "09:50", "10:40")  # the third is near the second only, which does not enter
    rows = [gate(number, **day, occurred_time=time) for number, time in enumerate(times, 2)]
    assert kinds(judge(reporter, log, *rows)) == ["new", "duplicate", "new"]
    assert kinds(judge(reporter, log, *rows, enter_duplicates=True)) == ["new"] * 3


def test_a_closed_report_is_no_event(reporter: Account, reviewer: Account, bring: Bring) -> None:
    bring(gate(2, date="2025-04-21"))
    mark_unfounded(by=reviewer, incident=Incident.objects.get(), rationale=RATIONALE)
    assert kinds(bring(gate(3, date="2025-04-21"))[1]) == ["new"]


# --- known rows ----------------------------------------------------------------------------------
def test_a_row_that_says_something_else_changes_its_report(bring: Bring, reporter: Account) -> None:
    number = bring(gate(2, note="as told"))[1][0].number
    batch, (same, _other) = bring(gate(2, note="as told"), gate(3))
    assert (same.verdict, same.number) == ("unchanged", number)
    batch, (verdict,) = bring(gate(2, note="otherwise"))
    incident = Incident.objects.get(number=number)
    assert (verdict.verdict, verdict.number, verdict.match) == ("update", number, number)
    assert (incident.narrative, incident.status, incident.record_version) == ("otherwise", "SUBMITTED", 2)
    steps = incident.transitions.order_by("pk").values_list("to_status", flat=True)
    assert list(steps) == ["DRAFT", "SUBMITTED", "RETURNED", "DRAFT", "SUBMITTED"]
    assert (batch.n_updated, batch.n_accepted) == (1, 0)
    assert bring(gate(2, note="otherwise"))[1][0].verdict == "unchanged"


def test_a_change_is_left_if_somebody_else_worked_on_the_report(
    bring: Bring, reporter: Account, reviewer: Account
) -> None:
    bring(gate(2), gate(3), gate(4))
    decided, held, returned = Incident.objects.order_by("pk")
    mark_unfounded(by=reviewer, incident=decided, rationale=RATIONALE)
    Incident.objects.filter(pk=held.pk).update(legal_hold=True)
    return_incident(by=reviewer, incident=returned, rationale=RATIONALE)
    rows = [gate(number, note="otherwise") for number in (2, 3, 4)]

    assert kinds(bring(*rows, enter_updates=False)[1]) == ["unchanged"] * 3
    Incident.objects.filter(pk=returned.pk).update(last_edited_by=make_account("reporter"))
    assert "somebody else" in bring(rows[2])[1][0].notes[0]
    Incident.objects.filter(pk=returned.pk).update(last_edited_by=reporter)
    own = bring(*rows)[1]
    assert kinds(own) == ["unchanged", "unchanged", "update"]
    assert "decided on" in own[0].notes[0]
    returned.refresh_from_db()
    assert (returned.status, returned.narrative) == ("SUBMITTED", "otherwise")


def test_events_of_one_day_and_place_are_as_many_as_are_told(bring: Bring) -> None:
    """The commonest old ledger has days but neither hours nor numbers."""
    ledger = {"row_ref": "", "date": "2024-05-01", "occurred_time": ""}
    told = [
        gate(2, summary="Runway photographed", equipment_as_reported="camera", **ledger),
        gate(3, summary="Drone over the terminal", equipment_as_reported="drone", **ledger),
        gate(4, summary="Watched from a car", equipment_as_reported="binoculars", **ledger),
    ]
    assert kinds(bring(*told)[1]) == ["new", "new", "new"]
    assert kinds(bring(*told)[1]) == ["unchanged", "unchanged", "unchanged"]
    another = gate(2, summary="Climbed over the wall", equipment_as_reported="drone", **ledger)
    (asked,) = bring(another)[1]
    assert (asked.verdict, Incident.objects.count()) == ("duplicate", 3)
    assert Incident.objects.filter(summary="Drone over the terminal").exists()


def test_nobody_learns_from_a_row_what_another_person_reported(bring: Bring) -> None:
    """A made-up row would tell of any minute and place whether somebody reported it."""
    (theirs,) = bring(gate(2, row_ref="2025-0042"))[1]
    for row in (gate(2, row_ref="2025-0042"), gate(2, row_ref="2025-0042", note="otherwise")):
        (told,) = bring(row, by=make_account("reporter"))[1]
        assert (told.verdict, told.match, told.notes, told.reasons) == (
            "new",
            "",
            theirs.notes,
            theirs.reasons,
        )
        assert told.number != theirs.number


def test_a_row_that_says_less_does_not_undo_what_was_handed_in(bring: Bring) -> None:
    bring(gate(2))
    (verdict,) = bring(gate(2, summary=""))[1]
    assert (verdict.verdict, Incident.objects.get().status) == ("unchanged", "SUBMITTED")
    assert "One line of what was seen is missing." in verdict.notes[0]


# --- places --------------------------------------------------------------------------------------
def test_swapped_coordinates_are_refused_with_an_offer_and_taken_if_chosen(
    reporter: Account, log: Log
) -> None:
    row = gate(2, lat="127.03", lon="37.0906")
    (verdict,) = judge(reporter, log, row)
    assert (verdict.verdict, verdict.offer, verdict.flags) == ("refused", (37.0906, 127.03), {Flag.SWAPPED})
    (verdict,) = judge(reporter, log, row, take_offers=True)
    assert (verdict.verdict, verdict.point) == ("new", Point(37.0906, 127.03))
    assert verdict.notes == ("Latitude and longitude were taken the other way round.",)


def test_coordinates_that_fit_both_ways_are_offered_swapped_if_only_that_is_near_the_site(
    reporter: Account, log: Log
) -> None:
    make_site("texas", name_en="A base in Texas", lat=32.0, lon=-80.0)
    (verdict,) = judge(reporter, log, gate(2, site="texas", lat="-80.01", lon="32.01"))
    assert (verdict.offer, verdict.flags) == ((32.01, -80.01), {Flag.SWAPPED})


def test_a_point_far_from_its_site_is_refused(reporter: Account, log: Log) -> None:
    (verdict,) = judge(reporter, log, gate(2, lat="33.5", lon="126.5"))
    assert (verdict.verdict, verdict.flags) == ("refused", {Flag.OUTSIDE})
    assert "401 km from osan-air-base" in verdict.reasons[0]


def test_a_point_far_from_every_site_of_a_large_registry_is_marked(reporter: Account, log: Log) -> None:
    abroad = gate(2, site="", lat="40.7", lon="-74.0")
    assert judge(reporter, log, abroad)[0].flags == set()
    for number in range(20):
        make_site(f"s{number}", name_en=f"Station {number}", lat=36 + number / 20)
    (verdict,) = judge(reporter, log, abroad)
    assert (verdict.verdict, verdict.flags) == ("new", {Flag.OUTSIDE})
    assert "more than 100 km from every site" in verdict.notes[0]


def test_an_unknown_site_needs_a_point_and_names_spelt_alike_are_shown(reporter: Account, log: Log) -> None:
    alone = {"site": "Osan Air Bass", "lat": "", "lon": "", "uncertainty_m": ""}
    (verdict,) = judge(reporter, log, gate(2, **alone))
    assert (verdict.verdict, verdict.flags) == ("refused", {Flag.UNKNOWN_SITE})
    assert verdict.reasons[0].endswith("Spelt alike: Osan Air Base, osan-air-base.")
    (verdict,) = judge(reporter, log, gate(2, site="Atlantis"))
    assert (verdict.verdict, verdict.site_code, verdict.flags) == (
        "new",
        "osan-air-base",
        {Flag.UNKNOWN_SITE},
    )


def test_a_doubted_point_is_not_taken(reporter: Account, log: Log) -> None:
    row = gate(2)
    doubted = Row(2, row.cells, notes=("From the text.",), point_doubt="The point lies 900 km from Ohio.")
    (verdict,) = judge(reporter, log, doubted)
    assert (verdict.verdict, verdict.point, verdict.flags) == ("new", None, {Flag.FAR_FROM_STATE})
    assert verdict.notes == ("From the text.", "The point lies 900 km from Ohio.")


# --- words ---------------------------------------------------------------------------------------
def test_doubtful_words_are_refused_until_confirmed(reporter: Account, log: Log) -> None:
    row = gate(2, note="홍길동 씨가 촬영함")
    (verdict,) = judge(reporter, log, row)
    assert (verdict.verdict, verdict.flags) == ("refused", {Flag.DOUBTFUL_WORDS})
    assert "홍길동" not in verdict.reasons[0]
    assert judge(reporter, log, row, confirmed_doubts=True)[0].verdict == "new"
    press = make_log("press", kind=LogKind.PRESS, is_default=False)
    assert judge(reporter, press, row)[0].verdict == "new"  # printed already


@pytest.mark.parametrize(
    ("cells", "said", "hidden"),
    [
        ({"visitor_category": "A. Person"}, "visitor_category: “…” is not in the list", "Person"),
        ({"date": "800101-1234567"}, "date: “…” is not a day", "800101"),
        ({"note": "call 010-1234-5678"}, "narrative: This text holds a mobile phone number", "1234"),
        ({"equipment": '[{"category": "A. Person"}]'}, "category: “…” is not in the list", "Person"),
        ({"group_size": "01012345678"}, "group_size: “…” is not a whole number", "1234"),
        ({"date": "2025-02-30"}, "date: “2025-02-30” is not in the calendar", "never"),
        ({"lat": "99.5"}, "lat: “99.5” is outside", "never"),
    ],
)  # fmt: skip
def test_a_refusal_names_row_and_column_but_no_value_that_may_be_a_persons(
    reporter: Account, log: Log, cells: dict[str, str], said: str, hidden: str
) -> None:
    (verdict,) = judge(reporter, log, gate(7, **cells))
    assert verdict.verdict == "refused"
    assert f"row 7, {said}" in verdict.reasons[0].replace("equipment 1, ", "")
    assert hidden not in " ".join(verdict.reasons)


def test_judging_many_rows_asks_no_more_than_judging_one(reporter: Account, log: Log) -> None:
    with CaptureQueriesContext(connection) as one:
        judge(reporter, log, gate(2))
    with CaptureQueriesContext(connection) as many:
        judge(reporter, log, *(gate(number) for number in range(2, 200)))
    assert len(many) <= len(one)
