"""A workbook: to come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from incidents.errors import ImportRefused
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.notes import Notes


class Workbook:
    """To come."""

    sheet_names: tuple[str, ...] = ()

    def __init__(self, file: IO[bytes], notes: Notes) -> None:
        raise ImportRefused("XLSX")

    def choose(self, sheet: str) -> str:
        """To come."""
        return sheet

    def rows(self, name: str) -> Iterator[RawRow]:
        """To come."""
        yield from ()

    def close(self) -> None:
        """To come."""
