"""The registry over REST: public points and zones, never a facility's grade."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.access import FIELD_CLASSES, Privacy
from incidents.selectors.released_sites import SITE_COLUMNS, SITE_FIELDS, ZONE_FIELDS
from tests.factories import make_site, make_zone
from tests.incidents.api.conftest import Call, body_of

SQUARE = {"type": "Polygon", "coordinates": [[[127, 37], [127.1, 37], [127.1, 37.1], [127, 37]]]}


def test_columns_that_leave_are_all_public() -> None:
    for model, names in (("ProtectedSite", SITE_COLUMNS), ("Zone", ZONE_FIELDS)):
        classes = FIELD_CLASSES[f"protected_sites.{model}"]
        assert [name for name in names if classes[name] is not Privacy.PUBLIC] == []


def test_site_comes_with_its_zones_and_without_its_grade(call: Call) -> None:
    site = make_site(facility_grade="GA", aliases=["K-55"])
    make_zone(site)
    make_zone(site, kind="CONTROL", lat=None, lon=None, radius_m=None, polygon=SQUARE, accuracy="SURVEYED")

    answer = call("sites")
    (row,) = body_of(answer)["items"]

    assert tuple(row) == SITE_FIELDS
    assert (row["code"], row["lat"], row["lon"], row["aliases"]) == (
        "osan-air-base",
        37.0906,
        127.03,
        ["K-55"],
    )
    circle, outline = row["zones"]
    assert (circle["kind"], circle["accuracy"], circle["radius_m"], circle["polygon"]) == (
        "PERIMETER", "APPROXIMATE", 1_500, None,
    )  # fmt: skip
    assert (outline["accuracy"], outline["radius_m"], outline["polygon"]) == ("SURVEYED", None, SQUARE)
    assert b"GA" not in answer.content
    assert body_of(call("sites/osan-air-base"))["item"] == row


def test_sites_are_features_at_their_public_points(call: Call) -> None:
    make_site()
    (feature,) = body_of(call("sites", format="geojson"))["features"]
    assert (feature["id"], feature["geometry"]["coordinates"]) == ("osan-air-base", [127.03, 37.0906])
    assert "zones" not in feature["properties"]
    assert body_of(call("sites/osan-air-base", format="geojson"))["geometry"] == feature["geometry"]


@pytest.mark.parametrize(
    "query", [{"site_type": "PORT"}, {"bbox": "129,35,130,36"}, {"q": "부산"}, {"q": "busan"}]
)
def test_sites_are_filtered(call: Call, query: dict[str, str]) -> None:
    make_site()
    make_site("busan-port", name_en="Busan Port", name_ko="부산항", site_type="PORT", lat=35.1, lon=129.04)
    assert [row["code"] for row in body_of(call("sites", **query))["items"]] == ["busan-port"]


def test_unknown_site_is_not_found(call: Call) -> None:
    assert call("sites/nowhere").status_code == 404


def test_query_count_does_not_grow_with_rows(call: Call) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            call("sites").getvalue()
        return len(queries)

    make_zone(make_site())
    call("sites")
    one = count()
    make_zone(make_site("second")), make_zone(make_site("third"))
    assert count() == one
