"""The way back: rows of a table with the reasons why they did not enter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from incidents.services.importing.files.table import Table


def write_back(
    table: Table, reasons: Mapping[int, Sequence[str]], *, only_rows: Collection[int] | None = None
) -> Iterator[bytes]:
    """Yield a file of the same kind with the kept columns and the reasons last."""
    raise NotImplementedError
