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
    "releaser": ["/incidents/{number}/"],
    "analyst": ["/", "/api/v1/docs"],
}  # fmt: skip
LOOKS = [(1400, "light", "en"), (390, "dark", "ko"), (320, "light", "en")]


@pytest.mark.parametrize("role", PAGES)
@pytest.mark.parametrize(("width", "scheme", "language"), LOOKS)
def test_pages_of_a_role_are_quiet_accessible_and_fit(
    visit: Callable[..., Visit], role: str, width: int, scheme: str, language: str
) -> None:
    seen = visit(width=width, scheme=scheme, language=language)
    seen.sign_in(role)
    for path in PAGES[role]:
        page = seen.open(resolve(seen, path))
        assert page.evaluate("document.documentElement.lang").startswith(language), path
        assert (seen.complaints, seen.foreign_requests()) == ([], []), path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert axe_violations(page) == [], path
        # axe writes styles of its own, which the policy reports
        seen.complaints.clear()


def resolve(seen: Visit, path: str) -> str:
    """Fill in the number of a record that this account may see."""
    if "{number}" not in path:
        return path
    seen.open("/incidents/")
    return path.format(number=seen.page.locator("a[href^='/incidents/UPR-']").first.inner_text().strip())


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
