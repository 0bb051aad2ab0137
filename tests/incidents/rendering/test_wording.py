"""The sentence beside every p, and the verdict that only the p on cases may give."""

from __future__ import annotations

import pytest

from incidents.rendering.wording import (
    press_notice,
    strongest_on_cases,
    tried_words,
    verdict_words,
    what_was_found,
    whole_sentence,
)
from tests.incidents.rendering.sample import finding, run

LIMITS = "This is not the chance that anyone is innocent or guilty, nor that the acts are connected."


def test_sentence_is_whole() -> None:
    assert whole_sentence(0.2) == (
        "If the same reports had fallen on random days, a pattern this strong would appear in about 20 of 100 such "
        f"logs. {LIMITS}"
    )


def test_small_p_is_fewer_than_one_of_a_hundred() -> None:
    assert "would appear in fewer than 1 of 100 such logs." in whole_sentence(0.0049)


def test_without_a_p_nothing_is_said_of_chance() -> None:
    assert whole_sentence(None) == (
        f"This log has too few cases for any p-value: nothing can be said about chance. {LIMITS}"
    )


def test_only_cases_decide_the_verdict() -> None:
    assert verdict_words(finding(p_incidents=0.001, p_cases=0.2)) == "Not significant"
    assert verdict_words(finding(p_incidents=0.9, p_cases=0.05)) == "Significant on cases"
    assert verdict_words(finding(p_cases=None)) == "Not tested on cases: too few of them"


def test_run_says_what_it_looked_for_and_found() -> None:
    assert what_was_found(run(findings=(finding(),))) == [
        "The scan looked for places and weeks with more reports than the same reports on shuffled days would give: "
        "circles of up to 50 km, windows of up to 30 days.",
        "The strongest: 3 incidents of 2 cases, Osan Air Base, 21 Apr – 10 May 2025, where 0.3 would be expected.",
        "Counted as incidents p = 0.013; counted as cases p = 0.20. Only the second may be called significant: "
        "the same group returning is one case.",
    ]


def test_quiet_run_says_so() -> None:
    assert what_was_found(run())[1:] == ["No place and stretch of days held two or more reports."]


@pytest.mark.parametrize(
    ("assumptions", "words"),
    [
        (
            [{"code": "smallest_p_cases", "value": 0.25}],
            "counted as cases, the smallest value it can reach is p = 0.25",
        ),
        ([], "the smallest value it can reach as cases is above 0.05"),
    ],
)
def test_log_too_small_for_significance_says_so(assumptions: list[dict[str, object]], words: str) -> None:
    small = run(findings=(finding(),), refusal="smallest_p_above_alpha", assumptions=assumptions)
    assert words in what_was_found(small)[-1]


def test_log_too_small_for_any_p_says_that_nothing_is_wrong() -> None:
    assert what_was_found(run(refusal="too_few_events"))[-1] == (
        "Too few dated reports for any p-value. The scan can speak once there are more; nothing is wrong."
    )


def test_press_is_a_selection_and_other_logs_are_not_said_to_be() -> None:
    assert press_notice(run()).startswith("A log gathered from the press is a selection")
    assert press_notice(run(log_kind="OWN")) == ""


def test_strongest_on_cases_names_place_and_p() -> None:
    best = {
        "centre": "osan", "sites": ["osan"], "observed": 2, "expected": 0.42, "p": 0.2542,
        "date_from": "2025-04-21", "date_to": "2025-05-10",
    }  # fmt: skip
    assert strongest_on_cases(run(cases_best=best), {"osan": "Osan Air Base"}) == (
        "2 cases at Osan Air Base, 21 Apr – 10 May 2025, where 0.4 would be expected: p = 0.25."
    )
    assert strongest_on_cases(run(), {}) == ""


def test_further_runs_weaken_a_small_p() -> None:
    assert tried_words(run(runs_tried=1)) == "1 run tried on this log."
    assert tried_words(run(runs_tried=3)) == (
        "3 runs tried on this log: with each further one a small p by chance becomes more likely."
    )
