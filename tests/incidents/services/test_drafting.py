"""Drafts of the card: kept as typed, sent once, emptied when sent."""

from __future__ import annotations

import uuid

import pytest

from incidents.enums import Status
from incidents.errors import IncompleteReport, NotAllowed, PersonalDataFound, StaleVersion, WrongState
from incidents.models import Account, AuditEvent, Incident, ReportDraft
from incidents.services import drafting
from incidents.services.drafting import CardReport, discard_draft, missing_on_card, save_draft, send_draft
from incidents.services.review import return_incident
from tests.factories import RATIONALE, make_draft, make_submitted, report_children, report_fields

pytestmark = pytest.mark.django_db
KEY = uuid.UUID("7a1f6f0e-2f57-4d1c-9f29-2d5d3b1c9a10")


def card(**values: object) -> CardReport:
    """Return a complete card."""
    return CardReport(
        **({"fields": report_fields(), "equipment": ["TRIPOD"], "actions": ["POLICE_CALLED"]} | values)
    )


def test_a_draft_is_kept_as_it_was_typed(reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "Half a sen", "seen": ["PHOTOGRAPHS"]})
    save_draft(by=reporter, key=KEY, content={"line": "Half a sentence", "seen": []})
    assert ReportDraft.objects.get().content == {"line": "Half a sentence", "seen": []}


def test_what_identifies_a_person_is_left_out_of_the_draft_and_named(reporter: Account) -> None:
    number = "900101-1234568"
    kept = save_draft(by=reporter, key=KEY, content={"line": f"주민등록번호 {number}", "words": "정문"})
    assert list(kept.left_out) == ["line"]
    assert number not in kept.left_out["line"]
    assert ReportDraft.objects.get().content == {"words": "정문"}


@pytest.mark.parametrize("text", ["with a NUL \x00", "half a pair \ud800"])
def test_characters_that_no_database_takes_are_left_out(reporter: Account, text: str) -> None:
    assert list(save_draft(by=reporter, key=KEY, content={"line": text}).left_out) == ["line"]


@pytest.mark.parametrize("name", ["900101-1234568", "a\x00", "\ud800", "kim@example.org", "", "x" * 41])
def test_what_is_no_field_of_a_card_is_no_part_of_it(reporter: Account, name: str) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "a drone", name: "b"})
    assert ReportDraft.objects.get().content == {"line": "a drone"}


def test_a_list_with_a_character_that_no_database_takes_is_left_out(reporter: Account) -> None:
    assert list(save_draft(by=reporter, key=KEY, content={"confirmed": ["same:\x00"]}).left_out) == [
        "confirmed"
    ]


def test_a_draft_beyond_its_size_is_refused_and_the_stored_one_stays(reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "short"})
    with pytest.raises(IncompleteReport, match="65536"):
        save_draft(by=reporter, key=KEY, content={"narrative": "가나다 " * 10_000})
    assert ReportDraft.objects.get().content == {"line": "short"}


def test_a_draft_holds_texts_only(reporter: Account) -> None:
    with pytest.raises(IncompleteReport):
        save_draft(by=reporter, key=KEY, content={"line": {"deep": "er"}})


def test_beyond_the_limit_the_oldest_unsent_draft_gives_way(
    reporter: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "MAX_UNSENT", 2)
    keys = [uuid.UUID(int=n) for n in (1, 2, 3)]
    for key in keys:
        save_draft(by=reporter, key=key, content={"line": "x"})
    assert set(ReportDraft.objects.values_list("key", flat=True)) == set(keys[1:])


def test_sending_files_and_hands_in_at_once(reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "typed"})
    sent = send_draft(by=reporter, key=KEY, report=card(unit="Gate 2, night shift"))
    assert (sent.is_first, sent.incident.status) == (True, Status.SUBMITTED)
    assert [row.category for row in sent.incident.equipment.all()] == ["TRIPOD"]
    assert [row.type for row in sent.incident.actions.all()] == ["POLICE_CALLED"]
    assert [(row.type, row.carries) for row in sent.incident.sources.all()] == [
        ("OWN_OBSERVATION", "Gate 2, night shift")
    ]
    stored = ReportDraft.objects.get()
    assert (stored.sent, stored.content) == (sent.incident, {})


def test_the_same_key_sent_again_is_the_same_report(reporter: Account) -> None:
    first = send_draft(by=reporter, key=KEY, report=card())
    again = send_draft(by=reporter, key=KEY, report=card(fields=report_fields(summary="Changed meanwhile")))
    assert (again.incident, again.is_first) == (first.incident, False)
    assert Incident.objects.count() == 1


def test_a_sent_draft_takes_no_late_words(reporter: Account) -> None:
    send_draft(by=reporter, key=KEY, report=card())
    with pytest.raises(WrongState):
        save_draft(by=reporter, key=KEY, content={"line": "too late"})
    assert ReportDraft.objects.get().content == {}


def test_an_incomplete_card_stores_nothing_and_keeps_its_draft(reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "typed"})
    with pytest.raises(IncompleteReport) as refusal:
        send_draft(by=reporter, key=KEY, report=card(fields={"summary": "Only a line", "time_precision": 1}))
    assert set(refusal.value.problems) == {"site", "occurred_from", "behaviours"}
    assert not Incident.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="incident.").exists()
    assert ReportDraft.objects.get().content == {"line": "typed"}


def test_what_a_correction_does_not_mention_counts_as_said(reporter: Account) -> None:
    incident = make_draft(reporter)
    assert missing_on_card(card(corrects=incident, fields={"group_size": 2})) == {}
    assert set(missing_on_card(card(corrects=incident, fields={"summary": " "}))) == {"summary"}
    assert incident.summary.strip()


def test_a_unit_that_identifies_a_person_is_refused(reporter: Account) -> None:
    with pytest.raises(PersonalDataFound):
        send_draft(by=reporter, key=KEY, report=card(unit="주민등록번호 900101-1234568"))
    assert not Incident.objects.exists()


def test_two_persons_may_hold_the_same_key(reporter: Account, reviewer: Account) -> None:
    from tests.factories import make_account

    other = make_account("reporter")
    first = send_draft(by=reporter, key=KEY, report=card())
    second = send_draft(by=other, key=KEY, report=card())
    assert first.incident != second.incident


def test_a_returned_report_is_corrected_and_handed_in_again(reporter: Account, reviewer: Account) -> None:
    children = report_children(
        equipment=[{"category": "TELEPHOTO", "basis": "SEIZED", "note": "600 mm"}],
        actions=[{"type": "POLICE_CALLED", "agency_type": "MILITARY"}],
    )
    incident = make_draft(reporter, children=children)
    send = {"by": reporter, "key": KEY}
    first = send_draft(**send, report=card(corrects=incident, equipment=["TELEPHOTO"], expected_version=1))
    return_incident(by=reviewer, incident=first.incident, rationale=RATIONALE)
    first.incident.refresh_from_db()
    report = card(
        corrects=first.incident,
        equipment=["TELEPHOTO", "TRIPOD"],
        fields={"summary": "Clearer"},
        expected_version=2,
    )
    again = send_draft(by=reporter, key=uuid.UUID(int=2), report=report).incident
    assert (again.number, again.status, again.summary) == (incident.number, Status.SUBMITTED, "Clearer")
    assert [(row.category, row.basis, row.note) for row in again.equipment.all()] == [
        ("TELEPHOTO", "SEIZED", "600 mm"), ("TRIPOD", "SEEN", ""),
    ]  # fmt: skip
    assert [row.agency_type for row in again.actions.all()] == ["MILITARY"]
    assert again.sources.count() == 1


def test_a_correction_of_an_older_version_is_refused(reporter: Account) -> None:
    incident = make_draft(reporter)
    with pytest.raises(StaleVersion):
        send_draft(by=reporter, key=KEY, report=card(corrects=incident, expected_version=7))


def test_nobody_corrects_what_another_entered(reporter: Account) -> None:
    from tests.factories import make_account

    incident = make_submitted(make_account("reporter"))
    with pytest.raises(NotAllowed):
        send_draft(by=reporter, key=KEY, report=card(corrects=incident))


def test_only_reporters_hold_drafts(reviewer: Account, stranger: Account) -> None:
    for person in (reviewer, stranger):
        with pytest.raises(NotAllowed):
            save_draft(by=person, key=KEY, content={})
        with pytest.raises(NotAllowed):
            send_draft(by=person, key=KEY, report=card())
        with pytest.raises(NotAllowed):
            discard_draft(by=person, key=KEY)
    assert not ReportDraft.objects.exists()


def test_discarding_forgets_an_unsent_draft_only(reporter: Account) -> None:
    save_draft(by=reporter, key=KEY, content={"line": "x"})
    discard_draft(by=reporter, key=KEY)
    assert not ReportDraft.objects.exists()
    send_draft(by=reporter, key=KEY, report=card())
    discard_draft(by=reporter, key=KEY)
    assert ReportDraft.objects.get().sent is not None
