"""The product itself, started as `make run` starts it, and Debian's Chromium looking at it without a network."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

# How long a state may take to come about on a loaded machine; nothing waits longer than it needs to.
PATIENCE_MS = 90_000
ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
# Only this machine can be reached; the rest of the flags keep the browser itself from asking for more.
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]  # fmt: skip


def require_browser() -> None:
    """Skip without a browser; fail where one is required."""
    try:
        import playwright.sync_api  # noqa: F401
    except ImportError:
        missing = "playwright is not installed"
    else:
        missing = "" if Path(CHROMIUM).exists() else "no Chromium"
    if missing and os.environ.get("REQUIRE_BROWSER"):
        pytest.fail(f"browser tests: {missing}")
    if missing:
        pytest.skip(f"browser tests ({missing})")


class Product:
    """A running server with its demo accounts."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url, self.folder = url, folder
        accounts = json.loads((folder / "demo-accounts.json").read_text())
        self.passwords = {account["role"]: (account["username"], account["password"]) for account in accounts}


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Start the product once, with the demo log, in a folder of its own."""
    require_browser()
    folder = tmp_path_factory.mktemp("product")
    port = _free_port()
    environment = {
        name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "PUBLIC_URL"}
    }
    environment |= {"DATA_DIR": str(folder), "PORT": str(port), "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "manage.py", "make_ready"], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
         "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "config.wsgi:application"],
        cwd=ROOT, env=environment,
    )  # fmt: skip
    try:
        _wait_for(f"http://127.0.0.1:{port}/accounts/login/")
        yield Product(f"http://localhost:{port}", folder)
    finally:
        _stop(server)


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(timeout=20)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str) -> None:
    for _ in range(150):
        try:
            urllib.request.urlopen(url, timeout=5)
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server did not answer at {url}")


@pytest.fixture(scope="session")
def chromium(product: Product) -> Iterator[Any]:
    """One browser for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """A signed-in page with a record of everything that should not happen on it."""

    def __init__(self, page: Any, product: Product) -> None:
        self.page, self.product = page, product
        page.set_default_timeout(PATIENCE_MS)
        page.set_default_navigation_timeout(PATIENCE_MS)
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("console", lambda message: message.type in {"error", "warning"} and self._note(message.text))
        page.on("pageerror", lambda error: self._note(str(error)))
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self._failed(request))
        page.on(
            "response",
            lambda response: response.status >= 400 and self._note(f"{response.status} {response.url}"),
        )
        page.add_init_script(
            "addEventListener('securitypolicyviolation', e =>"
            " console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI + ' ' + e.sourceFile))"
        )

    def _note(self, words: str) -> None:
        self.complaints.append(words)

    def _failed(self, request: Any) -> None:
        # a page that is left while it still loads cancels its requests
        if "ERR_ABORTED" not in (request.failure or ""):
            self._note(f"failed {request.url} {request.failure}")

    def open(self, path: str) -> Any:
        """Go to a path of the product and wait until it is quiet."""
        self.page.goto(self.product.url + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def sign_in(self, role: str) -> Any:
        """Sign in as one of the demo accounts."""
        username, password = self.product.passwords[role]
        self.open("/accounts/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", password)
        # the old page is quiet too: without waiting for the new one, the next step would cut its loading short
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.click("main form button[type=submit]")
        return self.page

    def foreign_requests(self) -> list[str]:
        """Return what was asked of any other host."""
        return [url for url in self.requests if not url.startswith((self.product.url, "data:", "blob:"))]


@pytest.fixture
def visit(chromium: Any, product: Product) -> Iterator[Callable[..., Visit]]:
    """Open pages; every one is closed at the end."""
    contexts = []

    def start(*, width: int = 1400, height: int = 900, scheme: str = "light", language: str = "en") -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="ko-KR" if language == "ko" else "en-GB",
        )
        contexts.append(context)
        return Visit(context.new_page(), product)

    yield start
    for context in contexts:
        context.close()


def wait_until_held(page: Any, held: list[Any], n: int = 1) -> None:
    """Wait until so many requests were caught by a route that keeps them."""
    end = time.monotonic() + PATIENCE_MS / 1000
    while len(held) < n:
        assert time.monotonic() < end, f"{len(held)} of {n} requests were made"
        page.wait_for_timeout(20)  # lets the requests come in
