"""Filing, changing and handing in: one transaction each, nothing stored when something is wrong."""

from __future__ import annotations

import datetime as dt

import pytest

from incidents.errors import IncompleteReport, NotAllowed, PersonalDataFound, StaleVersion, WrongState
from incidents.models import Account, AuditEvent, Incident, NumberSequence
from incidents.services.children import Children
from incidents.services.reporting import change_incident, file_incident, submit_incident
from incidents.services.review import return_incident
from tests.factories import (
    SEOUL,
    make_account,
    make_case,
    make_draft,
    make_site,
    make_submitted,
    report_children,
    report_fields,
)


def test_filed_report_gets_the_next_number_of_the_year(reporter: Account) -> None:
    numbers = [make_draft(reporter).number for _ in range(2)]
    year = dt.datetime.now(dt.UTC).year
    assert numbers == [f"UPR-{year}-00001", f"UPR-{year}-00002"]


def test_number_of_a_refused_report_is_not_used_up(reporter: Account) -> None:
    with pytest.raises(IncompleteReport):
        make_draft(reporter, observer_lat=91.0, observer_lon=127.0)
    assert (Incident.objects.count(), AuditEvent.objects.filter(action="incident.filed").count()) == (0, 0)
    assert not NumberSequence.objects.exists()


def test_refused_equipment_row_stores_nothing(reporter: Account) -> None:
    with pytest.raises(IncompleteReport, match="LASER"):
        make_draft(reporter, children=Children(equipment=[{"category": "LASER"}]))
    assert Incident.objects.count() == 0


def test_reviewer_may_not_file(reviewer: Account) -> None:
    with pytest.raises(NotAllowed):
        make_draft(reviewer)


@pytest.mark.parametrize(
    ("fields", "named", "value"),
    [
        ({"observer_lat": 91.0, "observer_lon": 127.0}, "observer_lat", "91"),
        ({"observer_lat": float("nan"), "observer_lon": 127.0}, "observer_lat", "nan"),
        ({"observer_lat": float("inf"), "observer_lon": 127.0}, "observer_lat", "inf"),
        ({"observer_lat": 37.0}, "observer_lon", ""),
        ({"behaviours": ["SPYING"]}, "behaviours", "SPYING"),
        ({"occurred_from": dt.datetime(1, 1, 1, tzinfo=dt.UTC)}, "occurred_from", "0001"),
        ({"occurred_from": dt.datetime(9999, 12, 31, tzinfo=dt.UTC)}, "occurred_from", "9999"),
        ({"occurred_from": dt.datetime(2025, 4, 21, 9, 0)}, "occurred_from", "2025-04-21"),
        ({"occurred_to": dt.datetime(2025, 4, 20, tzinfo=SEOUL)}, "occurred_to", "2025-04-20"),
        ({"narrative": "x" * 5_001}, "narrative", "5001"),
        ({"summary": "a\x00b"}, "summary", ""),
        ({"summary": "half a pair \ud800"}, "summary", ""),
        ({"zone_relation": "NEARBY"}, "zone_relation", "NEARBY"),
        ({"evidence_sha256": "g" * 64}, "evidence_sha256", "ggg"),
    ],
)
def test_refusal_names_field_and_value(reporter: Account, fields: dict, named: str, value: str) -> None:
    with pytest.raises(IncompleteReport) as refused:
        make_draft(reporter, **fields)
    assert named in refused.value.problems
    assert value in refused.value.problems[named]
    assert Incident.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "${document.title}",
        "=HYPERLINK('http://x')",
        "\u202eabc\u202c",
        "e\u0301" * 100,
    ],
)
def test_odd_text_is_stored_as_typed(reporter: Account, text: str) -> None:
    assert Incident.objects.get(pk=make_draft(reporter, summary=text).pk).summary == text


def test_personal_number_is_refused_and_never_repeated(reporter: Account) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        make_draft(reporter, narrative="Holder of 900101-1234568 was asked to leave")
    assert "900101" not in str(refused.value)
    assert Incident.objects.count() == 0


@pytest.mark.parametrize(
    ("rows", "field"),
    [
        ("sources", "publisher"), ("sources", "title"), ("sources", "carries"), ("equipment", "note"),
        ("equipment", "high_performance_criterion"),
    ],
)  # fmt: skip
def test_personal_number_is_refused_in_every_text_of_a_row(reporter: Account, rows: str, field: str) -> None:
    kinds = {"sources": {"type": "PRESS"}, "equipment": {"category": "PHONE"}}
    typed = kinds[rows] | {field: "Holder of 900101-1234568"}
    with pytest.raises(PersonalDataFound) as refused:
        make_draft(reporter, children=report_children(**{rows: [typed]}))
    assert refused.value.field == f"{rows}.{field}"
    assert Incident.objects.count() == 0


def test_minimum_for_handing_in_is_site_time_behaviour_and_one_line(reporter: Account) -> None:
    bare = file_incident(by=reporter, fields={"time_precision": 2})
    with pytest.raises(IncompleteReport) as refused:
        submit_incident(by=reporter, incident=bare)
    assert set(refused.value.problems) == {"site", "occurred_from", "behaviours", "summary"}


def test_unknown_time_may_be_handed_in(reporter: Account) -> None:
    assert make_submitted(reporter, occurred_from=None, time_precision=9).status == "SUBMITTED"


def test_only_the_author_changes_a_draft(reporter: Account) -> None:
    other = make_account("reporter")
    with pytest.raises(NotAllowed):
        change_incident(by=other, incident=make_draft(reporter), fields={"summary": "Mine now"})


def test_handed_in_report_is_not_changed(reporter: Account) -> None:
    with pytest.raises(WrongState):
        change_incident(by=reporter, incident=make_submitted(reporter), fields={"summary": "Later thought"})


def test_returned_report_becomes_a_draft_again_with_the_next_version(
    reporter: Account, reviewer: Account
) -> None:
    returned = return_incident(by=reviewer, incident=make_submitted(reporter), rationale="Which gate was it?")
    changed = change_incident(by=reporter, incident=returned, fields={"summary": "North gate"})
    assert (changed.status, changed.record_version, changed.summary) == ("DRAFT", 2, "North gate")


def test_second_window_with_an_old_version_is_refused(reporter: Account) -> None:
    draft = make_draft(reporter)
    change_incident(by=reporter, incident=draft, fields={"summary": "First window"}, expected_version=1)
    with pytest.raises(StaleVersion):
        change_incident(by=reporter, incident=draft, fields={"summary": "Second window"}, expected_version=1)


def test_audit_names_fields_and_not_their_values(reporter: Account) -> None:
    draft = make_draft(reporter)
    change_incident(by=reporter, incident=draft, fields={"narrative": "Seen twice that day"})
    event = AuditEvent.objects.first()
    assert (event.action, event.fields, event.object_version) == ("incident.changed", ["narrative"], 2)
    assert "Seen twice" not in str(event.__dict__)


def test_case_link_is_stamped_with_its_time(reporter: Account) -> None:
    draft = make_draft(reporter, case=make_case("A-2025"), case_link_reason="Same car park, same drone")
    assert draft.case_linked_at is not None
    assert draft.case_linked_after_run is None


def test_claims_in_conflict_are_kept_with_their_sources(reporter: Account) -> None:
    draft = make_draft(
        reporter,
        children=Children(
            sources=[{"type": "PRESS", "publisher": "One"}, {"type": "PRESS", "publisher": "Other"}],
            claims=[
                {
                    "field": "occurred_time",
                    "value": "17:00",
                    "source": 1,
                    "is_chosen": True,
                    "reason": "earlier",
                },
                {"field": "occurred_time", "value": "18:00", "source": 2},
            ],
        ),
    )
    assert list(draft.claims.values_list("value", "source__publisher", "is_chosen").order_by("id")) == [
        ("17:00", "One", True),
        ("18:00", "Other", False),
    ]


def test_nearest_site_is_found_for_a_point_without_site(reporter: Account) -> None:
    site = make_site()
    draft = file_incident(
        by=reporter, fields=report_fields(site=None, observer_lat=37.1, observer_lon=127.03, uncertainty_m=50)
    )
    assert draft.site == site


def test_point_far_from_every_site_stays_without_site(reporter: Account) -> None:
    make_site()
    draft = file_incident(by=reporter, fields=report_fields(site=None, observer_lat=35.0, observer_lon=129.0))
    assert draft.site is None


def test_year_is_that_of_the_offices_clock(reporter: Account) -> None:
    draft = make_draft(reporter, occurred_from=dt.datetime(2024, 12, 31, 16, 0, tzinfo=dt.UTC))
    assert draft.year == 2025


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"announced_on": dt.date(1, 1, 1)}, "announced_on"),
        ({"announced_on": dt.date(9999, 12, 31)}, "announced_on"),
        ({"media_count": 2**62}, "media_count"),
        ({"group_size": 30_000}, "group_size"),
    ],
)
def test_date_or_count_no_report_can_hold_is_refused(reporter: Account, fields: dict, named: str) -> None:
    with pytest.raises(IncompleteReport) as refused:
        make_draft(reporter, **fields)
    assert set(refused.value.problems) == {named}


@pytest.mark.parametrize(
    "children",
    [
        Children(sources=[{"type": "PRESS", "published_on": dt.date(9999, 12, 31)}]),
        Children(dispositions=[{"outcome": "BOOKED", "decided_on": dt.date(1, 1, 1)}]),
        Children(equipment=[{"category": "PHONE", "count": 20_000}]),
    ],
    ids=["published_on", "decided_on", "count"],
)
def test_implausible_child_row_stores_nothing(reporter: Account, children: Children) -> None:
    with pytest.raises(IncompleteReport):
        make_draft(reporter, children=children)
    assert Incident.objects.count() == 0
