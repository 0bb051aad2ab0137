"""Hard matches in context are refused, likely ones asked about; what only looks like a number passes.

tests/data/notes_pass.txt, notes_refuse.txt and notes_ask.txt hold a note a line, the latter two with the code of the
rule and a tab before it. All numbers in them are invented.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import PersonalDataFound
from incidents.services.personal_data import Worth, find_personal_data
from incidents.services.text_scan import doubts, scan_text

DATA = Path(__file__).parents[2] / "data"


def lines_of(name: str) -> list[str]:
    return (DATA / name).read_text(encoding="utf-8").splitlines()


def pairs_of(name: str) -> list[tuple[str, str]]:
    return [(code, note) for code, _tab, note in (line.partition("\t") for line in lines_of(name))]


def test_corpora_are_as_large_as_promised() -> None:
    assert len(set(lines_of("notes_pass.txt"))) >= 100
    assert len(set(lines_of("notes_refuse.txt"))) >= 60


@pytest.mark.parametrize("note", lines_of("notes_pass.txt"))
def test_ordinary_notes_pass_without_a_question(note: str) -> None:
    scan_text("narrative", note)
    assert doubts("narrative", note) == []


@pytest.mark.parametrize(("code", "note"), pairs_of("notes_refuse.txt"))
def test_identifying_notes_are_refused_by_their_rule_without_repeating_the_value(
    code: str, note: str
) -> None:
    with pytest.raises(PersonalDataFound) as refused:
        scan_text("narrative", note)
    assert refused.value.field == "narrative"
    assert code in {finding.code for finding in find_personal_data(note) if finding.worth >= Worth.HARD}
    assert not [part for part in re.findall(r"\d{2,}", note) if part in str(refused.value)]


@pytest.mark.parametrize(("code", "note"), pairs_of("notes_ask.txt"))
def test_likely_notes_are_asked_about_and_not_refused(code: str, note: str) -> None:
    scan_text("summary", note)
    asked = doubts("summary", note)
    assert [(doubt.field, doubt.rule_code, doubt.key) for doubt in asked] == [
        ("summary", code, f"summary:{code}")
    ]
    assert not [part for part in re.findall(r"\d{2,}", note) if part in asked[0].words]


def test_second_name_in_a_field_is_not_a_second_question() -> None:
    assert len(doubts("summary", "홍길동 씨와 Mr. Smith, Ms Hong")) == 1


def test_number_of_a_file_is_not_asked_about_but_a_number_of_a_person_is_refused() -> None:
    assert doubts("evidence_ref", "250421-1234567") == []
    with pytest.raises(PersonalDataFound):
        scan_text("evidence_ref", "주민번호 250421-1234567")


def test_label_nearest_to_the_number_decides() -> None:
    scan_text("narrative", "여권은 보지 않음, 장비 일련번호 E12345678")
    with pytest.raises(PersonalDataFound):
        scan_text("narrative", "장비 일련번호 확인, 여권 E12345678")


def test_label_of_another_sentence_says_nothing() -> None:
    scan_text("narrative", "Passport was shown. AB1234567 is on the drone.")
    with pytest.raises(PersonalDataFound):
        scan_text("narrative", "Passport no. AB1234567 was shown.")


def refusal_of(text: str) -> PersonalDataFound | None:
    try:
        scan_text("narrative", text)
    except PersonalDataFound as refusal:
        return refusal
    return None


@given(st.text(max_size=400))
def test_any_text_is_answered(text: str) -> None:
    refusal = refusal_of(text)
    assert refusal is None or refusal.field == "narrative"
    assert all(doubt.words for doubt in doubts("narrative", text))


WORDS = [
    "여권",
    "주민번호 ",
    "카톡 아이디",
    "호텔 ",
    "씨",
    "Mr ",
    "010",
    "-",
    " ",
    "12가",
    "@",
    ".com",
    "900101",
    "1234568",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join))
def test_any_pile_of_labels_and_digits_is_answered(text: str) -> None:
    assert "900101" not in str(refusal_of(text))


DISGUISES = ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u0336", "\u20e3", "\ufe0f", "\u3164", "\x01"]


@given(st.sampled_from(DISGUISES), st.integers(0, 14))
def test_hidden_letters_do_not_hide_a_number(hidden: str, at: int) -> None:
    number = "900101-1234568"
    with pytest.raises(PersonalDataFound):
        scan_text("narrative", f"확인 {number[:at]}{hidden}{number[at:]} 완료")


@pytest.mark.parametrize(
    "note",
    [
        "０１０－１２３４－５６７８",
        "𝟎𝟏𝟎-𝟏𝟐𝟑𝟒-𝟓𝟔𝟕𝟖",
        "٠١٠-١٢٣٤-٥٦٧٨",
        "010\u20111234\u20115678",
        "010—1234—5678",
        "010·1234·5678",
        "010\u00a01234\u30005678",
        "0\ufe0f\u20e31\ufe0f\u20e30\ufe0f\u20e3-1234-5678",
        "\u110c\u116e\u1106\u1175\u11ab\u1107\u1165\u11ab\u1112\u1169 010315-3999999",
        "https://example.com/ask?tel=010-1234-5678",
    ],
)  # fmt: skip
def test_other_spellings_of_a_number_are_refused(note: str) -> None:
    with pytest.raises(PersonalDataFound):
        scan_text("narrative", note)
