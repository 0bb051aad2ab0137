"""What one row says becomes fields and children; unknown stays unknown, and every reason is named at once."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.places import Registry
from incidents.services.importing.row import ReadRow, read_row
from incidents.services.importing.words import equipment_in, record_kind_in
from sites.errors import InvalidValues
from tests.factories import make_site

SEOUL = ZoneInfo("Asia/Seoul")
ROW = {"date": "2025-04-21", "date_precision": "day", "site": "osan-air-base"}
AT_OSAN = {"lat": "37.0906", "lon": "127.03"}


@pytest.fixture
def registry(db: None) -> Registry:
    make_site()
    make_site("osan-city-airport", name_en="Osan", name_ko="오산", site_type="AIRPORT")
    make_site("humphreys", name_en="Camp Humphreys", name_ko="캠프 험프리스", aliases=["K-6", "험프리스"])
    make_site("humphreys-annex", name_en="Annex", name_ko="별관", aliases=["K-6"])
    return Registry()


def read(registry: Registry, *, is_press: bool = False, **cells: str) -> ReadRow:
    return read_row(ROW | cells, registry=registry, is_press=is_press)


def reasons(registry: Registry, **cells: str) -> list[str]:
    """Return why a row is refused."""
    with pytest.raises(InvalidValues) as refused:
        read(registry, **cells)
    return [str(problem) for problem in refused.value.problems]


# --- when ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "begin", "end", "precision", "is_derived"),
    [
        ({}, (2025, 4, 21, 0, 0), None, 2, False),
        ({"occurred_time": "9:05"}, (2025, 4, 21, 9, 5), None, 1, False),
        ({"date_precision": "day_derived"}, (2025, 4, 21, 0, 0), None, 2, True),
        ({"date_derived": "y"}, (2025, 4, 21, 0, 0), None, 2, True),
        ({"date": "2024-02", "date_precision": "month"}, (2024, 2, 1, 0, 0), (2024, 2, 29, 23, 59, 59), 4, False),
        ({"date": "2024-07/2025-03", "date_precision": "interval"}, (2024, 7, 1), (2025, 3, 31, 23, 59, 59), 5, False),
        ({"date": "2024-07-02/2024-07", "date_precision": "Interval"}, (2024, 7, 2), (2024, 7, 31, 23, 59, 59), 5, False),
    ],
)  # fmt: skip
def test_time_is_read_by_the_clock_of_seoul_and_no_more_precise_than_told(
    registry: Registry,
    cells: dict[str, str],
    begin: tuple,
    end: tuple | None,
    precision: int,
    is_derived: bool,
) -> None:
    fields = read(registry, **cells).fields
    assert fields["occurred_from"] == dt.datetime(*begin, tzinfo=SEOUL)
    assert fields["occurred_to"] == (dt.datetime(*end, tzinfo=SEOUL) if end else None)
    assert (fields["time_precision"], fields["date_derived"]) == (precision, is_derived)


def test_unknown_time_stays_unknown(registry: Registry) -> None:
    fields = read(registry, date="", date_precision="unknown").fields
    assert (fields["time_precision"], "occurred_from" in fields) == (9, False)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"date": ""}, "date: “” is missing"),
        ({"date": "21.04.2025"}, "date: “21.04.2025” is not a day. Write YYYY-MM-DD."),
        ({"date": "2025-02-30"}, "date: “2025-02-30” is not in the calendar"),
        ({"date": "0001-01-01"}, "date: “0001-01-01” is before 1950"),
        ({"date": "9999-12-31"}, "date: “9999-12-31” is in the future"),
        ({"date": "２０２５-04-21"}, "is not a day"),
        ({"date": "2025-13", "date_precision": "month"}, "is not in the calendar"),
        ({"date": "2025-04-21", "date_precision": "month"}, "is not a month"),
        ({"date": "2025-04", "date_precision": "interval"}, "is not an interval"),
        ({"date": "2025-03/2024-07", "date_precision": "interval"}, "ends before it begins"),
        ({"date": "2025-03/9999-12", "date_precision": "interval"}, "is in the future"),
        (
            {"date_precision": "roughly"},
            "date_precision: “roughly” is not in the list. Use one of: day, day_derived",
        ),
        ({"date_precision": ""}, "date_precision: “” is not in the list"),
        ({"date_precision": "unknown"}, "date: “2025-04-21” stands beside “unknown”"),
        ({"occurred_time": "25:00"}, "occurred_time: “25:00” is not a time"),
        ({"date": "2025-03", "date_precision": "month", "occurred_time": "09:00"}, "is a time without a day"),
    ],
)
def test_an_impossible_time_is_refused(registry: Registry, cells: dict[str, str], said: str) -> None:
    assert [said in reason for reason in reasons(registry, **cells)] == [True]


# --- where ---------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({}, "osan-air-base"),
        ({"site": "OSAN-AIR-BASE"}, "osan-air-base"),
        ({"site": "Osan Air Base"}, "osan-air-base"),
        ({"site": "오산 공군기지", "site_type": "base"}, "osan-air-base"),
        ({"site": "", "place_as_reported": "Road near OSAN AIR BASE, gate 3"}, "osan-air-base"),
        ({"site": "", "place_as_reported": "오산 공군기지에서 1km"}, "osan-air-base"),
        ({"site": "", "place_as_reported": "Osan Air Base", "site_type": "airport"}, "osan-city-airport"),
        ({"site": "", "place_as_reported": "험프리스 정문"}, "humphreys"),
    ],
)
def test_a_site_is_found_by_code_or_by_the_longest_name_in_the_place(
    registry: Registry, cells: dict[str, str], code: str
) -> None:
    assert read(registry, **cells).fields["site"].code == code


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"site": "atlantis"}, "site: “atlantis” is not in the registry"),
        (
            {"site_type": "port"},
            "site_type: “port” differs from the registry, where “osan-air-base” is MIL_BASE",
        ),
        ({"site_type": "castle"}, "site_type: “castle” is not in the list. Use one of: MIL_BASE"),
        ({"site": "", "place_as_reported": "Rhosannon"}, "place_as_reported: “Rhosannon” names no site"),
        ({"site": "", "place_as_reported": "near K-6"}, "fits several sites: humphreys, humphreys-annex"),
        ({"lat": "91", "lon": "127"}, "lat: “91” is outside -90 to 90. Check for swapped values."),
        ({"lat": "127.03", "lon": "37.09"}, "look swapped: write lat 37.09 and lon 127.03"),
        ({"lat": "35.1", "lon": "181"}, "lon: “181” is outside -180 to 180"),
        ({"lat": "NaN", "lon": "127"}, "lat: “NaN” is not a number"),
        ({"lat": "1e999", "lon": "127"}, "lat: “1e999” is not a number"),
        ({"lat": "37,09", "lon": "127"}, "lat: “37,09” is not a number. Write it with a decimal point"),
        ({"lat": "37.09"}, "lon: “” is missing. A point needs lat and lon."),
        ({"lat": "33.5", "lon": "126.5"}, "is 401 km from osan-air-base"),
        ({"uncertainty_m": "50"}, "uncertainty_m: “50” stands without a point"),
        (AT_OSAN | {"uncertainty_m": "-1"}, "uncertainty_m: “-1” is not a whole number from 0 to 1000000"),
        ({"geo_precision": "7"}, "geo_precision: “7” is not in the list. Use one of: 1, 2, 3, 4, 5, 9."),
        ({"zone_relation": "INSIDE"}, "zone_relation: “INSIDE” needs its reason"),
        ({"zone_reason": "said so"}, "zone_reason: “said so” stands without zone_relation"),
    ],
)
def test_a_place_that_leads_nowhere_is_refused(registry: Registry, cells: dict[str, str], said: str) -> None:
    assert [said in reason for reason in reasons(registry, **cells)] == [True]


def test_a_point_needs_no_site_and_keeps_how_it_was_obtained(registry: Registry) -> None:
    fields = read(registry, site="", place_as_reported="on the hill", uncertainty_m="150", **AT_OSAN).fields
    assert fields["site"] is None
    assert (fields["observer_lat"], fields["observer_lon"], fields["uncertainty_m"]) == (37.0906, 127.03, 150)
    assert fields["geocode_method"] == "MANUAL"


def test_an_unknown_zone_relation_needs_no_reason(registry: Registry) -> None:
    assert read(registry, zone_relation="unknown").fields["zone_relation"] == "UNKNOWN"


# --- codes, counts and words ---------------------------------------------------------------------
def test_codes_are_read_in_any_case_and_each_once(registry: Registry) -> None:
    fields = read(registry, behaviours="photo| INTRSN |PHOTO", vantage="road", sign_present="y").fields
    assert (fields["behaviours"], fields["vantage"], fields["sign_present"]) == (
        ["PHOTO", "INTRSN"],
        "ROAD",
        "Y",
    )


def test_blank_cells_stay_blank(registry: Registry) -> None:
    row = read(registry)
    assert {name: row.fields[name] for name in ("behaviours", "summary", "group_size", "visitor_category")} == {
        "behaviours": [], "summary": "", "group_size": None, "visitor_category": "",
    }  # fmt: skip
    assert (row.children.equipment, row.children.dispositions, row.children.sources) == ([], [], [])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"behaviours": "PHOTO|DANCE"}, "behaviours: “DANCE” is not in the list. Use one of: AVIATION"),
        ({"vantage": "moon"}, "vantage: “moon” is not in the list"),
        ({"group_size": "many"}, "group_size: “many” is not a whole number from 0 to 32767"),
        ({"media_count": "99999999999"}, "media_count: “99999999999” is not a whole number"),
        ({"summary": "x" * 301}, "has 301 characters; 300 fit"),
        ({"note": "x" * 5_001}, "has 5001 characters; 5000 fit"),
        ({"outcome_as_reported": "x" * 301}, "has 301 characters; 300 fit"),
        ({"source_url": "javascript:alert(1)"}, "source_url: “javascript:alert(1)” is not a web address"),
        ({"published_on": "yesterday"}, "published_on: “yesterday” is not a day"),
        ({"case_ref": "two people"}, "case_ref: “two people” is no pseudonym"),
        (
            {"record_kind": "RUMOUR"},
            "record_kind: “RUMOUR” is not in the list. Use one of: INCIDENT, SUMMARY.",
        ),
    ],
)
def test_a_value_that_does_not_fit_is_refused(registry: Registry, cells: dict[str, str], said: str) -> None:
    assert [said in reason for reason in reasons(registry, **cells)] == [True]


def test_every_problem_of_a_row_is_named_at_once(registry: Registry) -> None:
    assert len(reasons(registry, date="soon", site="atlantis", vantage="moon", equipment="[{}]")) == 4


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("drone; mobile phones", ["UAS", "PHONE"]),
        ("UAV", ["UAS"]),
        ("DSLR camera with telephoto lens; smartphone", ["INTERCHANGEABLE_LENS", "TELEPHOTO", "PHONE"]),
        ("cameras with telephoto lenses", ["TELEPHOTO"]),
        ("high-end camera equipment", ["UNKNOWN"]),
        ("two-way radio (switched on, not receiving properly)", ["TWO_WAY_RADIO"]),
        ("drone and camera", ["UAS", "UNKNOWN"]),
        ("드론, 휴대전화, 망원렌즈", ["UAS", "PHONE", "TELEPHOTO"]),
        ("umbrella", ["OTHER"]),
        ("", []),
    ],
)
def test_words_for_equipment_become_codes_and_are_kept(words: str, codes: list[str]) -> None:
    found = equipment_in(words)
    assert [item["category"] for item in found] == codes
    assert all(item["note"] and item["note"] in words for item in found)


def test_an_outcome_in_words_stays_unknown_with_its_words(registry: Registry) -> None:
    lines = read(registry, outcome_as_reported="questioned and let go").children.dispositions
    assert [(line["outcome"], line["note"]) for line in lines] == [("UNKNOWN", "questioned and let go")]


def test_an_outcome_that_is_a_code_is_taken_as_one(registry: Registry) -> None:
    lines = read(registry, outcome_as_reported="no_offence").children.dispositions
    assert [(line["outcome"], line["note"]) for line in lines] == [("NO_OFFENCE", "")]


def test_a_case_named_in_the_note_leaves_the_note(registry: Registry) -> None:
    row = read(registry, note="case:OSAN-2025-04; same group as two days before")
    assert (row.case_ref, row.fields["narrative"]) == ("OSAN-2025-04", "same group as two days before")


def test_only_an_interval_whose_note_says_so_is_a_summary() -> None:
    note = "nine occasions reported as a total, single dates not given"
    assert record_kind_in(note, is_interval=True) == "SUMMARY"
    assert record_kind_in(note, is_interval=False) == "INCIDENT"
    assert record_kind_in("one of seven places", is_interval=True) == "INCIDENT"


def test_the_columns_of_a_source_make_one_source_ungraded(registry: Registry) -> None:
    cells = {
        "source_title": "A title",
        "source_url": "https://news.example.org/1",
        "published_on": "2025-04-22",
    }
    own, press = read(registry, **cells).children, read(registry, is_press=True, **cells)
    assert [source["type"] for source in own.sources] == ["OTHER"]
    assert [(s["type"], s["title"], s["published_on"]) for s in press.children.sources] == [
        ("PRESS", "A title", dt.date(2025, 4, 22))
    ]
    assert press.fields["tlp"] == "CLEAR"


# --- list columns --------------------------------------------------------------------------------
def test_list_columns_become_children(registry: Registry) -> None:
    children = read(
        registry,
        equipment='[{"category": "UAS", "count": 2, "basis": "SEIZED", "note": null}]',
        actions='[{"type": "POLICE_CALLED", "agency_type": "MILITARY"}]',
        sources='[{"type": "PRESS", "publisher": "KBS", "url": ""}]',
        dispositions='[{"code": "BOOKED", "date": "2025-06", "date_precision": "month", "legal_basis": ["NONE"], "source": 1}]',
        claims='[{"field": "date", "value": "2025-04-20", "source": 1, "chosen": true, "reason": "earlier"}]',
    ).children
    assert [(item["category"], item["count"], item["high_performance"]) for item in children.equipment] == [
        ("UAS", 2, "U")
    ]
    assert children.actions == [{"type": "POLICE_CALLED", "agency_type": "MILITARY"}]
    assert [(s["publisher"], s["reliability"], s["credibility"]) for s in children.sources] == [
        ("KBS", "F", "6")
    ]
    assert children.dispositions == [
        {
            "outcome": "BOOKED",
            "decided_on": dt.date(2025, 6, 1),
            "date_precision": 4,
            "legal_bases": ["NONE"],
            "source": 1,
            "note": "",
        }
    ]
    assert [(c["field"], c["is_chosen"], c["source"]) for c in children.claims] == [("date", True, 1)]


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("equipment", "{", "equipment: “{” is not JSON"),
        ("equipment", "[" * 5_000, "is nested too deep"),
        ("equipment", "[" * 5_000 + "]" * 5_000, "is nested too deep"),
        ("equipment", "[NaN]", "is not JSON"),
        ("equipment", '{"category": "UAS"}', "is not a list of objects"),
        ("equipment", '["UAS"]', "is not a list of objects"),
        ("equipment", "[{}]", "equipment 1, category: “” is missing"),
        ("equipment", '[{"category": "BOAT"}]', "equipment 1, category: “BOAT” is not in the list"),
        ("equipment", '[{"category": "UAS", "count": 1e999}]', "equipment 1, count: “inf” is not a whole number"),
        ("equipment", '[{"category": "UAS", "count": -1}]', "equipment 1, count: “-1” is not a whole number"),
        ("equipment", '[{"category": "UAS", "colour": "red"}]', "equipment 1: “colour” is not known here"),
        ("equipment", '[{"category": "UAS", "note": {"a": 1}}]', "equipment 1, note: “…” is neither words nor a number"),
        ("equipment", '[{"category": "UAS", "note": "a\\u0000b"}]', "holds a character that cannot be stored"),
        ("equipment", '[{"category": "UAS", "note": "a\\ud800b"}]', "holds a character that cannot be stored"),
        ("equipment", json.dumps([{"category": "UAS"}] * 51), "has more than 50 entries"),
        ("sources", '[{"type": "PRESS", "url": "file:///etc"}]', "sources 1, url: “file:///etc” is not a web address"),
        ("dispositions", '[{"code": "BOOKED", "date": "June"}]', "dispositions 1, date: “June” is not a day"),
        ("dispositions", '[{"code": "BOOKED", "legal_basis": ["MAGNA"]}]', "legal_basis: “MAGNA” is not in the list"),
        ("claims", '[{"field": "mood", "value": "1"}]', "claims 1, field: “mood” is not a column"),
        ("claims", '[{"field": "date", "value": "1", "chosen": true}]', "chooses a value without a reason"),
        ("claims", '[{"field": "date", "chosen": true, "reason": "a"}, {"field": "date", "chosen": true, "reason": "b"}]',
         "chooses several values of date"),
    ],
)  # fmt: skip
def test_a_list_that_does_not_fit_is_refused(registry: Registry, column: str, text: str, said: str) -> None:
    assert [said in reason for reason in reasons(registry, **{column: text})] == [True]


# --- identity ------------------------------------------------------------------------------------
def test_a_row_is_the_same_by_its_own_key_or_by_all_its_words(registry: Registry) -> None:
    assert read(registry, row_ref="a", note="x").key == read(registry, row_ref="a", date="2025-05-01").key
    assert read(registry, row_ref="a").key != read(registry, row_ref="b").key
    assert read(registry, note="x").key == read(registry, note="x").key
    assert read(registry, note="x").key != read(registry, note="y").key
    assert read(registry).key != read(registry, date="2025-04-22").key
    assert read(registry).key != read(registry, occurred_time="09:00").key


values = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["2025-04-21", "2025-04/2025-05", "interval", "osan-air-base", "37.1", "127", "PHOTO", "Y", "[{}]"]),
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["category", "type", "code", "x"]), inner),
        max_leaves=6,
    ).map(json.dumps),
)  # fmt: skip


@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cells=st.dictionaries(st.sampled_from(sorted(COLUMNS)), values, max_size=8))
def test_any_cells_are_read_or_refused_with_reasons(registry: Registry, cells: dict[str, str]) -> None:
    try:
        key, said = read_row(ROW | cells, registry=registry, is_press=False).key, []
    except InvalidValues as refused:
        key, said = "", [str(problem) for problem in refused.problems]
    assert len(key) == 64 or all(said)
    assert bool(key) != bool(said)
