"""The phone card in Chromium: filed with few taps, and nothing lost or filed twice when the link or the sign-in goes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.browser.conftest import Product, Visit
from tests.browser.test_pages import axe_violations

pytestmark = pytest.mark.browser

NUMBER = re.compile(r"UPR-\d{4}-\d{5}")
LONG_MS = 90_000


def open_card(visit: Callable[..., Visit], *, width: int = 390, **look: Any) -> tuple[Visit, Any]:
    """Sign in as the reporter on a phone and open a new card."""
    seen = visit(width=width, height=844, **look)
    seen.sign_in("reporter")
    return seen, seen.open("/report/")


def tap(page: Any, words: str) -> None:
    page.locator("label", has_text=re.compile(f"^{re.escape(words)}$")).first.click()


def fill_in(page: Any, line: str, site: str = "Osan") -> None:
    """Answer the needed questions: site, behaviour and the one line; the time is there already."""
    page.fill("[data-site-search]", site)
    page.locator("[data-sites] label", has_text=site).first.click()
    tap(page, "Photographs")
    page.fill("#line", line)


def status(page: Any) -> str:
    return page.locator("[data-status]").inner_text()


def wait_for_status(page: Any, words: str) -> None:
    page.wait_for_function(
        "words => document.querySelector('[data-status]').textContent.includes(words)",
        arg=words,
        timeout=LONG_MS,
    )


def wait_until_kept(page: Any, words: str) -> None:
    """Wait until the server lists these words among the reports and drafts: "Saved" may speak of fewer words."""
    page.wait_for_function(
        "async words => (await (await fetch('/report/mine/')).text()).includes(words)",
        arg=words, timeout=LONG_MS, polling=300,
    )  # fmt: skip
    wait_for_status(page, "Saved")


def wait_for_line(page: Any, words: str) -> None:
    """Wait until the card that was opened holds these words."""
    page.wait_for_function(
        "words => document.querySelector('#line')?.value === words", arg=words, timeout=LONG_MS
    )


def send(page: Any) -> str:
    """Press the one button; if the card asks about the same event, say that it is another one."""
    page.locator("[data-send]").first.click()
    page.wait_for_function(
        "() => /UPR-/.test(document.querySelector('[data-status]').textContent)"
        " || !document.querySelector('[data-near]').hidden",
        timeout=LONG_MS,
    )
    if page.locator("[data-near]").is_visible():
        page.locator("[data-not-same]").click()
    wait_for_status(page, "UPR-")
    return NUMBER.search(status(page)).group()


def count_reports(page: Any, product: Product, line: str) -> int:
    page.goto(product.url + "/report/mine/")
    return page.get_by_text(line).count()


def test_a_report_is_filed_with_at_most_twelve_taps(visit: Callable[..., Visit], product: Product) -> None:
    seen, page = open_card(visit)
    page.evaluate("window.taps = 0; addEventListener('pointerdown', () => window.taps++, true)")
    page.locator("[data-site-search]").click()
    page.keyboard.type("Osan")
    page.locator("[data-sites] label").first.click()
    tap(page, "Photographs")
    page.locator("#line").click()
    page.keyboard.type("Camera on a tripod at the fence, towards the runway")
    for words in ("Camera", "Tripod", "Long lens", "Asked to leave", "Police called"):
        tap(page, words)
    page.locator("[data-send]").first.click()
    wait_for_status(page, "Sent")
    assert NUMBER.search(status(page))
    assert page.evaluate("window.taps") <= 12
    assert seen.complaints == []
    assert seen.foreign_requests() == []
    assert count_reports(page, product, "Camera on a tripod at the fence") == 1


@pytest.mark.parametrize("look", [(390, "light", "en"), (320, "dark", "ko"), (1400, "light", "en")])
def test_card_is_accessible_and_fits(visit: Callable[..., Visit], look: tuple[int, str, str]) -> None:
    width, scheme, language = look
    seen, page = open_card(visit, width=width, scheme=scheme, language=language)
    for path in ("/report/", "/report/mine/", "/report/paper/"):
        seen.open(path)
        page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        # axe itself sets styles that the policy blocks, so the complaints are read before it runs
        assert (seen.complaints, seen.foreign_requests()) == ([], []), path
        assert axe_violations(page) == [], path
        seen.complaints.clear()


def test_targets_are_large_enough_for_a_thumb(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit, width=320)
    heights = page.locator(
        "form[data-card] :is(.opts label, .btn, input.in, textarea, summary)"
    ).evaluate_all(
        "found => found.filter(each => each.checkVisibility()).map(each => each.getBoundingClientRect().height)"
    )
    assert heights
    assert min(heights) >= 48


def test_a_reload_keeps_what_was_typed(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    fill_in(page, "Reloaded in the middle")
    wait_until_kept(page, "Reloaded in the middle")
    page.reload()
    wait_for_line(page, "Reloaded in the middle")
    assert page.locator("input[name=seen][value=PHOTOGRAPHS]").is_checked()
    assert page.locator("input[name=site]:checked").get_attribute("value") == "osan-air-base"


def test_a_lost_link_loses_nothing_and_sends_when_it_is_back(
    visit: Callable[..., Visit], product: Product
) -> None:
    _, page = open_card(visit)
    fill_in(page, "Typed while the link was", "Gimhae")
    wait_for_status(page, "Saved")
    page.context.set_offline(True)
    page.fill("#line", "Typed while the link was lost")
    page.locator("[data-send]").first.click()
    wait_for_status(page, "Not sent: no connection")
    assert page.input_value("#line") == "Typed while the link was lost"
    page.context.set_offline(False)
    wait_for_status(page, "UPR-")
    assert count_reports(page, product, "Typed while the link was lost") == 1


def test_an_answer_that_was_lost_files_nothing_twice(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    fill_in(page, "The answer got lost on its way", "Jeju")
    lost: list[str] = []

    def lose_first(route: Any) -> None:
        if not lost:
            lost.append(NUMBER.search(route.fetch().text()).group())
            route.abort()
        else:
            route.continue_()

    page.route("**/send/", lose_first)
    number = send(page)
    assert lost == [number]
    assert count_reports(page, product, "The answer got lost on its way") == 1


def test_a_double_tap_files_once(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    fill_in(page, "Pressed twice by a cold thumb", "Incheon")
    page.locator("[data-send]").first.dblclick()
    wait_for_status(page, "UPR-")
    page.wait_for_load_state("networkidle")
    assert count_reports(page, product, "Pressed twice by a cold thumb") == 1


def test_signed_out_in_the_middle_keeps_the_text_and_goes_on(
    visit: Callable[..., Visit], product: Product
) -> None:
    seen, page = open_card(visit)
    fill_in(page, "Written before the sign-in ran out", "Suwon")
    wait_for_status(page, "Saved")
    page.context.clear_cookies()
    page.locator("[data-send]").first.click()
    wait_for_status(page, "signed out")
    assert page.input_value("#line") == "Written before the sign-in ran out"
    with page.context.expect_page() as opened:
        page.locator("[data-sign-in] a").click()
    other = Visit(opened.value, product)
    opened.value.wait_for_load_state()
    other.sign_in("reporter")
    wait_for_status(page, "UPR-")
    assert count_reports(page, product, "Written before the sign-in ran out") == 1


def test_another_person_never_sends_what_somebody_typed(
    visit: Callable[..., Visit], product: Product
) -> None:
    _, page = open_card(visit)
    fill_in(page, "Typed by the one who left", "Ulsan")
    wait_for_status(page, "Saved")
    page.context.clear_cookies()
    Visit(page.context.new_page(), product).sign_in("reviewer")
    page.locator("[data-send]").first.click()
    wait_for_status(page, "Somebody else is signed in")
    assert not NUMBER.search(status(page))
    assert page.input_value("#line") == "Typed by the one who left"


def test_a_second_report_of_the_hour_is_asked_about(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    fill_in(page, "First of two tellings", "Cheongju")
    number = send(page)
    page.goto(product.url + "/report/")
    fill_in(page, "Second of two tellings", "Cheongju")
    page.locator("[data-send]").first.click()
    page.locator("[data-near]").wait_for(state="visible")
    assert number in page.locator("[data-near]").inner_text()
    page.locator("[data-same]").click()
    page.wait_for_url(f"**/incidents/{number}/")
    assert count_reports(page, product, "Second of two tellings") == 0


def test_add_another_keeps_site_and_unit(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    fill_in(page, "The first of the shift", "Yeosu")
    page.locator(".more > summary").click()
    page.fill("[name=unit]", "Gate 2, night shift")
    page.locator("[data-another]").click()
    wait_for_status(page, "UPR-")
    assert page.input_value("#line") == ""
    assert page.input_value("[name=unit]") == "Gate 2, night shift"
    assert page.locator("input[name=site]:checked").count() == 1


def test_a_time_that_has_not_come_is_offered_as_yesterday(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    today = page.input_value("[name=on]")
    page.evaluate(
        """() => { const now = document.querySelector('[name=at]').value;
        document.querySelector('[name=at]').value = now < '23:40' ? '23:50' : now;
        document.querySelector('[name=at]').dispatchEvent(new Event('input', {bubbles: true})) }"""
    )
    if not page.locator("[data-yesterday]").is_visible():
        pytest.skip("within the last minutes of the office's day there is no later hour")
    assert "Was it yesterday, 23:50?" in page.locator("[data-when-echo]").inner_text()
    page.locator("[data-yesterday]").click()
    assert page.input_value("[name=on]") < today
    assert "Yesterday" in page.locator("[data-when-echo]").inner_text()


def test_the_whole_card_by_keyboard(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    page.locator("[data-site-search]").focus()
    page.keyboard.type("Osan")
    page.keyboard.press("Enter")
    page.locator("input[name=seen]").first.focus()
    page.keyboard.press("Space")
    page.locator("#line").focus()
    page.keyboard.type("Filed without a pointer")
    page.locator("[data-send]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_function(
        "() => /UPR-/.test(document.querySelector('[data-status]').textContent) || !document.querySelector('[data-near]').hidden"
    )
    if page.locator("[data-near]").is_visible():
        page.locator("[data-not-same]").focus()
        page.keyboard.press("Enter")
    wait_for_status(page, "UPR-")
    assert count_reports(page, product, "Filed without a pointer") == 1


def test_what_is_missing_is_named_and_nothing_is_lost(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    page.fill("#words", "behind the car park")
    page.locator("[data-send]").first.click()
    page.locator("[data-errors]").wait_for(state="visible")
    assert page.locator("[data-errors] li").count() == 3
    assert page.input_value("#words") == "behind the car park"
    assert axe_violations(page) == []


def test_pasted_coordinates_become_a_point_only_when_told_to(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    fill_in(page, "Pasted where they stood")
    page.fill("#words", "371422N1270025E")
    page.locator("[data-use-reading]").wait_for(state="visible")
    assert page.input_value("[name=lat]") == ""
    page.locator("[data-use-reading]").click()
    assert page.input_value("[name=lat]") == "37.239444"
    page.wait_for_function(
        "() => document.querySelector('[data-where-echo]').textContent.includes('from the zone line')"
    )
    assert page.input_value("#words") == "371422N1270025E"


def test_the_phones_own_position_is_taken_with_its_uncertainty(
    visit: Callable[..., Visit], product: Product
) -> None:
    _, page = open_card(visit)
    page.context.grant_permissions(["geolocation"], origin=product.url)
    page.context.set_geolocation({"latitude": 35.18, "longitude": 128.94, "accuracy": 31.4})
    page.locator("[data-position]").click()
    page.wait_for_function("() => document.querySelector('[name=lat]').value === '35.180000'")
    assert page.input_value("[name=uncertainty_m]") == "32"
    assert "Gimhae" in page.locator("[data-sites] label").first.inner_text()


DEVICE_KEY = "0f" * 32


def allow_device_drafts(page: Any) -> None:
    """Answer as a server does whose operator set DEVICE_DRAFTS=1."""

    def with_key(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace('"device_key": ""', f'"device_key": "{DEVICE_KEY}"')
        )

    page.route(re.compile(r"/report/(\?.*)?$"), with_key)


def kept_on_device(page: Any) -> list[str]:
    return page.evaluate("Object.keys(localStorage).map(name => localStorage.getItem(name))")


def test_nothing_stays_on_the_device_unless_the_operator_allows_it(visit: Callable[..., Visit]) -> None:
    _, page = open_card(visit)
    page.fill("#line", "Not for this device")
    wait_for_status(page, "Saved")
    assert kept_on_device(page) == []


def test_a_sealed_copy_outlives_a_closed_page_and_goes_when_sent(
    visit: Callable[..., Visit], product: Product
) -> None:
    seen, page = open_card(visit)
    allow_device_drafts(page)
    seen.open("/report/")
    page.route("**/report/drafts/**", lambda route: route.abort())
    with page.expect_request(lambda request: "Only this device knows it" in (request.post_data or "")):
        fill_in(page, "Only this device knows it", "Gunsan")
    wait_for_status(page, "on this device. No connection")
    (sealed,) = kept_on_device(page)
    assert "Only this device" not in sealed
    page.unroute("**/report/drafts/**")
    page.goto(product.url + "/sites/")
    seen.open("/report/")
    wait_for_line(page, "Only this device knows it")
    send(page)
    assert kept_on_device(page) == []
    assert count_reports(page, product, "Only this device knows it") == 1


def test_a_sealed_copy_is_gone_after_a_day(visit: Callable[..., Visit]) -> None:
    seen, page = open_card(visit)
    allow_device_drafts(page)
    seen.open("/report/")
    page.evaluate(
        "localStorage.setItem('sightline-card:1:x', JSON.stringify({at: Date.now() - 25 * 3600e3, iv: '', sealed: ''}))"
    )
    seen.open("/report/")
    assert kept_on_device(page) == []
