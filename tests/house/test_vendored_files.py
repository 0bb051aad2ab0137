"""What is vendored is what its manifest says: nothing more, nothing less, nothing altered."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNLISTED = {"MANIFEST.json", "THIRD_PARTY.md"}


@pytest.mark.parametrize("folder", ["static/vendor", "tests/vendor"])
def test_manifest_lists_every_vendored_file_with_its_hash(folder: str):
    base = ROOT / folder
    listed = json.loads((base / "MANIFEST.json").read_text())["files"]
    present = {path.relative_to(base).as_posix() for path in base.rglob("*") if path.is_file()} - UNLISTED
    assert set(listed) == present
    for name, entry in listed.items():
        assert hashlib.sha256((base / name).read_bytes()).hexdigest() == entry["sha256"], name
        assert entry["licence"], name


@pytest.mark.parametrize("folder", ["static/vendor", "tests/vendor"])
def test_vendored_text_names_no_source_map(folder: str):
    text = [path for path in (ROOT / folder).rglob("*") if path.suffix in {".js", ".css"}]
    assert [path.name for path in text if b"sourceMappingURL" in path.read_bytes()] == []


def test_basemap_is_as_built_and_within_its_budget():
    base = ROOT / "static/basemap"
    manifest = json.loads((base / "MANIFEST.json").read_text())
    content = (base / manifest["file"]).read_bytes()
    assert hashlib.sha256(content).hexdigest() == manifest["sha256"]
    assert len(content) <= 350 * 1024
