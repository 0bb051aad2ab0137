"""Where somebody stood, in Chromium: read, found by name, placed on the map; nothing typed is ever overwritten unasked."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Visit
from tests.browser.test_card import fill_in, open_card
from tests.browser.test_pages import axe_violations

pytestmark = pytest.mark.browser


def echo_has(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('[data-where-echo]').textContent.includes(words)", arg=words
    )


def unfold_map(page: Any) -> None:
    page.locator("[data-picker] > summary").click()
    page.locator("[data-picker-stage] .leaflet-container[role=application]").wait_for()


def values(page: Any) -> tuple[str, ...]:
    return tuple(page.input_value(f"[name={name}]") for name in ("lat", "lon", "point_from"))


def test_nothing_of_the_map_is_loaded_before_it_is_asked_for(visit: Callable[..., Visit]) -> None:
    seen, page = open_card(visit)
    page.reload()
    seen.requests.clear()
    page.goto(page.url)
    page.wait_for_load_state("networkidle")
    assert not [url for url in seen.requests if "leaflet" in url or "pmtiles" in url or "/places/" in url]
    unfold_map(page)
    assert [url for url in seen.requests if "leaflet" in url]
    assert (seen.complaints, seen.foreign_requests()) == ([], [])


def test_a_tap_places_a_point_and_never_overwrites_a_typed_one(visit: Callable[..., Visit]) -> None:
    seen, page = open_card(visit)
    fill_in(page, "Placed on the map")
    unfold_map(page)
    page.locator("[data-picker-stage]").click(position={"x": 120, "y": 200})
    page.wait_for_function("() => document.querySelector('[name=point_from]').value === 'MAP_CLICK'")
    first = values(page)
    page.locator("[data-picker-stage]").click(position={"x": 200, "y": 160})
    page.wait_for_function("lat => document.querySelector('[name=lat]').value !== lat", arg=first[0])
    page.fill("[name=lat]", "37.1")
    page.fill("[name=lon]", "127.05")
    page.locator("[data-picker-stage]").click(position={"x": 120, "y": 200})
    assert "Use the map’s point instead of the typed one?" in page.locator(".instead").inner_text()
    assert values(page)[:2] == ("37.1", "127.05")
    page.locator(".instead .btn:not(.main)").click()
    assert values(page)[:2] == ("37.1", "127.05")
    assert seen.complaints == []


def test_the_ring_is_moved_by_keyboard_and_placed_from_the_middle(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    fill_in(page, "By keyboard alone")
    unfold_map(page)
    page.locator("[data-picker-middle]").focus()
    page.keyboard.press("Enter")
    before = values(page)
    assert before[2] == "MAP_CLICK"
    page.locator(".pin").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        """([lat, lon]) => Number(document.querySelector('[name=lat]').value) > Number(lat)
        && Number(document.querySelector('[name=lon]').value) > Number(lon)""",
        arg=before[:2],
    )
    page.locator("[data-picker-clear]").click()
    assert values(page) == ("", "", "")


def test_words_count_from_the_gate_of_the_chosen_site(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    fill_in(page, "At the gate")
    page.fill("#words", "정문 북동 300 m")
    echo_has(page, "300 m north-east of 정문")
    echo_has(page, "public reference point of Osan Air Base")
    assert values(page)[0] == ""
    page.locator("[data-use-reading]").click()
    assert values(page)[2] == "SITE_REF"
    assert page.input_value("#words") == "정문 북동 300 m"


def test_a_place_is_found_by_name_with_the_keyboard(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    page.locator("[data-place-search] > summary").click()
    page.locator("#place-name").focus()
    page.keyboard.type("중구")
    # an answer to the first syllable alone may come before
    page.wait_for_function(
        """() => [...document.querySelectorAll('#place-list [role=option] > span')]
        .filter(name => name.textContent.startsWith('Jung-gu, ')).length === 6"""
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "Busan" in page.locator("#place-list [aria-selected=true]").inner_text()
    page.keyboard.press("Enter")
    assert values(page)[2] == "GEOCODER"
    assert page.input_value("[name=geocoder_ref]") == "gazetteer:DISTRICT:26110"


def test_a_notation_pasted_into_one_field_fills_both(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    page.locator("[data-point] > summary").click()
    page.fill("[name=lon]", "52S CG 24915 06738")
    page.locator("[name=lon]").blur()
    page.wait_for_function("() => document.querySelector('[name=lat]').value === '37.090599'")
    echo_has(page, "MGRS 52S CG 24915 06738")
    assert page.locator("input[name=site]:checked").get_attribute("value") == "osan-air-base"


def test_swapped_numbers_are_a_question(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    page.locator("[data-point] > summary").click()
    page.fill("[name=lat]", "127.007")
    page.fill("[name=lon]", "37.2394")
    page.locator("[name=lon]").blur()
    echo_has(page, "Did you mean")
    assert values(page)[:2] == ("127.007", "37.2394")
    page.locator("[data-use-reading]").click()
    assert values(page)[:2] == ("37.239400", "127.007000")


@pytest.mark.parametrize("look", [(390, "light", "en"), (320, "dark", "ko"), (1400, "light", "en")])
def test_the_picker_fits_and_is_accessible(visit: Callable[..., Visit], look: tuple[int, str, str]) -> None:
    width, scheme, language = look
    for path, root in (("/report/", "[data-q=words]"), ("/admin/incidents/incident/add/", "[data-where]")):
        seen = visit(width=width, height=844, scheme=scheme, language=language)
        seen.sign_in("reporter")
        page = seen.open(path)
        page.locator(f"{root} [data-place-search] > summary").click()
        unfold_map(page)
        page.locator("[data-picker-middle]").click()
        page.locator(".pin").wait_for()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert (seen.complaints, seen.foreign_requests()) == ([], [])
        assert axe_violations(page) == []


def test_a_site_that_closed_is_guessed_for_its_own_days_alone(visit: Callable[..., Visit]) -> None:
    seen, page = open_card(visit)
    osan = re.compile(r'("code": "osan-air-base".*?"to": )""')

    def with_its_last_day(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=osan.sub(r'\1"2019-12-31"', answer.text(), count=1))

    page.route("**/report/", with_its_last_day)
    seen.open("/report/")
    chosen = page.locator("input[name=site]:checked")
    page.locator("[data-point] > summary").click()
    page.fill("[name=lat]", "37.0906")
    page.fill("[name=lon]", "127.03")
    assert chosen.get_attribute("value") != "osan-air-base"
    page.fill("[name=on]", "2019-12-31")
    assert chosen.get_attribute("value") == "osan-air-base"
    page.fill("[name=on]", "2020-01-01")
    assert chosen.get_attribute("value") != "osan-air-base"
    page.fill("[data-site-search]", "Osan")
    assert "did not stand" in page.locator("[data-sites] label", has_text="Osan").inner_text()
