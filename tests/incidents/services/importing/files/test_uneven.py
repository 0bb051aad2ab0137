"""Rows with another number of cells than the header has: padded, cut or refused by what stands beside them."""

from __future__ import annotations

from tests.incidents.services.importing.files.making import csv_of, read

HEADER = ("date", "time", "place", "gear", "note", "ref")
FULL = ("2025-04-21", "09:00", "gate", "drone", "seen", "1")


def outcomes(*rows: tuple[str, ...]) -> list[tuple[int, bool]]:
    """Return row numbers with whether each row may enter."""
    return [(row.number, not row.problem) for row in read(csv_of(HEADER, *rows)).rows()]


def test_rows_without_their_blank_last_cells_are_padded_and_counted() -> None:
    table = read(csv_of(HEADER, FULL, FULL[:5], FULL[:5], FULL))
    assert [row.cells[5] for row in table.rows()] == ["1", "", "", "1"]
    assert table.notes == (
        "2 rows are shorter than the header; their missing last cells are taken as blank.",
    )


def test_a_row_cut_unlike_its_neighbours_is_refused_and_shows_how_many_cells_there_are() -> None:
    rows = csv_of(HEADER, FULL, FULL[:5], FULL[:3], FULL)
    problems = [row.problem for row in read(rows).rows() if row.problem]
    assert problems == [
        "the row and the header differ in their number of cells (5, 6). "
        "Check separators, quotation marks and line breaks.",
        "the row and the header differ in their number of cells (3, 6). "
        "Check separators, quotation marks and line breaks.",
    ]


def test_two_halves_of_a_row_broken_in_its_text_are_refused() -> None:
    odd = ("date", "time", "place", "gear", "note")
    content = csv_of(
        odd, FULL[:5], ("2025-04-22", "10:00", "first half"), ("second half", "drone", "seen"), FULL[:5]
    )
    assert [bool(row.problem) for row in read(content).rows()] == [False, True, True, False]


def test_a_row_with_more_cells_is_refused_unless_the_rest_is_blank() -> None:
    assert outcomes(FULL, (*FULL, "more"), (*FULL, "", ""), FULL) == [
        (2, True),
        (3, False),
        (4, True),
        (5, True),
    ]


def test_the_cells_of_a_refused_row_are_shown_as_far_as_the_header_reaches() -> None:
    refused = [row for row in read(csv_of(HEADER, FULL, (*FULL, "more"), FULL)).rows() if row.problem]
    assert [row.cells for row in refused] == [FULL]


def test_a_file_that_ends_within_a_row_says_so() -> None:
    content = csv_of(HEADER, FULL, FULL)[:-11]
    (last,) = [row for row in read(content).rows() if row.problem]
    assert (last.number, last.problem) == (3, "the file ends in the middle of this row. Export it again.")


def test_with_columns_about_persons_a_lonely_short_row_is_refused_and_its_cells_are_withheld() -> None:
    header = (*HEADER[:5], "성명")
    rows = list(read(csv_of(header, FULL, FULL[:5], FULL, FULL[:5], FULL[:5], FULL)).rows())
    assert [(bool(row.problem), any(row.cells)) for row in rows] == [
        (False, True), (True, False), (False, True), (False, True), (False, True), (False, True),
    ]  # fmt: skip
