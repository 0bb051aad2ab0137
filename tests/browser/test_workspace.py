"""The workspace in use: map and table show the same, filters and layers stand in the address, keys suffice."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit, wait_until_held

pytestmark = pytest.mark.browser


@pytest.fixture
def seen(visit: Callable[..., Visit]) -> Visit:
    here = visit()
    here.sign_in("reviewer")
    open_map(here, "/")
    return here


def open_map(here: Visit, path: str) -> Any:
    page = here.open(path)
    page.wait_for_selector("[data-ready='true']")
    return page


def answer(page: Any) -> dict[str, Any]:
    return page.evaluate("fetch('/map/data/' + location.search).then((response) => response.json())")


def numbers_on_map(page: Any) -> list[str]:
    marks = page.eval_on_selector_all(
        ".marks .hit[data-numbers]", "all => all.map((one) => one.dataset.numbers)"
    )
    return sorted(number for mark in marks for number in mark.split())


def numbers_in_table(page: Any) -> list[str]:
    return sorted(
        page.eval_on_selector_all("#in-view tbody tr", "all => all.map((row) => row.dataset.number)")
    )


def choose(page: Any, selector: str) -> None:
    """Tick or untick a box and wait for the counts that follow."""
    with page.expect_response(lambda response: "/map/data/" in response.url):
        page.locator(selector).click()
    page.wait_for_selector("#workspace:not([aria-busy])")


def test_map_and_table_show_the_same_incidents(seen: Visit):
    expected = sorted(incident["number"] for incident in answer(seen.page)["incidents"])
    assert expected
    assert numbers_on_map(seen.page) == numbers_in_table(seen.page) == expected


def test_a_filter_stands_in_the_address_and_narrows_map_and_table(seen: Visit):
    before = numbers_in_table(seen.page)
    choose(seen.page, "[name=site_type][value=AIRPORT]")
    assert "site_type=AIRPORT" in seen.page.url
    after = numbers_in_table(seen.page)
    assert after == numbers_on_map(seen.page)
    assert 0 < len(after) < len(before)
    assert set(after) < set(before)
    open_map(seen, seen.page.url.removeprefix(seen.product.url))
    assert numbers_in_table(seen.page) == after


def test_going_back_brings_the_filters_before(seen: Visit):
    before = numbers_in_table(seen.page)
    choose(seen.page, "[name=site_type][value=AIRPORT]")
    assert numbers_in_table(seen.page) != before
    # the page of before stands until the one that is loaded anew asks for its own data
    with seen.page.expect_response(lambda response: "/map/data/" in response.url):
        seen.page.go_back()
    seen.page.wait_for_selector("[data-ready='true']")
    assert numbers_in_table(seen.page) == before


def test_a_layer_that_is_off_stays_off_in_the_address(seen: Visit):
    assert seen.page.locator(".marks .find").count() > 0
    seen.page.locator("[name=layer][value=findings]").uncheck()
    assert seen.page.locator(".marks .find").count() == 0
    assert "layers=" in seen.page.url
    open_map(seen, seen.page.url.removeprefix(seen.product.url))
    assert not seen.page.locator("[name=layer][value=findings]").is_checked()
    assert seen.page.locator(".marks .find").count() == 0


def test_without_grouping_every_incident_stands_for_itself(seen: Visit):
    groups = seen.page.locator(".marks .grp").count()
    seen.page.locator("[name=layer][value=groups]").uncheck()
    assert seen.page.locator(".marks .grp").count() == 0 < groups
    assert numbers_on_map(seen.page) == numbers_in_table(seen.page)


def test_a_focused_row_rings_its_mark(seen: Visit):
    seen.page.locator("[data-tabs] a").first.click()
    assert seen.page.locator(".marks .hovered").count() == 0
    seen.page.locator("#in-view tbody a").first.focus()
    assert seen.page.locator(".marks .hovered").count() == 1


def test_a_picked_incident_opens_beside_the_map_and_escape_returns_to_its_row(seen: Visit):
    seen.page.locator("[data-tabs] a").first.click()
    row = seen.page.locator("#in-view tbody tr").first
    number = row.get_attribute("data-number")
    row.locator("td").last.click()
    panel = seen.page.locator("[data-picked]")
    assert number in panel.inner_text()
    assert seen.page.locator(".marks .ringed").count() == 1
    panel.locator("button.close").focus()
    seen.page.keyboard.press("Escape")
    assert panel.is_hidden()
    assert seen.page.evaluate("document.activeElement.textContent") == number


def test_a_plate_leads_to_its_finding(seen: Visit):
    plate = seen.page.locator(".marks .hit[data-finding]").first
    plate.click()
    seen.page.wait_for_function(
        "() => document.activeElement?.dataset.findingCard || location.pathname.startsWith('/findings/')"
    )


def test_names_on_the_map_follow_the_language(visit: Callable[..., Visit]):
    names = {}
    for language in ("en", "ko"):
        here = visit(language=language)
        here.sign_in("reviewer")
        page = open_map(here, "/")
        page.wait_for_selector(".marks .city")
        names[language] = page.eval_on_selector_all(
            ".marks .city", "all => all.map((one) => one.textContent)"
        )
    assert "Fukuoka" in names["en"]
    assert "후쿠오카" in names["ko"]


def test_the_workspace_draws_without_a_complaint(seen: Visit):
    for _ in range(3):
        place = seen.page.evaluate("location.hash")
        seen.page.locator("[data-zoom=in]").click()
        seen.page.wait_for_function("place => location.hash !== place", arg=place)
    assert (seen.complaints, seen.foreign_requests()) == ([], [])


@pytest.mark.parametrize("n_lost", [1, 2])
def test_a_lost_piece_of_the_basemap_is_asked_for_again(visit: Callable[..., Visit], n_lost: int):
    here, lost = visit(), []
    here.sign_in("analyst")

    def lose_the_first(route: Any) -> None:
        if len(lost) == n_lost:
            return route.continue_()
        lost.append(route.request.url)
        return route.abort("connectionreset")

    here.page.route("**/*.pmtiles", lose_the_first)
    page = open_map(here, "/?status=RELEASED")
    page.wait_for_selector(".citydot", state="attached")
    assert len(lost) == n_lost


LEAVE = {
    "by address": lambda page, url: page.goto(url),
    "by a link": lambda page, url: page.evaluate("url => location.assign(url)", url),
    "by loading it anew": lambda page, url: page.reload(),
    "by going back": lambda page, url: page.go_back(),
}


@pytest.mark.parametrize("way", LEAVE)
def test_a_map_page_left_while_it_loads_says_nothing(visit: Callable[..., Visit], way: str):
    """What is cut off because the page is left is no failure, whoever hears of it first."""
    here, held = visit(), []
    here.sign_in("reviewer")
    page = here.open("/sites/")
    page.route(re.compile(r"\.pmtiles|/map/data/"), lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no marks
    page.goto(here.product.url + "/", wait_until="commit")
    wait_until_held(page, held, n=2)
    page.unroute_all()
    with page.expect_navigation(wait_until="networkidle"):
        LEAVE[way](page, here.product.url + "/incidents/")
    assert here.complaints == []


def test_counts_that_did_not_arrive_are_said_and_asked_for_again(seen: Visit):
    page, failed = seen.page, seen.page.locator("[data-failed]")
    page.route("**/map/data/**", lambda route: route.abort("connectionreset"))
    page.locator("[name=site_type][value=AIRPORT]").click()
    failed.wait_for(state="visible")
    page.wait_for_selector("#workspace:not([aria-busy])")
    page.unroute_all()
    with page.expect_response(lambda response: "/map/data/" in response.url):
        failed.locator("button").click()
    failed.wait_for(state="hidden")
    assert numbers_in_table(page) == sorted(incident["number"] for incident in answer(page)["incidents"])
    # the browser itself notes a lost request, and the page adds nothing
    assert all("ERR_CONNECTION_RESET" in words for words in seen.complaints)
