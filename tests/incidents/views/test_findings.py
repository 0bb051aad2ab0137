"""Runs: starting one, its page in plain words, and what each reader may know of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from incidents.models import Account, DetectionRun, Log
from incidents.services.detection import run_detection
from tests.factories import (
    make_account,
    make_confirmed,
    make_log,
    make_log_of_a_returning_group,
    make_submitted,
    noon,
)

SignIn = Callable[[Account], Client]


@pytest.fixture
def log(reporter: Account, reviewer: Account) -> Log:
    return make_log_of_a_returning_group(reporter, reviewer=reviewer)


@pytest.fixture
def run(log: Log, reviewer: Account) -> DetectionRun:
    return run_detection(by=reviewer, log=log, replicates=99)


def page(client: Client, run: DetectionRun) -> str:
    response = client.get(f"/findings/{run.log.code}/{run.number}/")
    assert response.status_code == 200
    return response.content.decode()


def test_button_starts_a_run_and_leads_to_it(signed_in: SignIn, log: Log, reviewer: Account) -> None:
    response = signed_in(reviewer).post("/findings/", {"log": log.code})
    assert response.url == f"/findings/{log.code}/1/"
    stored = DetectionRun.objects.get()
    assert (stored.n_incidents, stored.n_cases, stored.replicates, stored.is_provisional) == (
        11,
        10,
        9999,
        False,
    )


def test_provisional_run_is_marked(signed_in: SignIn, log: Log, reporter: Account, reviewer: Account) -> None:
    make_submitted(reporter)
    client = signed_in(reviewer)
    client.post("/findings/", {"log": log.code, "include_submitted": "on"})
    stored = DetectionRun.objects.get()
    assert (stored.is_provisional, stored.n_incidents) == (True, 12)
    assert "Provisional: with reports that nobody has reviewed." in page(client, stored)


@pytest.mark.parametrize(
    "role", ["releaser", "analyst", "protection_officer", "reporter", "auditor", "operator"]
)
def test_only_reviewers_start_a_run(signed_in: SignIn, log: Log, role: str) -> None:
    client = signed_in(make_account(role))
    assert client.post("/findings/", {"log": log.code}).status_code == 403
    assert not DetectionRun.objects.exists()


def test_unknown_log_is_named(signed_in: SignIn, log: Log, reviewer: Account) -> None:
    response = signed_in(reviewer).post("/findings/", {"log": "nowhere"})
    assert response.status_code == 400
    assert "The run was not started" in response.content.decode()
    assert not DetectionRun.objects.exists()


def test_page_shows_both_p_and_the_whole_sentence(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    html = page(signed_in(reviewer), run)
    finding = run.findings.first()
    assert f"<b>{finding.observed}</b>incidents" in html
    assert f"<b>{finding.observed_cases}</b>cases" in html
    assert "as cases: the one that counts" in html
    assert "If the same reports had fallen on random days, a pattern this strong would appear in" in html
    assert (
        "This is not the chance that anyone is innocent or guilty, nor that the acts are connected." in html
    )
    assert html.count('class="h0"') + html.count('class="h1"') == 200 * run.findings.count()


def test_chance_strip_has_the_observed_and_four_shuffles(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    html = page(signed_in(reviewer), run)
    strip = html.split('class="strip"')[1].split("</section>")[0]
    assert [words in strip for words in ("Observed", "Shuffle 1", "Shuffle 4", "Shuffle 5")] == [
        True, True, True, False,
    ]  # fmt: skip


def test_each_answer_shows_what_shuffled_logs_looked_like(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    html = page(signed_in(reviewer), run).split("The other three questions")[1].split("What was left out")[0]
    answers = html.split('class="card pad read answer"')[1:]
    assert len(answers) == 3
    knox, series, surge = answers
    for answer in (knox, surge):
        assert [words in answer for words in ("Observed", "Shuffle 4", "Shuffle 5")] == [True, True, False]
        assert answer.count("<svg") == 5
    assert "days shuffled" in knox
    assert "as many reports, on random days" in surge
    assert "<rect" in surge
    assert 'class="strip"' not in series  # no combination to deal out: it was not tested


def test_the_page_of_a_run_asks_as_often_for_one_answer_as_for_many(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    client, counted = signed_in(reviewer), []
    page(client, run)
    for answers in (run.answers[:1], run.answers * 3):
        DetectionRun.objects.filter(pk=run.pk).update(answers=answers)
        with CaptureQueriesContext(connection) as queries:
            page(client, run)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_what_was_left_out_is_named_with_its_reason(
    signed_in: SignIn, log: Log, reporter: Account, reviewer: Account
) -> None:
    imprecise = make_confirmed(
        reporter,
        reviewer=reviewer,
        occurred_from=noon("2024-07-01"),
        occurred_to=noon("2025-03-31"),
        time_precision=5,
    )
    waiting = make_submitted(reporter)
    run = run_detection(by=reviewer, log=log, replicates=99)
    left_out = page(signed_in(reviewer), run).split("What was left out")[1].split("</section>")[0]
    assert "1 imprecise date" in left_out
    assert "1 not reviewed" in left_out
    assert imprecise.number in left_out
    assert waiting.number in left_out


def test_numbers_that_a_reader_may_not_know_are_counted_only(
    signed_in: SignIn, log: Log, reporter: Account, reviewer: Account, analyst: Account
) -> None:
    waiting = make_submitted(reporter)
    run = run_detection(by=reviewer, log=log, replicates=99)
    html = page(signed_in(analyst), run)
    assert "1 not reviewed" in html
    assert waiting.number not in html
    assert "Counts hold every member; the table holds those you may read." in html


def test_provisional_run_stays_in_the_office(
    signed_in: SignIn, log: Log, reviewer: Account, analyst: Account
) -> None:
    run = run_detection(by=reviewer, log=log, replicates=99, include_submitted=True)
    assert signed_in(analyst).get(f"/findings/{log.code}/{run.number}/").status_code == 404


def test_press_log_says_that_it_is_a_selection(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    words = "A log gathered from the press is a selection"
    assert words not in page(signed_in(reviewer), run)
    Log.objects.filter(pk=run.log_id).update(kind="PRESS")
    assert words in page(signed_in(reviewer), run)


def test_small_log_says_what_it_could_have_shown(
    signed_in: SignIn, run: DetectionRun, reviewer: Account
) -> None:
    assert "What so small a log could have shown" in page(signed_in(reviewer), run)


def test_empty_log_is_answered_in_words(signed_in: SignIn, reviewer: Account) -> None:
    run = run_detection(by=reviewer, log=make_log(), replicates=99)
    html = page(signed_in(reviewer), run)
    assert "Too few dated reports for any p-value." in html
    assert "Nothing found" in html


def test_list_before_the_first_run_says_what_a_finding_needs(signed_in: SignIn, reviewer: Account) -> None:
    html = signed_in(reviewer).get("/findings/").content.decode()
    assert "No run yet" in html


def test_unknown_run_is_not_found(signed_in: SignIn, run: DetectionRun, reviewer: Account) -> None:
    client = signed_in(reviewer)
    assert client.get(f"/findings/{run.log.code}/99/").status_code == 404
    assert client.get("/findings/nowhere/1/").status_code == 404
    assert client.get(f"/findings/{run.log.code}/99999999999999999999/").status_code == 404


def test_number_of_queries_does_not_grow_with_runs(signed_in: SignIn, log: Log, reviewer: Account) -> None:
    client, counted = signed_in(reviewer), []
    for n_runs in (1, 3):
        while DetectionRun.objects.count() < n_runs:
            run_detection(by=reviewer, log=log, replicates=19)
        client.get("/findings/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/findings/")
        counted.append(len(queries))
    assert counted[0] == counted[1]
