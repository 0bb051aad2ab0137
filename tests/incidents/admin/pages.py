"""Filling in the admin's pages as a browser would."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import make_site

ADD = reverse("admin:incidents_incident_add")
LIST = reverse("admin:incidents_incident_changelist")


def change_page(pk: int) -> str:
    return reverse("admin:incidents_incident_change", args=[pk])


def typed_report(**values: Any) -> dict[str, Any]:
    """Return what a browser sends for a complete report; None leaves a field out."""
    typed = {
        "site": make_site().pk,
        "occurred_from_0": "2025-04-21", "occurred_from_1": "09:00", "time_precision": "1",
        "behaviours": ["PHOTO"], "photo_indicators": ["AIRCRAFT_VESSEL_MOVEMENT"],
        "summary": "Aircraft photographed from the road outside the fence",
        "place_as_reported": "Road outside the fence", "geo_precision": "9", "lawful_origin": "on", "tlp": "AMBER+STRICT",
        **rows("equipment", [{"category": "TELEPHOTO", "basis": "SEEN", "high_performance": "U"}]),
        **rows("actions", [{"type": "ASKED_TO_LEAVE"}]),
        **rows("sources", [{"type": "OWN_OBSERVATION", "reliability": "B", "credibility": "2"}]),
        **rows("dispositions", []),
    }  # fmt: skip
    return {name: value for name, value in (typed | values).items() if value is not None}


def rows(prefix: str, typed: list[dict[str, Any]], *, stored: int = 0) -> dict[str, Any]:
    """Return the fields of an inline; the first `stored` rows are those that the page brought."""
    fields: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(typed), f"{prefix}-INITIAL_FORMS": stored}
    for position, row in enumerate(typed):
        fields |= {f"{prefix}-{position}-{name}": value for name, value in row.items()}
    return fields


def decide(client: Client, pk: int, step: str, *, version: int = 1, **typed: Any) -> HttpResponse:
    """Press one of the decision buttons."""
    fields = {f"decision-{name}": value for name, value in ({"expected_version": version} | typed).items()}
    return client.post(reverse("admin:incidents_incident_decide", args=[pk]), {"step": step, **fields})  # type: ignore[return-value]


def errors_on(response: HttpResponse) -> dict[str, list[str]]:
    """Return the messages that the page shows, by field."""
    form = response.context["adminform"].form
    return {name: list(messages) for name, messages in form.errors.items()}
