"""Append-only tables, held by the database; installed after every migrate, because table rebuilds drop triggers."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

# Transitions are left out: their reasons are free text that an erasure must be able to blank.
APPEND_ONLY_TABLES = ("incidents_auditevent",)

# SQLite knows no TRUNCATE; PostgreSQL's passes by the triggers of single rows.
VERBS = {"sqlite": ("update", "delete"), "postgresql": ("update", "delete", "truncate")}


def trigger_names(vendor: str) -> list[str]:
    """Return the names that must exist in the database."""
    return [_name(table, verb) for table in APPEND_ONLY_TABLES for verb in VERBS[vendor]]


def install_after_migrate(app_config: AppConfig) -> None:
    """Ask Django to install the triggers whenever it has migrated this app."""
    post_migrate.connect(install, sender=app_config, dispatch_uid="incidents.triggers")


def install(using: str, **_kwargs: Any) -> None:
    """Install the triggers of every append-only table that exists."""
    connection = connections[using]
    write = _sqlite if connection.vendor == "sqlite" else _postgresql
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in present.intersection(APPEND_ONLY_TABLES):
            for verb in VERBS[connection.vendor]:
                for statement in write(table, verb):
                    cursor.execute(statement)


def _name(table: str, verb: str) -> str:
    return f"{table}_no_{verb}"


def _sqlite(table: str, verb: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {_name(table, verb)} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ]


def _postgresql(table: str, verb: str) -> list[str]:
    name = _name(table, verb)
    each = "STATEMENT" if verb == "truncate" else "ROW"
    return [
        "CREATE OR REPLACE FUNCTION sightline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} FOR EACH {each} EXECUTE FUNCTION sightline_append_only()",
    ]
