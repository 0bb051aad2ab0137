"""Many rows into one table by as few statements as the database takes."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Model

# More rows in one statement are no faster, and its text must be parsed.
_ROWS_AT_ONCE = 100
NOTHING_SHARED: Mapping[str, Any] = {}


def take_keys(model: type[Model], count: int) -> range | list[int]:
    """Return the keys of rows to come, inside the transaction that stores them."""
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            cursor.execute(f"SELECT MAX(id) FROM {table}")
            last = max(last, cursor.fetchone()[0] or 0)
            return range(last + 1, last + 1 + count)
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)", [table, count]
        )
        return sorted(key for (key,) in cursor.fetchall())


def insert_rows(
    table: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    shared: Mapping[str, Any] = NOTHING_SHARED,
) -> None:
    """Store rows of values that are ready for the database, in the transaction that is open.

    `shared` are columns that hold the same in every row.
    """
    if not rows:
        return
    names = ", ".join(connection.ops.quote_name(column) for column in (*columns, *shared))
    if connection.vendor == "sqlite":
        _insert_into_sqlite(table, names, len(columns), rows, tuple(shared.values()))
        return
    places = ", ".join(["%s"] * (len(columns) + len(shared)))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({places})", [(*row, *shared.values()) for row in rows]
        )


def _insert_into_sqlite(
    table: str, names: str, n_columns: int, rows: Sequence[Sequence[Any]], shared: tuple[Any, ...]
) -> None:
    """Store many rows with each statement.

    OR FAIL: should one row not fit, SQLite need not take back the rows of its statement, so it keeps no journal for
    each statement, which costs a third of the time. The error ends the transaction, and that takes all of them back.
    """
    raw: sqlite3.Connection = connection.connection
    most = raw.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER) // n_columns
    size = max(1, min(_ROWS_AT_ONCE, most))
    with connection.wrap_database_errors:
        for start in range(0, len(rows), size):
            some = rows[start : start + size]
            sql = _statement(table, names, n_columns, shared, len(some))
            raw.execute(sql, tuple(chain.from_iterable(some)))


@lru_cache(maxsize=64)
def _statement(table: str, names: str, n_columns: int, shared: tuple[Any, ...], n_rows: int) -> str:
    """Return a statement for so many rows; what they share stands in it, because each bound value costs time."""
    row = ", ".join([*("?" * n_columns), *map(_literal, shared)])
    return f"INSERT OR FAIL INTO {table} ({names}) VALUES {', '.join([f'({row})'] * n_rows)}"


def _literal(value: Any) -> str:
    """Return one of our own values as SQL."""
    if value is None:
        return "NULL"
    if isinstance(value, (bool, int)):
        return str(int(value))
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    raise TypeError(f"no literal for {type(value).__name__}")
