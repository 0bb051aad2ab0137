"""Every page in Chromium with the network cut: nothing foreign, no complaint, no axe violation, no sideways scroll."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

AXE = Path(__file__).resolve().parent.parent / "vendor" / "axe.min.js"
PAGES = {
    "reviewer": ["/", "/incidents/", "/incidents/{number}/", "/findings/", "/findings/press-kr/1/", "/sites/",
                 "/sites/osan-air-base/", "/admin/", "/admin/incidents/incident/"],
    "reporter": ["/", "/incidents/", "/admin/incidents/incident/add/"],
    "protection_officer": ["/audit/", "/exports/"],
    "auditor": ["/audit/"],
    "operator": ["/admin/", "/admin/incidents/account/add/"],
    "analyst": ["/", "/incidents/"],
}  # fmt: skip
CASES = [(role, path) for role, paths in PAGES.items() for path in paths]
LOOKS = [(1400, "light", "en"), (390, "dark", "ko"), (320, "light", "en")]


def resolve(seen: Visit, path: str) -> str:
    if "{number}" not in path:
        return path
    seen.open("/incidents/")
    return path.format(number=seen.page.locator("a[href^='/incidents/UPR-']").first.inner_text().strip())


@pytest.mark.parametrize(("role", "path"), CASES, ids=[f"{role}{path}" for role, path in CASES])
def test_page_is_quiet_accessible_and_fits(visit: Callable[..., Visit], role: str, path: str) -> None:
    for width, scheme, language in LOOKS:
        seen = visit(width=width, scheme=scheme, language=language)
        seen.sign_in(role)
        page = seen.open(resolve(seen, path))
        where = f"{path} at {width} px, {scheme}, {language}"
        assert page.evaluate("document.documentElement.lang").startswith(language), where
        assert seen.complaints == [], where
        assert seen.foreign_requests() == [], where
        assert page.evaluate("document.documentElement.scrollWidth") <= width, where
        assert axe_violations(page) == [], where


def axe_violations(page: Any) -> list[str]:
    """Return the axe rules that a page breaks, with the first element of each."""
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})"
    )
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found["violations"]]


def test_sign_in_page_is_quiet_and_accessible(visit: Callable[..., Visit]) -> None:
    seen = visit()
    page = seen.open("/accounts/login/")
    assert (seen.complaints, seen.foreign_requests()) == ([], [])
    assert axe_violations(page) == []
