"""Which rows an import left outside and why, kept beside the staged file so that they can be handed back."""

from __future__ import annotations

import os
from pathlib import Path

import orjson

from incidents.services.importing import RowVerdict, Verdict, without_row

_OUTSIDE = frozenset({Verdict.REFUSED, Verdict.DUPLICATE})


class LeftOutside:
    """One line for each row that stayed outside; an import that goes on adds to it, and the last word on a row counts."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "outside.jsonl"
        self._lines = -1

    def write(self, verdict: RowVerdict) -> None:
        """Note a row if it stayed outside."""
        if verdict.verdict not in _OUTSIDE:
            return
        if self._lines < 0:
            self._lines = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        reasons = without_row(verdict.row_number, verdict.reasons) or verdict.notes
        os.write(self._lines, orjson.dumps([verdict.row_number, reasons, verdict.match]) + b"\n")

    def close(self) -> None:
        """Let go of the file."""
        if self._lines >= 0:
            os.close(self._lines)
            self._lines = -1

    def reasons(self) -> dict[int, tuple[str, ...]]:
        """Return the reasons by row; a line that a kill cut short is left out."""
        found: dict[int, tuple[str, ...]] = {}
        if not self._path.exists():
            return found
        with self._path.open("rb") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    row_number, reasons, match = orjson.loads(line)
                    found[row_number] = (*reasons, *([match] if match and not reasons else ()))
        return dict(sorted(found.items()))
