"""A file's way in Chromium: handed over, named, looked through, imported, handed back, undone; stopped and gone on with."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Product, Visit
from tests.browser.test_duplicates import quiet
from tests.browser.test_pages import LOOKS

pytestmark = pytest.mark.browser

LONG_MS = 480_000
PERSONS = ("홍길동", "김철수", "이영희")
OFFICE = (
    ("발생일시", "장소", "위도", "경도", "성명", "촬영장비", "내용"),
    ("19.4.21. 09:00경", "오산 공군기지 정문", "37.0906", "127.0300", "홍길동", "망원렌즈", "정문 밖에서 항공기를 촬영함"),
    ("19.4.21. 09:20경", "오산 공군기지 정문", "", "", "김철수", "망원렌즈", "정문에서 같은 항공기를 촬영함"),
    ("상동", "오산 공군기지 후문", "", "", "이영희", "망원렌즈", "후문 앞에서 촬영함"),
    ("19.6.31. 10:00", "오산 공군기지 정문", "", "", "홍길동", "휴대폰", "정문을 촬영함"),
    ("19.7.2. 14:00", "오산 공군기지 정문", "127.0300", "37.0906", "김철수", "휴대폰", "울타리를 촬영함"),
    ("19.8.2. 14:00", "오산 공군기지 서측 농로", "", "", "이영희", "카메라", "활주로를 촬영함"),
)  # fmt: skip
# Long enough that nobody is too late to stop it on a quick machine.
N_LONG = 80_000


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A made-up office's file in the code page of Windows."""
    path = tmp_path / "office.csv"
    with path.open("w", encoding="cp949", newline="") as file:
        csv.writer(file).writerows(OFFICE)
    return path


@pytest.fixture
def long_file(tmp_path: Path) -> Path:
    """A file in our own columns that takes some seconds."""
    path = tmp_path / "long.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("row_ref", "date", "date_precision", "site", "behaviours", "summary"))
        for number in range(N_LONG):
            day = f"{2000 + number % 19}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
            writer.writerow(
                (f"L-{number}", day, "day", "osan-air-base", "SURVL", f"Line {number} of the old book")
            )
    return path


def hand_over(seen: Visit, path: Path) -> Any:
    """Choose a file and hand it over."""
    page = seen.open("/imports/")
    page.set_input_files("#file", str(path))
    page.locator("[data-send]").click()
    page.wait_for_url(re.compile(r"/imports/[0-9a-f-]{36}/"), timeout=LONG_MS)
    page.wait_for_load_state("networkidle")
    return page


def look_through(page: Any) -> None:
    """Go on from the columns and wait for the preview."""
    page.locator(".actions button").click()
    wait_for_preview(page)


def wait_for_preview(page: Any) -> None:
    page.locator("[data-choices]").wait_for(timeout=LONG_MS)
    page.wait_for_load_state("networkidle")
    # its map is drawn last: from then on each choice is heard
    page.locator(".premap[data-ready]").wait_for()


def start(page: Any) -> None:
    page.locator("button[value=start]").click()


def wait_for_end(page: Any) -> None:
    page.wait_for_url(re.compile("/imports/done/"), timeout=LONG_MS)
    page.wait_for_load_state("networkidle")


def sums(page: Any) -> list[int]:
    """Return rows, entered, changed, known already, outside."""
    return [int(text.replace(",", "")) for text in page.locator(".sums dd").all_inner_texts()]


def undo(page: Any, n_reports: int) -> None:
    page.locator(".undo summary").click()
    page.fill("[name=reason]", "The wrong file")
    page.fill("[name=count]", str(n_reports))
    page.locator(".undoform .danger").click()
    page.get_by_text("This import was undone.").wait_for(timeout=LONG_MS)
    page.wait_for_load_state("networkidle")


def returned(page: Any) -> list[list[str]]:
    """Return the rows of the file that is handed back."""
    with page.expect_download() as download:
        page.locator("a[download]").first.click()
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def discard(page: Any) -> None:
    page.locator("button[value=discard]").click()
    page.wait_for_url(re.compile("/imports/$"))


def test_an_offices_file_walks_from_upload_to_undo(visit: Callable[..., Visit], office: Path) -> None:
    seen = visit()
    seen.sign_in("reporter")
    page = hand_over(seen, office)
    assert "1 column about persons was dropped unread" in page.locator(".importhead").inner_text()
    quiet(seen, 1400)
    look_through(page)
    assert [page.locator(f"#row-{row} .mark").inner_text().strip() for row in range(2, 8)] == [
        "New", "Likely a known event", "Likely a known event", "Stays outside", "Stays outside", "New",
    ]  # fmt: skip
    assert "offered: 37.0906, 127.0300" in page.locator("#row-6").inner_text()
    assert not any(name in page.content() for name in PERSONS)
    page.locator(".premap[data-ready]").wait_for()
    quiet(seen, 1400)

    page.locator("#row-3 input[name=enter]").check()
    page.get_by_text("1 of 2 ticked").wait_for()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name=take_offers]").check()
    page.reload()
    assert page.locator("#row-3 input[name=enter]").is_checked()
    assert page.locator("[name=take_offers]").is_checked()
    start(page)
    wait_for_end(page)
    assert sums(page) == [6, 4, 0, 0, 2]
    quiet(seen, 1400)

    header, *rows = returned(page)
    assert header[:-1] == [name for name in OFFICE[0] if name != "성명"]
    assert [row[0] for row in rows] == ["상동", "19.6.31. 10:00"]
    assert all(row[-1] for row in rows)

    page.locator("a", has_text="See the 4 reports").click()
    page.locator("a[href^='/incidents/UPR-']").nth(3).wait_for()
    page.go_back()
    undo(page, 4)
    quiet(seen, 1400)


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS[1:])
def test_the_screens_fit_a_phone(
    visit: Callable[..., Visit], office: Path, width: int, scheme: str, language: str
) -> None:
    seen = visit(width=width, scheme=scheme, language=language)
    seen.sign_in("reporter")
    seen.open("/imports/")
    quiet(seen, width)
    page = hand_over(seen, office)
    quiet(seen, width)
    look_through(page)
    page.locator(".premap[data-ready]").wait_for()
    quiet(seen, width)
    why = page.locator("#row-5 .why").bounding_box()
    assert why["x"] + why["width"] <= width
    discard(page)


def test_the_whole_way_by_keyboard(visit: Callable[..., Visit], office: Path) -> None:
    seen = visit()
    seen.sign_in("reporter")
    page = seen.open("/imports/")
    tab_to(page, "#file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(str(office))
    tab_to(page, "[data-send]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/columns/"), timeout=LONG_MS)
    tab_to(page, "button[value=use]:not([tabindex])")
    page.keyboard.press("Enter")
    wait_for_preview(page)
    tab_to(page, "#row-3 input[name=enter]")
    page.keyboard.press("Space")
    page.get_by_text("1 of 2 ticked").wait_for()
    page.keyboard.press("Shift+Tab")
    page.locator("h1").click()
    tab_to(page, "button[value=start]")
    page.keyboard.press("Enter")
    wait_for_end(page)
    assert sums(page)[1] == 3
    tab_to(page, ".undo summary")
    page.keyboard.press("Enter")
    tab_to(page, "[name=reason]")
    page.keyboard.type("The wrong file")
    tab_to(page, "[name=count]")
    page.keyboard.type("3")
    tab_to(page, ".undoform .danger")
    page.keyboard.press("Enter")
    page.get_by_text("This import was undone.").wait_for(timeout=LONG_MS)
    assert seen.complaints == []


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(150):
        if page.evaluate("selector => document.activeElement?.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"Tab never came to {selector}")


def test_a_long_import_shows_progress_stops_and_goes_on(
    visit: Callable[..., Visit], product: Product, long_file: Path
) -> None:
    seen = visit()
    seen.sign_in("reporter")
    page = hand_over(seen, long_file)
    wait_for_preview(page)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.locator("[name=enter_duplicates]").check()
    start(page)
    page.wait_for_function("() => document.querySelector('[data-progress]')?.value > 1", timeout=LONG_MS)
    page.locator("button[value=stop]").click()
    page.get_by_role("heading", name="Stopped on the way").wait_for(timeout=LONG_MS)
    stopped_at = page.locator("[data-progress]").evaluate("bar => bar.value")
    assert 0 < stopped_at < N_LONG
    quiet(seen, 1400)
    page.locator("button[value='go-on']").click()
    wait_for_end(page)
    n_rows, n_entered, _changed, _known, n_outside = sums(page)
    assert (n_rows, n_entered, n_outside) == (N_LONG, N_LONG, 0)
    undo(page, n_entered)
    assert seen.complaints == []


def test_without_a_script_the_way_is_the_same(
    chromium: Any, visit: Callable[..., Visit], product: Product, office: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False, locale="en-GB")
    seen = Visit(context.new_page(), product)
    try:
        seen.sign_in("reporter")
        page = hand_over(seen, office)
        page.locator(".actions button").click()
        page.locator("#row-3").wait_for(timeout=LONG_MS)
        page.locator("#row-3 input[name=enter]").check()
        page.locator("button[value=keep]").click()
        page.get_by_text("1 of 2 ticked").wait_for()
        assert page.locator("#row-3 input[name=enter]").is_checked()
        discard(page)
    finally:
        context.close()


def test_a_reading_that_was_not_kept_says_so(visit: Callable[..., Visit], office: Path) -> None:
    seen = visit()
    seen.sign_in("reporter")
    page = hand_over(seen, office)
    page.route("**/columns/", lambda route: route.abort())
    page.locator("[name=unmapped]").check()
    page.get_by_text("Not kept: the server does not answer.").wait_for()
    page.unroute("**/columns/")
    page.locator("[name=unmapped]").uncheck()
    page.locator("[data-status]:text-is('')").wait_for(state="attached")
    discard(page)
