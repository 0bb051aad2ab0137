"""Two requests about one file at once: nothing is kept twice, nothing enters that nobody looked at, nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from incidents.errors import StalePreview, WrongState
from incidents.models import Account, Job, StagedImport
from incidents.selectors.staged_files import imports_folder
from incidents.services.importing import Choices
from incidents.services.importing.files import keep
from incidents.services.importing.mapping import Mapping
from incidents.services.jobs import work_off
from incidents.services.staging import (
    RUNNERS,
    ask_for_preview,
    choose_columns,
    discard,
    hand_over,
    handing_over,
    preview_key,
    start_import,
)
from tests.factories import make_log, make_site

pytestmark = pytest.mark.django_db
FILE = b"site,date,summary,note\nosan,2025-04-21,Seen at the fence,More words\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.JOB_STARTER = tmp_path, ""
    make_log()
    make_site("osan")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "office.csv"
    path.write_bytes(FILE)
    return path


def arrive(by: Account, source: Path) -> StagedImport:
    return hand_over(by=by, source=source, file_name="office.csv")


def look_through(by: Account, staged: StagedImport) -> None:
    ask_for_preview(by=by, staged=staged)
    assert work_off(RUNNERS) == 1
    staged.refresh_from_db()


def test_the_same_file_that_arrives_while_it_is_read_is_kept_once(
    reporter: Account, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def keep_while_another_arrives(table: Any, path: Path) -> None:
        monkeypatch.setattr(handing_over, "keep", keep)
        arrive(reporter, source)
        keep(table, path)

    monkeypatch.setattr(handing_over, "keep", keep_while_another_arrives)
    staged = arrive(reporter, source)
    assert [staged] == list(StagedImport.objects.all())
    assert [str(staged.uuid)] == [path.name for path in imports_folder().iterdir() if path.name != "arriving"]


def test_nothing_enters_by_a_preview_of_other_columns(reporter: Account, source: Path) -> None:
    staged = arrive(reporter, source)
    look_through(reporter, staged)
    seen = preview_key(staged)
    known = Mapping.from_json(staged.mapping)
    other = replace(known, ditto=not known.ditto)
    choose_columns(by=reporter, staged=staged, mapping=other)
    staged.refresh_from_db()
    for key in (seen, preview_key(staged), ""):
        with pytest.raises(StalePreview):
            start_import(by=reporter, staged=staged, choices=Choices(), preview=key)
    assert not Job.objects.filter(kind="IMPORT_RUN").exists()


def test_a_file_erased_meanwhile_is_told_of_and_its_job_ends_quietly(reporter: Account, source: Path) -> None:
    staged = arrive(reporter, source)
    look_through(reporter, staged)
    job = start_import(by=reporter, staged=staged, choices=Choices(), preview=preview_key(staged))
    with pytest.raises(WrongState):
        discard(by=reporter, staged=staged)
    StagedImport.objects.all().delete()
    assert work_off(RUNNERS) == 1
    job.refresh_from_db()
    assert job.state == "STOPPED"
    for step in (
        lambda: discard(by=reporter, staged=staged),
        lambda: ask_for_preview(by=reporter, staged=staged),
        lambda: start_import(by=reporter, staged=staged, choices=Choices(), preview=preview_key(staged)),
    ):
        with pytest.raises(WrongState):
            step()
