"""The one gate between a file and what it means: a row as the text of our own columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Row(NamedTuple):
    """One line, counted as a spreadsheet counts; `problem` says why its cells cannot be told apart.

    `notes` are said beside the verdict and refuse nothing. `point_doubt` says why a point that was read is not
    trusted; the row then enters without it, or stays outside if it has no site. `told_in` names the column of the
    office's own table in which each of ours was told, because a refusal speaks of that one. `is_report` is false
    for a total and for a header that comes again: they stay outside, and nothing is wrong with them.
    """

    number: int
    cells: dict[str, str]
    problem: str = ""
    notes: tuple[str, ...] = ()
    point_doubt: str = ""
    told_in: Mapping[str, str] | None = None
    is_report: bool = True
