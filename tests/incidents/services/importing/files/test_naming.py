"""A file and its sheets are called as the office calls them, unless that identifies a person."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from incidents.models import Account, ImportBatch, StagedImport
from incidents.services.importing import import_incidents
from incidents.services.importing.batches import open_batch
from incidents.services.importing.files import keep, read_file
from incidents.services.importing.files.naming import kept_name, kept_title
from incidents.services.staging import hand_over, sheets_of
from tests.factories import make_log, make_site
from tests.incidents.services.importing.files.making import csv_of, saved

CONTENT = csv_of(("일시", "장소", "내용"), ("25.4.1", "정문", "촬영"))
PERSONAL = "홍길동 900101-1234567 010-9876-5432.csv"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("사건 현황 2025-04.csv", "사건 현황 2025-04.csv"),
        ("C:\\Users\\log.xlsx", "log.xlsx"),
        ("보고_20250421_0900.xlsx", "보고_20250421_0900.xlsx"),
        (PERSONAL, "file.csv"),
        ("report_010_9876_5432.XLSX", "file.xlsx"),
        ("for someone@example.org.csv", "file.csv"),
        ("log.900101-1234568", "file"),
        ("lo\u202eg\x00\n.csv", "lo g .csv"),
        ("\u200b", "without a name"),
        ("x" * 5_000 + ".csv", "x" * 116 + ".csv"),
        ("x" * 200, "x" * 120),
    ],
)
def test_a_file_keeps_its_name_unless_that_tells_who(name: str, kept: str) -> None:
    assert kept_name(name) == kept
    assert kept_name(kept) == kept


def test_a_note_says_that_the_name_was_not_kept(tmp_path: Path) -> None:
    table = read_file(CONTENT, file_name=PERSONAL)
    assert table.file_name == "file.csv"
    assert "The name of the file holds what identifies a person" in table.notes[0]
    keep(table, tmp_path / "staged")
    assert b"010-9876" not in (tmp_path / "staged").read_bytes()
    assert not any("identifies" in note for note in read_file(CONTENT, file_name="log.csv").notes)


def test_sheets_are_named_apart_and_never_after_a_person() -> None:
    book = Workbook()
    book.active.title = "010-9876-5432"
    book.create_sheet("4월")
    book.create_sheet("Sheet1")
    for sheet in book.worksheets:
        sheet.append(["일시", "장소"])
        sheet.append([sheet.title[:2], "정문"])
    table = read_file(saved(book), file_name="log.xlsx")
    assert table.sheets == ("Sheet1", "4월", "Sheet1 (2)")
    assert read_file(saved(book), file_name="log.xlsx", sheet="Sheet1 (2)").sheet == "Sheet1 (2)"


def test_a_title_is_short_and_on_one_line() -> None:
    assert kept_title("a\u202eb\n" + "c" * 500, 1, ()) == "a b " + "c" * 56
    assert kept_title("", 3, ()) == "Sheet3"


@pytest.mark.django_db
def test_no_row_of_the_database_holds_such_a_name(
    tmp_path: Path, reporter: Account, settings: object
) -> None:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    book = Workbook()
    book.active.title = "010-9876-5432"
    book.active.append(["date", "date_precision", "site", "summary", "behaviours"])
    book.active.append(["2025-04-21", "day", "osan", "a camera", "PHOTO"])
    source = tmp_path / "arrived"
    source.write_bytes(saved(book))
    make_log()
    make_site("osan")
    staged = hand_over(by=reporter, source=source, file_name=PERSONAL)
    assert (staged.file_name, staged.sheet, sheets_of(staged)) == ("file.csv", "Sheet1", ["Sheet1"])
    assert StagedImport.objects.get().file_name == "file.csv"
    report = import_incidents(by=reporter, data=source, file_name=PERSONAL)
    assert report.is_stored
    open_batch(by=reporter, log=make_log(), file_name=PERSONAL, sha256="0" * 64, n_rows=1)
    assert set(ImportBatch.objects.values_list("file_name", flat=True)) == {"file.csv"}
