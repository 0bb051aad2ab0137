"""Wiring of REST: one table from error to status, one shape (RFC 9457 problem+json)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

import orjson
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults
from rest_framework.exceptions import APIException, ValidationError

from incidents.errors import (
    IncidentError,
    InvalidField,
    NotAllowed,
    PersonalDataFound,
    SamePerson,
    SiteError,
    StaleVersion,
    TokenRefused,
    UnknownSite,
    WrongState,
)

API_ROOT = "/api/"
# The nearest class in an error's ancestry decides.
STATUS_OF: Mapping[type[Exception], HTTPStatus] = {
    TokenRefused: HTTPStatus.UNAUTHORIZED,
    NotAllowed: HTTPStatus.FORBIDDEN,
    SamePerson: HTTPStatus.FORBIDDEN,
    PermissionDenied: HTTPStatus.FORBIDDEN,
    UnknownSite: HTTPStatus.NOT_FOUND,
    Http404: HTTPStatus.NOT_FOUND,
    WrongState: HTTPStatus.CONFLICT,
    StaleVersion: HTTPStatus.CONFLICT,
    RequestDataTooBig: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    IncidentError: HTTPStatus.BAD_REQUEST,
    SiteError: HTTPStatus.BAD_REQUEST,
    SuspiciousOperation: HTTPStatus.BAD_REQUEST,
}


def problem_response(error: Exception, context: Mapping[str, Any]) -> HttpResponse | None:
    """Answer an error of a REST view; None leaves what nobody foresaw to the 500 page and its log."""
    status = _status_of(error)
    if status is None:
        return None
    response = problem(
        status, code=_code_of(error), detail=_detail_of(error, status), errors=_errors_of(error)
    )
    if challenge := getattr(error, "auth_header", ""):
        response["WWW-Authenticate"] = challenge
    if seconds := getattr(error, "wait", None):
        response["Retry-After"] = str(int(seconds) + 1)
    return response


def problem(
    status: int, *, code: str, detail: str, errors: list[dict[str, Any]] | None = None
) -> HttpResponse:
    """Return the one error shape."""
    status = HTTPStatus(status)
    body: dict[str, Any] = {
        "type": f"urn:sightline:problem:{code}",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return HttpResponse(orjson.dumps(body), status=status, content_type="application/problem+json")


def _status_of(error: Exception) -> int | None:
    if isinstance(error, APIException):
        return error.status_code
    return next((STATUS_OF[kind] for kind in type(error).__mro__ if kind in STATUS_OF), None)


def _code_of(error: Exception) -> str:
    """Return a stable word for the kind of problem, such as `not-authenticated`."""
    if isinstance(error, APIException):
        return error.default_code.replace("_", "-")
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", type(error).__name__).lower()


def _detail_of(error: Exception, status: int) -> str:
    if isinstance(error, Http404):
        return _("There is nothing at this address.")
    if isinstance(error, ValidationError):
        return _("The request does not fit.")
    if isinstance(error, (SuspiciousOperation, PermissionDenied)):
        return HTTPStatus(status).phrase
    return str(error.detail) if isinstance(error, APIException) else str(error)


def _errors_of(error: Exception) -> list[dict[str, Any]]:
    """Return what was wrong with which field; the value is left out where it may not be repeated."""
    given = getattr(error, "errors", None)
    if given is not None:
        return list(given)
    if isinstance(error, InvalidField):
        return [{"field": error.field, "value": str(error.value)[:60], "message": error.advice}]
    if isinstance(error, PersonalDataFound):
        return [{"field": error.field, "value": None, "message": error.rule}]
    problems = error.detail if isinstance(error, ValidationError) else getattr(error, "problems", {})
    if not isinstance(problems, Mapping):
        problems = {"": " ".join(map(str, problems))}
    return [
        {"field": name, "value": None, "message": _sentence(message)} for name, message in problems.items()
    ]


def _sentence(message: object) -> str:
    return " ".join(map(str, message)) if isinstance(message, (list, tuple)) else str(message)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself refused."""
    if not _is_api(request):
        return defaults.bad_request(request, exception)
    status = _status_of(exception) or HTTPStatus.BAD_REQUEST
    return problem(status, code="bad-request", detail=_("The request could not be read."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    if not _is_api(request):
        return defaults.page_not_found(request, exception)
    return problem(404, code="not-found", detail=_("There is nothing at this address."))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer what nobody foresaw; Django has logged it."""
    if not _is_api(request):
        return defaults.server_error(request)
    detail = _("Something went wrong here. It was logged; nothing was stored.")
    return problem(500, code="server-error", detail=detail)


def _is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API_ROOT)
