"""The sheet for the paper log: one page of A4 in either language."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["en", "ko"])
def test_the_sheet_is_one_page_of_a4(visit: Callable[..., Visit], language: str) -> None:
    seen = visit(language=language)
    seen.sign_in("reporter")
    printed = seen.open("/report/paper/").pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
    (width, height) = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", printed).groups()
    assert (round(float(width)), round(float(height))) == (595, 842)
