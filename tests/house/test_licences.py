"""Everything that is installed or vendored stands with its licence in docs/data.md."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [path.name for path in sorted(ROOT.glob("requirements*.txt"))])
def test_every_required_package_is_named_with_its_licence(name: str) -> None:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    packages = [re.split(r"[\[<>=~ ]", line)[0] for line in lines if line and line[0] not in "#-"]
    dependencies = PAGE[PAGE.index("## Dependencies") :]
    assert [package for package in packages if package not in dependencies] == []


@pytest.mark.parametrize("manifest", ["static/vendor/MANIFEST.json", "tests/vendor/MANIFEST.json"])
def test_every_vendored_package_is_named_with_version_and_licence(manifest: str) -> None:
    files = json.loads((ROOT / manifest).read_text(encoding="utf-8"))["files"].values()
    wanted = {(file["version"], file["licence"]) for file in files}
    rows = [line for line in PAGE.splitlines() if line.startswith("| `")]
    assert [pair for pair in wanted if not any(all(word in row for word in pair) for row in rows)] == []
