"""The database is as hard as the settings say, read back on a live connection."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from config.env import SQLITE_PRAGMAS
from incidents.models import Account, AuditEvent
from incidents.models.triggers import trigger_names
from tests.factories import make_draft

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite pragmas (other database)")

AS_READ_BACK = {
    "journal_mode": {"wal", "memory"},  # the suite's own database may live in memory
    "synchronous": {2},
    "foreign_keys": {1},
    "recursive_triggers": {1},
    "trusted_schema": {0},
    "secure_delete": {1},
}


@sqlite_only
@pytest.mark.django_db
@pytest.mark.parametrize("name", SQLITE_PRAGMAS)
def test_pragma_holds_on_a_live_connection(name: str) -> None:
    with connection.cursor() as cursor:
        value = cursor.execute(f"PRAGMA {name}").fetchone()[0]
    assert value in AS_READ_BACK[name]


TRIGGERS = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


@pytest.mark.django_db
def test_append_only_triggers_are_installed() -> None:
    with connection.cursor() as cursor:
        cursor.execute(TRIGGERS[connection.vendor])
        names = [name for (name,) in cursor.fetchall()]
    assert sorted(names) == sorted(trigger_names(connection.vendor))


def test_audit_event_cannot_be_changed_or_deleted(reporter: Account) -> None:
    make_draft(reporter)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(reason="never happened")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="TRUNCATE (PostgreSQL alone has it)")
@pytest.mark.django_db
def test_audit_trail_cannot_be_emptied() -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE incidents_auditevent")


@sqlite_only
def test_audit_event_cannot_be_replaced(reporter: Account) -> None:
    make_draft(reporter)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT OR REPLACE INTO incidents_auditevent SELECT * FROM incidents_auditevent")
