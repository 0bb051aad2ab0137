"""A made-up office's file and the steps of its way in, taken by the reporter with a worker of the test's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from incidents.models import Account, ImportBatch, StagedImport
from incidents.services.importing import Choices
from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS, ask_for_preview, hand_over, preview_key, start_import
from tests.factories import make_log, make_site, make_zone

HEADER = "발생일시,장소,위도,경도,성명,촬영장비,내용"
ROWS = (
    "25.4.21. 09:00경,오산 공군기지 정문,37.0906,127.0300,홍길동,망원렌즈,정문 밖에서 항공기를 촬영함",
    "25.4.21. 09:20경,오산 공군기지 정문,,,김철수,망원렌즈,정문에서 같은 항공기를 촬영함",  # likely row 2
    "상동,오산 공군기지 후문,,,이영희,망원렌즈,후문 앞에서 촬영함",  # likely row 2
    "25.6.31. 10:00,오산 공군기지 정문,,,박민수,휴대폰,정문을 촬영함",  # no such day
    "25.7.2. 14:00,오산 공군기지 정문,127.0300,37.0906,최지우,휴대폰,울타리를 촬영함",  # swapped
    "25.8.2. 14:00,오산 공군기지 서측 농로,,,정우성,카메라,활주로를 촬영함",
)
NEW, LIKELY, BAD, SWAPPED = (2, 7), (3, 4), 5, 6


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.JOB_STARTER = tmp_path, ""


@pytest.fixture
def grounds(db: None) -> None:
    make_log()
    make_zone(make_site())


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The office's file, in the code page of Windows."""
    path = tmp_path / "office.csv"
    path.write_bytes("\r\n".join((HEADER, *ROWS)).encode("cp949"))
    return path


@pytest.fixture
def staged(reporter: Account, grounds: None, office: Path) -> StagedImport:
    """The office's file, handed over."""
    return hand_over(by=reporter, source=office, file_name="office.csv")


@pytest.fixture
def previewed(reporter: Account, staged: StagedImport) -> StagedImport:
    """The office's file, looked through."""
    return look_through(reporter, staged)


@pytest.fixture
def bring_in(reporter: Account, previewed: StagedImport) -> Callable[..., ImportBatch]:
    """Import the office's file with some choices and return the record of the import."""

    def bring(**choices: Any) -> ImportBatch:
        key = preview_key(previewed)
        start_import(by=reporter, staged=previewed, choices=Choices(**choices), preview=key)
        work_off(RUNNERS)
        previewed.refresh_from_db()
        assert previewed.batch is not None
        return previewed.batch

    return bring


def look_through(by: Account, staged: StagedImport) -> StagedImport:
    """Have a staged file previewed."""
    ask_for_preview(by=by, staged=staged)
    assert work_off(RUNNERS) == 1
    staged.refresh_from_db()
    return staged
