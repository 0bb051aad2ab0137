"""How SQLite is set while a long file is written; nothing that a power cut could cost is touched."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

LONG_ROWS = 20_000
_BYTES_OF_A_ROW = 1_000  # with its child rows and indexes, whose pages should stay in memory
_LEAST_KIB, _MOST_KIB = 64 * 1024, 640 * 1024
_PAGES_BETWEEN_CHECKPOINTS = 20_000  # fewer moves of pages from the write-ahead log into the file


@contextmanager
def prepared_for(n_rows: int) -> Iterator[None]:
    """Give a long import more memory, and take it back at its end."""
    if connection.vendor != "sqlite" or n_rows < LONG_ROWS or connection.in_atomic_block:
        yield
        return
    room_kib = min(_MOST_KIB, max(_LEAST_KIB, n_rows * _BYTES_OF_A_ROW // 1024))
    wanted = {"cache_size": -room_kib, "wal_autocheckpoint": _PAGES_BETWEEN_CHECKPOINTS}
    before = {name: _pragma(name) for name in wanted}
    try:
        for name, value in wanted.items():
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
