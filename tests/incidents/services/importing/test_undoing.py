"""An import is undone whole, or not at all; the file may enter again, and no number is used twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from incidents.access import reader_of
from incidents.errors import IncompleteReport, NotAllowed, PersonalDataFound, WrongState
from incidents.models import (
    Account,
    AuditEvent,
    CaseGroup,
    DetectionRun,
    Equipment,
    Finding,
    FindingMember,
    ImportBatch,
    Incident,
    IncidentLink,
    Transition,
)
from incidents.selectors.events import events_of
from incidents.services.grouping import mark_duplicate
from incidents.services.importing import undo_batch, undoing
from incidents.services.reporting import change_incident, submit_incident
from incidents.services.review import mark_unfounded, return_incident
from tests.factories import RATIONALE, make_account, make_draft, report_children
from tests.incidents.services.importing.conftest import Bring, gate
from tests.incidents.services.importing.test_parity import stored

REASON = "The wrong year's file."


def test_everything_goes_and_the_file_may_enter_again_under_new_numbers(
    bring: Bring, reporter: Account
) -> None:
    own = make_draft(reporter)
    rows = [gate(2, case_ref="C-1"), gate(3), gate(4, summary="")]
    batch, verdicts = bring(*rows)
    undo_batch(by=reporter, batch=batch, reason=REASON)

    assert list(Incident.objects.all()) == [own]
    assert not CaseGroup.objects.exists()
    assert not Equipment.objects.exclude(incident=own).exists()
    assert not Transition.objects.exclude(incident=own).exists()
    batch.refresh_from_db()
    assert (batch.state, batch.undone_by, batch.n_accepted) == ("UNDONE", reporter, 3)
    event = AuditEvent.objects.get(action="import.undone")
    assert (event.object_key, event.reason, event.detail["removed"]) == (str(batch.uuid), REASON, 3)

    _again, later = bring(*rows)
    numbers = [verdict.number for verdict in verdicts] + [verdict.number for verdict in later]
    assert [verdict.verdict for verdict in later] == ["new"] * 3
    assert len(set(numbers)) == 6


def test_what_an_import_changed_says_again_what_it_said(bring: Bring, reporter: Account) -> None:
    first, _verdicts = bring(gate(2, note="as told", outcome_as_reported="let go"), gate(3, summary=""))
    before = stored(first.log)
    changed, verdicts = bring(
        gate(2, note="otherwise", occurred_time="10:00", equipment_as_reported="phone", lat="", lon="", uncertainty_m=""),
        gate(3, summary="Complete now"),
    )  # fmt: skip
    assert [verdict.verdict for verdict in verdicts] == ["update", "update"]
    assert stored(first.log) != before
    undo_batch(by=reporter, batch=changed, reason=REASON)

    after = stored(first.log)
    for rows in (before, after):
        for row in rows.values():
            row.pop("steps"), row.pop("record_version")
    assert after == before
    assert [incident.record_version for incident in Incident.objects.all()] == [3, 3]
    assert [change.before for change in changed.changes.all()] == [{}, {}]
    again = bring(gate(2, note="otherwise"))[1]
    assert [verdict.verdict for verdict in again] == ["update"]


def test_an_import_is_undone_after_the_one_that_changed_it(bring: Bring, reporter: Account) -> None:
    first = bring(gate(2))[0]
    second = bring(gate(2, note="more"))[0]
    with pytest.raises(WrongState, match="changed since"):
        undo_batch(by=reporter, batch=first, reason=REASON)
    undo_batch(by=reporter, batch=second, reason=REASON)
    undo_batch(by=reporter, batch=first, reason=REASON)
    assert not Incident.objects.exists()


def _decide(incident: Incident, reviewer: Account) -> None:
    mark_unfounded(by=reviewer, incident=incident, rationale=RATIONALE)


def _return(incident: Incident, reviewer: Account) -> None:
    return_incident(by=reviewer, incident=incident, rationale=RATIONALE)


def _hold(incident: Incident, _reviewer: Account) -> None:
    Incident.objects.filter(pk=incident.pk).update(legal_hold=True)


def _link(incident: Incident, _reviewer: Account) -> None:
    IncidentLink.objects.create(incident=make_draft(make_account("reporter")), other=incident, kind="RELATED")


def _find(incident: Incident, reviewer: Account) -> None:
    run = DetectionRun.objects.create(
        log=incident.log, number=1, seed=1, replicates=99, n_incidents=2, n_cases=2, started_by=reviewer
    )
    finding = Finding.objects.create(
        run=run, rank=1, centre=incident.site, radius_m=1, date_from="2025-04-01", date_to="2025-04-30", observed=2,
        expected=1, llr=1, observed_cases=2, expected_cases=1,
    )  # fmt: skip
    FindingMember.objects.create(finding=finding, incident=incident, record_version=1, position=1)


def _change(incident: Incident, _reviewer: Account) -> None:
    _return(incident, _reviewer)
    incident.refresh_from_db()
    change_incident(
        by=incident.entered_by, incident=incident, fields={"summary": "By hand"}, children=report_children()
    )


@pytest.mark.parametrize("work", [_decide, _return, _hold, _link, _find, _change])
def test_nothing_is_undone_once_somebody_worked_on_a_report(
    bring: Bring, reporter: Account, reviewer: Account, work: Callable[[Incident, Account], None]
) -> None:
    batch = bring(gate(2), gate(3))[0]
    incident = Incident.objects.order_by("pk")[1]
    work(incident, reviewer)
    with pytest.raises(WrongState, match=f"1 report of this import was .*{incident.number}"):
        undo_batch(by=reporter, batch=batch, reason=REASON)
    assert Incident.objects.filter(import_batch=batch).count() == 2
    assert ImportBatch.objects.get(pk=batch.pk).state == "DONE"


def test_an_undoing_that_was_cut_short_is_called_again(
    bring: Bring, reporter: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = bring(*(gate(number) for number in range(2, 9)))[0]
    monkeypatch.setattr(undoing, "REMOVED_AT_ONCE", 3)
    remove, calls = undoing._remove_some, []

    def cut_short(batch: ImportBatch) -> bool:
        calls.append(batch)
        if len(calls) == 2:
            raise OSError("power cut")
        return remove(batch)

    monkeypatch.setattr(undoing, "_remove_some", cut_short)
    with pytest.raises(OSError, match="power cut"):
        undo_batch(by=reporter, batch=batch, reason=REASON)
    assert Incident.objects.count() == 4
    with pytest.raises(WrongState, match="was undone"):
        bring(gate(20), batch=batch)
    undo_batch(by=reporter, batch=batch, reason=REASON)
    assert not Incident.objects.exists()
    assert AuditEvent.objects.filter(action="import.undone").count() == 1


def test_nobody_decides_on_a_report_that_is_being_taken_away(
    bring: Bring, reporter: Account, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between two steps of an undoing others get a turn; what they may not do is to make it stop half way."""
    own = submit_incident(by=reporter, incident=make_draft(reporter))
    batch, _verdicts = bring(gate(2), gate(3), gate(4))
    refused: list[str] = []

    def decide_between(which: ImportBatch) -> bool:
        for report in Incident.objects.filter(import_batch=which):
            for step in (
                lambda report=report: return_incident(by=reviewer, incident=report, rationale="Say more."),
                lambda report=report: change_incident(by=reporter, incident=report, fields={"note": "more"}),
                lambda report=report: mark_duplicate(
                    by=reviewer, incident=report, of=own, rationale=RATIONALE
                ),
            ):
                with pytest.raises(WrongState, match="being undone"):
                    step()
                refused.append(report.number)
        assert {
            row.number
            for row in events_of(which.log, reader=reader_of(reviewer), include_submitted=True).rows
        } == {own.number}
        return remove(which)

    remove = undoing._remove_some
    monkeypatch.setattr(undoing, "REMOVED_AT_ONCE", 2)
    monkeypatch.setattr(undoing, "_remove_some", decide_between)
    undo_batch(by=reporter, batch=batch, reason=REASON)
    assert len(refused) == 3 * (3 + 1)
    assert list(Incident.objects.all()) == [own]


def test_only_who_imported_undoes_it_once_and_says_why(
    bring: Bring, reporter: Account, reviewer: Account
) -> None:
    batch = bring(gate(2))[0]
    for other in (make_account("reporter"), reviewer):
        with pytest.raises(NotAllowed):
            undo_batch(by=other, batch=batch, reason=REASON)
    with pytest.raises(IncompleteReport, match="reason is missing"):
        undo_batch(by=reporter, batch=batch, reason="  ")
    with pytest.raises(PersonalDataFound):
        undo_batch(by=reporter, batch=batch, reason="call 010-1234-5678")
    undo_batch(by=reporter, batch=batch, reason=REASON)
    with pytest.raises(WrongState, match="undone already"):
        undo_batch(by=reporter, batch=batch, reason=REASON)
