"""Whatever is sent, the answer is a 4xx that names it, or the literal result; never a 500."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework.exceptions import ParseError

from incidents.api.parsers import MAX_BYTES, BodyTooLarge, BoundedJSONParser
from tests.incidents.api.conftest import Call, problem_of


def test_unknown_parameter_is_named_with_the_known_ones(call: Call) -> None:
    (error,) = problem_of(call("incidents", colour="red"), 400)["errors"]
    assert error["field"] == "colour"
    assert "site_type" in error["message"]
    assert "cursor" in error["message"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bbox", "1"), ("bbox", "a,b,c,d"), ("bbox", "nan,0,1,1"), ("bbox", "0,0,inf,1"), ("bbox", "0,0,1e999,1"),
        ("bbox", "127,91,128,92"), ("bbox", "127,-91,128,92"), ("bbox", "181,0,182,1"), ("bbox", "0,2,1,1"),
        ("bbox", "0,0,1"), ("bbox", "0,0,1,1,1"), ("bbox", ",,,"),
        ("date_from", "2025-02-30"), ("date_from", "9999-12-31"), ("date_to", "9999-12-31"), ("date_to", "0001-01-01"),
        ("date_from", "yesterday"), ("date_from", "9" * 400), ("site_type", "MOON"), ("status", "CONFIRMED"),
        ("equipment", "SPYGLASS"), ("zone_relation", "inside"), ("log", "no-such"), ("site", "no-such"),
        ("q", "x" * 101), ("cursor", "abc"), ("cursor", "é"), ("cursor", ""), ("format", "xml"), ("format", ""),
        ("bom", "yes"), ("q", "\x00"), ("log", "\x00"), ("cursor", "\x00"), ("bbox", "\x00"),
    ],
)  # fmt: skip
def test_value_that_does_not_fit_is_named(call: Call, name: str, value: str) -> None:
    (error,) = problem_of(call("incidents", **{name: value}), 400)["errors"]
    assert error["field"] == name
    assert error["value"] in (value[:60], None)
    assert len(error["message"]) > 10


def test_all_that_is_wrong_is_said_at_once(call: Call) -> None:
    answer = call("incidents", bbox="1", date_from="soon", site_type="MOON")
    assert {error["field"] for error in problem_of(answer, 400)["errors"]} == {
        "bbox",
        "date_from",
        "site_type",
    }


def test_parameter_given_twice_is_refused_where_one_is_meant(call: Call) -> None:
    for name, values in {"limit": ["1", "2"], "q": ["a", "b"], "bbox": ["0,0,1,1", "0,0,2,2"]}.items():
        (error,) = problem_of(call("incidents", **{name: values}), 400)["errors"]
        assert error["field"] == name


def test_empty_filter_counts_as_not_given(call: Call) -> None:
    answer = call("incidents", log="", q="", site_type="", bbox="", date_from="")
    assert answer.json()["meta"]["filters"] == {}


def test_query_too_long_for_the_register_is_refused(call: Call) -> None:
    answer = call("incidents", site_type=["PORT"] * 200)
    assert "2000 fit" in problem_of(answer, 400)["detail"]


@pytest.mark.parametrize(
    "path",
    [
        "incidents/%00", "incidents/UPR-2025-00001%00", "sites/%00", "incidents/../../x", "findings/1", "nothing",
        "incidents/" + "x" * 3_000, "incidents/%ED%A0%80", "incidents/%FF", "sites/' OR 1=1 --", "runs/%E2%80%AE",
    ],
)  # fmt: skip
def test_address_that_leads_nowhere_is_404(call: Call, path: str) -> None:
    problem_of(call(path), 404)


@pytest.mark.parametrize("path", ["", "openapi.json"])
@pytest.mark.parametrize("query", [{"format": "xml"}, {"colour": "red"}])
def test_addresses_without_parameters_refuse_any(call: Call, path: str, query: dict[str, str]) -> None:
    (error,) = problem_of(call(path, **query), 400)["errors"]
    assert error["field"] in query


def test_format_that_a_view_has_not_is_refused(call: Call) -> None:
    (error,) = problem_of(call("runs", format="csv"), 400)["errors"]
    assert error["message"].endswith("Use one of: json.")


@pytest.mark.parametrize("accept", ["image/png", "application/pdf", "x/" + "y" * 9_000])
def test_accept_that_fits_nothing_is_406(call: Call, accept: str) -> None:
    problem_of(call("incidents", headers={"accept": accept}), 406)


def test_messages_come_in_the_readers_language(call: Call) -> None:
    english = problem_of(call("incidents", bbox="1"), 400)["detail"]
    assert "four numbers" in english


ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=40)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(
        ["bbox", "q", "limit", "cursor", "date_from", "date_to", "site", "log", "format", "bom"]
    ),
    value=ANY_TEXT | st.from_regex(r"[-+]?[0-9.eE,]{1,30}", fullmatch=True),
)
def test_no_text_in_any_parameter_breaks_the_list(call: Call, name: str, value: str) -> None:
    # counted requests are not what is tried here
    from django.core.cache import cache

    cache.clear()
    answer = call("incidents", **{name: value})
    assert answer.status_code in (200, 400)
    answer.getvalue()


def parse(body: bytes) -> object:
    return BoundedJSONParser().parse(io.BytesIO(body))


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 5_000 + b"]" * 5_000, b'{"a":' * 5_000 + b"1" + b"}" * 5_000, b"[" * 34 + b"]" * 34, b"[NaN]",
        b"[Infinity]", b"[-Infinity]", b"[1e999]", b"[" + b"9" * 400 + b"]", b"", b"{", b"\xff\xfe", b'"\\ud800"',
    ],
)  # fmt: skip
def test_body_that_is_no_bounded_json_is_refused(body: bytes) -> None:
    with pytest.raises(ParseError):
        parse(body)


def test_body_within_the_bounds_is_read() -> None:
    assert parse(b'{"a": [1, -0.5, "\\ub0a0"]}') == {"a": [1, -0.5, "날"]}
    parse(b"[" * 32 + b"]" * 32)


def test_body_beyond_a_megabyte_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(BodyTooLarge):
        parse(b" " * (MAX_BYTES + 1))
    assert parse(b" " * (MAX_BYTES - 2) + b"[]") == []
