"""Reading registry files without a database: whatever comes, it is rows or one refusal in words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from sites.errors import FileRefused
from sites.services import import_sites, register_site, unsaved_of
from sites.services.headers import code_of, date_of, field_of, speaks_of_zones
from sites.services.tables import Row, read_rows

words = st.text(max_size=12) | st.sampled_from(
    ["site", "code", "kind", "lat", "lon", "코드", "반경", "Point", "CRS84", "position"]
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)
coordinates = st.recursive(
    st.floats(-200, 200) | st.integers() | words, lambda inner: st.lists(inner, max_size=5), max_leaves=20
)
geometries = values | st.fixed_dictionaries(
    {"type": st.sampled_from(["Point", "Polygon", "MultiPolygon", "LineString"]), "coordinates": coordinates}
)
features = values | st.fixed_dictionaries(
    {
        "type": st.just("Feature"),
        "properties": st.dictionaries(words, values, max_size=4) | values,
        "geometry": geometries,
    }
)
documents = st.fixed_dictionaries(
    {"type": st.just("FeatureCollection"), "features": st.lists(features, max_size=4) | values},
    optional={"crs": values},
)


def rows_of(content: bytes) -> list[Row] | None:
    """Return the rows, or nothing for a file that was refused in words."""
    try:
        return read_rows(content, table=None)
    except FileRefused:
        return None


class ArbitraryFeatures(TestCase):
    @given(document=documents)
    @settings(max_examples=200, deadline=None)
    def test_every_feature_has_a_verdict_whatever_it_holds(self, document: Any) -> None:
        register_site(
            values={
                "code": "site",
                "name_en": "Site",
                "name_ko": "시설",
                "site_type": "PORT",
                "lat": 35,
                "lon": 129,
            }
        )
        try:
            outcome = import_sites(sites=json.dumps(document).encode(), table_of_sites=None, dry_run=True)
        except FileRefused:
            return
        n_new = outcome.sites.new + outcome.zones.new
        assert n_new + sum(row.verdict == "refused" for row in outcome.rows) <= len(outcome.rows)
        assert all(unsaved_of(row) is None or row.verdict != "refused" for row in outcome.rows)


@given(document=documents | values)
@settings(max_examples=2_500, deadline=None)
def test_any_json_is_rows_or_a_refusal(document: Any) -> None:
    rows = rows_of(json.dumps(document).encode())
    assert rows is None or all(row.problem is None or row.problem.problems for row in rows)


@given(
    header=st.lists(words, max_size=6), lines=st.lists(st.lists(words, max_size=6), max_size=4),
    separator=st.sampled_from([",", ";", "\t"]),
)  # fmt: skip
@settings(max_examples=2_500, deadline=None)
def test_any_table_is_rows_or_a_refusal(header: list[str], lines: list[list[str]], separator: str) -> None:
    text = "\n".join(separator.join(cells) for cells in [header, *lines])
    rows = rows_of(text.encode("utf-8", "ignore"))
    assert rows is None or len(rows) <= len(text.splitlines())


@given(text=st.text(max_size=30))
@settings(max_examples=2_500, deadline=None)
def test_any_word_stays_what_it_is_or_becomes_a_known_one(text: str) -> None:
    assert code_of("site_type", text) in {text, "MIL_BASE", "AIRPORT", "PORT", "AGENCY_BUILDING", "OTHER_NIF"}
    assert date_of(text) == text or len(date_of(text)) == 10
    assert field_of(text, is_zone=True) == text.strip() or field_of(text, is_zone=True).isascii()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2025.4.21.", "2025-04-21"), ("2025. 4. 21", "2025-04-21"), ("2025년 4월 21일", "2025-04-21"),
        ("2025/04/21", "2025-04-21"), ("2025-4-21", "2025-04-21"), ("2025.2.30", "2025.2.30"), ("yesterday", "yesterday"),
    ],
)  # fmt: skip
def test_dates_are_read_as_offices_write_them(typed: str, read: str) -> None:
    assert date_of(typed) == read


@pytest.mark.parametrize(
    ("header", "is_zone", "field"),
    [
        ("시설 코드", False, "code"), ("시설 코드", True, "site"), ("반경(m)", True, "radius_m"), ("ＬＡＴＩＴＵＤＥ", False, "lat"),
        ("Name", False, "name_en"), ("국적", False, "국적"), (" code ", False, "code"),
    ],
)  # fmt: skip
def test_headers_are_met_however_they_are_written(header: str, is_zone: bool, field: str) -> None:
    assert field_of(header, is_zone=is_zone) == field


def test_columns_say_which_table_they_are_of() -> None:
    assert speaks_of_zones(["시설", "구역종류", "위도"])
    assert not speaks_of_zones(["코드", "이름", "유형", "위도", "경도"])
