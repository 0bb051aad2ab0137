"""What the scan refuses in a row stands in the kept table alone: not in the preview's files, not on its page, not in a log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from incidents.models import Account, Job, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing.mapping import Mapping
from incidents.services.importing.refusals import without_values
from incidents.services.jobs import work_off
from incidents.services.staging import (
    RUNNERS,
    ask_for_preview,
    choose_columns,
    hand_over,
    preview_of,
    table_of,
)
from tests.factories import make_log, make_site
from tests.incidents.services.importing.files.making import csv_of

pytestmark = pytest.mark.django_db
PERSONAL = "900101-1234568"
HEADER = ("일시", "기지명", "장소", "개요", "내용", "촬영장비", "기타")
GOOD = ("25.4.1. 09:00", "오산 공군기지", "정문", "촬영함", "망원렌즈로 촬영함", "카메라", "-")


@pytest.fixture
def source(tmp_path: Path, settings: object) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    make_log()
    make_site()
    return tmp_path / "arrived.csv"


def previewed(reporter: Account, source: Path, *rows: tuple[str, ...]) -> StagedImport:
    """Hand the rows over between some good ones, keep other columns in the narrative, and look through them."""
    source.write_bytes(csv_of(HEADER, GOOD, *rows, ("25.4.9. 11:00", *GOOD[1:])))
    staged = hand_over(by=reporter, source=source, file_name="log.csv")
    mapping = Mapping.from_json(staged.mapping | {"unmapped": "IN_NOTE"})
    choose_columns(by=reporter, staged=staged, mapping=mapping)
    ask_for_preview(by=reporter, staged=staged)
    work_off(RUNNERS)
    staged.refresh_from_db()
    return staged


@pytest.mark.parametrize("at", range(len(HEADER)), ids=HEADER)
def test_nothing_but_row_rule_and_column_is_left(
    at: int,
    reporter: Account,
    source: Path,
    signed_in: Callable[[Account], Client],
    caplog: pytest.LogCaptureFixture,
) -> None:
    row = list(GOOD)
    row[at] = f"{GOOD[at]} 홍길동 {PERSONAL}"
    with caplog.at_level(logging.DEBUG):
        staged = previewed(reporter, source, tuple(row))
        client = signed_in(reporter)
        pages = [client.get(f"/imports/{staged.uuid}/{page}").content.decode() for page in ("", "columns/")]
    # Of the cell that names the site nothing but the site is taken.
    assert preview_of(staged).counts().get("refused", 0) == (HEADER[at] != "기지명")
    kept = {path.name: path.read_bytes() for path in folder_of(staged.uuid).rglob("*") if path.is_file()}
    holding = [
        name for name, content in kept.items() if PERSONAL.encode() in content or "홍길동".encode() in content
    ]
    assert holding == [
        name for name in kept if name.startswith("sheet")
    ]  # so that the row can be handed back
    assert not [page for page in pages if PERSONAL in page]
    reasons = [reason for row in preview_of(staged).rows("refused") for reason in row.reasons]
    if HEADER[at] == "개요":
        assert reasons[0].startswith("“개요” (column D): This text holds")
    assert PERSONAL not in caplog.text
    assert PERSONAL not in str(list(Job.objects.values()))


def test_a_row_refused_for_something_else_shows_its_words_unless_they_tell_who(
    reporter: Account, source: Path
) -> None:
    plain, telling = list(GOOD), list(GOOD)
    plain[0] = telling[0] = "25.6.31"
    telling[3] = "연락처 010-1234-5678"
    staged = previewed(reporter, source, tuple(plain), tuple(telling))
    first, second = preview_of(staged).rows("refused")
    assert (first.told.get("summary"), second.told) == ("촬영함", {})
    assert table_of(staged).n_rows == 4


def test_a_refusal_of_a_child_row_quotes_no_value() -> None:
    said = "equipment: equipment 1, note: “홍길동 010-1234-5678…” has 300 characters; “2025” is fine."
    assert without_values(said) == "equipment: equipment 1, note: “…” has 300 characters; “2025” is fine."
