"""A preview judges every row as the import would, shows the file's own words and stores no report."""

from __future__ import annotations

from pathlib import Path

import pytest

from incidents.models import Account, Incident, Job, StagedImport
from incidents.selectors.staged_files import folder_of
from incidents.services.importing import apart, preview_rows
from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS, ask_for_preview, forget_preview, preview_of
from incidents.services.staging.previewing import TOLD, StagedRows
from tests.factories import make_log, make_site, make_zone
from tests.incidents.services.importing.rows import MadeRows
from tests.incidents.services.staging.conftest import BAD, LIKELY, NEW, SWAPPED, look_through

pytestmark = pytest.mark.django_db


def test_every_row_has_its_verdict_and_nothing_is_stored(previewed: StagedImport) -> None:
    rows = {row.row_number: row for row in preview_of(previewed).rows("all")}
    assert [number for number, row in rows.items() if row.verdict == "new"] == list(NEW)
    assert [number for number, row in rows.items() if row.verdict == "duplicate"] == list(LIKELY)
    assert [number for number, row in rows.items() if row.verdict == "refused"] == [BAD, SWAPPED]
    assert rows[SWAPPED].offer == [37.0906, 127.03]
    assert rows[LIKELY[0]].match == "row 2"
    assert previewed.counts["all"] == 6
    assert not Incident.objects.exists()


def test_the_words_of_the_file_stand_beside_and_no_person_does(previewed: StagedImport) -> None:
    told = {row.row_number: row.told for row in preview_of(previewed).rows("all")}
    assert told[2] is not None
    assert told[2]["date"] == "2025-04-21"
    assert told[BAD] is not None
    assert told[BAD]["summary"] == "정문을 촬영함"
    kept = b"".join(path.read_bytes() for path in folder_of(previewed.uuid).rglob("*") if path.is_file())
    assert "홍길동".encode() not in kept
    assert "박민수".encode() not in kept


def test_a_reason_does_not_repeat_the_row_that_stands_beside_it(previewed: StagedImport) -> None:
    [bad, _swapped] = preview_of(previewed).rows("refused")
    assert bad.reasons
    assert not bad.reasons[0].startswith("row ")


def test_asking_twice_looks_once(reporter: Account, staged: StagedImport) -> None:
    first = ask_for_preview(by=reporter, staged=staged)
    assert ask_for_preview(by=reporter, staged=staged) == first
    assert Job.objects.count() == 1


def test_a_new_look_finds_what_the_registry_says_now(reporter: Account, staged: StagedImport) -> None:
    site = make_site()
    site.name_ko = site.name_en = "Elsewhere"
    site.save()
    look_through(reporter, staged)
    assert staged.counts["new"] == 1  # the row that has a point
    site.name_ko = "오산 공군기지"
    site.save()
    forget_preview(by=reporter, staged=staged)
    look_through(reporter, staged)
    assert staged.counts["new"] == 2


def test_a_preview_of_a_file_that_was_discarded_ends_quietly(reporter: Account, staged: StagedImport) -> None:
    job = ask_for_preview(by=reporter, staged=staged)
    for path in folder_of(staged.uuid).iterdir():
        path.unlink()
    folder_of(staged.uuid).rmdir()
    work_off(RUNNERS)
    job.refresh_from_db()
    assert job.state in ("FAILED", "STOPPED")
    assert "wrong on our side" not in job.message


def test_rows_can_be_read_from_the_middle(staged: StagedImport) -> None:
    path: Path = folder_of(staged.uuid) / "sheet-0"
    rows = StagedRows(path, staged.mapping)
    assert [row.number for row in rows(5)] == [5, 6, 7]
    everything = list(rows(0))
    assert everything[2:] == list(rows(4))  # "as above" is read as it was read from the beginning


def test_two_processes_see_what_one_sees(reporter: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    make_zone(make_site())
    rows = MadeRows(300, (("osan-air-base", 37.0906, 127.03),))

    def looked_at() -> list[object]:
        verdicts = preview_rows(by=reporter, log=make_log(), rows_from=rows, n_rows=300, tells=TOLD)
        return list(verdicts)

    alone = looked_at()
    monkeypatch.setattr(apart, "LONG_ROWS", 1)
    started = []
    real = apart._start
    monkeypatch.setattr(apart, "_start", lambda request: started.append(1) or real(request))
    assert looked_at() == alone
    assert len(started) == 1
    assert len(alone) == 300
