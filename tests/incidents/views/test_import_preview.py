"""The screens from the preview to the import's own page, pressed as a person presses them."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.enums import ImportState, JobKind, JobState
from incidents.models import Account, ImportBatch, Incident, Job, StagedImport
from incidents.services.jobs import work_off
from incidents.services.staging import RUNNERS, choices_of, hand_over, preview_key
from tests.factories import make_account, make_log, make_site, make_zone
from tests.incidents.services.staging.conftest import HEADER, LIKELY, ROWS, look_through

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR, settings.JOB_STARTER = tmp_path, ""


@pytest.fixture
def mine(signed_in: SignIn, reporter: Account) -> Client:
    return signed_in(reporter)


def stage(by: Account, folder: Path, rows: tuple[str, ...] = ROWS, name: str = "office.csv") -> StagedImport:
    make_log()
    if not make_site().zones.exists():
        make_zone(make_site())
    path = folder / name
    path.write_bytes("\r\n".join((HEADER, *rows)).encode("cp949"))
    return hand_over(by=by, source=path, file_name=name)


@pytest.fixture
def staged(reporter: Account, tmp_path: Path) -> StagedImport:
    return stage(reporter, tmp_path)


@pytest.fixture
def previewed(reporter: Account, staged: StagedImport) -> StagedImport:
    return look_through(reporter, staged)


@pytest.fixture
def imported(mine: Client, previewed: StagedImport) -> ImportBatch:
    press(mine, previewed, "start")
    work_off(RUNNERS)
    return ImportBatch.objects.get()


def press(client: Client, staged: StagedImport, step: str, **values: Any) -> Any:
    """Press a button of the preview with the boxes as they stand at first."""
    boxes = {"preview": preview_key(staged), "enter_updates": "on", "hand_in": "on"}
    return client.post(f"/imports/{staged.uuid}/", boxes | {"do": step} | values)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_of_a_file_starts_its_preview_and_tells_how_far_it_came(
    mine: Client, staged: StagedImport
) -> None:
    page = mine.get(f"/imports/{staged.uuid}/")
    assert "Looking through the rows" in text_of(page)
    assert '<noscript><meta http-equiv="refresh"' in page.content.decode()
    assert mine.get(f"/imports/{staged.uuid}/state/").json() == {"state": "QUEUED", "n_done": 0, "n_total": 6}
    work_off(RUNNERS)
    assert mine.get(f"/imports/{staged.uuid}/state/").json() == {"state": "DONE", "n_done": 6, "n_total": 6}
    assert "2 new reports enter." in text_of(mine.get(f"/imports/{staged.uuid}/"))


def test_the_rows_can_be_narrowed_by_verdict(mine: Client, previewed: StagedImport) -> None:
    page = mine.get(f"/imports/{previewed.uuid}/?kind=refused").content.decode()
    assert 'id="row-5"' in page
    assert 'id="row-2"' not in page
    assert "offered: 37.0906, 127.0300" in " ".join(page.split())


def test_a_verdict_that_no_row_has_shows_none(mine: Client, reporter: Account, tmp_path: Path) -> None:
    staged = stage(reporter, tmp_path, rows=ROWS[:1])
    look_through(reporter, staged)
    page = mine.get(f"/imports/{staged.uuid}/", {"kind": "duplicate"})
    assert (page.context["kind"], page.context["rows"]) == ("duplicate", [])
    assert "No row is of this kind." in page.content.decode()
    assert mine.get(f"/imports/{staged.uuid}/", {"kind": "made-up"}).context["kind"] == "all"


def test_a_likely_duplicate_shows_what_it_repeats_and_a_box_to_tick(
    mine: Client, previewed: StagedImport
) -> None:
    page = text_of(mine.get(f"/imports/{previewed.uuid}/?kind=duplicate"))
    assert "row 2 of this file" in page
    assert page.count('name="enter"') == page.count('name="asked"') == 2
    assert "홍길동" not in page


def test_ticks_are_kept_without_a_script(mine: Client, previewed: StagedImport) -> None:
    asked = [str(row) for row in LIKELY]
    place = {"kind": "duplicate", "page": "1"}
    response = press(mine, previewed, "keep", asked=asked, enter=asked[:1], **place)
    assert response["Location"] == f"/imports/{previewed.uuid}/?kind=duplicate&page=1#rows"
    page = mine.get(f"/imports/{previewed.uuid}/?kind=duplicate").content.decode()
    assert page.count("checked") - page.count('name="hand_in"') == 1
    assert "1 of 2 ticked" in page


def test_ticks_are_kept_by_the_script(mine: Client, previewed: StagedImport) -> None:
    values = {"do": "keep", "preview": preview_key(previewed), "enter_duplicates": "on"}
    response = mine.post(f"/imports/{previewed.uuid}/", values, headers={"Accept": "application/json"})
    assert response.json() == {"ticked": 2}
    assert choices_of(previewed).enter_duplicates


@pytest.mark.parametrize("rows", [["x"], ["9" * 40], ["-1"], ["\x00"], ["٣"], [""]])
def test_a_made_up_row_number_ticks_nothing(rows: list[str], mine: Client, previewed: StagedImport) -> None:
    assert press(mine, previewed, "keep", asked=rows, enter=rows).status_code == 302
    assert choices_of(previewed).exceptions == frozenset()


def test_ticks_of_the_page_enter_with_the_import(mine: Client, previewed: StagedImport) -> None:
    press(mine, previewed, "start", asked=[str(LIKELY[1])], enter=[str(LIKELY[1])])
    work_off(RUNNERS)
    assert sorted(Incident.objects.values_list("import_row", flat=True)) == [2, LIKELY[1], 7]


def test_the_import_is_shown_under_way_and_then_its_own_page(mine: Client, previewed: StagedImport) -> None:
    response = press(mine, previewed, "start")
    assert response["Location"] == f"/imports/{previewed.uuid}/"
    page = text_of(mine.get(response["Location"]))
    assert "Importing" in page
    assert 'value="stop"' in page
    work_off(RUNNERS)
    batch = ImportBatch.objects.get()
    assert mine.get(response["Location"])["Location"] == f"/imports/done/{batch.uuid}/"
    page = text_of(mine.get(f"/imports/done/{batch.uuid}/"))
    assert "See the 2 reports" in page
    assert "4 rows that stayed outside, as a file" in page


def test_two_tabs_start_one_import(mine: Client, previewed: StagedImport) -> None:
    for _tab in range(2):
        assert press(mine, previewed, "start").status_code == 302
    assert Job.objects.filter(kind=JobKind.IMPORT_RUN).count() == 1
    work_off(RUNNERS)
    press(mine, previewed, "start")
    assert work_off(RUNNERS) == 0
    assert Incident.objects.count() == 2


def test_a_tab_with_other_columns_starts_nothing(mine: Client, previewed: StagedImport) -> None:
    response = press(mine, previewed, "start", preview="0123")
    assert "The columns were changed meanwhile" in text_of(mine.get(response["Location"]))
    assert not Job.objects.filter(kind=JobKind.IMPORT_RUN).exists()


def test_stopped_before_a_row_entered_it_leads_back_to_the_preview(
    mine: Client, previewed: StagedImport
) -> None:
    press(mine, previewed, "start")
    press(mine, previewed, "stop")
    page = text_of(mine.get(f"/imports/{previewed.uuid}/"))
    assert "Stopped on the way" in page
    assert "Go on" in page
    press(mine, previewed, "back")
    assert "2 new reports enter." in text_of(mine.get(f"/imports/{previewed.uuid}/"))


def test_a_worker_that_died_is_said_and_its_import_goes_on(mine: Client, previewed: StagedImport) -> None:
    press(mine, previewed, "start")
    Job.objects.filter(kind=JobKind.IMPORT_RUN).update(state=JobState.RUNNING, seen_alive_at=None)
    assert mine.get(f"/imports/{previewed.uuid}/state/").json()["state"] == "DEAD"
    assert "Stopped on the way" in text_of(mine.get(f"/imports/{previewed.uuid}/"))
    press(mine, previewed, "go-on")
    press(mine, previewed, "go-on")
    assert work_off(RUNNERS) == 1
    assert Incident.objects.count() == 2


def test_the_map_has_what_the_table_has(mine: Client, previewed: StagedImport) -> None:
    answer = mine.get(f"/imports/{previewed.uuid}/points/").json()
    marks = answer["marks"]
    assert sum(mark["n"] for mark in marks) >= 5
    assert {mark["verdict"] for mark in marks} == {"new", "duplicate", "refused"}
    assert answer["is_off_basemap"] is False


def test_the_map_says_where_its_ground_is_empty(mine: Client, reporter: Account, tmp_path: Path) -> None:
    far = look_through(
        reporter,
        stage(
            reporter,
            tmp_path,
            (
                "25.9.9. 10:00,오산 공군기지 정문,,,,드론,울타리 촬영",
                "25.9.9.,Minneapolis,44.9,-93.3,,드론,비행",
            ),
            "far.csv",
        ),
    )
    assert mine.get(f"/imports/{far.uuid}/points/").json()["is_off_basemap"] is True


def test_the_list_of_reports_shows_one_import_alone(
    mine: Client, signed_in: SignIn, reporter: Account, imported: ImportBatch, tmp_path: Path
) -> None:
    one = look_through(
        reporter, stage(reporter, tmp_path, ("25.9.9. 10:00,오산 공군기지,,,,드론,울타리 촬영",), "b.csv")
    )
    press(mine, one, "start")
    work_off(RUNNERS)
    of_first = mine.get(f"/incidents/?batch={imported.uuid}&status=SUBMITTED&status=DRAFT").content.decode()
    numbers = {report.number: report.import_batch_id for report in Incident.objects.all()}
    assert len(numbers) == 3
    for number, batch in numbers.items():
        assert (f'href="/incidents/{number}/"' in of_first) is (batch == imported.pk)
    another = signed_in(make_account("reviewer"))
    assert b"UPR-" not in another.get(f"/incidents/?batch={imported.uuid}&status=SUBMITTED").content


def test_an_import_is_undone_with_its_number_typed(mine: Client, imported: ImportBatch) -> None:
    address = f"/imports/done/{imported.uuid}/"
    wrong = mine.post(address, {"reason": "The wrong year", "count": "7"})
    assert wrong.status_code == 400
    assert "It would remove 2 reports" in text_of(wrong)
    assert "The wrong year" in text_of(wrong)
    assert mine.post(address, {"reason": "The wrong year", "count": "2"}).status_code == 302
    assert "Being undone" in text_of(mine.get(address))
    work_off(RUNNERS)
    assert "This import was undone." in text_of(mine.get(address))
    assert not Incident.objects.exists()
    imported.refresh_from_db()
    assert imported.state == ImportState.UNDONE


def test_the_rest_comes_back_as_a_file(mine: Client, imported: ImportBatch, previewed: StagedImport) -> None:
    for address in (f"/imports/done/{imported.uuid}/returned/", f"/imports/{previewed.uuid}/returned/"):
        response = mine.get(address)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["Cache-Control"] == "no-store"
        assert b"".join(response.streaming_content).decode("utf-8-sig").count("\n") == 5


DONE = ("/imports/done/{key}/", "/imports/done/{key}/returned/")


@pytest.mark.parametrize("page", DONE)
def test_nobody_else_sees_an_import(page: str, imported: ImportBatch, signed_in: SignIn) -> None:
    address = page.format(key=imported.uuid)
    assert Client().get(address).status_code == 302
    for role in ("reviewer", "releaser", "analyst", "auditor", "operator", "protection_officer"):
        assert signed_in(make_account(role)).get(address).status_code == 403
    assert signed_in(make_account("reporter")).get(address).status_code == 404
    assert signed_in(make_account("reporter")).get(page.format(key=uuid.uuid4())).status_code == 404


@pytest.mark.parametrize("page", DONE)
def test_an_import_takes_no_other_method(page: str, mine: Client, imported: ImportBatch) -> None:
    for method in ("put", "delete", "patch"):
        assert getattr(mine, method)(page.format(key=imported.uuid)).status_code == 405


def test_nobody_else_undoes_an_import(imported: ImportBatch, signed_in: SignIn) -> None:
    values = {"reason": "Not mine", "count": "2"}
    address = f"/imports/done/{imported.uuid}/"
    assert Client().post(address, values).status_code == 302
    assert signed_in(make_account("reviewer")).post(address, values).status_code == 403
    assert signed_in(make_account("reporter")).post(address, values).status_code == 404
    assert not Job.objects.filter(kind=JobKind.IMPORT_UNDO).exists()


@pytest.mark.parametrize("step", ["start", "stop", "go-on", "back", "look-again", "keep", "discard"])
def test_nobody_else_takes_a_step(step: str, previewed: StagedImport, signed_in: SignIn) -> None:
    assert press(Client(), previewed, step).status_code == 302
    assert press(signed_in(make_account("reviewer")), previewed, step).status_code == 403
    assert press(signed_in(make_account("reporter")), previewed, step).status_code == 404
    assert StagedImport.objects.filter(pk=previewed.pk, batch=None).exists()
    assert Job.objects.count() == 1


@pytest.mark.parametrize("address", ["/imports/{key}/", "/imports/{key}/columns/", "/imports/done/{batch}/"])
def test_an_expired_token_changes_nothing(
    address: str, reporter: Account, imported: ImportBatch, previewed: StagedImport
) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    path = address.format(key=previewed.uuid, batch=imported.uuid)
    values = {"do": "discard", "reason": "The wrong year", "count": "2"}
    assert strict.post(path, values).status_code == 403
    assert StagedImport.objects.filter(pk=previewed.pk).exists()
    assert not Job.objects.filter(kind=JobKind.IMPORT_UNDO).exists()


def test_the_preview_asks_the_same_number_of_questions_for_one_row_and_many(
    mine: Client, reporter: Account, tmp_path: Path
) -> None:
    def questions(rows: tuple[str, ...], name: str) -> int:
        staged = look_through(reporter, stage(reporter, tmp_path, rows, name))
        mine.get(f"/imports/{staged.uuid}/")
        with CaptureQueriesContext(connection) as asked:
            mine.get(f"/imports/{staged.uuid}/?kind=all")
        return len(asked)

    likely = tuple(ROWS[1].replace("09:20", f"09:{minute:02d}") for minute in range(10, 40))
    assert questions((ROWS[0], ROWS[1]), "few.csv") == questions((ROWS[0], *likely), "many.csv")
