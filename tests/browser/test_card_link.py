"""The card when things break: a killed server, two pages of one draft, a slow link, a wrong clock, storage that refuses."""

from __future__ import annotations

import datetime as dt
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.browser.conftest import ROOT, Product, Visit, _free_port, _wait_for, wait_until_held
from tests.browser.test_card import (
    NUMBER,
    allow_device_drafts,
    count_reports,
    fill_in,
    kept_on_device,
    open_card,
    send,
    status,
    wait_for_line,
    wait_for_status,
    wait_until_kept,
)

pytestmark = pytest.mark.browser
OFFICE = ZoneInfo("Asia/Seoul")
MOST_LOOKS = 200


class MortalServer:
    """A second server over the same folder, to be stopped in the middle of a word."""

    def __init__(self, product: Product) -> None:
        self.port, self.folder = _free_port(), product.folder
        self.url, self.passwords = f"http://localhost:{self.port}", product.passwords
        self.process: Any = None

    def start(self) -> None:
        environment = {
            name: text for name, text in os.environ.items() if name not in {"SECRET_KEY", "PUBLIC_URL"}
        }
        environment |= {
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
        }
        self.process = subprocess.Popen(
            [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1",
             "--port", str(self.port), "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level",
             "warning", "config.wsgi:application"],
            cwd=ROOT, env=environment, start_new_session=True,
        )  # fmt: skip
        _wait_for(f"http://127.0.0.1:{self.port}/accounts/login/")

    def signal(self, number: int) -> None:
        os.killpg(self.process.pid, number)

    def kill(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.signal(signal.SIGKILL)
            self.process.wait(timeout=20)


@pytest.fixture
def mortal(product: Product) -> Iterator[MortalServer]:
    server = MortalServer(product)
    server.start()
    yield server
    server.kill()


def card_on(server: MortalServer, visit: Callable[..., Visit]) -> Any:
    seen = Visit(visit(width=390, height=844).page, server)  # type: ignore[arg-type]
    seen.sign_in("reporter")
    return seen.open("/report/")


def test_a_server_killed_before_it_took_the_report_files_it_once(
    visit: Callable[..., Visit], mortal: MortalServer, product: Product
) -> None:
    page = card_on(mortal, visit)
    fill_in(page, "Sent into a dying server", "Kori")
    wait_for_status(page, "Saved")
    mortal.signal(signal.SIGSTOP)
    with page.expect_request("**/send/"):
        page.locator("[data-send]").first.click()
    mortal.kill()
    wait_for_status(page, "Not sent: no connection")
    assert page.input_value("#line") == "Sent into a dying server"
    mortal.start()
    wait_for_status(page, "UPR-")
    assert count_reports(page, mortal, "Sent into a dying server") == 1  # type: ignore[arg-type]


def test_a_server_killed_after_it_took_the_report_files_it_once(
    visit: Callable[..., Visit], mortal: MortalServer
) -> None:
    page = card_on(mortal, visit)
    fill_in(page, "Taken, and then the lights went out", "Naegok")
    taken: list[str] = []

    def take_and_die(route: Any) -> None:
        if taken:
            route.continue_()
            return
        taken.append(route.fetch().text())
        mortal.kill()
        route.abort()

    page.route("**/send/", take_and_die)
    page.locator("[data-send]").first.click()
    page.wait_for_function(
        "() => !document.querySelector('[data-near]').hidden || document.querySelector('[data-status]').textContent.includes('Not sent')"
    )
    mortal.start()
    if NUMBER.search(taken[0]) and '"near"' in taken[0]:
        page.locator("[data-not-same]").click()
    wait_for_status(page, "UPR-")
    assert count_reports(page, mortal, "Taken, and then the lights went out") == 1  # type: ignore[arg-type]


def second_page(page: Any, product: Product) -> Any:
    """Open the same draft in another tab of the same person."""
    other = page.context.new_page()
    other.goto(page.url)
    wait_for_line(other, page.input_value("#line"))
    return other


def wait_until_listed(page: Any, product: Product, words: str) -> None:
    """Open the list until it holds these words: a page that goes on or is left saves on its own."""
    page.goto(product.url + "/report/mine/")
    for _ in range(MOST_LOOKS):
        if page.get_by_text(words).count():
            return
        page.reload()
    pytest.fail(f"“{words}” was never listed")


def test_two_pages_of_one_draft_keep_both_their_words(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    fill_in(page, "Begun on the phone", "Sejong")
    wait_until_kept(page, "Begun on the phone")
    other = second_page(page, product)
    other.fill("#line", "Gone on with at the desk")
    wait_until_kept(other, "Gone on with at the desk")
    page.fill("#line", "Gone on with on the phone")
    wait_for_status(page, "changed on another page")
    wait_until_listed(other, product, "Gone on with on the phone")
    for words in ("Gone on with at the desk", "Gone on with on the phone"):
        assert count_reports(other, product, words) == 1
        assert other.locator("form[action$='/forget/']").count() >= 2


def test_a_page_that_did_not_send_keeps_what_it_says_beyond_what_was_sent(
    visit: Callable[..., Visit], product: Product
) -> None:
    _, page = open_card(visit)
    fill_in(page, "Sent from the desk", "Humphreys")
    wait_until_kept(page, "Sent from the desk")
    other = second_page(page, product)
    number = send(other)
    page.fill("#line", "Seen since then: a second camera")
    wait_for_status(page, f"as {number}, without your last words")
    assert page.input_value("#line") == "Seen since then: a second camera"
    wait_until_listed(other, product, "Seen since then: a second camera")
    assert count_reports(other, product, "Seen since then: a second camera") == 1
    assert count_reports(other, product, "Sent from the desk") == 1


def test_words_typed_while_the_sending_is_on_its_way_are_kept(
    visit: Callable[..., Visit], product: Product
) -> None:
    _, page = open_card(visit)
    fill_in(page, "As it was sent", "Gimpo")
    wait_until_kept(page, "As it was sent")
    held: list[Any] = []
    page.route("**/send/", lambda route: held.append(route))  # noqa: PLW0108 - a built-in takes no marks
    page.locator("[data-send]").first.click()
    wait_for_status(page, "Sending")
    page.fill("#line", "As it was sent, and one word more")
    wait_until_held(page, held)
    held[0].continue_()
    wait_for_status(page, "without your last words")
    assert page.input_value("#line") == "As it was sent, and one word more"
    page.unroute("**/send/")
    other = page.context.new_page()
    wait_until_listed(other, product, "As it was sent, and one word more")
    assert count_reports(other, product, "As it was sent, and one word more") == 1
    assert other.get_by_text("As it was sent", exact=False).count() == 2


def test_words_typed_just_before_leaving_are_kept(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    page.on("dialog", lambda dialog: dialog.accept())
    fill_in(page, "Left in the middle of a w", "Sejong")
    page.goto(product.url + "/report/mine/")
    wait_until_listed(page, product, "Left in the middle of a w")
    assert page.get_by_text("Left in the middle of a w").count() == 1


def test_a_slow_link_loses_nothing_and_files_once(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    link = page.context.new_cdp_session(page)
    link.send("Network.enable")
    slow = {"offline": False, "latency": 600, "downloadThroughput": 40_000, "uploadThroughput": 20_000}
    link.send("Network.emulateNetworkConditions", slow)
    fill_in(page, "Over a thread of a link", "Port of Busan")
    page.locator("#line").press_sequentially(", letter by letter", delay=20)
    page.locator("[data-send]").first.dblclick()
    wait_for_status(page, "UPR-")
    link.send(
        "Network.emulateNetworkConditions",
        slow | {"latency": 0, "downloadThroughput": -1, "uploadThroughput": -1},
    )
    assert count_reports(page, product, "Over a thread of a link, letter by letter") == 1


@pytest.mark.parametrize("is_another", [False, True])
def test_an_answer_given_while_the_sending_is_on_its_way_is_heard(
    visit: Callable[..., Visit], product: Product, is_another: bool
) -> None:
    """The autosave asks about a near report; whoever sends and answers at once must not answer twice."""
    _, page = open_card(visit)
    fill_in(page, "The first telling", "Naval Operations")
    send(page)
    page.goto(product.url + "/report/")
    line = f"Another event, answered in haste, {'and one more' if is_another else 'the last'}"
    fill_in(page, line, "Naval Operations")
    page.locator("[data-near]").wait_for(state="visible")
    held: list[Any] = []
    page.route("**/send/", lambda route: route.continue_() if held else held.append(route))
    page.locator("[data-another]" if is_another else "[data-send]").first.click()
    wait_for_status(page, "Sending")
    page.locator("[data-not-same]").click()
    wait_until_held(page, held)
    with page.expect_response("**/send/") as asked:
        held[0].continue_()
    assert asked.value.status == 409
    wait_for_status(page, "UPR-")
    assert page.locator("[data-near]").is_hidden()
    assert page.locator("form[data-card]").is_visible() is is_another
    assert count_reports(page, product, line) == 1


@pytest.mark.parametrize("days", [-1, 1])
def test_a_device_whose_clock_is_a_day_off_files_the_right_day(
    visit: Callable[..., Visit], product: Product, days: int
) -> None:
    seen, page = open_card(visit)
    page.add_init_script(
        f"""const off = {days} * 86400e3, Real = Date;
        globalThis.Date = class extends Real {{
          constructor(...args) {{ args.length ? super(...args) : super(Real.now() + off); }}
          static now() {{ return Real.now() + off; }}
        }};"""
    )
    seen.open("/report/")
    told = json.loads(page.locator("#report-setup").text_content())["now"]
    office = dt.datetime.fromisoformat(told).astimezone(OFFICE)
    assert page.input_value("[name=on]") == office.date().isoformat()
    assert page.input_value("[name=at]") == office.strftime("%H:%M")
    assert "not come yet" not in page.locator("[data-when-echo]").inner_text()


FORBID = """Object.defineProperty(globalThis, 'localStorage', {
  get() { throw new DOMException('denied', 'SecurityError'); } });"""
FILL_UP = """Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"""


@pytest.mark.parametrize("storage", [FORBID, FILL_UP])
def test_storage_that_refuses_costs_no_word(
    visit: Callable[..., Visit], product: Product, storage: str
) -> None:
    seen, page = open_card(visit)
    allow_device_drafts(page)
    page.add_init_script(storage)
    seen.open("/report/")
    page.route("**/report/drafts/**", lambda route: route.abort())
    line = f"Nothing can be stored here {len(storage)}"
    fill_in(page, line, "Sejong")
    wait_for_status(page, "Keep this page open")
    page.unroute("**/report/drafts/**")
    wait_for_status(page, "Saved")
    assert NUMBER.search(send(page))
    assert count_reports(page, product, line) == 1


def test_a_sealed_copy_does_not_come_back_after_sending(visit: Callable[..., Visit]) -> None:
    seen, page = open_card(visit)
    allow_device_drafts(page)
    seen.open("/report/")
    fill_in(page, "Typed and sent in one breath", "Sejong")
    page.locator("#line").press_sequentially("!")
    send(page)
    # what is still being sealed would be stored when the browser's other work of that kind is done
    page.evaluate(
        "Promise.all(Array(20).fill().map(() => crypto.subtle.digest('SHA-256', new ArrayBuffer(1e6))))"
    )
    assert kept_on_device(page) == []
    assert "UPR-" in status(page)


def test_a_draft_is_forgotten_when_told_to(visit: Callable[..., Visit], product: Product) -> None:
    _, page = open_card(visit)
    fill_in(page, "Not worth a report", "Sejong")
    wait_until_kept(page, "Not worth a report")
    assert count_reports(page, product, "Not worth a report") == 1
    page.locator("li", has_text="Not worth a report").get_by_role("button", name="Forget").click()
    page.get_by_text("Not worth a report").wait_for(state="detached")
