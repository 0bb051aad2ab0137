"""Append-only tables, held by the database; installed after every migrate, because table rebuilds drop triggers."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

# Transitions are left out: their reasons are free text that an erasure must be able to blank.
APPEND_ONLY_TABLES = ("incidents_auditevent",)


def trigger_names() -> list[str]:
    """Return the names that must exist in the database."""
    return [f"{table}_no_{verb}" for table in APPEND_ONLY_TABLES for verb in ("update", "delete")]


def install_after_migrate(app_config: AppConfig) -> None:
    """Ask Django to install the triggers whenever it has migrated this app."""
    post_migrate.connect(_install, sender=app_config, dispatch_uid="incidents.triggers")


def _install(using: str, **_kwargs: Any) -> None:
    connection = connections[using]
    write = _sqlite if connection.vendor == "sqlite" else _postgresql
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in present.intersection(APPEND_ONLY_TABLES):
            for verb in ("update", "delete"):
                for statement in write(table, verb):
                    cursor.execute(statement)


def _sqlite(table: str, verb: str) -> list[str]:
    return [
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    ]


def _postgresql(table: str, verb: str) -> list[str]:
    name = f"{table}_no_{verb}"
    return [
        "CREATE OR REPLACE FUNCTION sightline_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} FOR EACH ROW EXECUTE FUNCTION sightline_append_only()",
    ]
