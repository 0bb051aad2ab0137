"""The description says everything the views do, and the views do what it says."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern

from incidents.api import serializers, urls
from incidents.api.resources import FINDINGS, INCIDENTS, RUNS, SITES
from incidents.api.root import document
from incidents.models import Account
from tests.incidents.api.conftest import Call, body_of

VIEWS = [
    pattern
    for pattern in urls.urlpatterns
    if isinstance(pattern, URLPattern) and hasattr(pattern.callback, "cls") and pattern.name
]


def test_document_is_valid_and_without_warnings() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=StringIO())


@pytest.mark.parametrize("pattern", VIEWS, ids=lambda pattern: pattern.name)
def test_every_parameter_that_a_view_reads_is_declared(pattern: URLPattern) -> None:
    path = "/api/v1/" + str(pattern.pattern).replace("<str:", "{").replace("<uuid:", "{").replace(">", "}")
    described = document()["paths"][path]
    assert set(described) == {"get"}
    declared = {entry["name"] for entry in described["get"].get("parameters", ()) if entry["in"] == "query"}
    assert declared == set(pattern.callback.cls.known_parameters())


def test_every_address_is_described_once() -> None:
    described = document()["paths"]
    assert len(described) == len(VIEWS)
    assert not [path for path in described if path.endswith("/") and path != "/api/v1/"]


@pytest.mark.parametrize("resource", [INCIDENTS, SITES, FINDINGS, RUNS], ids=lambda resource: resource.name)
def test_shape_in_the_description_is_the_row_that_leaves(resource: Any) -> None:
    assert tuple(serializers.ROWS[resource.name][1]) == resource.fields


def test_every_answer_but_success_is_a_problem() -> None:
    for path, methods in document()["paths"].items():
        for status, answer in methods["get"]["responses"].items():
            if status not in ("200", "304"):
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


def test_document_is_served_as_openapi(call: Call) -> None:
    answer = call("openapi.json")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert body_of(answer)["openapi"].startswith("3.0")
    assert call("openapi.json", headers={"accept": "image/png"}).status_code == 200


def test_docs_page_lists_every_address_without_a_script(
    signed_in: Callable[[Account], Client], reporter: Account
) -> None:
    page = signed_in(reporter).get("/api/v1/docs").content.decode()
    for path in document()["paths"]:
        assert path in page
    assert "cdn" not in page.lower()
