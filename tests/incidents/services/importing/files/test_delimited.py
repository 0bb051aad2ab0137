"""Separators, quotation marks and line ends as programs write them; one bad row spoils no other."""

from __future__ import annotations

import pytest

from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_ROW_CHARACTERS
from tests.incidents.services.importing.files.making import HEADER, cells_of, csv_of, read, refusal

ROWS = [("2025-04-21", "gate, north", "a; b"), ("2025-04-22", 'the "old" pier', "two\nlines")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_separator_is_found(delimiter: str) -> None:
    table = read(csv_of(HEADER, *ROWS, delimiter=delimiter))
    assert (table.delimiter, cells_of(table)) == (delimiter, ROWS)


def test_a_line_that_names_the_separator_is_obeyed_and_not_counted() -> None:
    table = read(b"sep=;\r\ndate;place\r\n2025-04-21;a,b,c,d\r\n")
    assert (table.header_row, [row.number for row in table.rows()]) == (1, [2])
    assert cells_of(table) == [("2025-04-21", "a,b,c,d")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_every_line_end_is_one(end: bytes) -> None:
    table = read(end.join([b"date,place", b"2025-04-21,gate", b"2025-04-22,pier", b""]))
    assert cells_of(table) == [("2025-04-21", "gate"), ("2025-04-22", "pier")]


def test_blank_lines_count_as_a_spreadsheet_counts_them_and_are_left_out() -> None:
    table = read(b"\n\ndate,place\n\n2025-04-21,gate\n,\n   ,\n2025-04-22,pier\n\n")
    assert (table.header_row, [row.number for row in table.rows()]) == (3, [5, 8])


def test_a_text_over_several_lines_is_one_row() -> None:
    table = read(csv_of(HEADER, ROWS[1], ROWS[0]))
    assert [row.number for row in table.rows()] == [2, 3]


def test_a_row_whose_quotation_marks_do_not_pair_up_is_named_and_the_next_one_is_read() -> None:
    table = read(b'date,place\n2025-04-20,yard\n2025-04-21,"ga"te\n2025-04-22,pier\n')
    bad = [row for row in table.rows() if row.problem]
    assert [(row.number, any(row.cells)) for row in bad] == [(3, False)]
    assert bad[0].problem.startswith("its quotation marks do not pair up")
    assert cells_of(table)[-1] == ("2025-04-22", "pier")


def test_a_quotation_mark_that_never_closes_is_named_by_its_line() -> None:
    content = b'date,place\n2025-04-21,"gate\n' + b"2025-04-22,pier and more of it\n" * 40_000
    assert refusal(content).startswith("Line 2 opens a quotation mark")


def test_a_short_file_that_ends_within_a_quotation_is_refused_in_that_row_alone() -> None:
    table = read(b'date,place\n2025-04-21,gate\n2025-04-22,"pier')
    assert [(row.number, bool(row.problem)) for row in table.rows()] == [(2, False), (3, True)]


def test_a_cell_longer_than_the_limit_is_named_in_its_row() -> None:
    long = "x" * (MAX_CELL_CHARACTERS + 1)
    table = read(csv_of(HEADER, ("2025-04-21", "gate", long), ("2025-04-22", "pier", "seen")))
    problems = [(row.number, row.problem) for row in table.rows() if row.problem]
    assert problems == [(2, "a cell has more than 131072 characters. Shorten it.")]
    assert cells_of(table)[-1] == ("2025-04-22", "pier", "seen")


def test_a_cell_of_64_megabytes_is_refused_in_its_row_and_not_held() -> None:
    content = b"date,place\n2025-04-20,yard\n2025-04-21," + b"x" * 64_000_000 + b"\n2025-04-22,pier\n"
    table = read(content)
    assert [(row.number, bool(row.problem)) for row in table.rows()] == [(2, False), (3, True), (4, False)]
    assert f"{MAX_ROW_CHARACTERS} characters" in next(row.problem for row in table.rows() if row.problem)


def test_a_header_of_a_million_columns_is_refused_for_what_it_is() -> None:
    header = b",".join(b"c" for _ in range(400_000))
    assert refusal(header + b"\n" + header.replace(b"c", b"d")) == (
        "Row 2 holds something in column ALM; the first 1000 columns are read. Move or remove it."
    )
    longer = b",".join(b"column" for _ in range(1_000_000))
    assert "Row 1: the row has more than 1000000 characters" in refusal(longer + b"\n" + longer)


def test_a_row_of_many_thousand_cells_is_refused_alone() -> None:
    content = b"date,place\n2025-04-20,yard\n2025-04-21" + b",x" * 100_000 + b"\n2025-04-22,pier\n"
    (bad,) = [row for row in read(content).rows() if row.problem]
    assert (bad.number, "(100001, 2)" in bad.problem) == (3, True)


def test_columns_of_nothing_beyond_the_last_one_read_are_passed_over() -> None:
    blank = b"," * 20_000
    table = read(b"date,place" + blank + b"\n2025-04-21,gate" + blank + b"\n2025-04-22,pier" + blank + b"\n")
    assert cells_of(table) == [("2025-04-21", "gate"), ("2025-04-22", "pier")]
