"""What a file is, is decided by what it holds; what is no table is refused with what to do."""

from __future__ import annotations

import pytest

from incidents.services.importing.files import kinds
from tests.incidents.services.importing.files.making import csv_of, read, refusal, xlsx_of, zip_of

TABLE = csv_of(("date", "place"), ("2025-04-21", "gate"))
BOOK = xlsx_of(("date", "place"), ("2025-04-21", "gate"))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\x1f\x8b\x08\x00", "GZIP"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"PAR1\x15\x04", "Parquet"),
        (b"PK\x05\x06" + b"\x00" * 18, "ZIP"),
        (b"<!DOCTYPE html><table>", "web page"),
        (b"  <html><body><table>", "web page"),
        ("<html><body><table>".encode("utf-16"), "web page"),
        (b"MIME-Version: 1.0\r\nX-Document-Type: Workbook", "MHTML"),
        (b'[{"date": 1}]', "JSON"),
        (b' {"date": {"0": 1}}', "JSON"),
        (b'<?xml version="1.0"?><Workbook/>', "web page or XML"),
        (OLE + "Workbook".encode("utf-16-le"), "Excel 97 to 2003 (.xls)"),
        (OLE + "HwpSummaryInformation".encode("utf-16-le"), "older office program"),
        (zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ""}), ".ods"),
        (zip_of({"mimetype": "application/hwp+zip", "Contents/content.hpf": ""}), ".hwpx"),
        (zip_of({"[Content_Types].xml": "", "xl/workbook.bin": b""}), ".xlsb"),
        (zip_of({"[Content_Types].xml": "", "word/document.xml": ""}), ".docx"),
        (zip_of({"table.csv": TABLE}), "ZIP archive without a workbook"),
    ],
)
def test_what_is_no_table_is_named_and_told_what_to_do(content: bytes, kind: str) -> None:
    said = refusal(content, "table.xlsx")
    assert kind in said
    assert "CSV UTF-8" in said or "Unpack it" in said


def test_a_locked_workbook_asks_for_one_without_a_password() -> None:
    assert "locked with a password" in refusal(OLE + "EncryptedPackage".encode("utf-16-le"), "log.xlsx")


def test_a_large_locked_workbook_is_known_by_its_list_of_contents_at_the_end() -> None:
    n_sectors = 5_000_000 // 512
    begin = OLE[:30] + b"\x09\x00" + OLE[32:48] + n_sectors.to_bytes(4, "little") + OLE[52:]
    content = begin + b"\x00" * 512 * n_sectors + "EncryptedPackage".encode("utf-16-le")
    assert "locked with a password" in refusal(content, "log.xlsx")


@pytest.mark.parametrize(
    ("content", "name"), [(TABLE, "log.xlsx"), (TABLE, "log.xls"), (BOOK, "log.csv"), (BOOK, "log.xls")]
)
def test_a_wrong_ending_is_said_and_the_content_is_read(content: bytes, name: str) -> None:
    table = read(content, name)
    assert (table.kind, table.n_rows) == ("csv" if content is TABLE else "xlsx", 1)
    assert table.notes[0].startswith(f"The file is named “.{name.rpartition('.')[2]}” but is")


@pytest.mark.parametrize(
    ("content", "name"), [(TABLE, "log.CSV"), (TABLE, "log.txt"), (TABLE, "log"), (BOOK, "log.xlsm")]
)
def test_a_fitting_ending_is_not_worth_a_word(content: bytes, name: str) -> None:
    assert read(content, name).notes == ()


@pytest.mark.parametrize(("limit", "content"), [("MAX_CSV_BYTES", TABLE), ("MAX_XLSX_BYTES", BOOK)])
def test_a_file_beyond_the_limit_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch, limit: str, content: bytes
) -> None:
    monkeypatch.setattr(kinds, limit, len(content) - 1)
    assert refusal(content).startswith("The file is larger than the 0 MB that fit for")


def test_the_file_is_known_again_by_its_digest() -> None:
    assert read(TABLE, "a.csv").sha256 == read(TABLE, "b.csv").sha256 != read(BOOK).sha256
