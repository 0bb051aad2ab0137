"""What the map is told of findings: a plate carries both p-values, its verdict, and whether it is provisional."""

from __future__ import annotations

import pytest

from incidents.rendering.workspace import finding_features
from tests.incidents.rendering.sample import finding, run


@pytest.mark.parametrize(
    ("is_provisional", "words"), [(False, "not significant"), (True, "not significant · provisional")]
)
def test_a_plate_says_when_its_run_counts_what_nobody_reviewed(is_provisional: bool, words: str) -> None:
    [plate] = finding_features([run(findings=(finding(),), is_provisional=is_provisional)])
    assert (plate["verdict_text"], plate["p_incidents_text"], plate["p_cases_text"]) == (
        words,
        "0.013",
        "0.20",
    )


def test_only_the_strongest_finding_of_a_run_is_drawn() -> None:
    features = finding_features([run(findings=(finding(), finding(label="F-2")))])
    assert [plate["label"] for plate in features] == ["F-1"]
