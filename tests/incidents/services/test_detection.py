"""A run is numbered, hashed, says what was left out, and gives the same answer again."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from incidents.access import reader_of
from incidents.analysis import ScanParameters
from incidents.errors import InvalidField, NotAllowed, WrongState
from incidents.models import Account, AuditEvent, DetectionRun, Finding, Incident, Log
from incidents.selectors.events import ITEM_CODES, events_of
from incidents.selectors.findings import latest_runs, run_of
from incidents.services import detection
from incidents.services.children import Children
from incidents.services.detection import run_detection
from incidents.services.questions import ask_the_others
from incidents.services.review import mark_unfounded
from tests.factories import (
    make_account,
    make_confirmed,
    make_log,
    make_log_of_a_returning_group,
    make_released,
    make_site,
    make_submitted,
    noon,
)


@pytest.fixture
def log(reporter: Account, reviewer: Account) -> Log:
    return make_log_of_a_returning_group(reporter, reviewer=reviewer)


def test_run_counts_the_returning_group_once(log: Log, reviewer: Account) -> None:
    run = run_detection(by=reviewer, log=log, replicates=999)
    finding = run.findings.get(rank=1)

    assert (run.number, run.n_incidents, run.n_cases) == (1, 11, 10)
    assert (finding.centre.code, finding.observed, finding.observed_cases) == ("osan", 3, 2)
    assert (finding.date_from, finding.date_to) == (dt.date(2025, 4, 21), dt.date(2025, 5, 10))
    assert finding.p_incidents < 0.05 < finding.p_cases
    assert not finding.is_significant
    assert finding.members.count() == 3
    assert AuditEvent.objects.filter(action="detection.run", object_key="own/1").count() == 1


def test_same_records_and_seed_give_the_same_digest_and_a_new_number(log: Log, reviewer: Account) -> None:
    first, second = (run_detection(by=reviewer, log=log, replicates=199) for _ in range(2))
    assert (first.number, second.number) == (1, 2)
    assert (first.digest, first.input_sha256) == (second.digest, second.input_sha256)
    assert list(first.findings.values_list("p_incidents", "p_cases")) == list(
        second.findings.values_list("p_incidents", "p_cases")
    )


def test_what_is_left_out_is_named_with_its_reason(log: Log, reporter: Account, reviewer: Account) -> None:
    interval = make_confirmed(
        reporter,
        reviewer=reviewer,
        occurred_from=noon("2024-07-01"),
        occurred_to=noon("2025-03-31"),
        time_precision=5,
    )
    placeless = make_confirmed(reporter, reviewer=reviewer, site=None, observer_lat=10.0, observer_lon=10.0)
    summary = make_confirmed(reporter, reviewer=reviewer, record_kind="SUMMARY")
    waiting = make_submitted(reporter)
    mark_unfounded(by=reviewer, incident=make_submitted(reporter), rationale="It was the painter.")

    run = run_detection(by=reviewer, log=log, replicates=199)
    assert run.excluded == {
        "imprecise_date": [interval.number],
        "no_site": [placeless.number],
        "summary": [summary.number],
        "not_reviewed": [waiting.number],
    }
    assert run.n_incidents == 11


def test_provisional_run_includes_reports_not_reviewed_and_stays_in_the_office(
    log: Log, reporter: Account, reviewer: Account, analyst: Account
) -> None:
    make_submitted(reporter, occurred_from=noon("2025-06-01"))
    run = run_detection(by=reviewer, log=log, replicates=199, include_submitted=True)
    assert (run.is_provisional, run.n_incidents) == (True, 12)
    assert latest_runs(reader_of(analyst)) == []
    assert latest_runs(reader_of(make_account("analyst", "operator"))) == []
    assert [found.number for found in latest_runs(reader_of(reviewer))] == [1]


def test_small_log_says_what_it_could_have_shown(log: Log, reviewer: Account) -> None:
    run = run_detection(by=reviewer, log=log, replicates=199)
    assert run.power["n_cases"] == 10
    assert run.power["smallest_burst"]


def test_log_that_cannot_speak_is_stored_with_the_refusal(reporter: Account, reviewer: Account) -> None:
    make_confirmed(reporter, reviewer=reviewer)
    run = run_detection(by=reviewer, log=make_log(), replicates=199)
    assert (run.n_incidents, run.refusal, run.findings.count()) == (1, "too_few_events", 0)


def test_empty_log_is_stored_with_the_refusal(reviewer: Account) -> None:
    run = run_detection(by=reviewer, log=make_log(), replicates=199)
    assert (run.n_incidents, run.n_cases, run.refusal) == (0, 0, "too_few_events")


@pytest.mark.parametrize(("replicates", "field"), [(1, "replicates"), (10**9, "replicates")])
def test_unusable_parameter_stores_nothing(log: Log, reviewer: Account, replicates: int, field: str) -> None:
    with pytest.raises(InvalidField) as refused:
        run_detection(by=reviewer, log=log, replicates=replicates)
    assert refused.value.field == field
    assert DetectionRun.objects.count() == 0


def test_reporter_may_not_run_it(log: Log, reporter: Account) -> None:
    with pytest.raises(NotAllowed):
        run_detection(by=reporter, log=log)


def test_analyst_sees_counts_but_no_unreleased_member(
    log: Log, reporter: Account, reviewer: Account, releaser: Account, analyst: Account
) -> None:
    run_detection(by=reviewer, log=log, replicates=199)
    record = run_of("own", 1, reader=reader_of(analyst))
    assert record.findings[0].observed == 3
    assert record.findings[0].members == ()


def test_findings_take_a_fixed_number_of_queries(
    log: Log, reviewer: Account, django_assert_num_queries: object
) -> None:
    for _ in range(3):
        run_detection(by=reviewer, log=log, replicates=199)
    reader = reader_of(Account.objects.get(pk=reviewer.pk))
    with django_assert_num_queries(6):
        run_of("own", 1, reader=reader)
    with django_assert_num_queries(6):
        latest_runs(reader)


def test_no_offence_is_counted_beside_the_finding(
    reporter: Account, reviewer: Account, releaser: Account
) -> None:
    log = make_log()
    for day in ("2025-04-21", "2025-04-22", "2025-04-23"):
        make_released(
            reporter, reviewer=reviewer, releaser=releaser, site=make_site(), occurred_from=noon(day),
            children=Children(sources=[{"type": "PRESS"}], dispositions=[{"outcome": "NO_OFFENCE"}]),
        )  # fmt: skip
    for month in range(1, 9):
        make_confirmed(
            reporter,
            reviewer=reviewer,
            site=make_site("far", lat=35.0, lon=129.0),
            occurred_from=noon(f"2024-{month:02d}-11"),
        )
    finding = run_detection(by=reviewer, log=log, replicates=199).findings.get(rank=1)
    assert (finding.observed, finding.n_no_offence) == (3, 3)


def test_only_place_time_type_case_and_equipment_reach_the_statistic(log: Log, reviewer: Account) -> None:
    Incident.objects.update(
        visitor_category="TOURIST", minor_involved="Y", group_size=7, stated_purpose="TRAVEL"
    )
    with_persons = run_detection(by=reviewer, log=log, replicates=199)
    Incident.objects.update(visitor_category="", minor_involved="", group_size=None, stated_purpose="")
    without = run_detection(by=reviewer, log=log, replicates=199)
    assert with_persons.digest == without.digest


def test_parameters_are_kept(log: Log, reviewer: Account) -> None:
    run = run_detection(
        by=reviewer, log=log, replicates=199, parameters=ScanParameters(max_km=10, max_days=7), seed=5
    )
    assert (run.parameters["max_km"], run.parameters["max_days"], run.seed, run.replicates) == (10, 7, 5, 199)


def test_the_other_questions_are_asked_on_both_units_and_all_are_adjusted_together(
    log: Log, reviewer: Account
) -> None:
    run = run_detection(by=reviewer, log=log, replicates=499)
    assert [answer["method"] for answer in run.answers] == ["KNOX", "SERIES", "SURGE"]
    knox, series, surge = run.answers
    assert (knox["incidents"]["n"], knox["cases"]["n"]) == (11, 10)
    assert knox["incidents"]["observed"] > knox["cases"]["observed"]
    assert set(surge["incidents"]["members"]) <= set(Incident.objects.values_list("number", flat=True))
    finding = run.findings.get(rank=1)
    asked = {a["method"]: a["p_cases"] for a in run.answers if a["p_cases"] is not None} | {
        "SCAN": finding.p_cases
    }
    adjusted = {a["method"]: a["p_adjusted"] for a in run.answers} | {"SCAN": finding.p_cases_adjusted}
    assert all(adjusted[method] >= p for method, p in asked.items())
    assert adjusted[min(asked, key=asked.__getitem__)] == min(1, len(asked) * min(asked.values()))


def test_only_the_adjusted_p_decides_what_is_significant() -> None:
    assert not Finding(p_cases=0.02, p_cases_adjusted=0.08).is_significant
    assert Finding(p_cases=0.02, p_cases_adjusted=0.04).is_significant
    assert Finding(p_cases=0.02).is_significant


def noting(*gear: str) -> Children:
    source = {"type": "OWN_OBSERVATION", "reliability": "B", "credibility": "2"}
    return Children(equipment=[{"category": category} for category in gear], sources=[source])


def test_missing_gear_is_not_gear_that_was_absent(reporter: Account, reviewer: Account) -> None:
    make_confirmed(reporter, reviewer=reviewer, children=noting("TELEPHOTO"))
    make_confirmed(reporter, reviewer=reviewer, children=noting("UNKNOWN"))
    make_confirmed(reporter, reviewer=reviewer, children=noting())
    events = events_of(Log.objects.get(), reader=reader_of(reviewer)).events
    telephoto, behaviour = (1 << ITEM_CODES.index(code) for code in ("TELEPHOTO", "PHOTO"))
    assert [bool(int(mask) & telephoto) for mask in events.items_asked] == [True, False, False]
    assert all(int(mask) & behaviour for mask in events.items_asked)
    assert sum(bool(int(mask) & telephoto) for mask in events.items) == 1


def test_a_run_on_reports_that_left_meanwhile_is_not_stored(
    log: Log, reviewer: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    def remove_one(*arguments: Any) -> list[dict[str, Any]]:
        Incident.objects.filter(site__code="osan").first().delete()
        return ask_the_others(*arguments)

    monkeypatch.setattr(detection, "ask_the_others", remove_one)
    with pytest.raises(WrongState, match="Run it again"):
        run_detection(by=reviewer, log=log, replicates=199)
    assert not DetectionRun.objects.exists()


def test_a_log_that_was_not_kept_for_a_year_has_no_surge(reporter: Account, reviewer: Account) -> None:
    """An old ledger, then nothing for a year, then the first report on the card: the ledger is no surge."""
    log, site = make_log(), make_site()
    first = dt.date(2024, 1, 1)
    for day in [*(first + dt.timedelta(3 * n) for n in range(30)), dt.date(2025, 6, 1)]:
        make_confirmed(reporter, reviewer=reviewer, site=site, occurred_from=noon(day.isoformat()))
    surge = run_detection(by=reviewer, log=log, replicates=199).answers[-1]
    assert (surge["method"], surge["p_cases"], surge["refusal"]) == ("SURGE", None, "silent_stretch")
    assert surge["silence"]["date_to"] == "2025-05-31"
    assert surge["p_adjusted"] is None


def test_a_log_of_several_years_is_measured_against_its_own_season(
    reporter: Account, reviewer: Account
) -> None:
    """Every summer is full; the last one as the ones before, so it is no surge, though no other months are as full."""
    log, site = make_log(), make_site()
    for year in (2022, 2023, 2024):
        for day in (
            *(dt.date(year, month, 9) for month in range(1, 13)),
            *(dt.date(year, 7, d) for d in range(1, 29, 2)),
        ):
            make_confirmed(reporter, reviewer=reviewer, site=site, occurred_from=noon(day.isoformat()))
    surge = run_detection(by=reviewer, log=log, replicates=199).answers[-1]
    assert surge["cases"]["rate"] == "reference"
    assert surge["p_cases"] > 0.05
    numbers = set(Incident.objects.filter(occurred_from__year=2024).values_list("number", flat=True))
    assert set(surge["cases"]["members"]) <= numbers


def test_a_log_that_reaches_back_two_years_but_for_its_edges_is_asked_against_its_earlier_year(
    reporter: Account, reviewer: Account
) -> None:
    """The first report of a sparse log comes some weeks after its watch began."""
    log, site = make_log(), make_site()
    for n in range(36):
        day = dt.date(2023, 2, 1) + dt.timedelta(20 * n)
        make_confirmed(reporter, reviewer=reviewer, site=site, occurred_from=noon(day.isoformat()))
    surge = run_detection(by=reviewer, log=log, replicates=199).answers[-1]
    assert surge["cases"]["rate"] == "reference"
    assert surge["cases"]["reference_to"] < surge["cases"]["study_from"]


def test_an_old_ledger_before_a_long_silence_is_no_earlier_year(reporter: Account, reviewer: Account) -> None:
    log, site = make_log(), make_site()
    ledger = [dt.date(2019, 1, 1) + dt.timedelta(9 * n) for n in range(45)]
    kept = [dt.date(2025, 2, 1) + dt.timedelta(9 * n) for n in range(20)]
    for day in (*ledger, *kept):
        make_confirmed(reporter, reviewer=reviewer, site=site, occurred_from=noon(day.isoformat()))
    surge = run_detection(by=reviewer, log=log, replicates=199).answers[-1]
    assert (surge["cases"]["rate"], surge["refusal"]) == ("uniform", "silent_stretch")
