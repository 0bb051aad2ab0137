"""What a small log could have shown."""

from __future__ import annotations

from incidents.analysis import EventSet, Null, ScanParameters, small_log_power
from tests.incidents.analysis.logs import public_log


def test_public_cases_needed_three_more_at_a_remote_site() -> None:
    power = small_log_power(public_log(), ScanParameters(), Null())
    assert power.n_cases == 10
    smallest = {(place, days): cases for place, days, cases in power.smallest_burst}
    assert smallest["remote", 7] == 3
    assert smallest["in_log", 7] is None


def test_the_answer_depends_on_nothing_but_the_log_and_the_seed() -> None:
    assert small_log_power(public_log(), null=Null(seed=3)) == small_log_power(
        public_log(), null=Null(seed=3)
    )


def test_an_empty_log_could_show_nothing() -> None:
    power = small_log_power(EventSet.build([], [37.0], [127.0], []))
    assert power.n_cases == 0
    assert {cases for _, _, cases in power.smallest_burst} == {None}


def test_windows_longer_than_the_scan_are_not_tried() -> None:
    power = small_log_power(public_log(), ScanParameters(max_days=10), windows_days=(7, 14))
    assert {days for _, days, _ in power.smallest_burst} == {7}
