"""The columns of the format are documented, and none of them is about a person."""

from __future__ import annotations

from pathlib import Path

from incidents.services.importing.columns import COLUMNS, names_a_person


def test_no_column_of_the_format_looks_like_one_about_a_person_and_others_are_not_swallowed() -> None:
    assert [name for name in sorted(COLUMNS) if names_a_person(name)] == []
    assert [name for name in ("site_name", "vantage point", "stage", "colour") if names_a_person(name)] == []
    assert [
        name for name in ("name", "given_name", "age", "e-mail address", "이름") if not names_a_person(name)
    ] == []


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[4] / "docs" / "data.md").read_text(encoding="utf-8")
    table = page[page.index("### Columns") : page.index("**Other columns**")]
    assert [name for name in sorted(COLUMNS) if f"`{name}`" not in table] == []
