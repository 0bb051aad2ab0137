"""Columns about persons are dropped unread: what they hold is nowhere, whatever shape the file has."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from incidents.errors import ImportRefused
from incidents.services.importing.files import keep, read_file, write_back
from incidents.services.importing.persons import is_about_a_person
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

WHO, WHENCE = "홍길동", "어느나라"
HEADER = ("일시", "성명", "국적", "장소", "비고")
FIRST = ("2025-04-21", WHO, WHENCE, "정문", "촬영")
SECOND = ("2025-04-22", WHO, WHENCE, "부두", "드론")


def everything_said(content: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> bytes:
    """Return all that comes of a file: cells, names, notes, messages, log, staged and returned file."""
    with caplog.at_level(logging.DEBUG):
        try:
            table = read(content)
        except ImportRefused as refused:
            return f"{refused} {caplog.text}".encode()
        keep(table, tmp_path / "staged")
        rows = list(table.rows())
        returned = b"".join(write_back(table, {row.number: ["why"] for row in rows}))
    if table.kind == "xlsx":
        returned = repr(cells_of(read(returned))).encode()
    said = f"{table!r} {rows} {caplog.text}".encode()
    return said + returned + (tmp_path / "staged").read_bytes()


def merged_over_a_kept_column() -> bytes:
    book = Workbook()
    for line in (HEADER, FIRST, ("2025-04-22", None, WHO, None, "드론"), SECOND):
        book.active.append(line)
    book.active.merge_cells("C3:D4")
    return saved(book)


def group_over_its_parts() -> bytes:
    book = Workbook()
    for line in (("일시", "인적사항", None, "장소", "비고"), (None, "성", "명", None, None), FIRST, SECOND):
        book.active.append(line)
    for merged in ("A1:A2", "B1:C1", "D1:D2", "E1:E2"):
        book.active.merge_cells(merged)
    return saved(book)


FILES: dict[str, Callable[[], bytes]] = {
    "csv": lambda: csv_of(HEADER, FIRST, SECOND),
    "cp949": lambda: csv_of(HEADER, FIRST, SECOND).decode().encode("cp949"),
    "xlsx": lambda: xlsx_of(HEADER, FIRST, SECOND),
    "stretched header": lambda: csv_of(("일시", "성   명", "국 적", "장소", "비고"), FIRST, SECOND),
    "invisible letters in the header": lambda: csv_of(("일시", "성\u200b명", "국\ufeff적", "장소", "비고"), FIRST),
    "full-width header": lambda: csv_of(("date", "ＮＡＭＥ", "Nationality", "place", "note"), FIRST),
    "nameless column beside": lambda: csv_of(("일시", "성명", "", "장소", "비고"), FIRST),
    "nameless columns beside the last one": lambda: xlsx_of(("일시", "장소", "성명"), ("2025-04-21", "정문", WHO, WHENCE)),
    "group in a text file": lambda: csv_of(
        ("일시", "인적사항", "", "장소", "비고"), ("", "성", "명", "", ""), FIRST, SECOND
    ),
    "group over its parts": group_over_its_parts,
    "merged over a kept column": merged_over_a_kept_column,
    "header repeated": lambda: csv_of(HEADER, FIRST, HEADER, SECOND),
    "title above": lambda: csv_of(("현황", "", "", "", ""), HEADER, FIRST),
    "row without a separator": lambda: csv_of(HEADER, SECOND[:1] + ("x", "y", "부두", "드론"), (FIRST[0], *FIRST[2:]), FIRST),
    "row with a separator too many": lambda: csv_of(HEADER, FIRST, ("2025-04-21", "a", *FIRST[1:4], ""), FIRST),
    "row cut short": lambda: csv_of(HEADER, FIRST, FIRST[:2], SECOND),
    "file cut short": lambda: csv_of(HEADER, FIRST, SECOND)[:-14],
    "quotation mark within a cell": lambda: csv_of(HEADER, FIRST) + f'2025-04-22,"{WHO}"x,{WHENCE},정문,y\n'.encode(),
    "quotation mark left open": lambda: csv_of(HEADER, FIRST) + f'2025-04-22,"정문\n2025-04-23,{WHO}'.encode(),
    "header that cannot be read": lambda: f'일시,"성"명,장소\n미상,{WHO},정문\n'.encode(),
    "formula in the header": lambda: workbook(
        row(1, "일시", "<c><f>X1</f></c>", "장소") + row(2, "2025-04-21", WHO, "정문")
    ),
    "formula without a value": lambda: workbook(
        row(1, "일시", "성명", "장소") + row(2, "2025-04-21", f"<c><f>{WHO}</f></c>", "정문")
    ),
    "every column": lambda: csv_of(("성명", "국적"), (WHO, WHENCE)),
}  # fmt: skip


@pytest.mark.parametrize("shape", FILES)
def test_what_stands_under_a_name_or_a_nationality_is_nowhere(
    shape: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    said = everything_said(FILES[shape](), tmp_path, caplog)
    assert (WHO.encode() in said, WHENCE.encode() in said) == (False, False)


def test_the_other_columns_stay_and_the_dropped_ones_are_counted() -> None:
    for shape in ("csv", "cp949", "xlsx", "stretched header", "group in a text file", "group over its parts"):
        table = read(FILES[shape]())
        assert (table.n_dropped_columns, cells_of(table)[0]) == (2, ("2025-04-21", "정문", "촬영"))


def test_what_a_merged_cell_of_a_kept_column_shows_is_kept() -> None:
    book = Workbook()
    for line in (
        ("일시", "장소", "비고", "성명"),
        ("2025-04-21", "정문", None, WHO),
        (None, None, None, WHO),
    ):
        book.active.append(line)
    book.active.merge_cells("A2:A3")
    book.active.merge_cells("B2:C3")
    assert cells_of(read(saved(book))) == [("2025-04-21", "정문", "정문")] * 2


def test_a_row_that_may_be_shifted_is_refused_without_its_cells() -> None:
    table = read(FILES["row without a separator"]())
    assert [(row.number, row.problem != "", any(row.cells)) for row in table.rows()] == [
        (2, False, True), (3, True, False), (4, False, True),
    ]  # fmt: skip


def test_rows_that_all_end_in_a_separator_are_no_shifted_ones() -> None:
    content = csv_of(HEADER, (*FIRST, ""), (*SECOND, ""))
    assert cells_of(read(content)) == [("2025-04-21", "정문", "촬영"), ("2025-04-22", "부두", "드론")]


def test_a_file_of_nothing_else_is_refused() -> None:
    assert refusal(FILES["every column"]()).startswith("Every column of the file is about persons")


def test_the_refusal_of_a_file_names_row_and_cell_and_repeats_nothing() -> None:
    for shape in ("header that cannot be read", "quotation mark left open"):
        with pytest.raises(ImportRefused) as refused:
            read_file(FILES[shape](), file_name="log.csv")
        assert WHO not in str(refused.value)


def test_a_column_of_ours_is_kept_whatever_its_name() -> None:
    assert not is_about_a_person("Place_As_Reported")
