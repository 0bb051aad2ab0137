"""Reasons in words, and the sentence beside every p."""

from __future__ import annotations

import pytest

from incidents.analysis import AnalysisError, EventSet, p_sentence, reasons_of


def test_what_members_share_and_the_log_does_not() -> None:
    items = [0b100, 0b100, 0b101, 0] + [0b001] * 50 + [0] * 46
    log = EventSet.build(range(100), [37.0] * 100, [127.0] * 100, range(100), items=items)
    reasons = reasons_of(log, [0, 1, 2, 3], {2: "a two-way radio"})
    assert [reason.text for reason in reasons] == [
        "3 of 4 note a two-way radio; 3% of the log does",
        "all 4 at different sites",
    ]


def test_a_question_nobody_asked_is_no_answer() -> None:
    items = [0b1, 0b1, 0] + [0] * 97
    asked = [0b1, 0b1, 0] + [0b1] * 97
    log = EventSet.build([0] * 100, [37.0], [127.0], range(100), items=items, items_asked=asked)
    (reason,) = reasons_of(log, [0, 1, 2])
    assert (reason.inside, reason.of_inside) == (2, 2)


@pytest.mark.parametrize(
    ("p", "words"), [(0.2, "about 20 of 100"), (0.0148, "about 1 of 100"), (0.0001, "fewer than 1 of 100")]
)
def test_the_sentence(p: float, words: str) -> None:
    sentence = p_sentence(p)
    assert words in sentence
    assert sentence.endswith(
        "This is not the chance that anyone is innocent or guilty, nor that the acts are connected."
    )


def test_the_sentence_in_korean() -> None:
    assert "약 20개에서 나타납니다" in p_sentence(0.2, "ko")
    with pytest.raises(AnalysisError, match="choose en or ko"):
        p_sentence(0.2, "fr")
