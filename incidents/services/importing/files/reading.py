"""The one way in: a file of any kind becomes a Table, or is refused with what to do."""

from __future__ import annotations

from pathlib import Path

from incidents.services.importing.files.table import Table


def read_file(source: Path | bytes, *, file_name: str, sheet: str = "") -> Table:
    """Read a file whole, once; raise ImportRefused with what is wrong and what to do."""
    raise NotImplementedError
