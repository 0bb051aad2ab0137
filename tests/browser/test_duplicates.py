"""Reports of one event in Chromium: the hint beside the card, side by side, grouped and taken apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Product, Visit
from tests.browser.test_card import fill_in, open_card, send, tap
from tests.browser.test_pages import LOOKS, axe_violations

pytestmark = pytest.mark.browser


def file_two(visit: Callable[..., Visit], product: Product, site: str) -> list[str]:
    """File two reports of one hour at one site from the card; the second one is said to be another event."""
    _, page = open_card(visit)
    numbers = []
    for line in ("Camera on a tripod by the road", "Two people with a long lens on the hill"):
        page.goto(product.url + "/report/")
        fill_in(page, line, site)
        tap(page, "Camera")
        numbers.append(send(page))
    return numbers


def quiet(seen: Visit, width: int) -> None:
    """Assert that the open page complains of nothing, asks nobody else, fits, and is accessible."""
    page = seen.page
    assert (seen.complaints, seen.foreign_requests()) == ([], [])
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []
    seen.complaints.clear()


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_the_other_report_stands_beside_the_card(
    visit: Callable[..., Visit], product: Product, width: int, scheme: str, language: str
) -> None:
    [first] = file_two(visit, product, "Seoul")[1:]
    seen, page = open_card(visit, width=width, scheme=scheme, language=language)
    page.locator("[data-site-search]").fill("Seoul")
    page.locator("[data-sites] label").first.click()
    page.locator("input[name=seen]").first.check()
    page.locator("input[name=equipment]").first.check()
    page.fill("#line", "Told a third time")
    near = page.locator("[data-near]")
    near.get_by_text(first).first.wait_for(state="visible")
    fold = near.locator("details.beside").first
    fold.locator("summary").click()
    page.locator("[name=line]").press_sequentially(", with more words")
    page.wait_for_function(
        "() => document.querySelector('[data-near] td').textContent.includes('more words')"
    )
    assert fold.get_attribute("open") is not None
    boxes = [fold.locator("tbody tr").first.locator("td").nth(n).bounding_box() for n in (0, 1)]
    is_beside = boxes[0]["y"] == boxes[1]["y"]
    assert is_beside is (width > 600)
    quiet(seen, width)


def test_the_keyboard_says_which_one_it_is(visit: Callable[..., Visit], product: Product) -> None:
    first, _second = file_two(visit, product, "Yangyang")
    _, page = open_card(visit)
    fill_in(page, "A third telling", "Yangyang")
    page.locator("[data-send]").first.click()
    page.locator("[data-near]").wait_for(state="visible")
    page.locator(f"[data-same][value='same:{first}']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/incidents/{first}/")


@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_reports_are_grouped_from_the_list_and_taken_apart(
    visit: Callable[..., Visit], product: Product, width: int, scheme: str, language: str
) -> None:
    first, second = file_two(visit, product, "Jeju naval")
    seen = visit(width=width, scheme=scheme, language=language)
    seen.sign_in("reviewer")
    page = seen.open(f"/incidents/{first}/")
    assert page.locator(f"a[href*='side-by-side'][href*='{second}']").count() == 1
    quiet(seen, width)

    seen.open("/incidents/?status=SUBMITTED")
    for number in (first, second):
        page.locator(f"input[name=n][value='{number}']").check()
    quiet(seen, width)
    with page.expect_navigation(wait_until="networkidle"):
        page.locator("#choose button").click()
    quiet(seen, width)
    assert page.locator(f"input[name=lead][value='{first}']").is_checked()
    group(page, "group", "One man by the road, told by two posts")
    page.wait_for_url(f"**/incidents/{first}/")
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    quiet(seen, width)
    assert page.locator(".grouped", has_text=second).count() == 1

    seen.open(f"/incidents/{second}/")
    assert page.locator(".callout", has_text=first).count() == 1
    quiet(seen, width)
    seen.open(f"/incidents/side-by-side/?n={first}&n={second}")
    group(page, "apart", "They were two people after all")
    seen.open(f"/incidents/{second}/")
    assert page.locator(".callout", has_text=first).count() == 0
    quiet(seen, width)


def group(page: Any, step: str, reason: str) -> None:
    page.fill("#id_rationale", reason)
    with page.expect_navigation(wait_until="networkidle"):
        page.locator(f"button[name=step][value={step}]").click()


def test_targets_of_the_page_are_large_enough_for_a_thumb(
    visit: Callable[..., Visit], product: Product
) -> None:
    first, second = file_two(visit, product, "Gunsan")
    seen = visit(width=390)
    seen.sign_in("reviewer")
    page = seen.open(f"/incidents/side-by-side/?n={first}&n={second}")
    heights = page.locator("form.sides :is(.btn, .head label, summary, textarea)").evaluate_all(
        "found => found.map(each => each.getBoundingClientRect().height)"
    )
    assert len(heights) >= 5
    assert min(heights) >= 44
