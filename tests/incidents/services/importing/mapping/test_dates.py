"""Dates and times as offices write them: a table of known answers, what is refused, and what is never thrown."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidents.services.importing.mapping.dates import (
    DateReader,
    UnreadableTime,
    When,
    canonical,
    read_clock_cell,
    until,
)

SEOUL, NEW_YORK = ZoneInfo("Asia/Seoul"), ZoneInfo("America/New_York")
TODAY = dt.date(2026, 11, 23)
DAY = "2025-04-21"


def read(
    text: str, *, clock: str = "", order: str = "", year: int | None = None, zone: ZoneInfo = SEOUL
) -> When:
    """Read a cell, and one of the time beside it, as a table of the office would be."""
    told = DateReader(TODAY, order, year).read(text)
    own = read_clock_cell(clock) if clock else None
    return canonical(told, own, zone=zone, office=SEOUL, today=TODAY)


def read_or_refused(text: str, **asked: Any) -> tuple[When | None, str]:
    """Read a cell, or return the advice of its refusal."""
    try:
        return read(text, **asked), ""
    except UnreadableTime as refused:
        return None, refused.advice


@pytest.mark.parametrize(
    ("text", "date", "precision", "time"),
    [
        ("2025-04-21", DAY, "day", ""),
        ("2025-04-21 09:00", DAY, "day", "09:00"),
        ("2025-04-21 09:00:30", DAY, "day", "09:00"),
        ("2025-04-21T09:00+09:00", DAY, "day", "09:00"),
        ("2025-04-21T00:30:00Z", DAY, "day", "09:30"),
        ("2025-04-21T22:00:00.000-05:00", "2025-04-22", "day", "12:00"),
        ("2025-04-21 09:00 UTC", DAY, "day", "18:00"),
        ("25.4.21. 09:00경", DAY, "day", "09:00"),
        ("25.4.21", DAY, "day", ""),
        ("'25.4.21", DAY, "day", ""),
        ("’25.4.21.", DAY, "day", ""),
        ("25-04-21", DAY, "day", ""),
        ("25.4.21.(월) 9시 30분", DAY, "day", "09:30"),
        ("2025. 4. 21(월) 오후 3시 30분", DAY, "day", "15:30"),
        ("2025.4.21.15:30", DAY, "day", "15:30"),
        ("2025년 4월 21일", DAY, "day", ""),
        ("2025년4월21일", DAY, "day", ""),
        ("2025年4月21日", DAY, "day", ""),
        ("25년 4월 21일(월) 09시 30분", DAY, "day", "09:30"),
        ("2025년 4월 21일 월요일 오전 9시", DAY, "day", "09:00"),
        ("2025년 4월 21일 새벽 2시경", DAY, "day", "02:00"),
        ("２０２５．４．２１", DAY, "day", ""),
        ("20250421", DAY, "day", ""),
        ("250421", DAY, "day", ""),
        ("250421 0900", DAY, "day", "09:00"),
        ("202504210900", DAY, "day", "09:00"),
        ("25.4.21 0900시", DAY, "day", "09:00"),
        ("21APR2025", DAY, "day", ""),
        ("21-Apr-25", DAY, "day", ""),
        ("April 21, 2025", DAY, "day", ""),
        ("Mon Apr 21 2025", DAY, "day", ""),
        ("21 April 2025 at 3:05 PM", DAY, "day", "15:05"),
        ("21 0900I APR 25", DAY, "day", "09:00"),
        ("210900Z APR 2025", DAY, "day", "18:00"),
        ("4/21/2025 3:05 PM", DAY, "day", "15:05"),
        ("4/21/2025 12:05 AM", DAY, "day", "00:05"),
        ("15:05 4/21/2025", DAY, "day", "15:05"),
        ("21/4/2025", DAY, "day", ""),
        ("21.4.2025", DAY, "day", ""),
        ("2025/04/21 / 09:00", DAY, "day", "09:00"),
        ("45768", DAY, "day", ""),
        ("45768.375", DAY, "day", "09:00"),
        ("25.4.21 정오", DAY, "day", "12:00"),
        ("25.4.21 밤 11시", DAY, "day", "23:00"),
        ("25.4.21 밤 2시", DAY, "day", "02:00"),
        ("25.4.21. 24:00", "2025-04-22", "day", "00:00"),
        ("2025-12-31 24:00", "2026-01-01", "day", "00:00"),
        ("25.4.21. 야간", DAY, "day", ""),
        ("25.4.21(야간 22시)", DAY, "day", "22:00"),
        ("25.4.21. 주말", DAY, "day", ""),
        ("25.4.21 시간미상", DAY, "day", ""),
        ("25.4.21 밤 12시", DAY, "day", ""),  # of which of two nights is not ours to guess
        ("25.4.21 자정", DAY, "day", ""),
        ("25.4.21 09:00~09:30", DAY, "day", "09:00"),
        ("25.04.21 0900~1000", DAY, "day", "09:00"),
        ("25.4.21 09~11시", DAY, "day", "09:00"),
        ("25.4.21~23", "2025-04-21/2025-04-23", "interval", ""),
        ("25.4.21~4.23", "2025-04-21/2025-04-23", "interval", ""),
        ("25.4.21.-5.10.", "2025-04-21/2025-05-10", "interval", ""),
        ("2025-04-21 ~ 2025-04-23", "2025-04-21/2025-04-23", "interval", ""),
        ("2025.4.21 부터 4.23까지", "2025-04-21/2025-04-23", "interval", ""),
        ("2025.12.30~1.2", "2025-12-30/2026-01-02", "interval", ""),
        ("2025.4.21 22:00 ~ 4.22 01:00", "2025-04-21/2025-04-22", "interval", ""),
        ("2025.4.21~2025.4.21", DAY, "day", ""),
        ("25. 4. 21 ~ 계속", DAY, "day", ""),
        ("2025년 4월", "2025-04", "month", ""),
        ("2025-04", "2025-04", "month", ""),
        ("'25.4월", "2025-04", "month", ""),
        ("202504", "2025-04", "month", ""),
        ("2025년 4월 일자미상", "2025-04", "month", ""),
        ("2025. 4. ?", "2025-04", "month", ""),
        ("2025년 4월 초", "2025-04-01/2025-04-10", "interval", ""),
        ("2025년 4월 중순", "2025-04-11/2025-04-20", "interval", ""),
        ("2025년 2월 말", "2025-02-21/2025-02-28", "interval", ""),
        ("24년 하반기", "2024-07-01/2024-12-31", "interval", ""),
        ("2025년 1/4분기", "2025-01-01/2025-03-31", "interval", ""),
        ("Q3 2024", "2024-07-01/2024-09-30", "interval", ""),
        ("2025년 여름", "2025-06-01/2025-08-31", "interval", ""),
        ("2025년", "2025-01-01/2025-12-31", "interval", ""),
        ("2026년 하반기", "2026-07-01/2026-11-24", "interval", ""),  # what has begun cannot end after tomorrow
        ("99.4.21", "1999-04-21", "day", ""),
        ("2024-02-29", "2024-02-29", "day", ""),
        ("미상", "", "unknown", ""),
        ("일시 불명", "", "unknown", ""),
        ("-", "", "unknown", ""),
        ("N/A", "", "unknown", ""),
        ("야간", "", "unknown", ""),
    ],
)  # fmt: skip
def test_dates_are_read_as_they_were_meant(text: str, date: str, precision: str, time: str) -> None:
    found = read(text)
    assert (found.date, found.precision, found.time) == (date, precision, time)


@pytest.mark.parametrize(
    ("text", "date", "precision", "time"),
    [
        ("4월 21일 09시", DAY, "day_derived", "09:00"),
        ("4.21", DAY, "day_derived", ""),
        ("4/21", DAY, "day_derived", ""),
        ("4.21.-5.10.", "2025-04-21/2025-05-10", "interval", ""),
        ("4월 21일~23일", "2025-04-21/2025-04-23", "interval", ""),
        ("12.30~1.2", "2025-12-30/2026-01-02", "interval", ""),
        ("4월 중순", "2025-04-11/2025-04-20", "interval", ""),
        ("하반기", "2025-07-01/2025-12-31", "interval", ""),
    ],
)
def test_dates_without_a_year_take_the_one_of_the_file_and_say_so(
    text: str, date: str, precision: str, time: str
) -> None:
    found = read(text, year=2025)
    assert (found.date, found.precision, found.time) == (date, precision, time)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2025-02-29", "NOT_IN_CALENDAR"),
        ("25.6.31", "NOT_IN_CALENDAR"),
        ("25.13.1", "NOT_IN_CALENDAR"),
        ("0000-01-01", "NOT_IN_CALENDAR"),
        ("0001-01-01", "OUT_OF_RANGE"),
        ("9999-12-31", "OUT_OF_RANGE"),
        ("9999-12-31 24:00", "OUT_OF_RANGE"),
        ("1949-12-31", "OUT_OF_RANGE"),
        ("2026-11-25", "OUT_OF_RANGE"),
        ("2025-04-21 25:00", "NO_SUCH_TIME"),
        ("2025-04-21 오전 13시", "NO_SUCH_TIME"),
        ("2025-04-21T09:00+99:00", "NO_SUCH_TIME"),
        ("4월 21일 09시", "NO_YEAR"),
        ("4.21.-5.10.", "NO_YEAR"),
        ("4/5/2025", "DAY_OR_MONTH_FIRST"),
        ("25/4/21", "DAY_OR_MONTH_FIRST"),
        ("2025.4.21~2025.4.19", "ENDS_BEFORE"),
        ("09:00", "TIME_WITHOUT_DAY"),
        ("밤 11시", "TIME_WITHOUT_DAY"),
        ("1988-05-08 02:30", "CLOCK_JUMPS"),  # summer time in Seoul
        ("작년 봄쯤", "UNREADABLE"),
        ("음력 4월 8일", "UNREADABLE"),
        ("2025-W17", "UNREADABLE"),
        ("20251", "UNREADABLE"),
        ("1e5", "UNREADABLE"),
        ("25.4.21 홍길동", "UNREADABLE"),
        ("2" * 500, "UNREADABLE"),
        ("", "UNREADABLE"),
    ],
)
def test_what_is_no_date_is_refused_with_its_rule(text: str, code: str) -> None:
    with pytest.raises(UnreadableTime) as refused:
        read(text)
    assert refused.value.code == code


def test_a_refusal_of_words_does_not_repeat_them() -> None:
    with pytest.raises(UnreadableTime) as refused:
        read("25.4.21 홍길동")
    assert "홍길동" not in refused.value.advice


@pytest.mark.parametrize(
    ("order", "text", "date"),
    [
        ("MDY", "4/5/2025", "2025-04-05"),
        ("DMY", "4/5/2025", "2025-05-04"),
        ("YMD", "25/4/21", DAY),
        ("MDY", "04/05/06", "2006-04-05"),
        ("DMY", "04/05/06", "2006-05-04"),
        ("YMD", "04/05/06", "2004-05-06"),
        ("MDY", "25.4.21", DAY),  # no month 25: the order of the file is not the order of this cell
        ("DMY", "5.4", "2025-04-05"),
    ],
)
def test_the_chosen_order_decides_what_can_be_read_in_two_ways(order: str, text: str, date: str) -> None:
    assert read(text, order=order, year=2025).date == date


@pytest.mark.parametrize(
    ("clock", "time"),
    [
        ("09:00", "09:00"), ("9:05", "09:05"), ("0900", "09:00"), ("900", "09:00"), ("9", "09:00"), ("2100시", "21:00"), ("21:00 hrs", "21:00"),
        ("9시", "09:00"), ("9시경", "09:00"), ("9시반", "09:30"), ("09시 30분", "09:30"), ("오후 3시", "15:00"),
        ("3:05 PM", "15:05"), ("12:30 AM", "00:30"), ("12:30 PM", "12:30"), ("저녁 7시", "19:00"), ("낮 12시", "12:00"),
        ("정오", "12:00"), ("0.375", "09:00"), ("1899-12-30 09:00:00", "09:00"), ("09:00~09:30", "09:00"),
        ("야간(22시경)", "22:00"), ("22시(야간)", "22:00"), ("야간 9시", "21:00"), ("심야 2시", "02:00"), ("주간(9시)", "09:00"), ("주간 3시", "15:00"),
        ("새벽(2시 30분)", "02:30"), ("오후(15:20)", "15:20"), ("20:00-21:00", "20:00"), ("22:00~", "22:00"), ("09:00(KST)", "09:00"), ("00:00Z", "09:00"),
        ("미상", ""), ("야간", ""), ("-", ""), ("", ""),
    ],
)  # fmt: skip
def test_times_of_a_column_of_their_own(clock: str, time: str) -> None:
    assert read(DAY, clock=clock).time == time


@pytest.mark.parametrize("clock", ["25:00", "9:75", "24:30", "2460", "abc", "홍길동"])
def test_what_is_no_time_is_refused(clock: str) -> None:
    with pytest.raises(UnreadableTime):
        read(DAY, clock=clock)


def test_a_time_beside_midnight_of_a_spreadsheet_counts_and_two_different_ones_do_not() -> None:
    assert read("2025-04-21 00:00", clock="15:00").time == "15:00"
    with pytest.raises(UnreadableTime) as refused:
        read("2025-04-21 09:00", clock="15:00")
    assert refused.value.code == "TWO_TIMES"


@pytest.mark.parametrize(
    ("text", "keeps"),
    [
        ("25.4.21. 09:00경", True), ("25.4.21. 야간", True), ("24년 하반기", True), ("야간", True), ("25.4.21 09:00~09:30", True),
        ("25.4.21 09:00", False), ("25.4.21~23", False), ("2025년 4월", False), ("미상", False),
    ],
)  # fmt: skip
def test_words_that_say_more_than_the_columns_hold_are_kept(text: str, keeps: bool) -> None:
    found = read(text)
    assert (found.keeps_date_words or found.keeps_time_words) is keeps


def test_times_of_another_zone_are_turned_into_the_offices() -> None:
    assert (found := read("2025-04-21 20:00", zone=NEW_YORK)).date == "2025-04-22"
    assert found.time == "09:00"
    assert "America/New_York" in found.remarks[0]


def test_a_day_without_a_time_stays_the_day_it_was_there() -> None:
    assert read("2025-04-21", zone=NEW_YORK).date == DAY


def test_a_time_that_the_change_of_clocks_left_out_is_refused() -> None:
    with pytest.raises(UnreadableTime) as refused:
        read("2025-03-09 02:30", zone=NEW_YORK)
    assert refused.value.code == "CLOCK_JUMPS"


def test_a_time_that_came_twice_is_taken_as_the_first_and_says_so() -> None:
    found = read("2025-11-02 01:30", zone=NEW_YORK)
    assert (found.date, found.time) == ("2025-11-02", "14:30")
    assert "twice" in found.remarks[0]


def test_a_day_of_the_week_that_contradicts_the_date_is_said() -> None:
    assert read("25.4.21(월)").remarks == ()
    assert "day of the week" in read("25.4.21(일)").remarks[0]


def test_begin_and_end_in_two_columns_are_one_interval() -> None:
    reader = DateReader(TODAY)
    told = until(reader.read("2025-04-21"), reader.read("25.4.23"))
    assert canonical(told, None, zone=SEOUL, office=SEOUL, today=TODAY).date == "2025-04-21/2025-04-23"
    with pytest.raises(UnreadableTime) as refused:
        until(reader.read("2025-04-21"), reader.read("2025-04-20"))
    assert refused.value.code == "ENDS_BEFORE"


# --- every form, on any day --------------------------------------------------------------------------------------

DAYS = st.dates(min_value=dt.date(2000, 1, 1), max_value=TODAY)
MINUTES = st.integers(min_value=0, max_value=1439)
_WEEK, _MONTHS = "월화수목금토일", "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
DAY_FORMS = {
    "2025-04-21": lambda d: d.isoformat(),
    "25.4.21": lambda d: f"{d.year % 100:02d}.{d.month}.{d.day}",
    "'25.4.21.": lambda d: f"'{d.year % 100:02d}.{d.month}.{d.day}.",
    "2025. 4. 21.": lambda d: f"{d.year}. {d.month}. {d.day}.",
    "2025.04.21(월)": lambda d: f"{d:%Y.%m.%d}({_WEEK[d.weekday()]})",
    "2025년 4월 21일": lambda d: f"{d.year}년 {d.month}월 {d.day}일",
    "25년4월21일(월)": lambda d: f"{d.year % 100:02d}년{d.month}월{d.day}일({_WEEK[d.weekday()]})",
    "20250421": lambda d: f"{d:%Y%m%d}",
    "250421": lambda d: f"{d:%y%m%d}",
    "21APR2025": lambda d: f"{d.day:02d}{_MONTHS[d.month - 1]}{d.year}",
    "April 21, 2025": lambda d: f"{_MONTHS[d.month - 1].title()} {d.day}, {d.year}",
    "2025/4/21": lambda d: f"{d.year}/{d.month}/{d.day}",
}
CLOCK_FORMS = {
    "09:00": lambda h, m: f"{h:02d}:{m:02d}",
    "9:00경": lambda h, m: f"{h}:{m:02d}경",
    "9시 0분": lambda h, m: f"{h}시 {m}분",
    "09시00분경": lambda h, m: f"{h:02d}시{m:02d}분경",
    "0900": lambda h, m: f"{h:02d}{m:02d}",
    "오후 3:05": lambda h, m: f"{'오전' if h < 12 else '오후'} {h % 12 or 12}:{m:02d}",
    "오후 3시 5분": lambda h, m: f"{'오전' if h < 12 else '오후'} {h % 12 or 12}시 {m}분",
    "3:05 PM": lambda h, m: f"{h % 12 or 12}:{m:02d} {'AM' if h < 12 else 'PM'}",
}


@settings(max_examples=4_500, deadline=None)
@given(
    DAYS,
    MINUTES,
    st.sampled_from(sorted(DAY_FORMS)),
    st.sampled_from(sorted(CLOCK_FORMS)),
    st.sampled_from(["", " ", "  "]),
)
def test_a_known_moment_in_any_form_reads_back(
    day: dt.date, minute: int, day_form: str, clock_form: str, gap: str
) -> None:
    text = f"{DAY_FORMS[day_form](day)} {gap}{CLOCK_FORMS[clock_form](minute // 60, minute % 60)}"
    found = read(text)
    assert (found.date, found.precision, found.time) == (
        day.isoformat(),
        "day",
        f"{minute // 60:02d}:{minute % 60:02d}",
    )


@settings(max_examples=1_000, deadline=None)
@given(DAYS, st.integers(min_value=1, max_value=400), st.sampled_from(["~", " ~ ", "～", " - ", "부터 "]))
def test_a_known_span_reads_back(begin: dt.date, n_days: int, between: str) -> None:
    end = begin + dt.timedelta(days=n_days)
    if end > TODAY:
        return
    found = read(f"{begin.year}.{begin.month}.{begin.day}{between}{end.year}.{end.month}.{end.day}")
    assert (found.date, found.precision) == (f"{begin}/{end}", "interval")


@settings(max_examples=1_500, deadline=None)
@given(DAYS, st.sampled_from(["MDY", "DMY", "YMD"]), st.booleans())
def test_a_known_day_in_the_chosen_order_reads_back(day: dt.date, order: str, is_short: bool) -> None:
    year = f"{day.year % 100:02d}" if is_short or order == "YMD" else str(day.year)
    parts = {"Y": year, "M": str(day.month), "D": str(day.day)}
    assert read("/".join(parts[letter] for letter in order), order=order).date == day.isoformat()


PIECES = st.sampled_from(
    [*"0123456789", *"0123456789", ".", "-", "/", "~", ":", " ", "'", "(", ")", "년", "월", "일", "시", "분", "경", "오전", "오후", "밤", "새벽",
     "야간", "미상", "중순", "하반기", "분기", "상동", "부터", "까지", "AM", "PM", "Z", "I", "APR", "may", "T", "+09:00", "2025", "25", "〃", "金", "\u0660", "²"]
)  # fmt: skip


@settings(max_examples=3_000, deadline=None)
@given(
    st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map("".join)),
    st.one_of(st.just(""), st.lists(PIECES, max_size=6).map("".join), st.text(max_size=12)),
    st.sampled_from(["", "YMD", "DMY", "MDY"]),
    st.sampled_from([None, 1950, 2025]),
    st.sampled_from([SEOUL, NEW_YORK]),
)
@example("0001-01-01T00:00+14:00", "", "", None, SEOUL)
@example("9999-12-31 24:00", "", "", None, NEW_YORK)
@example("0.99999", "0.99999", "", None, SEOUL)
def test_no_text_throws_anything_but_a_refusal(
    text: str, clock: str, order: str, year: int | None, zone: ZoneInfo
) -> None:
    found, advice = read_or_refused(text, clock=clock, order=order, year=year, zone=zone)
    if found is None:
        assert advice
        return
    assert found.precision in ("day", "day_derived", "month", "interval", "unknown")
    assert (found.date == "") is (found.precision == "unknown")
