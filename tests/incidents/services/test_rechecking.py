"""Beside a finding stands how it fares without what was no offence, and with imprecise reports drawn in."""

from __future__ import annotations

from typing import Any

import pytest

from incidents.enums import TimePrecision
from incidents.models import Account, Log
from incidents.services.children import Children
from incidents.services.detection import run_detection
from tests.factories import make_confirmed, make_log, make_log_of_a_returning_group, make_site, noon


@pytest.fixture
def confirmed(reporter: Account, reviewer: Account) -> Any:
    def make(day: str, **values: Any) -> None:
        values = {"site": make_site("osan", name_en="osan")} | values
        make_confirmed(reporter, reviewer=reviewer, occurred_from=noon(day), **values)

    return make


def checks_of(log: Log, reviewer: Account, replicates: int = 499) -> dict[str, Any]:
    return dict(run_detection(by=reviewer, log=log, replicates=replicates).findings.get(rank=1).checks)


def test_a_pattern_of_no_offences_is_gone_without_them(reviewer: Account, confirmed: Any) -> None:
    log = make_log()
    cleared = Children(sources=[{"type": "PRESS"}], dispositions=[{"outcome": "NO_OFFENCE"}])
    for day in ("2025-04-21", "2025-04-22", "2025-04-23"):
        confirmed(day, children=cleared)
    for month in range(1, 9):
        confirmed(f"2024-{month:02d}-11", site=make_site("far", lat=35.0, lon=129.0))
    check = checks_of(log, reviewer)["without_no_offence"]
    assert (check["n_left_out"], check["observed"], check["p_cases"]) == (3, 0, 1.0)


def test_only_the_last_outcome_counts(reviewer: Account, reporter: Account, confirmed: Any) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    changed = [{"outcome": "NO_OFFENCE"}, {"outcome": "INDICTED"}]
    confirmed("2025-04-25", children=Children(sources=[{"type": "PRESS"}], dispositions=changed))
    assert "without_no_offence" not in checks_of(log, reviewer)


def test_a_report_of_that_week_is_drawn_in_and_strengthens_the_pattern(
    reviewer: Account, reporter: Account, confirmed: Any
) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    assert "drawn_in" not in checks_of(log, reviewer)
    for _ in range(2):
        confirmed("2025-04-24", occurred_to=noon("2025-05-02"), time_precision=TimePrecision.INTERVAL)
    check = checks_of(log, reviewer)["drawn_in"]
    assert (check["n_imprecise"], check["draws"]) == (2, 20)
    assert 0 <= check["n_significant"] <= 20
    assert (
        check["median_p_cases"]
        < run_detection(by=reviewer, log=log, replicates=499).findings.get(rank=1).p_cases
    )


def test_what_the_members_share_is_said_in_numbers(reviewer: Account, confirmed: Any) -> None:
    """The share of the log is that of the reports that told their gear: missing is not absent."""
    log = make_log()
    for day in ("2025-04-24", "2025-04-27", "2025-05-01"):
        confirmed(day, children=noting("TWO_WAY_RADIO"))
    for month in range(1, 8):
        confirmed(
            f"2024-{month:02d}-11", site=make_site("far", lat=35.0, lon=129.0), children=noting("PHONE")
        )
    confirmed("2024-10-11", site=make_site("far", lat=35.0, lon=129.0), children=noting("UNKNOWN"))
    (reason,) = [item for item in checks_of(log, reviewer)["reasons"] if item["item"] == "TWO_WAY_RADIO"]
    assert (reason["inside"], reason["of"], reason["share"]) == (3, 3, 0.3)


def noting(gear: str) -> Children:
    return Children(sources=[{"type": "PRESS"}], equipment=[{"category": gear}])


def answers_of(log: Log, reviewer: Account, replicates: int = 199) -> dict[str, dict[str, Any]]:
    run = run_detection(by=reviewer, log=log, replicates=replicates)
    return {answer["method"]: answer for answer in run.answers}


def test_the_other_answers_are_asked_again_without_what_was_no_offence(
    reviewer: Account, confirmed: Any
) -> None:
    log = make_log()
    cleared = Children(sources=[{"type": "PRESS"}], dispositions=[{"outcome": "NO_OFFENCE"}])
    for day in ("2024-11-21", "2024-11-22", "2024-11-23"):
        confirmed(day, children=cleared)
    for month in range(1, 12):
        confirmed(f"2024-{month:02d}-11", site=make_site("far", lat=35.0, lon=129.0))
    answers = answers_of(log, reviewer)
    for method in ("KNOX", "SURGE"):
        check = answers[method]["checks"]["without_no_offence"]
        assert (check["n_left_out"], check["replicates"]) == (3, 199)
        assert answers[method]["p_cases"] < check["p_cases"]
    assert "without_no_offence" not in answers["SERIES"]["checks"]  # refused: there is no p to compare with


def test_imprecise_reports_are_drawn_into_every_question(
    reviewer: Account, reporter: Account, confirmed: Any
) -> None:
    log = make_log_of_a_returning_group(reporter, reviewer=reviewer)
    assert all("drawn_in" not in answer["checks"] for answer in answers_of(log, reviewer).values())
    for _ in range(2):
        confirmed("2025-04-24", occurred_to=noon("2025-05-02"), time_precision=TimePrecision.INTERVAL)
    answers = answers_of(log, reviewer)
    for method in ("KNOX", "SURGE"):
        check = answers[method]["checks"]["drawn_in"]
        assert (check["n_imprecise"], check["draws"], check["replicates"]) == (2, 20, 199)
        assert 0 <= check["n_significant"] <= 20
    knox = answers["KNOX"]
    assert knox["checks"]["drawn_in"]["median_p_cases"] < knox["p_cases"]


def test_members_of_the_near_pairs_are_named_and_what_they_share(reviewer: Account, confirmed: Any) -> None:
    log = make_log()
    for day in ("2024-04-24", "2024-04-27", "2024-05-01"):
        confirmed(day, children=noting("TWO_WAY_RADIO"))
    for month in range(1, 12):
        confirmed(
            f"2024-{month:02d}-11", site=make_site("far", lat=35.0, lon=129.0), children=noting("PHONE")
        )
    knox = answers_of(log, reviewer)["KNOX"]
    assert (len(knox["cases"]["members"]), knox["cases"]["n_members"]) == (3, 3)
    assert knox["cases"]["pairs"] == [{"sites": ["osan"], "n": 3}]
    assert len(knox["cases"]["null_draws"]) == 4
    assert [(r["item"], r["inside"], r["of"]) for r in knox["checks"]["reasons"]] == [("TWO_WAY_RADIO", 3, 3)]
