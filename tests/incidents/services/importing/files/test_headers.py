"""The header is found wherever it stands, and every column gets a name of its own."""

from __future__ import annotations

import pytest
from openpyxl import Workbook

from tests.incidents.services.importing.files.making import (
    cells_of,
    csv_of,
    read,
    refusal,
    row,
    saved,
    workbook,
    xlsx_of,
)

A, B = ("2025-04-21", "gate", "seen"), ("2025-04-22", "pier", "left")


def names(content: bytes) -> list[str]:
    return [column.header for column in read(content).columns]


def test_titles_above_the_header_are_left_out_and_counted() -> None:
    table = read(csv_of(("2025년 촬영 위반 현황",), ("작성: 보안과",), (), ("일시", "장소", "내용"), A, B))
    assert (table.header_row, table.n_rows, cells_of(table)) == (4, 2, [A, B])
    assert "2 lines above the header were left out." in table.notes


def test_blank_lines_above_the_header_are_not_worth_counting() -> None:
    assert (
        read(csv_of(("현황", "", ""), ("", "", ""), ("일시", "장소", "내용"), A))
        .notes[0]
        .startswith("1 line")
    )


def test_one_title_is_said_in_the_singular() -> None:
    assert (
        "1 line above the header was left out." in read(csv_of(("현황",), ("일시", "장소", "내용"), A)).notes
    )


def test_names_that_repeat_are_numbered_and_said() -> None:
    table = read(csv_of(("일시", "비고", "비고", "비고 (2)"), (*A, "x")))
    assert [column.header for column in table.columns] == ["일시", "비고", "비고 (3)", "비고 (2)"]
    assert "1 column had the name of another one and was numbered." in table.notes


def test_a_column_without_a_name_is_called_by_its_letter_if_it_holds_anything() -> None:
    table = read(
        csv_of(("date", "", "place", ""), ("2025-04-21", "09:00", "gate", ""), ("2025-04-22", "", "pier", ""))
    )
    assert [(column.header, column.letter) for column in table.columns] == [
        ("date", "A"),
        ("B", "B"),
        ("place", "C"),
    ]
    assert cells_of(table) == [("2025-04-21", "09:00", "gate"), ("2025-04-22", "", "pier")]


def test_a_header_of_two_lines_joins_group_and_part() -> None:
    book = Workbook()
    for line in (
        ("일시", "장소", None, "내용"),
        (None, "기지", "지점", None),
        ("2025-04-21", "오산", "정문", "촬영"),
    ):
        book.active.append(line)
    for merged in ("A1:A2", "B1:C1", "D1:D2"):
        book.active.merge_cells(merged)
    assert names(saved(book)) == ["일시", "장소 기지", "장소 지점", "내용"]


def test_a_header_of_two_lines_is_joined_in_a_text_file_too() -> None:
    content = csv_of(
        ("일시", "장소", "", "내용"), ("", "기지", "지점", ""), ("2025-04-21", "오산", "정문", "촬영")
    )
    assert (names(content), cells_of(read(content))) == (
        ["일시", "장소 기지", "장소 지점", "내용"],
        [("2025-04-21", "오산", "정문", "촬영")],
    )


def test_a_last_group_merged_over_parts_without_names_reaches_over_its_columns() -> None:
    book = Workbook()
    for line in (
        ("date", "place", "seen", None),
        ("2025-04-21", "gate", "photo", "film"),
        ("2025-04-22", "a", "b", "c"),
    ):
        book.active.append(line)
    book.active.merge_cells("C1:D1")
    assert names(saved(book)) == ["date", "place", "seen", "seen (2)"]


def test_the_first_row_is_not_taken_for_a_second_line_of_the_header() -> None:
    content = csv_of(("place", "kind", "note"), ("gate", "photo", "seen"), ("pier", "film", "left"))
    assert read(content).n_rows == 2


def test_a_header_repeated_between_the_rows_is_left_out() -> None:
    table = read(csv_of(("date", "place", "note"), A, ("date", "place", "note"), B))
    assert (cells_of(table), table.notes) == ([A, B], ("1 repeated header line was left out.",))


def test_a_header_of_one_column_over_rows_of_one_cell() -> None:
    assert cells_of(read(b"note\nfirst\nsecond\n")) == [("first",), ("second",)]


@pytest.mark.parametrize("content", [csv_of(A, B), csv_of(("2025", "37.5", "127")), xlsx_of(A, B)])
def test_rows_without_a_header_are_refused_with_what_to_do(content: bytes) -> None:
    assert refusal(content).startswith("No line with the names of the columns was found.")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" , ,\n"])
def test_nothing_is_refused_as_such(content: bytes) -> None:
    assert refusal(content)


def test_a_header_alone_is_refused_as_such() -> None:
    assert refusal(b"date,place,note\n") == "The file has a header but no rows."


def test_a_header_that_cannot_be_read_refuses_the_file_because_its_columns_are_unknown() -> None:
    assert refusal(b'date,"na"me,place\nunknown,somebody,gate\n').startswith(
        "Row 1: its quotation marks do not pair up"
    )
    formula = "<c><f>A9</f></c>"
    rows = row(1, "date", formula, "place") + row(2, "2025-04-21", "somebody", "gate")
    assert refusal(workbook(rows)).startswith("Row 1: cell B1 holds a formula without a value.")


def test_something_beyond_the_last_column_is_named() -> None:
    wide = [f"c{at}" for at in range(1_001)]
    said = "Row 2 holds something in column ALM; the first 1000 columns are read. Move or remove it."
    assert (refusal(csv_of(wide, ["x"] * 1_001)), refusal(xlsx_of(wide, ["x"] * 1_001))) == (said, said)


def test_a_line_break_in_a_name_becomes_a_space() -> None:
    assert names(csv_of(("발생\n일시", " 장소  명 "), ("2025-04-21", "gate"))) == ["발생 일시", "장소 명"]
