"""Version 1 of the REST interface. Every address is answered with and without its last slash: a redirect would
lose the token in some clients."""

from __future__ import annotations

from django.urls import URLPattern, path
from rest_framework.views import APIView

from incidents.api import root, views

app_name = "api"


def both(route: str, view: type[APIView], name: str) -> list[URLPattern]:
    """Return the address without the slash, which is described, and its twin with it, which is not."""
    return [path(route, view.as_view(), name=name), path(f"{route}/", view.as_view(schema=None))]


urlpatterns: list[URLPattern] = [
    path("", root.Root.as_view(), name="root"),
    *both("openapi.json", root.OpenApi, "openapi"),
    path("docs", root.docs, name="docs"),
    *both("incidents", views.IncidentList, "incident-list"),
    *both("incidents/<str:number>", views.IncidentItem, "incident"),
    *both("sites", views.SiteList, "site-list"),
    *both("sites/<str:code>", views.SiteItem, "site"),
    *both("findings", views.FindingList, "finding-list"),
    *both("findings/<uuid:uuid>", views.FindingItem, "finding"),
    *both("runs", views.RunList, "run-list"),
    *both("runs/<uuid:uuid>", views.RunItem, "run"),
]
