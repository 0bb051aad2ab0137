"""Of a workbook the sheets that may be logs are kept ready to choose from, and only until one is imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from incidents.models import Account, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing import Choices
from incidents.services.jobs import work_off
from incidents.services.staging import (
    RUNNERS,
    ask_for_preview,
    choose_sheet,
    hand_over,
    handing_over,
    preview_key,
    sheets_of,
    start_import,
    table_of,
)
from tests.factories import make_log, make_site
from tests.incidents.services.importing.files.making import saved

pytestmark = pytest.mark.django_db
HEADER = ["일시", "기지명", "내용"]


@pytest.fixture
def staged(reporter: Account, tmp_path: Path, settings: object) -> StagedImport:
    settings.DATA_DIR, settings.JOB_STARTER = tmp_path, ""  # type: ignore[attr-defined]
    make_log()
    make_site()
    book = Workbook()
    book.active.title = "4월"
    may, words = book.create_sheet("5월"), book.create_sheet("근무 편성")
    for month, sheet in ((4, book.active), (5, may)):
        sheet.append(HEADER)
        for day in range(1, 4 if month == 4 else 3):
            sheet.append([f"25.{month}.{day}. 09:00", "오산 공군기지", "망원렌즈로 촬영함"])
    for row in (["왕소명", "홍길동"], ["Smithson", "x"], ["Jones", "y"]):
        words.append(row)
    source = tmp_path / "arrived"
    source.write_bytes(saved(book))
    return hand_over(by=reporter, source=source, file_name="log.xlsx")


def everything_kept(staged: StagedImport) -> bytes:
    return b"".join(
        path.read_bytes() for path in sorted(folder_of(staged.uuid).rglob("sheet*")) if path.is_file()
    )


@pytest.mark.parametrize(("name", "limit", "n_left"), [("MAX_SHEETS", 2, 1), ("SHEETS_AT_MOST_S", -1.0, 2)])
def test_sheets_that_were_not_read_are_told_of(
    reporter: Account, tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch, name: str, limit: float, n_left: int
) -> None:  # fmt: skip
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(handing_over, name, limit)
    make_log()
    book = Workbook()
    book.remove(book.active)
    for month in range(1, 4):
        sheet = book.create_sheet(f"{month}월")
        sheet.append(HEADER)
        sheet.append([f"25.{month}.1. 09:00", "오산 공군기지", "망원렌즈로 촬영함"])
    source = tmp_path / "arrived"
    source.write_bytes(saved(book))
    staged = hand_over(by=reporter, source=source, file_name="log.xlsx")
    assert sheets_of(staged) == ["1월", "2월", "3월"][: 3 - n_left]
    assert f"Of the other sheets {n_left} " in table_of(staged).notes[-1]


def test_a_sheet_that_tells_of_no_day_is_not_kept(staged: StagedImport) -> None:
    assert sheets_of(staged) == ["4월", "5월"]
    assert "홍길동".encode() not in everything_kept(staged)
    assert b"Smithson" not in everything_kept(staged)


def test_the_others_go_when_one_is_imported(
    reporter: Account, staged: StagedImport, django_capture_on_commit_callbacks: object
) -> None:
    choose_sheet(by=reporter, staged=staged, sheet="5월")
    ask_for_preview(by=reporter, staged=staged)
    work_off(RUNNERS)
    staged.refresh_from_db()
    assert sheets_of(staged) == ["4월", "5월"]
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        start_import(by=reporter, staged=staged, choices=Choices(), preview=preview_key(staged))
    assert sheets_of(staged) == ["5월"]
    assert table_of(staged).n_rows == 2
    work_off(RUNNERS)
    staged.refresh_from_db()
    assert staged.batch is not None
    assert staged.batch.n_accepted == 2
