"""The import as a job: asked for once, stopped and gone on with, undone whole, its rest handed back and mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from incidents.enums import ImportState, JobState
from incidents.errors import NotAllowed, StalePreview, WrongState
from incidents.models import Account, ImportBatch, Incident, Job, StagedImport
from incidents.services import jobs
from incidents.services.importing import Choices, entering
from incidents.services.jobs import ask_to_stop, work_off
from incidents.services.staging import (
    RUNNERS,
    ask_to_undo,
    forget_attempt,
    go_on,
    hand_over,
    preview_key,
    returned_file,
    start_import,
    undo_job_of,
)
from tests.factories import make_account
from tests.incidents.services.staging.conftest import SWAPPED, look_through

pytestmark = pytest.mark.django_db
Bring = Callable[..., ImportBatch]


def start(by: Account, staged: StagedImport, **choices: Any) -> Job:
    return start_import(by=by, staged=staged, choices=Choices(**choices), preview=preview_key(staged))


def entered_rows() -> list[int]:
    return list(Incident.objects.order_by("import_row").values_list("import_row", flat=True))


def text_of(staged: StagedImport) -> str:
    return b"".join(returned_file(staged).content).decode("utf-8-sig")


@pytest.fixture
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Store a row at a time, and look for a stop after each."""
    monkeypatch.setattr(entering, "CHUNK_ROWS", 1)
    monkeypatch.setattr(jobs, "PROGRESS_EVERY_S", 0.0)


def stop_after(monkeypatch: pytest.MonkeyPatch, n_rows: int) -> None:
    """Press Stop once so many rows were dealt with."""
    tell = jobs.Work.progress

    def progress(work: jobs.Work, n_done: int, n_total: int) -> None:
        if n_done == n_rows:
            ask_to_stop(work.job)
        tell(work, n_done, n_total)

    monkeypatch.setattr(jobs.Work, "progress", progress)


def test_good_rows_enter_and_the_others_stay_outside(bring_in: Bring) -> None:
    batch = bring_in()
    assert entered_rows() == [2, 7]
    assert (batch.state, batch.n_rows, batch.n_accepted, batch.n_refused) == (ImportState.DONE, 6, 2, 4)


def test_what_is_offered_enters_if_it_was_chosen(bring_in: Bring) -> None:
    bring_in(take_offers=True)
    swapped = Incident.objects.get(import_row=SWAPPED)
    assert (swapped.observer_lat, swapped.observer_lon) == (37.0906, 127.03)


def test_all_or_nothing_enters_nothing_beside_a_bad_row(bring_in: Bring) -> None:
    batch = bring_in(all_or_nothing=True)
    assert entered_rows() == []
    assert (batch.state, batch.n_refused) == (ImportState.DONE, 6)


def test_a_second_press_finds_the_first_ones_job(reporter: Account, previewed: StagedImport) -> None:
    first = start(reporter, previewed)
    assert start(reporter, previewed) == first
    work_off(RUNNERS)
    assert start(reporter, previewed) == first
    assert Incident.objects.count() == 2


def test_another_import_waits_for_the_first(reporter: Account, previewed: StagedImport, office: Path) -> None:
    office.write_bytes(office.read_bytes() + b"\r\n25.9.2,,,,,,\r\n")
    second = look_through(reporter, hand_over(by=reporter, source=office, file_name="second.csv"))
    start(reporter, previewed)
    with pytest.raises(WrongState, match="under way"):
        start(reporter, second)
    work_off(RUNNERS)
    start(reporter, second)


def test_only_what_was_previewed_enters(reporter: Account, previewed: StagedImport) -> None:
    with pytest.raises(StalePreview):
        start_import(by=reporter, staged=previewed, choices=Choices(), preview="another")
    assert not Job.objects.filter(kind="IMPORT_RUN").exists()


def test_nobody_imports_another_ones_file(previewed: StagedImport) -> None:
    with pytest.raises(NotAllowed):
        start(make_account("reporter"), previewed)
    with pytest.raises(NotAllowed):
        go_on(by=make_account("reporter"), staged=previewed)


@pytest.mark.usefixtures("in_small_steps")
def test_a_stopped_import_goes_on_where_it_stopped(
    reporter: Account, previewed: StagedImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as pressed:
        stop_after(pressed, 3)
        job = start(reporter, previewed)
        work_off(RUNNERS)
    job.refresh_from_db()
    previewed.refresh_from_db()
    assert previewed.batch is not None
    assert (job.state, previewed.batch.state) == (JobState.STOPPED, ImportState.STOPPED)
    assert entered_rows() == [2]

    go_on(by=reporter, staged=previewed)
    go_on(by=reporter, staged=previewed)
    assert work_off(RUNNERS) == 1
    previewed.batch.refresh_from_db()
    assert previewed.batch.state == ImportState.DONE
    assert (previewed.batch.n_accepted, previewed.batch.n_refused) == (2, 4)
    assert entered_rows() == [2, 7]


@pytest.mark.usefixtures("in_small_steps")
def test_an_import_whose_worker_died_goes_on_with_nothing_twice(
    reporter: Account, previewed: StagedImport, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(work: jobs.Work, n_done: int, n_total: int) -> None:
        raise Killed

    start(reporter, previewed)
    with monkeypatch.context() as broken:
        broken.setattr(jobs.Work, "progress", die)
        with pytest.raises(Killed):
            work_off(RUNNERS)
    assert entered_rows() == [2]
    Job.objects.update(seen_alive_at=None)
    previewed.refresh_from_db()
    go_on(by=reporter, staged=previewed)
    work_off(RUNNERS)
    assert entered_rows() == [2, 7]
    assert text_of(previewed).count("\n") == 5


def test_an_attempt_that_entered_nothing_leads_back_to_the_preview(
    reporter: Account, previewed: StagedImport
) -> None:
    job = start(reporter, previewed)
    ask_to_stop(job)
    previewed.refresh_from_db()
    forget_attempt(by=reporter, staged=previewed)
    previewed.refresh_from_db()
    assert previewed.job is None
    assert start(reporter, previewed) != job


def test_what_entered_is_not_forgotten(reporter: Account, previewed: StagedImport, bring_in: Bring) -> None:
    bring_in()
    with pytest.raises(WrongState):
        forget_attempt(by=reporter, staged=previewed)


def test_an_import_is_undone_whole_and_may_be_done_again(
    reporter: Account, office: Path, bring_in: Bring
) -> None:
    batch = bring_in()
    job = ask_to_undo(by=reporter, batch=batch, reason="The wrong year")
    assert ask_to_undo(by=reporter, batch=batch, reason="The wrong year") == job
    work_off(RUNNERS)
    batch.refresh_from_db()
    assert batch.state == ImportState.UNDONE
    assert entered_rows() == []
    with pytest.raises(WrongState):
        ask_to_undo(by=reporter, batch=batch, reason="Once more")
    again = look_through(reporter, hand_over(by=reporter, source=office, file_name="office.csv"))
    start(reporter, again)
    work_off(RUNNERS)
    assert entered_rows() == [2, 7]


def test_nobody_undoes_another_ones_import(bring_in: Bring) -> None:
    batch = bring_in()
    with pytest.raises(NotAllowed):
        ask_to_undo(by=make_account("reporter"), batch=batch, reason="Not mine")
    assert undo_job_of(batch) is None


def test_the_rows_outside_come_back_with_their_reasons(previewed: StagedImport, bring_in: Bring) -> None:
    bring_in()
    header, *rows = text_of(previewed).splitlines()
    assert header.startswith("발생일시,장소,위도,경도,촬영장비,내용,")
    assert [row.split(",")[0] for row in rows] == [
        "25.4.21. 09:20경",
        "상동",
        "25.6.31. 10:00",
        "25.7.2. 14:00",
    ]
    assert "row 5" in rows[2].lower()
    assert rows[2].lower().count("row 5") == 1
    assert "홍길동" not in "".join(rows)


def test_before_the_import_the_refused_rows_can_be_had(previewed: StagedImport) -> None:
    rows = text_of(previewed).splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["25.6.31. 10:00", "25.7.2. 14:00"]


def test_the_mended_file_enters_what_is_new_and_nothing_twice(
    reporter: Account, previewed: StagedImport, bring_in: Bring, tmp_path: Path
) -> None:
    bring_in()
    mended = (
        text_of(previewed).replace("25.6.31.", "25.6.30.").replace("127.0300,37.0906", "37.0906,127.0300")
    )
    path = tmp_path / "mended.csv"
    path.write_text(mended, encoding="utf-8")
    staged = look_through(reporter, hand_over(by=reporter, source=path, file_name="mended.csv"))
    assert staged.n_dropped_columns == 0
    assert staged.counts["new"] == 2
    start(reporter, staged)
    work_off(RUNNERS)
    assert Incident.objects.count() == 4
    assert not Incident.objects.filter(narrative__icontains="calendar").exists()
    assert Incident.objects.filter(occurred_from__month=6).count() == 1
