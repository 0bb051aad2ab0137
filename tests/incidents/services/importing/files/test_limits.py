"""Every limit is told by its own number, and what lies just within it is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from incidents.services.importing.files import delimited, scanning, spool, styles, tabulating
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_SHEETS
from tests.incidents.services.importing.files.making import (
    HEADER,
    cells_of,
    csv_of,
    read,
    refusal,
    row,
    saved,
    workbook,
    xlsx_of,
)  # fmt: skip

A = ("2025-04-21", "gate", "seen")
SHARED = '<c t="s"><v>0</v></c>'


@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_one_row_more_than_the_limit_is_too_many(monkeypatch: pytest.MonkeyPatch, make: object) -> None:
    monkeypatch.setattr(tabulating, "MAX_ROWS", 3)
    assert read(make(HEADER, A, A, A)).n_rows == 3  # type: ignore[operator]
    assert refusal(make(HEADER, A, A, A, A)) == "The file has more than 3 rows. Split it."  # type: ignore[operator]


def test_blank_lines_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delimited, "MAX_LINES", 20)
    assert read(csv_of(HEADER, A) + b"\n" * 10).n_rows == 1
    assert refusal(csv_of(HEADER, A) + b"\n" * 30) == "The file has more than 20 rows. Split it."


def test_the_text_of_all_columns_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "MAX_TEXT_BYTES", 1_000_000)
    assert refusal(csv_of(HEADER, *[("2025-04-21", "gate", "x" * 1_000)] * 1_200)) == (
        "The table holds more than 1 MB of text. Split the file."
    )


def test_sheets_have_an_end() -> None:
    book = Workbook()
    for at in range(MAX_SHEETS):
        book.create_sheet(f"s{at}")
    assert refusal(saved(book)) == "The workbook has more than 250 sheets. Split it."


def test_cells_have_an_end_blank_ones_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "MAX_TAGS", 1_000)
    blank = f'<row r="3">{"<c/>" * 1_000}</row>'
    said = refusal(workbook(row(1, *HEADER) + row(2, *A) + blank))
    assert said.startswith("The sheet has far more cells than any table needs.")


def test_formats_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(styles, "MAX_STYLES", 10)
    formats = f"<styleSheet><cellXfs>{'<xf/>' * 11}</cellXfs></styleSheet>"
    content = workbook(row(1, *HEADER) + row(2, *A), parts={"xl/styles.xml": formats})
    assert refusal(content).startswith("The workbook is damaged")


def test_a_shared_text_longer_than_any_cell_is_named_where_it_stands() -> None:
    content = workbook(
        row(1, *HEADER) + row(2, SHARED, "gate", "seen") + row(3, *A),
        texts=f"<si><t>{'x' * (MAX_CELL_CHARACTERS + 1)}</t></si>",
    )
    problems = [(found.number, found.problem) for found in read(content).rows() if found.problem]
    assert problems == [(2, "cell A2 has more than 131072 characters. Shorten it.")]


def test_the_longest_cell_is_read_whole() -> None:
    longest = "가" * MAX_CELL_CHARACTERS
    for content in (
        csv_of(HEADER, ("a", "b", longest)),
        workbook(row(1, *HEADER) + row(2, "a", "b", longest)),
    ):
        assert cells_of(read(content)) == [("a", "b", longest)]


def test_a_workbook_in_the_form_for_large_archives_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx_of(HEADER, A))) as book, zipfile.ZipFile(file, "w") as large:
        for name in book.namelist():
            with large.open(name, "w", force_zip64=True) as part:
                part.write(book.read(name))
        large.comment = b"made by a program"
    assert b"PK\x06\x07" in file.getvalue()
    assert cells_of(read(file.getvalue())) == [A]


def test_a_part_that_is_named_and_missing_is_damage() -> None:
    main = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{main}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{main}/sharedStrings" Target="gone.xml"/></Relationships>'
    )
    content = workbook(row(1, *HEADER) + row(2, *A), parts={"xl/_rels/workbook.xml.rels": links})
    assert refusal(content).startswith("The workbook is damaged")


def test_a_list_of_parts_that_points_before_the_file_is_damage() -> None:
    content = bytearray(xlsx_of(HEADER, A))
    end = content.rindex(b"PK\x05\x06")
    for offset in (0, 1 << 31, (1 << 32) - 2):
        content[end + 16 : end + 20] = offset.to_bytes(4, "little")
        assert refusal(bytes(content)).startswith(("The workbook is damaged", "The file is a ZIP archive"))
