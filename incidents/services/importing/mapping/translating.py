"""Rows of an office's table to rows of our own columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from incidents.services.importing.mapping.shape import Mapping
from incidents.services.importing.rows import Row

if TYPE_CHECKING:
    from incidents.services.importing.files import Column, SheetRow


def translate(table_rows: Iterable[SheetRow], mapping: Mapping, columns: Sequence[Column]) -> Iterator[Row]:
    """Yield each row in our columns, with what could not be read as its problem."""
    names = [column.header.strip().lower() for column in columns]
    for row in table_rows:
        yield Row(row.number, dict(zip(names, row.cells, strict=False)), row.problem)
