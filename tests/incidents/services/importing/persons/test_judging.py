"""Columns about persons are known by their headers, however these are written.

tests/data holds a header a line: headers_dropped.txt (never read), headers_never_copied.txt (kept, but not copied into a
narrative), headers_kept.txt (about a thing, a place or an act).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.mapping.headers import SYNONYMS
from incidents.services.importing.persons import is_about_a_person, may_name_a_person

DATA = Path(__file__).parents[4] / "data"


def headers(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("header", headers("headers_dropped.txt"))
def test_a_column_about_a_person_is_neither_read_nor_copied(header: str) -> None:
    assert is_about_a_person(header)
    assert may_name_a_person(header)


@pytest.mark.parametrize("header", headers("headers_never_copied.txt"))
def test_a_column_that_may_name_a_person_is_read_and_not_copied(header: str) -> None:
    assert not is_about_a_person(header)
    assert may_name_a_person(header)


@pytest.mark.parametrize("header", headers("headers_kept.txt"))
def test_a_column_about_a_thing_a_place_or_an_act_is_kept(header: str) -> None:
    assert not is_about_a_person(header)
    assert not may_name_a_person(header)


def test_no_column_of_the_format_is_taken_for_one_about_a_person() -> None:
    assert [
        name for name in sorted(COLUMNS) if is_about_a_person(name) or is_about_a_person(name.upper())
    ] == []


def test_no_header_that_the_mapping_knows_is_taken_for_one_about_a_person() -> None:
    known = [word for words in SYNONYMS.values() for word in words]
    assert [word for word in known if is_about_a_person(word) or may_name_a_person(word)] == []


@pytest.mark.parametrize(
    "word", ["name", "nationality", "passport", "성명", "국적", "연락처", "姓名", "国籍"]
)
@pytest.mark.parametrize(
    "written",
    [
        str.upper, str.title, " ".join, "  ".join, "\u200b".join, "\u00ad".join, lambda word: f"\ufeff{word}\u202c",
        lambda word: f"{word}*", lambda word: f" ({word}) ", lambda word: f"1. {word}", lambda word: f"{word} /\n{word}",
        lambda word: "".join(chr(ord(letter) + 0xFEE0) if letter.isascii() else letter for letter in word),
        lambda word: re.sub("[aeo]", lambda found: {"a": "а", "e": "é", "o": "ο"}[found[0]], word),
    ],
)  # fmt: skip
def test_no_way_of_writing_a_word_gets_it_past(word: str, written: object) -> None:
    assert is_about_a_person(written(word))  # type: ignore[operator]


@given(st.text(max_size=200))
def test_any_header_has_an_answer(header: str) -> None:
    assert may_name_a_person(header) or not is_about_a_person(header)
