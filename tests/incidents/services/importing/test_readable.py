"""A cell of any length costs no more than its beginning: these would hold a server for minutes, or for ever."""

from __future__ import annotations

import pytest

from incidents.services.importing.mapping.cell_readers import reader_of
from incidents.services.importing.mapping.code_words import codes_in
from incidents.services.importing.readable import MOST_CHARACTERS, readable
from incidents.services.importing.words import equipment_in


@pytest.mark.parametrize("between", [" " * 100_000, "\t\u3000" * 50_000, "\n \n" * 30_000])
def test_long_blanks_are_one(between: str) -> None:
    assert len(readable("x" + between + "y")) <= MOST_CHARACTERS
    assert readable(f"Photo deleted{between[:3_000]}and sent home").split() == [
        "Photo",
        "deleted",
        "and",
        "sent",
        "home",
    ]


def test_lines_stay_lines_and_a_short_text_stays_as_it_is() -> None:
    assert readable("one  two\n\nthree") == "one  two\n\nthree"
    assert readable("a" * 300 + "\n\n   b") == "a" * 300 + "\nb"


@pytest.mark.parametrize("padding", [" " * 100_000, "," * 100_000, "1" * 100_000, "사진 " * 30_000])
def test_words_are_found_before_a_hundred_thousand_letters(padding: str) -> None:
    assert codes_in("actions", f"경찰 신고 {padding}b") == codes_in("actions", "경찰 신고 사진")
    assert equipment_in(f"drone; {padding}b")[0]["category"] == "UAS"
    assert reader_of("group_size", "COUNT")(f"2명 {padding}").keeps_words
