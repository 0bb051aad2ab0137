"""The usual in words and pixels: nothing leaves its frame, nothing is said where there is too little."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from incidents.analysis.baseline import SiteBaseline, Usual, site_baseline
from incidents.rendering.site_usual import (
    HEIGHT,
    MONTHS_SHOWN,
    WIDTH,
    usual_tables,
    usual_words,
    watched_words,
)

START = (dt.date(2022, 1, 1) - dt.date(1970, 1, 1)).days


def log_of(n: int, *, days: int = 1_000) -> SiteBaseline:
    step = max(1, days // max(n, 1))
    return site_baseline(
        [START + i * step for i in range(n)], [i % 24 for i in range(n)], list(range(n)), [False] * n,
        start_day=START, end_day=START + days,
    )  # fmt: skip


@pytest.mark.parametrize("n", [1, 4, 5, 60, 900])
def test_drawings_stay_in_their_frame(n: int) -> None:
    for table in usual_tables(log_of(n)):
        assert (table.width, table.height) == (WIDTH, HEIGHT)
        for row in table.rows:
            assert 0 <= row.low_px <= row.low_px + row.band_px <= WIDTH
            assert 4 + row.bar_px <= WIDTH
            assert row.dot_px + 3.5 <= WIDTH
            assert row.has_range is (n >= 5)


def test_long_history_shows_its_newest_months_and_says_so() -> None:
    months = usual_tables(log_of(9))[0]
    assert len(months.rows) == MONTHS_SHOWN
    assert months.rows[-1].label == "Sep 2024"
    assert months.note == "9 earlier months are not shown."


def test_slots_have_names_of_the_calendar() -> None:
    _months, seasons, weekdays, hours = usual_tables(log_of(9))
    assert [row.label for row in seasons.rows][0] == "March to May"
    assert [row.label for row in weekdays.rows][:2] == ["Monday", "Tuesday"]
    assert [row.label for row in hours.rows][-1] == "21:00–24:00"
    with translation.override("ko"):
        assert usual_tables(log_of(9))[2].rows[0].label == "월요일"


def test_hours_say_how_many_are_known() -> None:
    known_to_the_day = site_baseline([START], [-1], [1], [False], start_day=START, end_day=START + 9)
    assert usual_tables(known_to_the_day)[3].note == "The time of day is known for 0 of 1."


def test_range_is_told_with_its_mean() -> None:
    assert usual_words(Usual(1.714, 0, 4)) == "0 to 4, mean 1.7"
    assert usual_words(Usual(0.04, 0, 0)) == "0, mean 0.04"
    assert usual_words(None) == "too few to say"
    assert watched_words(log_of(1, days=364)) == "1 Jan – 31 Dec 2022"
