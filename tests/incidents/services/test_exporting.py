"""Nothing leaves that is not in the register first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from incidents.access import reader_of
from incidents.errors import ExportRefused, NotAllowed, PersonalDataFound
from incidents.models import Account, ApiToken, AuditEvent, Dissemination
from incidents.services.exporting import LONGEST, Cut, Ground, counted, register_export, seal

GROUND = Ground(purpose="Quarterly brief", legal_ground="Site protection duty", recipient="Policy office")
CUT = Cut(
    resource="incidents", format="csv", query="site_type=PORT", fields_set="incidents-v1", tlp="GREEN",
    dataset_version="own/3",
)  # fmt: skip


def register(account: Account, ground: Ground = GROUND, **values: object) -> Dissemination:
    return register_export(by=account, reader=reader_of(account), ground=ground, cut=CUT, **values)


def test_register_row_says_who_what_why_and_to_whom(analyst: Account) -> None:
    export = register(analyst, sealed=seal(b"body", 2))

    stored = Dissemination.objects.get(pk=export.pk)
    assert (stored.by, stored.purpose, stored.legal_ground, stored.recipient) == (
        analyst, "Quarterly brief", "Site protection duty", "Policy office",
    )  # fmt: skip
    assert (stored.resource, stored.format, stored.query, stored.tlp) == (
        "incidents", "csv", "site_type=PORT", "GREEN",
    )  # fmt: skip
    assert (stored.n_rows, stored.is_complete) == (2, True)
    assert stored.sha256 == hashlib.sha256(b"body").hexdigest()
    event = AuditEvent.objects.get(action="export.made")
    assert (event.actor, event.object_key, event.detail["tlp"]) == (analyst, str(export.uuid), "GREEN")


@pytest.mark.parametrize(
    "role", ["reporter", "reviewer", "protection_officer", "auditor", "operator", "stranger"]
)
def test_other_roles_take_nothing_out(request: pytest.FixtureRequest, role: str) -> None:
    with pytest.raises(NotAllowed):
        register(request.getfixturevalue(role))
    assert not Dissemination.objects.exists()


def test_ground_names_every_blank_part(analyst: Account) -> None:
    with pytest.raises(ExportRefused) as refused:
        register(analyst, Ground(purpose=" ", legal_ground="Duty", recipient=""))
    assert set(refused.value.problems) == {"purpose", "recipient"}
    assert not Dissemination.objects.exists()


def test_ground_that_does_not_fit_is_refused_and_not_cut(analyst: Account) -> None:
    with pytest.raises(ExportRefused, match="longer than 120"):
        register(analyst, Ground(purpose="Brief", legal_ground="Duty", recipient="x" * 121))


def test_ground_names_no_person(analyst: Account) -> None:
    with pytest.raises(PersonalDataFound):
        register(analyst, Ground(purpose="Brief", legal_ground="Duty", recipient="someone@example.org"))


def test_words_searched_for_that_identify_a_person_are_not_registered(analyst: Account) -> None:
    reader, cut = reader_of(analyst), replace(CUT, query="q=Kim%20010-2222-3333&site_type=PORT")
    with pytest.raises(PersonalDataFound):
        register_export(by=analyst, reader=reader, ground=GROUND, cut=cut)
    assert not Dissemination.objects.exists()


def test_stream_is_counted_and_hashed_at_its_end(analyst: Account) -> None:
    export = register(analyst)
    assert (export.n_rows, export.sha256, export.is_complete) == (None, "", False)

    body = b"".join(counted(export, [(b"head", 0), (b"one", 1), (b"two", 2)]))

    export.refresh_from_db()
    assert (export.n_rows, export.is_complete) == (3, True)
    assert export.sha256 == hashlib.sha256(body).hexdigest()


def test_stream_that_broke_off_stays_incomplete(analyst: Account) -> None:
    export = register(analyst)
    stream = counted(export, [(b"one", 5), (b"two", 5)])
    next(stream)
    stream.close()

    export.refresh_from_db()
    assert (export.n_rows, export.sha256, export.is_complete) == (5, "", False)


def test_stream_that_failed_stays_incomplete(analyst: Account) -> None:
    def broken() -> Iterator[tuple[bytes, int]]:
        yield b"one", 1
        raise RuntimeError("disk")

    export = register(analyst)
    with pytest.raises(RuntimeError):
        list(counted(export, broken()))
    export.refresh_from_db()
    assert export.is_complete is False


@pytest.mark.parametrize("model", [Dissemination, ApiToken])
def test_longest_is_what_the_register_and_a_token_hold(model: type) -> None:
    assert {name: model._meta.get_field(name).max_length for name in LONGEST} == LONGEST
