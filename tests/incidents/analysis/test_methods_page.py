"""What docs/methods.md shows can be called as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[3] / "docs" / "methods.md"


def test_the_lines_for_a_notebook_run(capsys: pytest.CaptureFixture[str]) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(), re.DOTALL)
    exec(compile(block, str(PAGE), "exec"), {})  # noqa: S102 - our own page
    shown = capsys.readouterr().out.splitlines()
    assert shown[0].startswith("6 ")
    assert shown[0].endswith("True")
    assert shown[-1].startswith("0.0088")


def test_every_source_of_the_page_is_cited_and_every_citation_is_listed() -> None:
    text, sources = PAGE.read_text().split("## References")
    listed = {(line.split()[0], re.search(r"\((\d{4})\)", line)[1]) for line in sources.strip().splitlines()}
    for name, year in listed:
        assert re.search(rf"{name}[^()]{{0,90}}\(?{year}", text), f"{name} {year} is listed and not cited"
