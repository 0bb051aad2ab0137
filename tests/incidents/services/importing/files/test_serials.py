"""Numbers of a workbook as text: days of both calendars, clocks, and the shortest form of everything else."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.services.importing.files.serials import date_text, iso_text, number_text, shows_date


@pytest.mark.parametrize(
    ("serial", "text"),
    [
        ("45768", "2025-04-21"),
        ("45768.375", "2025-04-21 09:00"),
        ("45768.3753125", "2025-04-21 09:00:27"),
        ("45768.99999", "2025-04-21 23:59:59"),
        ("45768.999999", "2025-04-22"),
        ("0.375", "09:00"),
        ("0", "00:00"),
        ("1", "1900-01-01"),
        ("59", "1900-02-28"),
        ("60", "60"),  # the 29th of February 1900, which only Excel knows
        ("61", "1900-03-01"),
        ("2958465", "9999-12-31"),
        ("2958466", "2958466"),
        ("-1", "-1"),
        ("1e999", "1e999"),
        ("nan", "nan"),
        ("gate", "gate"),
    ],
)
def test_a_serial_number_is_the_day_that_a_spreadsheet_shows(serial: str, text: str) -> None:
    assert date_text(serial, since_1904=False) == text


def test_the_other_calendar_begins_four_years_later() -> None:
    assert [date_text(serial, since_1904=True) for serial in ("0.5", "1", "44306")] == [
        "12:00", "1904-01-02", "2025-04-21",
    ]  # fmt: skip


@settings(max_examples=1_000, deadline=None)
@given(st.datetimes(datetime(1900, 3, 1), datetime(9999, 12, 31)), st.booleans())
def test_every_second_comes_back_from_its_serial_number(moment: datetime, since_1904: bool) -> None:
    moment = moment.replace(microsecond=0)
    zero = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    days = (moment - zero) / timedelta(days=1)
    text = date_text(repr(days), since_1904)
    if days >= 1:
        assert datetime.fromisoformat(text) == moment


@settings(max_examples=1_000, deadline=None)
@given(st.one_of(st.text(max_size=30), st.floats().map(repr), st.integers().map(str)), st.booleans())
def test_any_text_in_the_place_of_a_number_is_some_text(written: str, since_1904: bool) -> None:
    assert [
        type(made) for made in (date_text(written, since_1904), number_text(written), iso_text(written))
    ] == [str] * 3


@settings(max_examples=1_000, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_means_the_same_in_its_shortest_form(number: float) -> None:
    assert float(number_text(f"{number:.17g}")) == number


@pytest.mark.parametrize(
    ("written", "shown"),
    [("12", "12"), ("12.0", "12"), ("37.090600000000002", "37.0906"), ("1E3", "1000"), ("-126.50", "-126.5"), ("1e300", "1e+300"), ("-0.0", "0")],
)  # fmt: skip
def test_a_number_is_written_as_people_write_it(written: str, shown: str) -> None:
    assert number_text(written) == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("2025-04-21T09:00:00", "2025-04-21 09:00"), ("2025-04-21T00:00:00Z", "2025-04-21"), ("2025-04-21T09:00:27.5", "2025-04-21 09:00:27"), ("2025-04-21", "2025-04-21")],
)  # fmt: skip
def test_a_day_in_words_of_the_standard(written: str, shown: str) -> None:
    assert iso_text(written) == shown


@pytest.mark.parametrize(
    "code", ["yyyy-mm-dd", "m/d/yy h:mm", "[h]:mm:ss", 'yyyy"년" m"월" d"일"', "[$-412]yyyy/mm/dd", "aaa d"]
)
def test_formats_that_show_days_or_hours(code: str) -> None:
    assert shows_date(164, code)


@pytest.mark.parametrize(
    "code", ["General", "0.00", '0"days"', "#,##0_);[Red](#,##0)", "@", '"yd"0', "0.0E+00", "[Blue]0"]
)
def test_formats_that_show_numbers(code: str) -> None:
    assert not shows_date(164, code)


def test_formats_without_a_code_are_known_by_their_number() -> None:
    assert [number for number in (0, 1, 14, 22, 31, 45, 49, 57) if shows_date(number, None)] == [
        14,
        22,
        31,
        45,
        57,
    ]
