"""What a run left out is named as far as the reader may know of it, and counted in full."""

from __future__ import annotations

from incidents.rendering.left_out import assumption_words, left_out_of, power_words
from tests.incidents.rendering.sample import run

EXCLUDED = {
    "summary": ["UPR-2026-00001"],
    "imprecise_date": ["UPR-2026-00002", "UPR-2026-00003"],
    "duplicate": 1,
}


def test_unknown_numbers_are_counted_and_not_named() -> None:
    found = left_out_of(run(excluded=EXCLUDED), frozenset({"UPR-2026-00002"}))
    assert [(item.words, item.n, item.numbers) for item in found] == [
        ("1 summary of a case", 1, ()),
        ("2 imprecise dates", 2, ("UPR-2026-00002",)),
        ("1 second report of one site and day", 1, ()),
    ]


def test_power_says_what_could_and_could_not_have_been_shown() -> None:
    power = {
        "n_cases": 10,
        "smallest_burst": [["in_log", 7, None], ["in_log", 14, None], ["remote", 7, 3], ["remote", 14, 4]],
        "tried": [{"place": "in_log", "cases": 10, "days": 7, "power": 0.1}],
    }
    first, *bursts = power_words(run(power=power))
    assert first.startswith("This log holds 10 cases.")
    assert bursts == [
        "At a site of this log, within 7, 14 days: not even 10 further cases would have been shown reliably.",
        "At a site far from all others, within 7 days: 3 further cases or more would have been shown.",
        "At a site far from all others, within 14 days: 4 further cases or more would have been shown.",
    ]


def test_large_log_has_no_words_on_its_size() -> None:
    assert power_words(run()) == []


def test_strata_are_said() -> None:
    strata = {"code": "none_small_types", "counts": [], "smallest": 10, "pooled": []}
    words = assumption_words(run(assumptions=[{"code": "strata_cases", "value": strata}]))
    assert words[0] == "Days were shuffled over the incidents 9,999 times, places stayed as they are."
    assert words[1] == "Days were shuffled over all site types together: no type had 10 reports."
