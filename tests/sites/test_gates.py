"""Words for the parts of a site."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sites.geocoding.gates import SitePart, gate_keys, site_part

PARTS = [
    ("정문", "MAIN", ""), ("오산기지 정문", "MAIN", "오산기지"), ("오산기지정문", "MAIN", "오산기지"), ("정문 위병소", "MAIN", ""),
    ("Osan AB main gate", "MAIN", "Osan AB"), ("main gate of Osan AB", "MAIN", "Osan AB"), ("the front gate", "MAIN", ""),
    ("주출입구", "MAIN", ""), ("후문", "REAR", ""), ("K-55 후문", "REAR", "K-55"), ("서문", "WEST", ""), ("north gate", "NORTH", ""),
    ("gate 3", "3", ""), ("Gate No. 03", "3", ""), ("3번 게이트", "3", ""), ("제2문", "2", ""), ("2nd gate", "2", ""),
    ("위병소", "GATE", ""), ("perimeter fence", "FENCE", ""), ("부대 울타리", "FENCE", ""), ("the base", "SITE", ""),
    ("본 부대 정문", "MAIN", ""), ("인천공항", "SITE", "인천"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key", "site"), PARTS, ids=[words for words, *_ in PARTS])
def test_a_part_is_known_however_it_is_written(words: str, key: str, site: str) -> None:
    assert site_part(words) == SitePart(key, site)


@pytest.mark.parametrize("words", ["DFW", "서울역", "동문시장", "공항동", "", "Seoul"])
def test_other_words_are_no_part_of_a_site(words: str) -> None:
    assert site_part(words) is None


def test_a_note_names_a_gate_in_several_ways() -> None:
    assert gate_keys("정문; Gate 1 / north gate") == ["MAIN", "1", "NORTH"]
    assert gate_keys("Approximate: a plain circle about the public reference point") == []


@settings(max_examples=10_000, deadline=None)
@given(st.text(alphabet="정문후게이트제번3 12gatemain of the,.의앞위병소북", max_size=24))
def test_any_words_are_a_part_or_none(words: str) -> None:
    part = site_part(words)
    assert part is None or part.key
