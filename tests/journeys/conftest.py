"""A database that several threads write at once, as the threads of the server do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections

AtOnce = Callable[[Sequence[Callable[[], Any]]], list[Any]]


@pytest.fixture
def at_once(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[AtOnce]:
    """Run functions together, each in a thread with a connection of its own, on a copy of the empty database.

    The copy is thrown away whole: tables that commit need emptying, which the append-only triggers refuse.
    """
    settings = connections.settings["default"]
    name = settings["NAME"]
    with django_db_blocker.unblock():
        settings["NAME"] = _copy(tmp_path)
        try:
            yield run_at_once
        finally:
            copy, settings["NAME"] = settings["NAME"], name
            connection.close()  # by its old name, because closing a database in memory would lose it
            _drop(copy)


def run_at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Return what the calls return or raise, in their order; all begin together."""
    start = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        start.wait(timeout=30)
        try:
            return call()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


def _copy(folder: Path) -> str:
    if connection.vendor == "sqlite":
        copy = (
            folder / "copy.sqlite3"
        )  # the suite's own may live in memory, which threads share unlike a file
        connection.ensure_connection()
        with sqlite3.connect(copy) as target:
            connection.connection.backup(target)
        target.close()
        return str(copy)
    copy = f"{connection.settings_dict['NAME']}_at_once"
    original = connection.ops.quote_name(connection.settings_dict["NAME"])
    connection.close()
    _outside(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(copy)}")
    _outside(f"CREATE DATABASE {connection.ops.quote_name(copy)} TEMPLATE {original}")
    return copy


def _drop(copy: str) -> None:
    if connection.vendor == "postgresql":
        _outside(f"DROP DATABASE {connection.ops.quote_name(copy)}")


def _outside(statement: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement)
