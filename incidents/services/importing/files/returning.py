"""The way back: rows of a table with the reasons why they did not enter, in a file of the same kind."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence

from incidents.services.importing.files.headers import distinct
from incidents.services.importing.files.inert import inert
from incidents.services.importing.files.reasons import heading, told
from incidents.services.importing.files.sheet_writing import write_sheet
from incidents.services.importing.files.table import SheetRow, Table

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_LINES_PER_BLOCK = 1000


def write_back(
    table: Table, reasons: Mapping[int, Sequence[str]], *, only_rows: Collection[int] | None = None
) -> Iterator[bytes]:
    """Yield a file of the same kind with the kept columns and the reasons last.

    Without `only_rows` those rows are written that have a reason. Text a spreadsheet would run is made inert;
    numbers keep their sign.
    """
    wanted = frozenset(reasons if only_rows is None else only_rows)
    header = _header(table)
    rows = (_with_reasons(row, reasons.get(row.number, ())) for row in table.rows() if row.number in wanted)
    if table.kind == "xlsx":
        return write_sheet(table.sheet, header, rows)
    return _text(header, rows, table.delimiter)


def _header(table: Table) -> list[str]:
    names, _n_renamed = distinct([*(column.header for column in table.columns), heading()])
    return names


def _with_reasons(row: SheetRow, reasons: Sequence[str]) -> list[str]:
    return [*row.cells, told(row.number, reasons)]


def _text(header: Sequence[str], rows: Iterator[list[str]], delimiter: str) -> Iterator[bytes]:
    """Yield UTF-8 with the mark that makes older spreadsheets read Korean."""
    block = io.StringIO(newline="")
    writer = csv.writer(block, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([inert(name) for name in header])
    yield _BYTE_ORDER_MARK
    for count, row in enumerate(rows, 1):
        writer.writerow([inert(cell) for cell in row])
        if not count % _LINES_PER_BLOCK:
            yield _taken(block)
    yield _taken(block)


def _taken(block: io.StringIO) -> bytes:
    written = block.getvalue().encode()
    block.seek(0)
    block.truncate()
    return written
