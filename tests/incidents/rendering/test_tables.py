"""No spreadsheet executes what was typed, and no number is touched."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.rendering.tables import cell, csv_header, csv_rows, flat


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(1)", "+1", "-1", "@x", "\t=x", "\r=x", "＝x", "＋x", "－x", "＠x", "  =x", "\ufeff=x", "\u200b=x",
        "\u202e=x", "\u00a0-x",
    ],
)  # fmt: skip
def test_text_that_begins_like_a_formula_is_marked(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-3.25, -1, 0, None, "", "   ", "x=1", "날 -1", "'=x"])
def test_numbers_and_plain_text_stay(value: object) -> None:
    assert cell(value) == value


def test_lists_become_one_cell() -> None:
    assert flat(["PHOTO", "SURVL"]) == "PHOTO|SURVL"
    assert flat([{"type": "PRESS", "publisher": "Daily", "published_on": None}]) == "PRESS Daily"
    assert flat({"a": 1}) == '{"a":1}'
    assert flat([]) == ""


def test_text_is_quoted_and_numbers_are_not() -> None:
    assert (
        csv_rows(("a", "b", "c", "d"), [{"a": "x", "b": -1.5, "c": None, "d": True}])
        == b'"x",-1.5,"","true"\r\n'
    )
    assert csv_header(("a", "b"), bom=True) == b'\xef\xbb\xbf"a","b"\r\n'


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=4))
def test_any_text_reads_back_as_typed_but_for_the_mark(texts: list[str]) -> None:
    fields = [str(position) for position in range(len(texts))]
    body = csv_rows(fields, [dict(zip(fields, texts, strict=True))]).decode()
    (cells,) = csv.reader(io.StringIO(body, newline=""))
    assert [found.removeprefix("'") for found in cells] == [text.removeprefix("'") for text in texts]
    seen = [
        cell.lstrip(" \u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e")
        for cell in cells
    ]
    assert not [cell for cell in seen if cell and cell[0] in "=+-@\t\r\n＝＋－＠"]
