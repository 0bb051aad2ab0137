"""Reading a long file beside the writer: a second process reads and checks rows, and asks no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from incidents.services.importing.entering import Ruling
from incidents.services.importing.judging import Chunk, read_here
from incidents.services.importing.rows import Row

RowsFrom = Callable[[int], Iterable[Row]]


@contextmanager
def read_chunks(rows_from: RowsFrom, from_row: int, n_rows: int, ruling: Ruling) -> Iterator[Iterator[Chunk]]:
    """Read rows chunk by chunk, in this process or in a second one."""
    yield read_here(rows_from(from_row), ruling)
