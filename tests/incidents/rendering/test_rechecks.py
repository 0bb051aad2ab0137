"""The sentences beside a finding: both units, both languages, nothing where nothing was checked."""

from __future__ import annotations

from django.utils.translation import override

from incidents.rendering.rechecks import recheck_sentences
from tests.incidents.rendering.sample import finding

WITHOUT = {"n_left_out": 4, "observed": 1, "observed_cases": 1, "p_incidents": 1.0, "p_cases": 1.0}
DRAWN = {
    "n_imprecise": 2,
    "draws": 20,
    "n_significant": 3,
    "median_p_incidents": 0.01,
    "median_p_cases": 0.21,
}


def test_a_finding_without_checks_says_nothing() -> None:
    assert recheck_sentences(finding()) == []


def test_what_the_members_share_stands_beside_the_share_of_the_log() -> None:
    radio = {"code": "item", "item": "TWO_WAY_RADIO", "inside": 3, "of": 4, "share": 0.034}
    rare = radio | {"share": 0.004}
    apart = {"code": "all_sites_differ", "item": None, "inside": 4, "of": 4, "share": 0.0}
    assert recheck_sentences(finding(checks={"reasons": [radio, rare, apart]})) == [
        "3 of 4 note “Two-way radio”; 3% of the log does.",
        "3 of 4 note “Two-way radio”; less than 1% of the log does.",
        "All 4 at different sites.",
    ]


def test_the_window_without_no_offences_is_told_on_both_units() -> None:
    (said,) = recheck_sentences(finding(checks={"without_no_offence": WITHOUT}))
    assert "4 reports of the log" in said
    assert "1 incident of 1 case: p = 1.0 / 1.0." in said


def test_drawing_in_is_told_with_the_number_of_draws() -> None:
    (said,) = recheck_sentences(finding(checks={"drawn_in": DRAWN}))
    assert "2 reports known only to some days or sites were drawn into the log 20 times" in said
    assert "in 3 of them, p = 0.21 in the middle" in said


def test_korean_says_the_same_numbers() -> None:
    with override("ko"):
        without, drawn = recheck_sentences(finding(checks={"without_no_offence": WITHOUT, "drawn_in": DRAWN}))
    assert "4건" in without
    assert "20번" in drawn
