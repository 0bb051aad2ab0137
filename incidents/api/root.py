"""The way in: what there is, and its description for programs and for people."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import OpenApiResponse, extend_schema, inline_serializer
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from incidents.api.negotiation import FormatNegotiation
from incidents.api.params import check_names
from incidents.api.schema import problems
from incidents.api.throttles import ReaderThrottle

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
_LINKS = {
    "incidents": "incident-list",
    "sites": "site-list",
    "findings": "finding-list",
    "runs": "run-list",
    "openapi": "openapi",
    "docs": "docs",
}


class SignedInView(APIView):
    """For whoever may sign in; nothing about records in it."""

    http_method_names = ("get", "head")
    metadata_class = None
    permission_classes = (IsAuthenticated,)
    throttle_classes = (ReaderThrottle,)
    content_negotiation_class = FormatNegotiation

    @classmethod
    def known_parameters(cls) -> tuple[str, ...]:
        """No parameter is read."""
        return ()


class Root(SignedInView):
    """Links to everything."""

    @extend_schema(
        operation_id="read_root",
        tags=["about"],
        responses={
            (200, "application/json"): inline_serializer(
                "Root",
                {
                    "title": serializers.CharField(),
                    "links": serializers.DictField(child=serializers.URLField()),
                },
            ),
            **problems(400, 401, 406, 429),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        """Name every address of this version."""
        check_names(request.query_params, self.known_parameters())
        links = {name: request.build_absolute_uri(reverse(f"api:{view}")) for name, view in _LINKS.items()}
        body = {"title": "Sightline REST v1", "links": links}
        return HttpResponse(orjson.dumps(body), content_type="application/json")


class OpenApi(SignedInView):
    """The description of this interface."""

    @extend_schema(
        operation_id="read_openapi",
        tags=["about"],
        responses={
            (200, OPENAPI): OpenApiResponse({"type": "object", "additionalProperties": True}, "OpenAPI 3.0"),
            **problems(400, 401, 429),
        },
    )
    def get(self, request: Request) -> HttpResponse:
        """Return the OpenAPI document as JSON."""
        check_names(request.query_params, self.known_parameters())
        return HttpResponse(orjson.dumps(document()), content_type=OPENAPI)

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """Answer in the one form there is, whatever Accept says."""
        return super().perform_content_negotiation(request, force=True)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show the description to a person, without a script."""
    operations = [
        {
            "path": path,
            "method": method.upper(),
            "description": operation["description"],
            "parameters": [_parameter(entry) for entry in operation.get("parameters", ())],
        }
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]
    base = request.build_absolute_uri(reverse("api:root"))
    return render(request, "incidents/api_docs.html", {"operations": operations, "base": base})


def _parameter(entry: dict[str, Any]) -> dict[str, Any]:
    """Return a parameter as the page shows it; a template cannot tell a key `items` from the method."""
    one = entry["schema"].get("items", entry["schema"])
    return {
        "name": entry["name"],
        "type": one.get("format", one["type"]),
        "is_repeatable": one is not entry["schema"],
        "values": one.get("enum", ()),
        "meaning": entry.get("description", ""),
    }


def document() -> dict[str, Any]:
    """Return the OpenAPI document."""
    with translation.override("en"):
        found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found
