"""A mapping as plain data: it comes back as it was, and nothing but a mapping is one."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.errors import ImportRefused
from incidents.services.importing.mapping import BUILT_IN, TARGETS, DayOrder, Field, Mapping, Unmapped

WHEN = Field("date", ("일시",), "DATE")


@pytest.mark.parametrize(
    "mapping",
    [
        Mapping((WHEN,)),
        Mapping((WHEN,), name="가", day_order=DayOrder.DAY_FIRST, year=2025, time_zone="America/New_York", unmapped=Unmapped.IN_NOTE,
                ditto=False, ignored=("신고자",)),
        *BUILT_IN.values(),
    ],
)  # fmt: skip
def test_a_mapping_comes_back_from_json_as_it_was(mapping: Mapping) -> None:
    again = Mapping.from_json(json.loads(json.dumps(mapping.to_json())))
    assert again == mapping
    assert again.digest == mapping.digest


def test_name_and_reasons_make_no_other_mapping_but_every_answer_does() -> None:
    one = Mapping((WHEN,))
    assert replace(one, name="x").digest == one.digest
    assert Mapping((replace(WHEN, confidence=0.5, why=("HEADER",)),)).digest == one.digest
    others = [replace(one, day_order=DayOrder.DAY_FIRST), replace(one, year=2025), replace(one, ditto=False)]
    assert len({mapping.digest for mapping in (one, *others)}) == 4


@pytest.mark.parametrize(
    "content",
    [
        None, [], "x", 1,
        {"fields": None}, {"fields": {}}, {"fields": [1]}, {"fields": [], "other": 1}, {"fields": [], "version": 2},
        {"fields": [{"target": "nonsense"}]}, {"fields": [{"target": ["date"]}]}, {"fields": [{"target": "date", "how": "CLOCK"}]},
        {"fields": [{"target": "date", "columns": "일시"}]}, {"fields": [{"target": "date", "columns": ["a\x00b"]}]},
        {"fields": [{"target": "date", "columns": ["a"] * 4}]}, {"fields": [{"target": "date"}, {"target": "date"}]},
        {"fields": [{"target": "date", "constant": "x" * 301}]}, {"fields": [{"target": "date", "evil": 1}]},
        {"fields": [], "day_order": "DYM"}, {"fields": [], "day_order": ["DMY"]}, {"fields": [], "year": "2025"}, {"fields": [], "year": True},
        {"fields": [], "year": 10**9}, {"fields": [], "time_zone": "Mars/Olympus"}, {"fields": [], "time_zone": "../etc/passwd"},
        {"fields": [], "unmapped": "KEEP"}, {"fields": [], "ditto": "yes"}, {"fields": [], "name": 5}, {"fields": [], "ignored": [1]},
    ],
)  # fmt: skip
def test_what_is_no_mapping_is_refused(content: Any) -> None:
    with pytest.raises(ImportRefused):
        Mapping.from_json(content)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["fields", "target", "columns", "how", "year", "x"]), inner)
    ),
    max_leaves=12,
)


@settings(max_examples=500, deadline=None)
@given(JSON)
def test_any_json_is_a_mapping_or_refused(content: Any) -> None:
    try:
        mapping = Mapping.from_json(content)
    except ImportRefused:
        return
    assert Mapping.from_json(mapping.to_json()) == mapping


def test_every_target_can_be_read_in_some_way() -> None:
    for target in TARGETS.values():
        assert target.hows
        assert str(target.words)
        assert Field(target.name).reading == target.hows[0]
