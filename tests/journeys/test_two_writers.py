"""Several people write at the same moment: everyone is served, nothing is counted twice, no lock is spoken of."""

from __future__ import annotations

import uuid
from functools import partial

from django.utils import timezone

from incidents.enums import AuditAction, Status
from incidents.errors import WrongState
from incidents.models import Account, AuditEvent, DatasetVersion, Incident, Log, ReportDraft
from incidents.services.drafting import CardReport, Sent, send_draft
from incidents.services.reporting import file_incident
from incidents.services.review import confirm_incident, release_incident
from tests.factories import (
    RATIONALE,
    make_account,
    make_confirmed,
    make_draft,
    make_log,
    make_site,
    make_submitted,
    report_fields,
)
from tests.journeys.conftest import AtOnce

N_WRITERS = 4
N_EACH = 8


def test_parallel_filings_take_numbers_of_their_own(at_once: AtOnce) -> None:
    def prepare() -> list[Account]:
        make_log(), make_site()
        return [make_account("reporter") for _ in range(N_WRITERS)]

    def file_some(by: Account) -> list[str]:
        return [make_draft(by).number for _ in range(N_EACH)]

    [reporters] = at_once([prepare])
    filed = at_once([partial(file_some, by) for by in reporters])

    numbers = sorted(number for one in filed for number in one)
    year = timezone.localdate().year
    assert numbers == [f"UPR-{year}-{n:05d}" for n in range(1, N_WRITERS * N_EACH + 1)]
    events = AuditEvent.objects.filter(action=AuditAction.INCIDENT_FILED)
    assert at_once([lambda: sorted(events.values_list("object_key", flat=True))]) == [numbers]


def test_first_filings_of_an_empty_office_share_one_log(at_once: AtOnce) -> None:
    def prepare() -> list[Account]:
        make_site()
        return [make_account("reporter") for _ in range(N_WRITERS)]

    [reporters] = at_once([prepare])
    filed = at_once([partial(file_incident, by=by, fields=report_fields()) for by in reporters])

    assert [type(one) for one in filed] == [Incident] * N_WRITERS
    assert at_once([lambda: list(Log.objects.values_list("code", flat=True))]) == [["own"]]


def test_card_that_is_sent_twice_at_once_is_one_report(at_once: AtOnce) -> None:
    def prepare() -> tuple[Account, CardReport]:
        make_log()
        return make_account("reporter"), CardReport(fields=report_fields(), equipment=["PHONE"])

    [(reporter, card)] = at_once([prepare])
    sent = at_once([partial(send_draft, by=reporter, key=uuid.UUID(int=1), report=card)] * 2)

    assert [type(one) for one in sent] == [Sent, Sent]
    assert sorted(one.is_first for one in sent) == [False, True]
    assert sent[0].incident.number == sent[1].incident.number
    assert at_once([ReportDraft.objects.count, Incident.objects.count]) == [1, 1]


def test_second_of_two_decisions_finds_the_first(at_once: AtOnce) -> None:
    def prepare() -> tuple[Incident, list[Account]]:
        return make_submitted(make_account("reporter")), [make_account("reviewer") for _ in range(2)]

    [(incident, reviewers)] = at_once([prepare])
    decided = at_once([
        partial(confirm_incident, by=by, incident=incident, rationale=RATIONALE, explanations=["SPOTTING"])
        for by in reviewers
    ])  # fmt: skip

    assert sorted(type(one).__name__ for one in decided) == [Incident.__name__, WrongState.__name__]
    assert at_once([lambda: Incident.objects.get().status]) == [Status.CONFIRMED]


def test_parallel_releases_of_a_log_are_numbered_in_turn(at_once: AtOnce) -> None:
    def prepare() -> list[tuple[Incident, Account]]:
        reporter, reviewer = make_account("reporter"), make_account("reviewer")
        return [
            (make_confirmed(reporter, reviewer=reviewer), make_account("releaser")) for _ in range(N_WRITERS)
        ]

    [pairs] = at_once([prepare])
    released = at_once([
        partial(release_incident, by=by, incident=incident, rationale="Facts are public already.", tlp="CLEAR")
        for incident, by in pairs
    ])  # fmt: skip

    assert [type(one) for one in released] == [Incident] * N_WRITERS
    numbers = DatasetVersion.objects.order_by("number").values_list("number", flat=True)
    assert at_once([lambda: list(numbers)]) == [list(range(1, N_WRITERS + 1))]
