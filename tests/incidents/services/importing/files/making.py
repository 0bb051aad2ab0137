"""Files for these tests, made as programs make them, and as nobody should."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from incidents.errors import ImportRefused
from incidents.services.importing.files import Table, read_file

HEADER = ("date", "place", "note")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def csv_of(*rows: Sequence[str], delimiter: str = ",") -> bytes:
    """Return a text file as a spreadsheet program writes it."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()


def xlsx_of(*rows: Sequence[object], title: str = "Sheet1") -> bytes:
    """Return a workbook of one sheet."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as bytes."""
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def workbook(
    rows: str,
    *,
    texts: str = "",
    before: str = "",
    after: str = "",
    parts: Mapping[str, bytes | str] | None = None,
) -> bytes:
    """Return a workbook from the markup of its rows and of its shared texts; `parts` add to or replace what it has."""
    made: dict[str, bytes | str] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATION}"><workbookPr/><sheets>'
        '<sheet name="Log" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>',
    }  # fmt: skip
    if texts:
        made["xl/sharedStrings.xml"] = f'<sst xmlns="{_MAIN}">{texts}</sst>'
    return zip_of(made | dict(parts or {}))


def zip_of(parts: Mapping[str, bytes | str]) -> bytes:
    """Return an archive of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def row(number: int, *cells: str) -> str:
    """Return the markup of a row; a cell is text, or markup of its own if it begins with an angle bracket."""
    return f'<row r="{number}">{"".join(map(_cell, cells))}</row>'


def _cell(content: str) -> str:
    return content if content.startswith("<") else f'<c t="inlineStr"><is><t>{content}</t></is></c>'


def cells_of(table: Table) -> list[tuple[str, ...]]:
    """Return the cells of all rows."""
    return [row.cells for row in table.rows()]


def read(content: bytes, name: str = "", sheet: str = "") -> Table:
    """Read a file as an upload is read, under a name that fits it."""
    return read_file(
        content, file_name=name or ("log.xlsx" if content[:2] == b"PK" else "log.csv"), sheet=sheet
    )


def refusal(content: bytes, name: str = "") -> str:
    """Return why a file is refused, or nothing if it is not."""
    try:
        read(content, name)
    except ImportRefused as refused:
        return str(refused)
    return ""
