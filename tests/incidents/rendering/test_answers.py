"""The other three questions of a run: cases decide, Holm counts every question, and nobody is named who may not be."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.rendering.answers import AnswerCard, Known, answer_cards, numbers_in_answers
from tests.incidents.rendering.sample import run

KNOX = {
    "method": "KNOX", "p_incidents": 0.0047, "p_cases": 0.03, "p_adjusted": 0.09, "refusal": "", "smallest_p_cases": 0.001,
    "incidents": {"observed": 2, "expected": 0.15, "radius_m": 5000.0, "days": 7}, "cases": {"observed": 1, "expected": 0.1},
}  # fmt: skip
SERIES_FACTS = {
    "observed": 4, "expected": 0.6, "template": ["TELEPHOTO", "TWO_WAY_RADIO"], "site_type": None, "sites": ["osan", "suwon"],
    "date_from": "2025-03-21", "date_to": "2025-04-02", "members": ["UPR-2025-00001", "UPR-2025-00002"],
}  # fmt: skip
SERIES = {
    "method": "SERIES", "p_incidents": 0.001, "p_cases": 0.002, "p_adjusted": 0.008, "refusal": "",
    "smallest_p_cases": 0.001, "incidents": SERIES_FACTS | {"observed": 5}, "cases": SERIES_FACTS,
}  # fmt: skip
SURGE = {
    "method": "SURGE", "p_incidents": None, "p_cases": None, "p_adjusted": None, "refusal": "too_few_events",
    "smallest_p_cases": 1.0, "incidents": {"rate": "uniform", "observed": 0, "expected": 0.0},
    "cases": {"rate": "uniform", "observed": 0, "expected": 0.0},
}  # fmt: skip


def card(answer: dict[str, Any], *known: str) -> AnswerCard:
    return answer_cards(run(answers=[answer]), Known(frozenset(known), {"osan": "Osan Air Base"}))[0]


def test_a_small_p_that_falls_to_holm_is_not_significant() -> None:
    told = card(KNOX)
    assert not told.is_significant
    assert told.verdict == "Not significant; adjusted for all questions of this run, p = 0.090"
    assert (told.p_incidents, told.p_cases) == ("p = 0.0047", "0.030")
    assert "Pairs at most 5 km and 7 days apart: 2 as incidents" in told.sentences[0]
    assert "about 3 of 100" in told.sentences[-1]


def test_a_series_names_its_gear_and_the_members_that_the_reader_may_know() -> None:
    told = card(SERIES, "UPR-2025-00002")
    assert told.is_significant
    assert told.sentences[0].startswith("4 cases at 2 sites, 21 Mar – 2 Apr 2025, note Telephoto")
    assert " + " in told.sentences[0]
    assert told.numbers == ("UPR-2025-00002",)
    assert numbers_in_answers(run(answers=[SERIES, KNOX])) == SERIES_FACTS["members"]


def test_what_was_not_tested_says_why_and_claims_nothing() -> None:
    told = card(SURGE)
    assert (told.verdict, told.p_cases, told.is_significant) == ("Not tested", "no p", False)
    assert told.sentences == ("Too few dated reports for any p-value.",)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("smallest_p_above_alpha", "the smallest value this log can reach is p = 0.25"),
        ("no_template", "nothing a series could be made of"),
        ("reference_too_small", "too small to say what is usual"),
    ],
)
def test_each_refusal_has_its_words(code: str, words: str) -> None:
    told = card(SURGE | {"refusal": code, "smallest_p_cases": 0.25})
    assert words in " ".join(told.sentences)


def test_a_surge_on_incidents_alone_is_told_as_such() -> None:
    facts = SURGE["incidents"] | {
        "observed": 3, "expected": 0.2, "date_from": "2025-03-12", "date_to": "2025-03-21", "site_type": "PORT",
        "members": ["UPR-2025-00003"],
    }  # fmt: skip
    told = card(
        SURGE | {"incidents": facts, "p_incidents": 0.01, "p_cases": 0.5, "p_adjusted": 0.5, "refusal": ""}
    )
    assert told.sentences[0].startswith("The fullest stretch: 3 incidents, 12 Mar – 21 Mar 2025, Port")
    assert told.sentences[0].endswith("so a season counts as a surge.")


def test_a_silent_stretch_is_named_and_no_p_is_given() -> None:
    silence = {"date_from": "2025-12-01", "date_to": "2026-11-22"}
    told = card(SURGE | {"refusal": "silent_stretch", "silence": silence})
    assert told.verdict == "Not tested"
    assert "No report in the whole log from 1 Dec 2025 – 22 Nov 2026." in told.sentences[-1]


def test_facts_and_notes_stand_beside_an_answer() -> None:
    facts = SERIES_FACTS | {"relative_risk": 6.7, "p_items": 0.0004, "n_members": 400}
    checks = {
        "reasons": [{"code": "item", "item": "TWO_WAY_RADIO", "inside": 3, "of": 4, "share": 0.03}],
        "without_no_offence": {"n_left_out": 2, "replicates": 999, "p_incidents": 0.01, "p_cases": 0.3},
        "drawn_in": {
            "n_imprecise": 1, "draws": 20, "replicates": 999, "n_significant": 4, "median_p_incidents": 0.1,
            "median_p_cases": 0.2,
        },
    }  # fmt: skip
    told = card(SERIES | {"cases": facts, "checks": checks, "replicates_used": 9999})
    assert told.facts == (
        ("Observed", "5 / 4"), ("Expected", "0.6 / 0.6"), ("Ratio", "not defined / about 7"), ("Adjusted p", "0.0080"),
        ("Shuffled logs", "9999"),
    )  # fmt: skip
    assert told.notes[0] == "Sites: Osan Air Base, suwon."
    assert "raises no alarm" in told.notes[1]
    assert told.notes[2] == "400 reports in all; the first 2 are named."
    assert told.notes[3] == "3 of 4 note “Two-way radio”; 3% of the log does."
    assert told.notes[4].startswith("Asked again without the 2 reports of the log that ended with no offence")
    assert told.notes[4].endswith("p = 0.010 / 0.30.")
    assert "was drawn into the log 20 times: p on cases was 0.05 or less in 4 of them" in told.notes[5]
    assert told.notes[6] == "Asked again with 999 shuffled logs each time."


def test_many_sites_are_counted_beyond_the_first() -> None:
    facts = SERIES_FACTS | {"sites": [f"s{n}" for n in range(15)]}
    assert card(SERIES | {"cases": facts}).notes[0].endswith("s11 and 3 more.")


def test_an_answer_kept_before_anything_was_checked_says_no_more() -> None:
    told = card(KNOX)
    assert (told.facts, told.notes, told.strip) == ((), (), None)


def test_a_surge_against_earlier_years_names_them() -> None:
    facts = SURGE["incidents"] | {
        "observed": 3, "expected": 0.2, "rate": "reference", "date_from": "2025-03-12", "date_to": "2025-03-21",
        "site_type": None, "reference_from": "2022-01-01", "reference_to": "2024-12-31",
    }  # fmt: skip
    told = card(SURGE | {"incidents": facts, "refusal": ""})
    assert told.notes == ("Reports from 1 Jan 2022 – 31 Dec 2024 say what was due.",)
