"""The registry in Chromium: a zone drawn by mouse, by keyboard and on a phone; a file taken in without script."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_pages import LOOKS, axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SITE = "/sites/osan-air-base/"
PAGES = [
    SITE, f"{SITE}?date_from=2025-04-01&date_to=2025-04-30", "/sites/?q=공항", f"{SITE}zones/draw/", f"{SITE}close/",
    "/registry/file/", "/registry/lists/", "/registry/lists/?which=ports&country=JP",
]  # fmt: skip
OFFICE = """시설코드;시설명;유형;위도;경도
test-port;시험항;항만;35.1;129.1
bad;나쁜 줄;항만;129.1;35.1
"""


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_pages_of_the_registry_are_quiet_accessible_and_fit(
    visit: Callable[..., Visit], width: int, scheme: str, language: str
) -> None:
    seen = visit(width=width, scheme=scheme, language=language)
    seen.sign_in("reviewer")
    for path in PAGES:
        page = seen.open(path)
        page.locator(
            ".map:not([hidden]) .leaflet-container"
        ).first.wait_for() if "/sites/osan" in path and "close" not in path else None
        assert (seen.complaints, seen.foreign_requests()) == ([], []), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert axe_violations(page) == [], path
        # axe writes styles of its own, which the policy reports
        seen.complaints.clear()


def corners(page: Any) -> list[str]:
    return [box.input_value() for box in page.locator('input[name="corner"]').all() if box.input_value()]


def click_on_map(page: Any, across: float, down: float) -> None:
    box = page.locator("[data-zone-map]").bounding_box()
    page.mouse.click(box["x"] + box["width"] * across, box["y"] + box["height"] * down)


def test_outline_is_drawn_dragged_and_stored(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.sign_in("reviewer")
    page = seen.open(f"{SITE}zones/draw/")
    page.check('input[name="figure"][value="outline"]')
    for across, down in [(0.3, 0.3), (0.7, 0.3), (0.7, 0.7), (0.3, 0.7)]:
        click_on_map(page, across, down)
    assert len(corners(page)) == 4
    assert "4 corners" in page.inner_text("[data-zone-status]")

    drag(page, "corner-0", 0.5, 0.85)
    assert "crosses itself at" in page.inner_text("[data-zone-status]")
    page.click("[data-undo]")
    page.locator("[data-zone-status]", has_text="4 corners").wait_for()

    page.fill('input[name="source_title"]', "Own survey")
    with page.expect_navigation():
        page.click("form[data-zone-form] button.main")
    assert "The zone is drawn" in page.inner_text("#main")
    assert page.locator("#zones tbody tr").count() == 2
    assert seen.complaints == []


def drag(page: Any, handle: str, across: float, down: float) -> None:
    mark = page.locator(f'[data-handle="{handle}"]').bounding_box()
    box = page.locator("[data-zone-map]").bounding_box()
    page.mouse.move(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * across, box["y"] + box["height"] * down, steps=5)
    page.mouse.up()


def test_outline_is_drawn_by_keyboard_alone(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.sign_in("reviewer")
    page = seen.open("/sites/suwon-air-base/zones/draw/")
    page.focus('input[name="figure"][value="circle"]')
    page.keyboard.press("ArrowRight")
    for text in ("37.23, 127.00", "371400N1270100E", "52S CG 23000 23000"):
        page.locator('input[name="corner"]').last.focus()
        page.keyboard.type(text)
        with nullcontext() if text.startswith("37.") else page.expect_response("**/zones/corner/"):
            page.keyboard.press("Tab")
    page.locator('[data-handle="corner-2"]').wait_for()
    before = corners(page)[0]
    page.focus('[data-handle="corner-0"]')
    page.keyboard.press("ArrowUp")
    assert corners(page)[0] != before
    assert page.evaluate("document.activeElement.dataset.handle") == "corner-0"
    page.keyboard.press("Delete")
    assert len(corners(page)) == 2
    page.click("[data-undo]")
    page.locator('[data-handle="corner-2"]').wait_for()
    assert seen.complaints == []


def test_circle_is_moved_on_a_phone(visit: Callable[..., Visit]) -> None:
    seen = visit(width=390, height=844, scheme="dark", language="ko")
    seen.sign_in("reviewer")
    page = seen.open(f"{SITE}zones/draw/")
    page.locator("[data-zone-map]").scroll_into_view_if_needed()
    before = page.input_value('input[name="radius_m"]')
    drag(page, "edge", 0.95, 0.5)
    assert float(page.input_value('input[name="radius_m"]')) > float(before)
    centre = page.input_value('input[name="centre"]')
    drag(page, "centre", 0.4, 0.4)
    assert page.input_value('input[name="centre"]') != centre
    assert seen.complaints == []


def test_outline_is_drawn_with_a_finger(chromium: Any, product: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    seen = Visit(context.new_page(), product)
    seen.sign_in("reviewer")
    page = seen.open(f"{SITE}zones/draw/")
    page.tap('label:has(input[value="outline"])')
    page.locator("[data-zone-map]").scroll_into_view_if_needed()
    box = page.locator("[data-zone-map]").bounding_box()
    for across, down in [(0.3, 0.3), (0.7, 0.3), (0.5, 0.7)]:
        page.touchscreen.tap(box["x"] + box["width"] * across, box["y"] + box["height"] * down)
        page.wait_for_timeout(350)  # a gesture of its own: two quick taps would zoom
    page.locator('[data-handle="corner-2"]').wait_for()
    mark = page.locator('[data-handle="corner-1"]').bounding_box()
    assert min(mark["width"], mark["height"]) >= 44
    before = corners(page)
    finger = context.new_cdp_session(page)
    x, y = mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2
    for step, kind in [(0, "touchStart"), (10, "touchMove"), (30, "touchMove"), (50, "touchMove")]:
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x - step, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "before => document.querySelectorAll('input[name=corner]')[1].value !== before", arg=before[1]
    )
    assert [old == new for old, new in zip(before, corners(page), strict=True)] == [True, False, True]
    assert seen.complaints == []
    context.close()


def test_a_list_says_how_many_are_ticked(visit: Callable[..., Visit]) -> None:
    seen = visit()
    seen.sign_in("reviewer")
    page = seen.open("/registry/lists/")
    take_in, ticked = page.locator("form[data-lists] .btn.main"), page.locator("input[name=take]:checked")
    n_before = ticked.count()
    assert n_before > 1
    assert take_in.text_content() == f"Take in what is ticked\u00a0({n_before})"
    page.locator("[data-untick]").click()
    assert (take_in.text_content(), ticked.count()) == ("Take in what is ticked\u00a0(0)", 0)
    page.locator("input[name=take]").first.check()
    assert take_in.text_content() == "Take in what is ticked\u00a0(1)"
    assert seen.complaints == []


def test_file_is_taken_in_without_script(chromium: Any, product: Any, tmp_path: Path) -> None:
    file = tmp_path / "시설.csv"
    file.write_bytes(OFFICE.encode("cp949"))
    context = chromium.new_context(java_script_enabled=False)
    seen = Visit(context.new_page(), product)
    seen.sign_in("reviewer")
    page = seen.open("/registry/file/")
    page.set_input_files('input[type="file"]', str(file))
    page.click("main form[enctype] button")
    page.locator("#main", has_text="look swapped").wait_for()
    page.click('form:has(input[name="carried"]) button')
    page.locator("#main", has_text="1 sites and 0 zones").wait_for()
    assert "test-port" in seen.open("/sites/?q=시험항").content()
    page = seen.open(f"{SITE}zones/draw/")
    assert page.locator('input[name="corner"]').count() == 6
    assert page.locator("[data-zone-map]").is_hidden()
    context.close()
