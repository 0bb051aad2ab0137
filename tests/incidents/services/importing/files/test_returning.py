"""The way back: the same kind of file with the reasons last, inert, and read again as if it had never left."""

from __future__ import annotations

import csv
import io

import pytest
from django.utils import translation
from openpyxl import load_workbook

from incidents.services.importing.files import Table, write_back
from tests.incidents.services.importing.files.making import (
    HEADER,
    cells_of,
    csv_of,
    read,
    row,
    workbook,
    xlsx_of,
)

A, B, C = (
    ("2025-04-21", "gate", "seen"),
    ("2025-04-22", "pier", "-126.9706"),
    ("2025-04-23", "yard", "=HYPERLINK(1)"),
)


def book_of(*rows: tuple[str, ...]) -> bytes:
    return workbook("".join(row(number, *cells) for number, cells in enumerate(rows, 1)))


KINDS = {"csv": csv_of, "xlsx": book_of}


def returned(table: Table, *numbers: int) -> bytes:
    return b"".join(write_back(table, {number: ["Name the place.", "Name the day."] for number in numbers}))


def test_rows_with_reasons_go_back_and_name_their_row() -> None:
    lines = list(csv.reader(io.StringIO(returned(read(csv_of(HEADER, A, B, C)), 2, 4).decode("utf-8-sig"))))
    assert lines == [
        [*HEADER, "reason"],
        [*A, "Row 2: Name the place. Name the day."],
        ["2025-04-23", "yard", "'=HYPERLINK(1)", "Row 4: Name the place. Name the day."],
    ]


def test_rows_without_a_reason_go_back_if_they_are_asked_for() -> None:
    table = read(csv_of(HEADER, A, B, C))
    assert cells_of(read(b"".join(write_back(table, {}, only_rows=[3])))) == [B]


def test_a_workbook_goes_back_as_a_workbook_of_the_same_sheet() -> None:
    book = load_workbook(io.BytesIO(returned(read(book_of(HEADER, A, C)), 2, 3)))
    sheet = book["Log"]
    assert [[cell.value for cell in line] for line in sheet.iter_rows(max_col=3)] == [
        list(HEADER),
        list(A),
        list(C),
    ]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} == {"s"}
    assert [sheet.cell(3, column).quotePrefix for column in (2, 3)] == [False, True]


@pytest.mark.parametrize("kind", KINDS)
def test_a_mended_file_is_read_as_if_it_had_never_left(kind: str) -> None:
    table = read(KINDS[kind](HEADER, A, B, C))
    again = read(returned(table, 2, 3, 4))
    assert ([column.header for column in again.columns], cells_of(again)) == (list(HEADER), cells_of(table))
    assert again.notes == ("The column of reasons from a returned file was left out.",)


@pytest.mark.parametrize(("going", "coming"), [("ko", "en"), ("en", "ko"), ("ko", "ko")])
def test_the_reasons_are_known_in_whatever_language_they_were_written(going: str, coming: str) -> None:
    table = read(csv_of(HEADER, A))
    with translation.override(going):
        content = returned(table, 2)
    with translation.override(coming):
        assert [column.header for column in read(content).columns] == list(HEADER)


def test_reasons_are_left_out_though_somebody_wrote_into_some_of_them_or_added_rows() -> None:
    content = returned(read(csv_of(HEADER, A, B)), 2, 3).replace(
        b"Row 2: Name the place. Name the day.", b"mended"
    )
    content += b"2025-04-25,shed,new,\r\n2025-04-26,dock,new,\r\n"
    assert cells_of(read(content)) == [A, B, ("2025-04-25", "shed", "new"), ("2025-04-26", "dock", "new")]


def test_reasons_are_left_out_though_the_columns_were_put_in_another_order() -> None:
    content = csv_of(("reason", *HEADER), ("Row 7: Name the place.", *A), ("Row 8: Name the day.", *B))
    assert cells_of(read(content)) == [A, B]


def test_a_file_that_goes_back_twice_has_one_column_of_reasons() -> None:
    table = read(returned(read(csv_of(HEADER, A)), 2))
    assert returned(table, 2).decode("utf-8-sig").splitlines()[0] == "date,place,note,reason"


def test_an_office_keeps_a_column_of_reasons_of_its_own() -> None:
    table = read(
        csv_of(
            ("date", "place", "reason"), ("2025-04-21", "gate", "told to wait"), ("2025-04-22", "pier", "")
        )
    )
    assert [column.header for column in table.columns] == ["date", "place", "reason"]
    again = read(returned(table, 2, 3))
    assert ([column.header for column in again.columns], cells_of(again)) == (
        ["date", "place", "reason"],
        cells_of(table),
    )


def test_a_row_that_holds_nothing_but_our_reasons_is_none() -> None:
    table = read(b'date,place,note\n2025-04-21,gate,seen\n2025-04-22,"pi"er,x\n2025-04-23,yard,seen\n')
    assert [bool(row.problem) for row in table.rows()] == [False, True, False]
    assert cells_of(read(returned(table, 2, 3, 4))) == [A, ("2025-04-23", "yard", "seen")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_stays(delimiter: str) -> None:
    table = read(csv_of(HEADER, A, B, delimiter=delimiter))
    assert read(returned(table, 2, 3)).delimiter == delimiter


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2+3", "@SUM(1)", "\t=1", " =1", "＝1", "\u200b=1", "\r=1"]
)
def test_text_that_a_spreadsheet_would_run_is_inert_and_comes_back_as_it_was(text: str) -> None:
    table = read(csv_of(HEADER, ("2025-04-21", "gate", text)))
    content = returned(table, 2)
    assert f"'{text}" in content.decode("utf-8-sig")
    assert cells_of(read(content)) == cells_of(table) == [("2025-04-21", "gate", text)]


@pytest.mark.parametrize("number", ["-126.9706", "+9", "-1", "-1,5", "-1e-5", "+82"])
def test_numbers_keep_their_sign(number: str) -> None:
    assert f",{number}," in returned(read(csv_of(HEADER, ("2025-04-21", "gate", number))), 2).decode(
        "utf-8-sig"
    ).replace(f'"{number}"', number)


def test_a_long_table_comes_in_pieces() -> None:
    for kind in KINDS.values():
        table = read(kind(HEADER, *[A] * 5_000))
        pieces = list(write_back(table, {}, only_rows=range(2, 5_002)))
        assert len(pieces) > 5
        assert read(b"".join(pieces)).n_rows == 5_000


@pytest.mark.parametrize("title", ["a/b:c*d?[e]\\f", "'quoted'", "x" * 90, "\x01", '<&">'])
def test_any_sheet_name_is_one_that_a_spreadsheet_takes(title: str) -> None:
    table = read(xlsx_of(HEADER, A))
    content = b"".join(write_back(_named(table, title), {2: ["why"]}))
    name = load_workbook(io.BytesIO(content)).sheetnames[0]
    assert 0 < len(name) <= 31
    assert not set(name) & set("[]:*?/\\\x01")


def _named(table: Table, title: str) -> Table:
    return Table(**{field: getattr(table, field) for field in Table.__slots__} | {"sheet": title})
