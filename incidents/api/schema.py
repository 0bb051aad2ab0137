"""What the OpenAPI document says: every parameter, every answer, both ways in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.utils import translation
from django_filters import filters
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.views import APIView

from incidents.api import serializers
from incidents.api.params import DEFAULT_LIMIT, GROUND_PARAMETERS, MAX_LIMIT, repeatable_parameters
from incidents.api.resources import Resource
from incidents.services.exporting import LONGEST

_COORDINATE = r"-?[0-9]+(\.[0-9]+)?"
_PROBLEMS = {
    400: "A parameter does not fit; `errors` names each.",
    401: "No token and no session, or a token that is unknown, expired or revoked.",
    403: "The roles do not cover exports.",
    404: "Not among what may leave.",
    406: "The Accept header names no format offered here.",
    429: "Too many requests; Retry-After says how long to wait.",
}
_FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": {"type": "object", "additionalProperties": True},
    },
}
_COLLECTION = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": _FEATURE},
        "meta": {"type": "object", "additionalProperties": True},
        "links": {"type": "object", "additionalProperties": True},
    },
}


class TokenScheme(OpenApiAuthenticationExtension):
    """A token as Bearer or as the password of Basic."""

    target_class = "incidents.api.authentication.TokenAuthentication"
    name = ["bearer", "basic"]

    def get_security_definition(self, auto_schema: Any) -> list[dict[str, str]]:
        """Return both definitions."""
        return [{"type": "http", "scheme": "bearer"}, {"type": "http", "scheme": "basic"}]

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[str]]]:
        """Either will do."""
        return [{name: []} for name in self.name]


class SessionScheme(OpenApiAuthenticationExtension):
    """The cookie of a signed-in person."""

    target_class = "incidents.api.authentication.SessionAuthentication"
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the definition."""
        return {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME}


def describes_list(resource: Resource) -> Callable[[type[APIView]], type[APIView]]:
    """Declare a list; its description is the view's own docstring."""

    def declare(view: type[APIView]) -> type[APIView]:
        described = extend_schema(
            operation_id=f"list_{resource.name}",
            description=view.__doc__,
            tags=[resource.name],
            parameters=[*_filters(resource), *_shape(resource.formats, is_list=True), *_ground()],
            responses=_answers(resource, resource.formats, is_list=True),
        )
        return extend_schema_view(get=described)(view)

    return declare


def describes_item(resource: Resource) -> Callable[[type[APIView]], type[APIView]]:
    """Declare a single record; its description is the view's own docstring."""
    formats = tuple(name for name in resource.formats if name != "csv")
    key_type: Any = {"type": "string", "format": "uuid"} if resource.key == "uuid" else str
    key = OpenApiParameter(resource.key, key_type, OpenApiParameter.PATH)

    def declare(view: type[APIView]) -> type[APIView]:
        described = extend_schema(
            operation_id=f"read_{resource.name}",
            description=view.__doc__,
            tags=[resource.name],
            parameters=[key, *_shape(formats, is_list=False), *_ground()],
            responses=_answers(resource, formats, is_list=False),
        )
        return extend_schema_view(get=described)(view)

    return declare


def problems(*statuses: int) -> dict[Any, OpenApiResponse]:
    """Return the errors an operation answers, all of one shape."""
    return {
        (status, "application/problem+json"): OpenApiResponse(serializers.PROBLEM, _PROBLEMS[status])
        for status in statuses
    }


def _answers(resource: Resource, formats: tuple[str, ...], *, is_list: bool) -> dict[Any, Any]:
    shape = serializers.page(resource.name) if is_list else serializers.item(resource.name)
    answers: dict[Any, Any] = {(200, "application/json"): shape}
    if "geojson" in formats:
        answers[200, "application/geo+json"] = _COLLECTION if is_list else _FEATURE
    if "csv" in formats:
        answers[200, "text/csv"] = {"type": "string"}
    answers[304, "application/json"] = OpenApiResponse(None, "Unchanged since the edition in If-None-Match.")
    refused = (400, 401, 403, 406, 429) if is_list else (400, 401, 403, 404, 406, 429)
    return answers | problems(*refused)


def _filters(resource: Resource) -> list[OpenApiParameter]:
    """Return one declaration for each filter, so that none can be forgotten."""
    with translation.override("en"):
        return [
            OpenApiParameter(
                name,
                _filter_type(name, declared),
                many=name in repeatable_parameters(resource),
                enum=[str(code) for code, _label in declared.extra.get("choices", ())] or None,
                description=str(declared.label or ""),
                explode=True,
            )
            for name, declared in resource.filterset.base_filters.items()
        ]


def _filter_type(name: str, declared: filters.Filter) -> Any:
    if name == "bbox":
        return {"type": "string", "pattern": f"^{_COORDINATE}(,{_COORDINATE}){{3}}$"}
    if isinstance(declared, filters.DateFilter):
        return {"type": "string", "format": "date"}
    return {"type": "string", "maxLength": 100} if name == "q" else str


def _shape(formats: tuple[str, ...], *, is_list: bool) -> list[OpenApiParameter]:
    form = OpenApiParameter(
        "format", str, enum=formats, description="Wins over the Accept header. JSON is the default."
    )
    if not is_list:
        return [form]
    limit = (
        f"Rows in this answer. JSON without it gives {DEFAULT_LIMIT}; GeoJSON and CSV without it give everything. "
        f"More than {MAX_LIMIT} counts as {MAX_LIMIT}."
    )
    return [
        form,
        OpenApiParameter("limit", {"type": "integer", "minimum": 1}, description=limit),
        OpenApiParameter("cursor", str, description="Taken from the `next` link of the page before."),
        OpenApiParameter(
            "bom",
            str,
            enum=["0", "1"],
            description="1 begins CSV with a byte order mark, for older spreadsheets.",
        ),
    ]


def _ground() -> list[OpenApiParameter]:
    """A person says why with every request; a token carries it."""
    return [
        OpenApiParameter(
            name,
            {"type": "string", "maxLength": LONGEST[name]},
            description="Needed with a session. Fixed by the token otherwise: leave it out.",
        )
        for name in GROUND_PARAMETERS
    ]
