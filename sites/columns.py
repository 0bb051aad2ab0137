"""Conditions on columns that both apps store with."""

from __future__ import annotations

from django.db.models import Q


def on_earth(lat: str, lon: str, *, optional: bool = False) -> Q:
    """Return the condition that two columns hold a place on the earth, or, if optional, nothing."""
    inside = Q(**{f"{lat}__gte": -90, f"{lat}__lte": 90, f"{lon}__gte": -180, f"{lon}__lte": 180})
    nothing = Q(**{f"{lat}__isnull": True, f"{lon}__isnull": True})
    return inside | nothing if optional else inside
