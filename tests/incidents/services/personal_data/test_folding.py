"""One spelling for the rules, and nothing of the text lost but what cannot be seen."""

from __future__ import annotations

import pytest

from incidents.services.personal_data.folding import fold, without_addresses


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("plain text", "plain text"),
        ("Ａ１", "A1"),
        ("a\u200bb\u00adc", "abc"),
        ("1–2—3−4ㅡ5", "1-2-3-4-5"),
        ("٣\u00a0४", "3 4"),
        ("1·2・3", "1.2.3"),
        ("가\u0301나", "가나"),
        ("line\nline\x00", "line\nline"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


def test_address_goes_and_its_query_stays() -> None:
    assert without_addresses("see https://example.com/2025/0101?q=1 there") == "see  ?q=1 there"
