"""Columns whose cells identify persons although their header does not say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from incidents.services.importing.files.spool import Spool
from incidents.services.importing.files.table import SheetRow
from incidents.services.personal_data import Worth, find_personal_data

_FIRST_ROWS, _ROWS_AT_A_MARK, _MOST_MARKS = 300, 30, 50
# A sheet of a thousand columns is looked at less deep.
_MOST_CELLS = 30_000
# In longer cells a number stands among words; such a row is refused alone, with its reason.
_LONGEST = 60
_FEWEST = 2


def telling_columns(body: Spool, headers: Sequence[str], places: Sequence[int]) -> frozenset[int]:
    """Return the places among the kept cells where most of a sample surely identifies a person."""
    n_filled, n_telling = dict.fromkeys(places, 0), dict.fromkeys(places, 0)
    for row in _sample(body, max(places) + 1):
        for header, at in zip(headers, places, strict=True):
            cell = row.cells[at].strip()
            if cell:
                n_filled[at] += 1
                n_telling[at] += len(cell) <= _LONGEST and tells(f"{header}: {cell}")
    return frozenset(at for at in places if _FEWEST <= n_telling[at] > n_filled[at] / 2)


def _sample(body: Spool, width: int) -> Iterator[SheetRow]:
    """Yield the first rows and some from further down."""
    deep = max(_MOST_CELLS // (2 * width), 10)
    marks = body.marks[:: len(body.marks) // _MOST_MARKS + 1]
    n_at_a_mark = min(_ROWS_AT_A_MARK, deep // len(marks) + 1) if marks else 0
    for nth, (number, _at) in enumerate(marks):
        rows = body.rows(width, number if nth else 0)
        for _n, row in zip(range(n_at_a_mark if nth else min(_FIRST_ROWS, deep)), rows, strict=False):
            if not row.problem:
                yield row


def tells(text: str) -> bool:
    """Whether a short text surely identifies a person."""
    return any(finding.worth >= Worth.HARD for finding in find_personal_data(text))
