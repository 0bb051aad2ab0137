"""The columns of the format are documented."""

from __future__ import annotations

from pathlib import Path

from incidents.services.importing.columns import COLUMNS


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "data.md").read_text(encoding="utf-8")
    table = page[page.index("### Columns") : page.index("**Other columns**")]
    assert [name for name in sorted(COLUMNS) if f"`{name}`" not in table] == []
