"""How SQLite is set while a long file is written; nothing that a power cut could cost is touched."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONG_ROWS = 20_000
# Room for the pages of all indexes, and longer stretches between two moves of pages from the log into the file.
_FOR_LONG_FILES = {"cache_size": -256 * 1024, "wal_autocheckpoint": 20_000}


@contextmanager
def prepared_for(n_rows: int) -> Iterator[None]:
    """Give a long import more memory, and take it back at its end."""
    if connection.vendor != "sqlite" or n_rows < LONG_ROWS or connection.in_atomic_block:
        yield
        return
    before = {name: _pragma(name) for name in _FOR_LONG_FILES}
    try:
        for name, value in _FOR_LONG_FILES.items():
            _pragma(f"{name}={value}")
        yield
    finally:
        for name, value in before.items():
            _pragma(f"{name}={value}")


def _pragma(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {words}")
        row = cursor.fetchone()
    return int(row[0]) if row else 0


@contextmanager
def few_collections() -> Iterator[None]:
    """Look for cycles of garbage less often: thousands of rows in memory hold none, and looking is slow."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)
