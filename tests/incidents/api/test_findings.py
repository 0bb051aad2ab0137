"""Runs and findings over REST: both p-values, the sentence, what is needed to run them again, released members."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, DetectionRun, Incident, Log
from incidents.selectors.released_findings import FINDING_FIELDS, RUN_FIELDS
from incidents.services.detection import run_detection
from incidents.services.review import release_incident
from tests.factories import make_log_of_a_returning_group, make_submitted, noon
from tests.incidents.api.conftest import Call, body_of, caller


@pytest.fixture
def log(reporter: Account, reviewer: Account) -> Log:
    return make_log_of_a_returning_group(reporter, reviewer=reviewer)


@pytest.fixture
def run(log: Log, reviewer: Account) -> DetectionRun:
    return run_detection(by=reviewer, log=log, replicates=199)


def release(releaser: Account, tlp: str = "CLEAR", **which: object) -> list[str]:
    rows = [
        release_incident(by=releaser, incident=row, rationale="Facts are public.", tlp=tlp)
        for row in Incident.objects.filter(**which).order_by("id")
    ]
    return [row.number for row in rows]


def test_finding_says_both_p_values_and_what_they_mean(call: Call, run: DetectionRun) -> None:
    row = body_of(call("findings"))["items"][0]
    stored = run.findings.get(rank=1)

    assert tuple(row) == FINDING_FIELDS
    assert (row["label"], row["centre"], row["observed"], row["observed_cases"]) == ("F-1", "osan", 3, 2)
    assert (row["p_incidents"], row["p_cases"]) == (stored.p_incidents, stored.p_cases)
    assert row["is_significant"] is False
    assert row["sentence_en"].startswith("If the same reports had fallen on random days")
    assert row["sentence_en"].endswith("nor that the acts are connected.")
    assert (row["seed"], row["replicates"], row["digest"]) == (run.seed, 199, run.digest)
    assert row["parameters"] == run.parameters


def test_only_released_members_are_named_and_all_are_counted(
    call: Call, run: DetectionRun, releaser: Account
) -> None:
    assert body_of(call("findings"))["items"][0]["members"] == []
    numbers = release(releaser, site__code="osan", case__isnull=False)

    row = body_of(call("findings"))["items"][0]

    assert (row["n_members"], row["members"]) == (3, numbers)


def test_dates_are_months_unless_the_press_printed_every_day(call: Call, run: DetectionRun) -> None:
    row = body_of(call("findings"))["items"][0]
    assert (row["date_from"], row["date_to"]) == ("2025-04", "2025-05")

    for member in Incident.objects.all():
        member.sources.update(type="PRESS")
    row = body_of(call("findings"))["items"][0]
    assert (row["date_from"], row["date_to"]) == ("2025-04-21", "2025-05-10")


def test_finding_carries_its_members_strictest_label_and_obeys_the_tier(
    token_of, run: DetectionRun, releaser: Account
) -> None:
    release(releaser, tlp="GREEN")

    found = body_of(caller(token_of("GREEN"))("findings"))
    assert (found["meta"]["label"], found["items"][0]["tlp"]) == ("TLP:GREEN", "GREEN")

    low = caller(token_of("CLEAR"))
    assert body_of(low("findings"))["items"] == []
    assert body_of(low("runs"))["items"][0]["findings"] == []
    assert low(f"findings/{run.findings.get(rank=1).uuid}").status_code == 404


def test_provisional_run_never_leaves(
    call: Call, log: Log, reporter: Account, reviewer: Account, signed_in
) -> None:
    make_submitted(reporter, occurred_from=noon("2025-04-22"))
    provisional = run_detection(by=reviewer, log=log, replicates=199, include_submitted=True)
    assert body_of(call("runs"))["items"] == body_of(call("findings"))["items"] == []
    assert call(f"runs/{provisional.uuid}").status_code == 404


def test_run_counts_what_it_left_out_without_naming_it(
    call: Call, log: Log, reporter: Account, reviewer: Account
) -> None:
    waiting = make_submitted(reporter)
    run = run_detection(by=reviewer, log=log, replicates=199)
    answer = call("runs")
    (row,) = body_of(answer)["items"]

    assert tuple(row) == RUN_FIELDS
    assert run.excluded["not_reviewed"] == [waiting.number]
    assert row["excluded"]["not_reviewed"] == 1
    assert waiting.number not in answer.content.decode()
    assert row["findings"] == [str(found.uuid) for found in run.findings.order_by("rank")]
    assert body_of(call(f"runs/{run.uuid}"))["item"] == row


def test_finding_is_found_by_its_key_and_as_a_feature(call: Call, run: DetectionRun) -> None:
    stored = run.findings.get(rank=1)
    assert body_of(call(f"findings/{stored.uuid}"))["item"]["uuid"] == str(stored.uuid)
    feature = body_of(call(f"findings/{stored.uuid}", format="geojson"))
    assert feature["geometry"]["coordinates"] == [127.03, 37.09]


def test_findings_are_filtered_by_log_and_significance(call: Call, run: DetectionRun) -> None:
    def count(**query: str) -> int:
        return len(body_of(call("findings", **query))["items"])

    everything = count()
    assert everything == run.findings.count() > 0
    assert count(log="own") == everything
    assert count(significant="false") == run.findings.exclude(p_cases__lte=0.05).count()
    assert count(significant="true") == run.findings.filter(p_cases__lte=0.05).count()
    assert call("findings", log="no-such").status_code == 400


@pytest.mark.parametrize("path", ["findings", "runs"])
def test_query_count_does_not_grow_with_rows(call: Call, log: Log, reviewer: Account, path: str) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            call(path).getvalue()
        return len(queries)

    run_detection(by=reviewer, log=log, replicates=99)
    call(path)
    one = count()
    for _ in range(2):
        run_detection(by=reviewer, log=log, replicates=99)
    assert count() == one
