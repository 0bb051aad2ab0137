"""What still keeps a mapping from being used on a table, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.mapping.shape import Mapping

if TYPE_CHECKING:
    from incidents.services.importing.files import Table


def is_canonical(table: Table) -> bool:
    """Whether a file has our own columns and needs no mapping."""
    names = {column.header.strip().lower() for column in table.columns}
    return bool(names) and names <= COLUMNS


def problems(mapping: Mapping, table: Table) -> tuple[str, ...]:
    """Return what must be answered before the table can be read with the mapping; nothing means it can."""
    return ()
