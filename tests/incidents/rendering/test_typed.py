"""Typed words are shown as typed: nothing runs, nothing hides, nothing turns the page around."""

from __future__ import annotations

import pytest

from incidents.rendering.typed import typed


def test_markup_and_template_text_stay_letters() -> None:
    assert typed("<script>alert(1)</script> ${7*7} {{ 7 }}") == (
        '<bdi dir="auto" class="typed">&lt;script&gt;alert(1)&lt;/script&gt; ${7*7} {{ 7 }}</bdi>'
    )


@pytest.mark.parametrize(
    ("letter", "code"),
    [
        ("\u202e", "U+202E"),
        ("\u2066", "U+2066"),
        ("\u200b", "U+200B"),
        ("\u0007", "U+0007"),
        ("\ufeff", "U+FEFF"),
    ],
)
def test_what_would_hide_or_reorder_is_shown_by_its_number(letter: str, code: str) -> None:
    shown = typed(f"gate{letter}3")
    assert letter not in shown
    assert f">{code}</span>3" in shown


def test_lines_and_every_script_stay_as_they_are() -> None:
    text = "첫 줄\nשורה שנייה\t=HYPERLINK(1)"
    assert typed(text) == f'<bdi dir="auto" class="typed">{text}</bdi>'


def test_nothing_is_nothing() -> None:
    assert typed(None) == ""
