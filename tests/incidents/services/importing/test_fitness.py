"""What is waved through at a glance would have been accepted at a closer look, and nothing else."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.enums import GeocodeMethod
from incidents.errors import IncompleteReport, PersonalDataFound
from incidents.models import Incident
from incidents.services.importing.fitness import Fitness
from incidents.services.personal_data import find_personal_data, finding, is_surely_clean
from incidents.services.substance import check_substance

SEOUL = ZoneInfo("Asia/Seoul")
moments = st.none() | st.datetimes(
    min_value=dt.datetime(1900, 1, 1),
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001
).map(lambda moment: moment.replace(tzinfo=SEOUL))
texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["", "a" * 301, "\x00", "\ud800", "two people\nat the gate", "call 010-1234-5678", "정문 앞 2명"]
    ),
)
rows = st.fixed_dictionaries({
    "occurred_from": moments,
    "occurred_to": moments,
    "time_precision": st.sampled_from([1, 2, 5, 9, 7]),
    "observer_lat": st.none() | st.floats(-200, 200),
    "observer_lon": st.none() | st.floats(-200, 200),
    "uncertainty_m": st.none() | st.integers(-5, 2_000_000),
    "geocode_method": st.sampled_from([*GeocodeMethod.values, "GUESSED"]),
    "place_as_reported": texts, "summary": texts, "narrative": texts,
})  # fmt: skip
codes = st.fixed_dictionaries({
    "vantage": st.sampled_from(["", "ROOFTOP", "NOWHERE"]),
    "behaviours": st.lists(st.sampled_from(["PHOTO", "SNEEZED"]), max_size=2),
    "group_size": st.none() | st.integers(-1, 20_000),
    "announced_on": st.none() | st.dates(dt.date(1940, 1, 1), dt.date(2040, 1, 1)),
})  # fmt: skip


def refused(own: dict[str, Any], values: dict[str, Any]) -> bool:
    try:
        check_substance(Incident(**own, **values))
    except (IncompleteReport, PersonalDataFound):
        return True
    return False


@pytest.fixture(scope="module")
def fitness() -> Fitness:
    return Fitness()


@settings(max_examples=1_500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(own=rows, values=codes)
def test_a_row_is_fit_if_the_checks_of_a_report_accept_it(
    fitness: Fitness, own: dict[str, Any], values: dict[str, Any]
) -> None:
    try:
        fitness.check(own, values, codes_are_fit=False)
        is_fit = True
    except (IncompleteReport, PersonalDataFound):
        is_fit = False
    assert is_fit is not refused(own, values)


words = st.one_of(
    st.text(max_size=8),
    st.sampled_from([
        "010-1234-5678", "010", "1234", "5678", "national", "id", "여권", "M12345678", "위챗", "아이디", "a@b.kr", "( at )",
        "집", "주소", "홍길동", "씨", "qq", "12가", "3456", "\u200b", "０１０", "Mr", "Kim", "t.me/x", "\x1f", "resi", "d",
    ]),
)  # fmt: skip


@settings(max_examples=3_000, deadline=None)
@given(parts=st.lists(words, max_size=8), glue=st.sampled_from([" ", "", "\n", "-", "\u3000"]))
def test_a_text_that_passes_at_a_glance_holds_nothing(parts: list[str], glue: str) -> None:
    text = glue.join(parts)
    closely = any(_read_closely(text))
    assert not (is_surely_clean(text) and closely)
    assert any(find_personal_data(text)) is closely


def _read_closely(text: str) -> list[object]:
    """Return what every rule finds, without looking first whether it may."""
    folded = finding.fold(text)
    lowered = folded.lower()
    bare = finding.without_addresses(lowered)
    return [
        found
        for index in finding._worth_a_look(lowered, bare)
        for rule in (finding.RULES[index],)
        for found in finding._met(
            rule, folded if rule.keeps_case else lowered if rule.reads_addresses else bare
        )
    ]
