"""The office's clock, read for one moment and for many at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.services.importing.likeness import office_clock, office_minutes

ZONES = ("Asia/Seoul", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC")
moments = st.datetimes(
    min_value=dt.datetime(1962, 1, 1), max_value=dt.datetime(2060, 1, 1), timezones=st.just(dt.UTC)
).map(lambda moment: moment.replace(second=0, microsecond=0))


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(some=st.lists(moments, min_size=1, max_size=8))
def test_many_moments_are_read_as_one_is(zone: str, some: list[dt.datetime], settings: Any) -> None:
    settings.OFFICE_TIME_ZONE = zone
    utc = np.array([int(moment.timestamp()) // 60 for moment in some], dtype=np.int64)
    assert office_clock(utc).tolist() == [office_minutes(moment) for moment in some]


def test_the_hour_that_is_told_twice(settings: Any) -> None:
    settings.OFFICE_TIME_ZONE = "America/New_York"
    begin = int(dt.datetime(2025, 11, 2, 4, 30, tzinfo=dt.UTC).timestamp()) // 60
    told = office_clock(np.arange(begin, begin + 150, 30, dtype=np.int64))
    assert [minutes % 1_440 for minutes in told.tolist()] == [30, 60, 90, 60, 90]
