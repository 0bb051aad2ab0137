"""Pages, formats, filters: one vocabulary, nothing capped in silence."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
from base64 import b64encode

import pytest
from django.test import Client

from incidents.models import Account, Dissemination
from incidents.selectors import releases
from incidents.selectors.releases import INCIDENT_FIELDS
from tests.factories import SEOUL, make_log, make_site, report_children
from tests.incidents.api.conftest import GROUND, Call, Release, body_of, problem_of

PRESS = report_children(sources=[{"type": "PRESS", "publisher": "Daily"}])
# A minus at the front of a number stays: the site lies west of Greenwich.
WEST = {"name_en": "=Western Port", "site_type": "PORT", "lat": 51.5, "lon": -3.25}


def numbers(call: Call, **query: object) -> list[str]:
    return [row["number"] for row in body_of(call("incidents", **query))["items"]]


def test_pages_walk_the_whole_list_once(call: Call, released: Release) -> None:
    filed = [released().number for _ in range(5)]
    seen, address, pages = [], "incidents", 0
    while address:
        answer = body_of(call(address, limit=2) if address == "incidents" else call(address))
        seen += [row["number"] for row in answer["items"]]
        address, pages = answer["links"].get("next"), pages + 1
    assert (seen, pages) == (filed, 3)


def test_cursor_shows_no_inner_key_and_is_bound_to_its_list(call: Call, released: Release) -> None:
    released(), released()
    address = body_of(call("incidents", limit=1))["links"]["next"]
    cursor = address.split("cursor=")[1]
    found = problem_of(call("sites", cursor=cursor), 400)
    assert found["errors"][0]["field"] == "cursor"
    assert problem_of(call("incidents", cursor=f"{cursor}A"), 400)["errors"][0]["field"] == "cursor"


def test_page_begins_after_a_record_that_was_withdrawn_meanwhile(
    call: Call, released: Release, releaser
) -> None:
    from incidents.services.review import withdraw_incident

    first, second = released(), released()
    address = body_of(call("incidents", limit=1))["links"]["next"]
    withdraw_incident(by=releaser, incident=first, rationale="Entered twice")
    assert [row["number"] for row in body_of(call(address))["items"]] == [second.number]


@pytest.mark.parametrize("limit", ["1001", "99999999999999999999", "1" + "0" * 300])
def test_limit_above_the_most_is_clamped(call: Call, released: Release, limit: str) -> None:
    incident = released()
    assert numbers(call, limit=limit) == [incident.number]


@pytest.mark.parametrize("limit", ["0", "-1", "1.5", "ten", "", "１０", "1e3", "9" * 5_000])
def test_limit_that_is_no_number_is_named(call: Call, limit: str) -> None:
    (error,) = problem_of(call("incidents", limit=limit), 400)["errors"]
    assert (error["field"], error["value"]) == ("limit", limit[:60])


def test_filters_are_the_maps(call: Call, released: Release) -> None:
    base = released()
    port = released(
        site=make_site("port", **WEST), log=make_log("press", kind="PRESS", is_default=False), zone_relation="INSIDE",
        zone_relation_reason="The guard saw them inside", summary="Ships filmed, 100% sure",
        children=report_children(equipment=[{"category": "UAS"}]),
    )  # fmt: skip
    queries = [
        {"site_type": "PORT"}, {"site": "port"}, {"equipment": "UAS"}, {"log": "press"}, {"zone_relation": "INSIDE"},
        {"q": "ships"}, {"bbox": "-4,51,-3,52"}, {"q": port.number}, {"q": "100%"},
    ]  # fmt: skip
    for query in queries:
        assert numbers(call, **query) == [port.number], query
    assert numbers(call, site_type=["PORT", "MIL_BASE"], status="RELEASED") == [base.number, port.number]
    assert numbers(call, q="%") == [port.number]
    assert numbers(call, q="_") == []
    assert numbers(call, q="\\") == []


def test_box_runs_on_public_points_even_for_a_releaser(
    signed_in, releaser: Account, released: Release
) -> None:
    incident = released(observer_lat=37.12, observer_lon=127.03, uncertainty_m=10.0)
    client: Client = signed_in(releaser)

    def seen(box: str) -> list[str]:
        rows = client.get("/api/v1/incidents", query_params=GROUND | {"bbox": box}).json()["items"]
        return [row["number"] for row in rows]

    assert seen("127.02,37.11,127.04,37.13") == []
    assert seen("127.02,37.08,127.04,37.10") == [incident.number]


def test_dates_filter_by_the_month_that_leaves(call: Call, released: Release) -> None:
    """Asking for single days must not tell the day of a record whose month is all that leaves."""
    own = released(occurred_from=dt.datetime(2025, 4, 21, 9, tzinfo=SEOUL))
    for day in ("2025-04-01", "2025-04-21", "2025-04-30"):
        assert numbers(call, date_from=day, date_to=day) == [own.number]
    assert numbers(call, date_from="2025-05-01") == []
    assert numbers(call, date_to="2025-03-31") == []


def test_dates_filter_by_the_day_the_press_printed(call: Call, released: Release) -> None:
    press = released(occurred_from=dt.datetime(2025, 4, 21, 0, 30, tzinfo=SEOUL), children=PRESS)
    assert numbers(call, date_from="2025-04-21", date_to="2025-04-21") == [press.number]
    assert numbers(call, date_from="2025-04-22") == []
    assert numbers(call, date_to="2025-04-20") == []


def test_geojson_is_one_flat_collection(call: Call, released: Release) -> None:
    released(behaviours=["PHOTO", "SURVL"], children=PRESS)
    released(site=make_site("port", **WEST))
    answer = call("incidents", format="geojson")
    found = body_of(answer)

    assert answer["Content-Type"] == "application/geo+json"
    assert found["type"] == "FeatureCollection"
    assert [feature["geometry"]["coordinates"] for feature in found["features"]] == [
        [127.03, 37.0906],
        [-3.25, 51.5],
    ]
    properties = found["features"][0]["properties"]
    assert (properties["behaviours"], properties["sources"]) == ("PHOTO|SURVL", "PRESS Daily F 6")
    assert not [value for value in properties.values() if isinstance(value, (list, dict))]


def test_csv_marks_formulas_in_text_and_leaves_numbers(call: Call, released: Release) -> None:
    released(site=make_site("port", **WEST), summary="=HYPERLINK(1)")
    answer = call("incidents", format="csv")
    (row,) = csv.DictReader(io.StringIO(answer.getvalue().decode()))

    assert answer["Content-Type"].startswith("text/csv; charset=utf-8")
    assert tuple(row) == INCIDENT_FIELDS
    assert (row["summary"], row["site_name_en"]) == ("'=HYPERLINK(1)", "'=Western Port")
    assert (row["lon"], row["lat"]) == ("-3.25", "51.5")


def test_csv_begins_with_a_mark_if_asked(call: Call, released: Release) -> None:
    released()
    assert call("incidents", format="csv", bom="1").getvalue().startswith(b'\xef\xbb\xbf"number"')
    assert call("incidents", format="csv").getvalue().startswith(b'"number"')


def test_empty_answer_is_well_formed_in_every_format(call: Call) -> None:
    assert body_of(call("incidents"))["items"] == []
    assert body_of(call("incidents", format="geojson"))["features"] == []
    assert call("incidents", format="csv").getvalue().count(b"\r\n") == 1


def test_whole_log_streams_in_slices_without_losing_a_row(
    call: Call, released: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed = [released().number for _ in range(5)]
    monkeypatch.setattr(releases, "CHUNK", 2)
    features = body_of(call("incidents", format="geojson"))["features"]
    assert [feature["id"] for feature in features] == filed
    rows = csv.DictReader(io.StringIO(call("incidents", format="csv").getvalue().decode()))
    assert [row["number"] for row in rows] == filed


def test_page_of_csv_names_the_next_in_its_header(call: Call, released: Release) -> None:
    released(), released()
    answer = call("incidents", format="csv", limit=1)
    address = answer["Link"].removeprefix("<").removesuffix('>; rel="next"')
    rest = call(address)
    assert answer.getvalue().count(b"\r\n") == rest.getvalue().count(b"\r\n") == 2
    assert "Link" not in rest


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("application/geo+json", "application/geo+json"),
        ("text/csv", "text/csv"),
        ("text/html,*/*;q=0.8", "application/json"),
    ],
)
def test_accept_header_chooses_the_format(call: Call, accept: str, content_type: str) -> None:
    assert call("incidents", headers={"accept": accept})["Content-Type"].startswith(content_type)


def test_format_in_the_address_wins_over_accept(call: Call) -> None:
    assert call("incidents", format="csv", headers={"accept": "application/json"})["Content-Type"].startswith(
        "text/"
    )


def test_answer_names_itself(call: Call, released: Release) -> None:
    released()
    answer = call("incidents", site_type="MIL_BASE")
    meta = body_of(answer)["meta"]
    export = Dissemination.objects.get()
    assert meta == {
        "resource": "incidents",
        "label": "TLP:CLEAR",
        "ceiling": "TLP:RED",
        "as_of": answer["X-As-Of"],
        "dataset_version": "own/1",
        "filters": {"site_type": ["MIL_BASE"]},
        "export": str(export.uuid),
        "number_returned": 1,
    }
    digest = b64encode(hashlib.sha256(answer.content).digest()).decode()
    assert answer["Repr-Digest"] == f"sha-256=:{digest}:"


def test_file_names_itself_in_headers(call: Call, released: Release) -> None:
    released()
    answer = call("incidents", format="csv", site_type="MIL_BASE")
    assert answer["X-Query"] == "format=csv&site_type=MIL_BASE"
    assert (answer["X-Label"], answer["X-Dataset-Version"]) == ("TLP:CLEAR", "own/1")
    day = answer["X-As-Of"][:10]
    assert answer["Content-Disposition"] == f'attachment; filename="incidents_{day}_own-1_TLP-CLEAR.csv"'


@pytest.mark.parametrize("query", [{}, {"format": "csv"}, {"format": "geojson"}])
def test_query_count_does_not_grow_with_rows(call: Call, released: Release, query: dict[str, str]) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            call("incidents", **query).getvalue()
        return len(queries)

    released(children=PRESS)
    call("incidents", **query).getvalue()
    one = count()
    released(children=PRESS), released()
    assert count() == one


@pytest.mark.parametrize("path", ["incidents", "sites", "findings", "runs", ""])
def test_last_slash_is_allowed_and_redirects_nowhere(call: Call, path: str) -> None:
    assert call(f"/api/v1/{path}").status_code == call(f"/api/v1/{path}".rstrip("/") + "/").status_code == 200
    assert call("/api/v1").status_code == 200
