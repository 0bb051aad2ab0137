"""The one gate between a file and what it means: a row as the text of our own columns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line, counted as a spreadsheet counts; `problem` says why its cells cannot be told apart.

    `notes` are said beside the verdict and refuse nothing. `point_doubt` says why a point that was read is not
    trusted; the row then enters without it, or stays outside if it has no site.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""
    notes: tuple[str, ...] = ()
    point_doubt: str = ""
