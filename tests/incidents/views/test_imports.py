"""The screens of imports: what each answers, and to whom it answers nothing."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, StagedImport
from incidents.selectors.staged_files import arrivals_folder, folder_of, imports_folder
from incidents.services.staging import handing_over
from incidents.views import arrivals, import_columns, import_preview
from tests.factories import make_account, make_log

pytestmark = pytest.mark.django_db
SignIn = Callable[[Account], Client]
OFFICE = "\r\n".join(
    [
        "발생일시,장소,성명,촬영장비,내용",
        "25.4.21. 09:00경,오산 공군기지 정문,홍길동,망원렌즈,철조망 밖에서 항공기를 촬영함",
        "25.4.22. 10:00경,오산 공군기지 후문,김철수,휴대폰,정문을 촬영함",
    ]
).encode("cp949")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Any) -> None:
    settings.DATA_DIR = tmp_path


@pytest.fixture
def mine(signed_in: SignIn, reporter: Account) -> Client:
    return signed_in(reporter)


def upload(content: bytes = OFFICE, name: str = "office.csv") -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, content), "whole": "1"}


def hand_over(mine: Client, **options: Any) -> StagedImport:
    response = mine.post("/imports/", upload(**options))
    assert response.status_code == 302, response.content.decode()
    return StagedImport.objects.latest("pk")


def everything_kept() -> Iterator[bytes]:
    return (path.read_bytes() for path in imports_folder().rglob("*") if path.is_file())


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


PAGES = ("/imports/", "/imports/{key}/", "/imports/{key}/columns/", "/imports/{key}/state/",
         "/imports/{key}/points/", "/imports/{key}/returned/")  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_sees_a_file(page: str, mine: Client, signed_in: SignIn, reviewer: Account) -> None:
    address = page.format(key=hand_over(mine).uuid)
    assert Client().get(address).status_code == 302
    assert signed_in(reviewer).get(address).status_code == 403
    another = signed_in(make_account("reporter", username="another"))
    assert another.get(address).status_code == (200 if page == "/imports/" else 404)
    assert b"office.csv" not in another.get("/imports/").content


@pytest.mark.parametrize("page", PAGES)
def test_pages_take_no_other_method(page: str, mine: Client) -> None:
    address = page.format(key=hand_over(mine).uuid)
    assert mine.put(address).status_code == 405
    assert mine.delete(address).status_code == 405


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_file_that_is_not_there_is_not_found(page: str, mine: Client) -> None:
    assert mine.get(page.format(key=uuid.uuid4())).status_code == 404


@pytest.mark.parametrize(
    "role", ["reviewer", "releaser", "analyst", "auditor", "operator", "protection_officer"]
)
def test_other_roles_hand_nothing_over(role: str, signed_in: SignIn) -> None:
    assert signed_in(make_account(role)).post("/imports/", upload()).status_code == 403
    assert not StagedImport.objects.exists()
    assert list(everything_kept()) == []


def test_a_form_without_its_token_keeps_nothing(reporter: Account) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(reporter, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post("/imports/", upload()).status_code == 403
    assert list(everything_kept()) == []


def test_a_file_leads_to_its_columns_and_leaves_no_person_behind(mine: Client) -> None:
    response = mine.post("/imports/", upload())
    staged = StagedImport.objects.get()
    assert response["Location"] == f"/imports/{staged.uuid}/columns/"
    assert (staged.n_rows, staged.n_dropped_columns) == (2, 1)
    page = text_of(mine.get(response["Location"]))
    assert "1 column about persons was dropped unread" in page
    assert "25.4.21. 09:00경" in page
    assert "홍길동" not in page
    kept = b"".join(everything_kept())
    assert "망원렌즈".encode() in kept
    for encoding in ("utf-8", "cp949", "utf-16-le"):
        assert "홍길동".encode(encoding) not in kept
        assert "성명".encode(encoding) not in kept


def test_what_is_kept_only_its_owner_may_read(mine: Client) -> None:
    staged = hand_over(mine)
    folder = folder_of(staged.uuid)
    assert {path.stat().st_mode & 0o777 for path in (imports_folder(), folder)} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}
    assert list(arrivals_folder().iterdir()) == []


def test_the_same_file_again_is_the_same(mine: Client) -> None:
    assert hand_over(mine).pk == hand_over(mine).pk
    assert StagedImport.objects.count() == 1


def test_nothing_is_taken_without_a_file(mine: Client) -> None:
    response = mine.post("/imports/", {"whole": "1"})
    assert response.status_code == 400
    assert "No file came with the form" in text_of(response)


def test_an_upload_that_was_cut_says_so_and_keeps_nothing(mine: Client) -> None:
    response = mine.post("/imports/", {"file": SimpleUploadedFile("office.csv", OFFICE)})
    assert response.status_code == 400
    assert "The upload broke off on the way" in text_of(response)
    assert list(everything_kept()) == []


def test_a_body_that_ends_in_the_middle_is_no_failure_of_ours(mine: Client) -> None:
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
    response = mine.post("/imports/", head + OFFICE[:40], content_type="multipart/form-data; boundary=x")
    assert response.status_code == 400
    assert list(everything_kept()) == []


def test_a_file_beyond_the_limit_is_refused_by_its_size(
    mine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "MAX_BYTES", 50)
    response = mine.post("/imports/", upload())
    assert response.status_code == 413
    assert "The file is larger than" in text_of(response)
    assert list(everything_kept()) == []


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04 no workbook", b"\x00" * 100, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]
)
def test_what_is_no_table_is_refused_in_words(content: bytes, mine: Client) -> None:
    response = mine.post("/imports/", upload(content or b" ", name="rows.xlsx"))
    assert response.status_code == 400
    assert "The file was not taken" in text_of(response)
    assert list(everything_kept()) == []
    assert not StagedImport.objects.exists()


@pytest.mark.parametrize("checks_token", [False, True])
def test_a_name_longer_than_any_header_is_refused_in_words(reporter: Account, checks_token: bool) -> None:
    client = Client(enforce_csrf_checks=checks_token)
    client.force_login(reporter)
    client.get("/imports/")  # for the cookie that goes with the form's token
    head = f'--b\r\nContent-Disposition: form-data; name="file"; filename="{"a" * 50_000}.csv"\r\n\r\n'
    body = head.encode() + OFFICE + b"\r\n--b--\r\n"
    response = client.post("/imports/", body, content_type="multipart/form-data; boundary=b")
    assert response.status_code == 400
    assert "The name of the file is too long" in text_of(response)
    assert list(everything_kept()) == []


def test_nobody_fills_the_disk(mine: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_over, "MAX_WAITING", 1)
    hand_over(mine)
    response = mine.post("/imports/", upload(OFFICE + b"\r\n1,2,3,4,5"))
    assert response.status_code == 400
    assert "Import or discard one of them first" in text_of(response)


def test_another_log_can_be_chosen_but_not_the_demo(mine: Client) -> None:
    make_log()
    make_log("reference", kind="REFERENCE", is_default=False)
    make_log("demo", kind="DEMO", is_default=False, is_demo=True)
    page = mine.get("/imports/").content.decode()
    assert 'value="reference"' in page
    assert 'value="demo"' not in page
    assert mine.post("/imports/", upload() | {"log": "demo"}).status_code == 400
    assert mine.post("/imports/", upload() | {"log": "\x00"}).status_code == 400
    mine.post("/imports/", upload() | {"log": "reference"})
    assert StagedImport.objects.get().log.code == "reference"


def test_other_forms_take_no_files(mine: Client, tmp_path: Path) -> None:
    staged = hand_over(mine)
    before = sorted(tmp_path.rglob("*"))
    answer = {"file": SimpleUploadedFile("x.csv", OFFICE), "do": "keep"}
    assert mine.post(f"/imports/{staged.uuid}/columns/", answer).status_code == 200
    assert sorted(tmp_path.rglob("*")) == before


def test_discarding_erases_everything_at_once(mine: Client) -> None:
    staged = hand_over(mine)
    response = mine.post(f"/imports/{staged.uuid}/", {"do": "discard"})
    assert response["Location"] == "/imports/"
    assert not StagedImport.objects.exists()
    assert list(everything_kept()) == []


def test_an_unknown_step_is_said_and_changes_nothing(mine: Client) -> None:
    staged = hand_over(mine)
    response = mine.post(f"/imports/{staged.uuid}/", {"do": "fly"}, follow=True)
    assert "The form held no step that can be taken here" in text_of(response)
    assert StagedImport.objects.count() == 1


def test_the_list_asks_the_same_number_of_questions_for_one_and_three(mine: Client) -> None:
    hand_over(mine)
    mine.get("/imports/")
    with CaptureQueriesContext(connection) as one:
        mine.get("/imports/")
    for number in range(2):
        hand_over(mine, content=OFFICE + b"\r\n" + str(number).encode() + b",,,,")
    with CaptureQueriesContext(connection) as three:
        mine.get("/imports/")
    assert len(one) == len(three)


def test_only_those_who_may_see_the_link(mine: Client, signed_in: SignIn, reviewer: Account) -> None:
    assert b'href="/imports/"' in mine.get("/incidents/").content
    assert b'href="/imports/"' not in signed_in(reviewer).get("/incidents/").content


def test_headers_lose_what_nobody_sees(mine: Client) -> None:
    invisible = "\u202edate,A\u200b,A\n2025-04-21,x,y\n".encode()
    staged = hand_over(mine, content=invisible)
    assert mine.get(f"/imports/{staged.uuid}/columns/").status_code == 200


@pytest.mark.parametrize("page", ["", "columns/"])
def test_a_page_whose_files_are_erased_meanwhile_is_not_found(
    page: str, mine: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another tab may discard the file between any two looks at its folder."""
    staged = hand_over(mine)

    def erase_first(*_args: Any, **_options: Any) -> None:
        shutil.rmtree(folder_of(staged.uuid))
        raise FileNotFoundError

    for module in (import_preview, import_columns):
        monkeypatch.setattr(module, "stage_of", erase_first)
    assert mine.get(f"/imports/{staged.uuid}/{page}").status_code == 404


def test_rows_that_nobody_has_judged_are_not_handed_back(mine: Client) -> None:
    staged = hand_over(mine, content=b"a,b\n1,2\n")
    assert mine.get(f"/imports/{staged.uuid}/returned/").status_code == 404
