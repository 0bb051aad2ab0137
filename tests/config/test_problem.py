"""One error shape for everything under /api/, and a status for every class of error."""

from __future__ import annotations

import inspect

import orjson
import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError

from config import api
from incidents import errors
from sites.errors import InvalidGeometry, SiteError, UnknownSite

SHAPE = {"type", "title", "status", "detail"}


def body_of(response: HttpResponse) -> dict:
    assert response["Content-Type"] == "application/problem+json"
    found = orjson.loads(response.content)
    assert SHAPE <= set(found) <= SHAPE | {"errors"}
    assert found["status"] == response.status_code
    return found


def make(kind: type[Exception]) -> Exception:
    """Make one error of any class in the product."""
    if kind in (errors.IncompleteReport, errors.ExportRefused):
        return kind({"field": "What to do."})
    if kind is errors.PersonalDataFound:
        return kind("field", "What to do.")
    if issubclass(kind, errors.InvalidField):
        return kind("field", "value", "What to do.")
    return kind("What to do.")


ALL = sorted(
    {
        kind
        for _name, kind in inspect.getmembers(errors, inspect.isclass)
        if issubclass(kind, (errors.IncidentError, SiteError))
    },
    key=lambda kind: kind.__name__,
)


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.__name__)
def test_every_error_of_the_product_has_a_4xx_and_keeps_its_words(kind: type[Exception]) -> None:
    response = api.problem_response(make(kind), {})
    assert response is not None
    assert 400 <= response.status_code < 500
    assert "What to do." in body_of(response)["detail"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.NotAllowed("no"), 403), (errors.SamePerson("no"), 403), (errors.WrongState("no"), 409),
        (errors.StaleVersion("no"), 409), (errors.IncompleteReport({"site": "Missing."}), 400),
        (UnknownSite("no"), 404), (InvalidGeometry("lat", 91, "is outside."), 400), (Http404(), 404),
        (RequestDataTooBig(), 413), (SuspiciousOperation(), 400), (NotAuthenticated(), 401), (Throttled(7), 429),
    ],
)  # fmt: skip
def test_status_of(error: Exception, status: int) -> None:
    assert body_of(api.problem_response(error, {}))["status"] == status


def test_fields_are_named_with_value_and_message() -> None:
    invalid = body_of(api.problem_response(InvalidGeometry("latitude", 91, "is outside -90 to 90."), {}))
    assert invalid["errors"] == [{"field": "latitude", "value": "91", "message": "is outside -90 to 90."}]
    incomplete = body_of(api.problem_response(errors.IncompleteReport({"site": "Site is missing."}), {}))
    assert incomplete["errors"] == [{"field": "site", "value": None, "message": "Site is missing."}]
    serializer = body_of(api.problem_response(ValidationError({"site": ["Missing.", "Choose one."]}), {}))
    assert serializer["errors"] == [{"field": "site", "value": None, "message": "Missing. Choose one."}]


def test_personal_data_is_not_repeated() -> None:
    found = body_of(api.problem_response(errors.PersonalDataFound("narrative", "Take it out."), {}))
    assert found["errors"] == [{"field": "narrative", "value": None, "message": "Take it out."}]


def test_nobody_foresaw_this_and_the_500_page_says_so() -> None:
    assert api.problem_response(KeyError("x"), {}) is None
    body_of(api.server_error(RequestFactory().get("/api/v1/incidents")))


def test_server_error_under_the_api_is_a_problem_and_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    from incidents.api.root import Root

    def fail(*_args: object) -> None:
        raise RuntimeError("inner words")

    monkeypatch.setattr(Root, "check_permissions", fail)
    response = Client(raise_request_exception=False).get("/api/v1/")
    assert body_of(response)["status"] == 500
    assert b"inner words" not in response.content


def test_unknown_address_under_the_api_is_a_problem(db: None) -> None:
    for path in ("/api/", "/api/v1/nothing", "/api/v2/incidents"):
        assert body_of(Client().get(path))["status"] == 404


def test_wrong_host_under_the_api_is_a_problem(db: None) -> None:
    assert body_of(Client().get("/api/v1/", headers={"host": "elsewhere.example"}))["status"] == 400


def test_pages_keep_their_own_errors(db: None) -> None:
    assert Client().get("/nothing/")["Content-Type"].startswith("text/html")
