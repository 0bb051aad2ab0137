"""A file of reports enters by its good rows, once, with a verdict on every row and one event on the trail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.errors import ImportRefused, NotAllowed
from incidents.models import Account, AuditEvent, CaseGroup, ImportBatch, Incident, Log
from incidents.services.importing import ImportReport, Verdict, import_incidents
from incidents.services.importing.judging import Judge
from incidents.services.importing.storing import Writer
from tests.factories import make_log, make_site, make_zone

HEADER = "date,date_precision,occurred_time,site,behaviours,summary,note,case_ref,lat,lon,uncertainty_m"
GATE = "2025-04-21,day,09:00,osan-air-base,PHOTO,Two people at the north gate,,OSAN-1,37.0906,127.0300,20"
ROAD = "2025-04-23,day,,osan-air-base,PHOTO,One person on the road,,OSAN-1,,,"
WRONG = "2025-02-30,day,,atlantis,PHOTO,Nobody,,,,,"


def file_of(*rows: str) -> bytes:
    return "\n".join([HEADER, *rows, ""]).encode()


@pytest.fixture
def take(reporter: Account) -> Callable[..., ImportReport]:
    """Import rows as the reporter, at a site with a zone of 1,500 m."""
    make_zone(make_site())

    def run(*rows: str, **options: object) -> ImportReport:
        return import_incidents(by=reporter, data=file_of(*rows), file_name="log.csv", **options)

    return run


def verdicts(report: ImportReport) -> list[tuple[int, str]]:
    return [(row.row_number, row.verdict.value) for row in report.rows]


def test_complete_rows_are_handed_in_with_everything_that_follows_from_a_report(take: Callable) -> None:
    report = take(GATE, ROAD)

    gate, road = Incident.objects.order_by("id")
    assert verdicts(report) == [(2, "new"), (3, "new")]
    assert [row.number for row in report.rows] == [gate.number, road.number]
    assert (gate.status, gate.import_row, gate.log.code) == ("SUBMITTED", 2, "own")
    assert (gate.zone_relation, gate.distance_m) == ("INSIDE", 1_500)
    assert gate.case == road.case == CaseGroup.objects.get()
    assert (road.zone_relation, road.time_precision) == ("UNKNOWN", 2)


def test_the_import_is_one_batch_with_one_event_at_its_beginning_and_one_for_each_chunk(
    take: Callable, reporter: Account
) -> None:
    take(GATE, WRONG)

    batch = ImportBatch.objects.get()
    assert (batch.file_name, batch.imported_by, batch.log.code) == ("log.csv", reporter, "own")
    assert (batch.n_rows, batch.n_accepted, batch.n_refused) == (2, 1, 1)
    begun, filed = AuditEvent.objects.filter(action="import.run").order_by("id")
    assert {(event.object_key, event.actor) for event in (begun, filed)} == {(str(batch.uuid), reporter)}
    incident = Incident.objects.get()
    assert (incident.import_batch, batch.state) == (batch, "DONE")
    assert filed.detail == {"first": incident.number, "last": incident.number, "filed": 1}


def test_a_second_import_changes_nothing_and_leaves_no_trace(take: Callable) -> None:
    first = take(GATE, ROAD)
    before = (Incident.objects.count(), AuditEvent.objects.count(), ImportBatch.objects.count())
    again = take(ROAD, GATE)

    assert [row.verdict for row in again.rows] == [Verdict.UNCHANGED] * 2
    assert [row.number for row in again.rows] == [first.rows[1].number, first.rows[0].number]
    assert (again.is_stored, again.n_unchanged) == (False, 2)
    assert (Incident.objects.count(), AuditEvent.objects.count(), ImportBatch.objects.count()) == before


def test_the_same_row_may_enter_another_log(take: Callable) -> None:
    take(GATE)
    other = make_log("other", is_default=False)
    assert (take(GATE, log=other).n_new, Incident.objects.filter(log=other).count()) == (1, 1)


def test_a_refused_row_names_row_column_value_and_what_to_do_and_the_good_ones_enter(take: Callable) -> None:
    report = take(GATE, WRONG, ROAD)

    assert verdicts(report) == [(2, "new"), (3, "refused"), (4, "new")]
    assert report.rows[1].reasons == (
        "row 3, date: “2025-02-30” is not in the calendar. Check month and day.",
        "row 3, site: “…” is not in the registry. Add the site, or check the spelling.",
    )


def test_a_row_that_stands_twice_enters_once(take: Callable) -> None:
    report = take(GATE, GATE)
    assert verdicts(report) == [(2, "new"), (3, "refused")]
    assert report.rows[1].reasons[0].startswith("row 3, is the same as row 2: ")


def test_an_incomplete_row_stays_a_draft_and_says_what_is_missing(take: Callable) -> None:
    report = take("2025-04-21,day,,osan-air-base,,,,,,,")
    assert Incident.objects.get().status == "DRAFT"
    assert report.rows[0].is_incomplete
    assert report.rows[0].reasons == (
        "Behaviour is missing. Choose what was done.",
        "One line of what was seen is missing.",
    )


def test_nothing_is_handed_in_when_drafts_are_asked_for(take: Callable) -> None:
    take(GATE, hand_in=False)
    assert Incident.objects.get().status == "DRAFT"


def test_a_dry_run_says_the_same_and_stores_nothing(take: Callable) -> None:
    report = take(GATE, WRONG, dry_run=True)

    assert verdicts(report) == [(2, "new"), (3, "refused")]
    assert (report.rows[0].number, report.is_stored) == ("", False)
    assert not any(model.objects.exists() for model in (Incident, ImportBatch, CaseGroup, Log))
    assert take(GATE).rows[0].number.endswith("-00001")


def test_all_or_nothing_stores_nothing_beside_a_refused_row(take: Callable) -> None:
    assert not take(GATE, WRONG, all_or_nothing=True).is_stored
    assert not Incident.objects.exists()
    assert take(GATE, ROAD, all_or_nothing=True).is_stored
    assert Incident.objects.count() == 2


def test_a_service_refuses_what_only_it_can_see_without_repeating_it(take: Callable) -> None:
    report = take(GATE.replace("north gate,,", "north gate,call 010-1234-5678,"), ROAD)

    assert verdicts(report) == [(2, "refused"), (3, "new")]
    assert report.rows[0].reasons == (
        "row 2, narrative: This text holds a mobile phone number. Take it out; what you typed is kept.",
    )
    assert (Incident.objects.count(), ImportBatch.objects.get().n_refused) == (1, 1)


def test_a_source_that_is_not_in_the_list_is_refused(reporter: Account) -> None:
    make_site()
    data = 'date,date_precision,site,claims\n2025-04-21,day,osan-air-base,"[{""field"": ""date"", ""source"": 7}]"\n'
    report = import_incidents(by=reporter, data=data.encode(), file_name="log.csv")
    assert report.rows[0].reasons == (
        "row 2, sources: source: “7” is not one of the sources of this report.",
    )


@pytest.mark.parametrize(
    "typed",
    ['=HYPERLINK(""http://x.example"")', "<script>alert(1)</script>", "${7*7} {{ 7*7 }}", "a\u202eb", "+1+1"],
)
def test_text_is_stored_as_typed(take: Callable, typed: str) -> None:
    take(f'2025-04-21,day,,osan-air-base,PHOTO,"{typed}",,,,,')
    assert Incident.objects.get().summary == typed.replace('""', '"')


def test_a_chunk_that_fails_halfway_leaves_nothing_and_those_before_it_stay(
    take: Callable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object) -> None:
        raise OSError("disk full")

    take(GATE)
    monkeypatch.setattr(Writer, "_store_steps", fail)
    with pytest.raises(OSError, match="disk full"):
        take(GATE, ROAD)
    assert Incident.objects.count() == 1
    batches = ImportBatch.objects.order_by("id").values_list("n_accepted", "state", "next_row")
    assert list(batches) == [(1, "DONE", 3), (0, "RUNNING", None)]


def test_two_imports_at_once_store_a_row_once(take: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other import stores the row between our look and our write."""
    judge, looks = Judge.judge, []

    def let_the_other_in(self: Judge, chunk: object) -> list:
        judged = judge(self, chunk)
        looks.append(chunk)
        if len(looks) == 2:
            take(GATE)
        return judged

    monkeypatch.setattr(Judge, "judge", let_the_other_in)
    row = take(GATE).rows[0]
    incident = Incident.objects.get()
    assert (row.verdict, row.number) == (Verdict.UNCHANGED, incident.number)
    assert [batch.n_unchanged for batch in ImportBatch.objects.order_by("id")] == [1, 0]


@pytest.mark.parametrize("role", ["reviewer", "releaser", "analyst", "auditor", "operator", "stranger"])
def test_only_a_reporter_imports(role: str, request: pytest.FixtureRequest, db: None) -> None:
    with pytest.raises(NotAllowed):
        import_incidents(by=request.getfixturevalue(role), data=file_of(GATE), file_name="log.csv")
    assert not Incident.objects.exists()


def test_a_refused_file_stores_nothing(take: Callable, reporter: Account) -> None:
    with pytest.raises(ImportRefused):
        import_incidents(by=reporter, data=b"\x00\x01", file_name="log.csv")
    assert not any(model.objects.exists() for model in (Incident, ImportBatch, Log))


def test_rows_that_stay_outside_cost_no_queries(take: Callable, django_assert_num_queries: Callable) -> None:
    take(WRONG)
    with CaptureQueriesContext(connection) as one_row:
        take(WRONG)
    with django_assert_num_queries(len(one_row)):
        take(WRONG, WRONG, WRONG)
