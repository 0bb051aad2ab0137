"""Rows of an office's table to rows of our own columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from incidents.errors import shorten
from incidents.services.importing.mapping.mojibake import is_suspect, repaired
from incidents.services.importing.mapping.planning import plan_of
from incidents.services.importing.mapping.shape import Mapping
from incidents.services.importing.mapping.steps import Draft
from incidents.services.importing.mapping.totals import APART, is_total, may_be_total
from incidents.services.importing.rows import Row

if TYPE_CHECKING:
    from incidents.services.importing.files import Column, SheetRow, Table

# What stands for "as in the row above". A single hyphen does not: it says that nothing is known.
DITTO = frozenset(
    ["상동", "〃", "″", '"', "''", "”", "“", "위와 같음", "위와같음", "상기와 같음", "상기와 동일", "상기동", "위와 동일", "위와동일", "동일", "同上", "ditto", "do.",
     "same", "same as above", "as above", "″″", "〃〃", '""', "↑", "(상동)", "상 동", "Ditto", "DITTO", "Same as above", "same above"]
)  # fmt: skip


def translate(table_rows: Iterable[SheetRow], mapping: Mapping, columns: Sequence[Column]) -> Iterator[Row]:
    """Yield each row in our columns, with what could not be read as its problem.

    Rows that say "as above" need the rows above them; to begin in the middle of a table, use `rows_of`.
    """
    return _translate(table_rows, mapping, columns, from_row=0)


def rows_of(table: Table, mapping: Mapping, from_row: int = 0) -> Iterator[Row]:
    """Yield the rows of a table from a row number on; the rows before it are only looked at for what they repeat."""
    needs_all = mapping.ditto and from_row > 0
    return _translate(table.rows(0 if needs_all else from_row), mapping, table.columns, from_row=from_row)


def _translate(
    table_rows: Iterable[SheetRow], mapping: Mapping, columns: Sequence[Column], *, from_row: int
) -> Iterator[Row]:
    plan = plan_of(mapping, columns)
    steps, constants, indexes = plan.steps, plan.constants, plan.indexes
    headers, told_in = tuple(column.header for column in columns), plan.told_in or None
    above: Sequence[str] | None = None
    for row in table_rows:
        if row.problem:
            if row.number >= from_row:
                yield Row(row.number, {}, row.problem)
            continue
        cells: tuple[str, ...] = tuple(map(str.strip, row.cells))
        joined = APART.join(cells)
        if may_be_total(joined) and is_total(cells, plan.days, plan.places):
            if row.number >= from_row:
                reason = _("the row is a total and no report. It stays outside.")
                yield Row(row.number, {}, reason, is_report=False)
            continue
        notes: tuple[str, ...] = ()
        problem = ""
        if mapping.ditto:
            if not DITTO.isdisjoint(cells) and (
                repeated := [index for index in indexes if cells[index] in DITTO]
            ):
                cells, notes, problem = _with_row_above(cells, above, repeated, columns)
            above = cells
        if is_suspect(joined):
            cells, notes = _repaired(cells, notes)
        if row.number < from_row:
            continue
        if problem or cells == headers:
            reason = problem or _("the row repeats the header. Remove it.")
            yield Row(row.number, {}, reason, is_report=bool(problem))
            continue
        draft = Draft(dict(constants))
        for step in steps:
            step(cells, draft)
        if draft.kept:
            _keep(draft)
        yield Row(
            row.number,
            draft.values,
            " ".join(draft.problems),
            (*notes, *draft.notes),
            draft.point_doubt,
            told_in,
        )


def _with_row_above(
    cells: tuple[str, ...], above: Sequence[str] | None, repeated: Sequence[int], columns: Sequence[Column]
) -> tuple[tuple[str, ...], tuple[str, ...], str]:
    """Return the cells with what the row above holds where they say so."""
    names = ", ".join(shorten(columns[index].header, 30) for index in repeated[:5])
    if above is None:
        return (
            cells,
            (),
            _("%(names)s: says “as above” in the first row. Write the value.") % {"names": names},
        )
    filled = list(cells)
    for index in repeated:
        filled[index] = above[index]
    return tuple(filled), (_("%(names)s: as in the row above.") % {"names": names},), ""


def _repaired(cells: tuple[str, ...], notes: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    fixed = tuple(map(repaired, cells))
    return fixed, notes if fixed == cells else (*notes, _("Mangled letters such as â€™ were put right."))


def _keep(draft: Draft) -> None:
    """Put the words that our columns cannot hold behind the narrative, unless they stand in it already."""
    note, summary = draft.values.get("note", ""), draft.values.get("summary", "")
    kept = [
        f"{header}: {text}"
        for header, text in dict.fromkeys(draft.kept)
        if text not in note and text not in summary
    ]
    if kept:
        draft.values["note"] = "\n".join(filter(None, (note, *kept)))
