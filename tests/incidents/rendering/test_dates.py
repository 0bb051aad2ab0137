"""Dates are told by the office's clock and never more exactly than they are known."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from incidents.enums import TimePrecision
from incidents.rendering.dates import (
    dated_words,
    days_apart_words,
    moment_words,
    precision_note,
    range_words,
    validity_words,
    when_words,
)
from tests.incidents.rendering.sample import SEOUL, incident


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=SEOUL)


@pytest.mark.parametrize(
    ("precision", "start", "end", "english", "korean"),
    [
        (TimePrecision.MINUTE, "2025-04-21T09:00", None, "21 Apr 2025, 09:00", "2025-04-21, 09:00"),
        (
            TimePrecision.MINUTE, "2025-04-21T23:30", "2025-04-22T00:15",
            "21 Apr 2025, 23:30 – 22 Apr 2025, 00:15", "2025-04-21, 23:30 – 2025-04-22, 00:15",
        ),
        (TimePrecision.DAY, "2025-04-21T00:00", "2025-04-21T23:59", "21 Apr 2025", "2025-04-21"),
        (TimePrecision.MONTH, "2025-04-01T00:00", "2025-04-30T23:59", "Apr 2025", "2025-04"),
        (
            TimePrecision.INTERVAL, "2024-07-01T00:00", "2025-03-31T23:59",
            "Jul 2024 – Mar 2025, interval", "2024-07 – 2025-03, interval",
        ),
        (
            TimePrecision.INTERVAL, "2025-03-18T00:00", "2025-03-21T23:59",
            "18 Mar – 21 Mar 2025, interval", "2025-03-18 – 03-21, interval",
        ),
    ],
)  # fmt: skip
def test_time_is_told_as_precisely_as_it_is_known(
    precision: int, start: str, end: str | None, english: str, korean: str
) -> None:
    record = incident(occurred_from=at(start), occurred_to=at(end) if end else None, time_precision=precision)
    assert when_words(record) == english
    with translation.override("ko"):
        separators = when_words(record).replace(" ~ ", " – ").replace(" (기간)", ", interval")
    assert separators == korean


def test_unknown_time_is_said() -> None:
    assert when_words(incident()) == "date unknown"
    assert when_words(incident(occurred_from=at("2025-04-21T09:00"))) == "date unknown"
    assert precision_note(incident()) == ""


def test_midnight_in_seoul_is_the_day_in_seoul() -> None:
    utc = dt.datetime(2025, 4, 20, 15, 0, tzinfo=dt.UTC)
    assert when_words(incident(occurred_from=utc, time_precision=TimePrecision.DAY)) == "21 Apr 2025"
    assert moment_words(utc) == "21 Apr 2025 00:00"


def test_note_says_whose_clock_and_what_was_worked_out() -> None:
    record = incident(
        occurred_from=at("2025-04-21T00:00"), time_precision=TimePrecision.DAY, date_derived=True
    )
    assert precision_note(record) == "Seoul time; precision: day; worked out from the text"


def test_range_does_not_repeat_the_year() -> None:
    april, may, next_year = dt.date(2025, 4, 21), dt.date(2025, 5, 10), dt.date(2026, 1, 2)
    assert range_words(april, may) == "21 Apr – 10 May 2025"
    assert range_words(april, april) == "21 Apr 2025"
    assert range_words(may, next_year) == "10 May 2025 – 2 Jan 2026"


def test_outcomes_keep_the_precision_of_their_date() -> None:
    assert dated_words(dt.date(2025, 8, 1), TimePrecision.MONTH) == "Aug 2025"
    assert dated_words(dt.date(2025, 8, 1), TimePrecision.DAY) == "1 Aug 2025"
    assert dated_words(None, TimePrecision.UNKNOWN) == "unknown"


def test_validity_says_what_nobody_wrote_down() -> None:
    start, end = dt.date(2024, 7, 17), dt.date(2026, 9, 12)
    assert validity_words(start, None) == "from 17 Jul 2024"
    assert validity_words(None, end) == "until 12 Sep 2026"
    assert validity_words(start, end) == "17 Jul 2024 – 12 Sep 2026"
    assert validity_words(None, None) == "not stated"


def test_days_apart_are_before_or_after() -> None:
    assert [days_apart_words(n) for n in (-231, -1, 0, 1, 12)] == [
        "231 days before", "1 day before", "same day", "1 day after", "12 days after",
    ]  # fmt: skip
