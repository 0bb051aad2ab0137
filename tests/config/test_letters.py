"""A search without regard to case finds what PostgreSQL would find."""

from __future__ import annotations

import pytest

from config.sqlite.letters import contains_folded, has_case_beyond_ascii


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        ("École gate", "ÉCOLE", True),
        ("Straße", "STRAßE", True),
        ("Straße", "STRASSE", False),
        ("담장 밖 Übung", "übung", True),
        ("Ecole", "école", False),
        (None, "école", None),
    ],
)
def test_letters_fold_one_by_one(text: str | None, words: str, found: bool | None) -> None:
    assert contains_folded(text, words) is found


@pytest.mark.parametrize(
    ("words", "is_slow"), [("camera", False), ("담장", False), ("É", True), ("50%", False)]
)
def test_korean_and_ascii_keep_the_quicker_search(words: str, is_slow: bool) -> None:
    assert has_case_beyond_ascii(words) is is_slow
