"""Lines of a single cell: rows where rows follow, notes where none do."""

from __future__ import annotations

import pytest

from tests.incidents.services.importing.files.making import HEADER, cells_of, csv_of, read, row, workbook

A, B = ("2025-04-21", "gate", "seen"), ("2025-04-22", "pier", "left")


@pytest.mark.parametrize("note", ["※ 위 자료는 대외비임", "Total: 2", "합계", "Source: guard post", "끝."])
def test_notes_under_the_table_are_left_out_and_counted(note: str) -> None:
    table = read(csv_of(HEADER, A, B, (note, "", "")))
    assert (cells_of(table), table.notes) == ([A, B], ("1 line under the table was left out.",))


def test_whatever_stands_under_a_gap_is_a_note() -> None:
    table = read(csv_of(HEADER, A, B, (), ("made by hand", "", ""), ("on Monday", "", "")))
    assert (cells_of(table), table.notes) == ([A, B], ("2 lines under the table were left out.",))


def test_a_row_of_one_cell_between_rows_is_a_row() -> None:
    assert cells_of(read(csv_of(HEADER, A, ("2025-04-23", "", ""), B))) == [A, ("2025-04-23", "", ""), B]


def test_a_last_row_of_one_cell_that_is_no_note_is_a_row() -> None:
    assert cells_of(read(csv_of(HEADER, A, ("2025-04-23", "", ""))))[-1] == ("2025-04-23", "", "")


def test_many_rows_of_one_cell_are_rows() -> None:
    lonely = [(f"2025-04-{day:02}", "", "") for day in range(1, 29)]
    assert read(csv_of(HEADER, A, *lonely)).n_rows == 29


def test_a_row_whose_only_content_cannot_be_read_is_named() -> None:
    formula = "<c><f>NOW()</f></c>"
    rows = row(1, *HEADER) + row(2, *A) + row(3, formula) + row(4, *B) + row(5, formula)
    problems = [(found.number, found.problem[:12]) for found in read(workbook(rows)).rows() if found.problem]
    assert problems == [(3, "cell A3 hold"), (5, "cell A5 hold")]
