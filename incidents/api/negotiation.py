"""Formats of an answer: `?format=` decides, else the Accept header, else JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request


class Json(BaseRenderer):
    media_type, format = "application/json", "json"


class GeoJson(BaseRenderer):
    media_type, format = "application/geo+json", "geojson"


class Csv(BaseRenderer):
    media_type, format = "text/csv", "csv"


RENDERERS: dict[str, type[BaseRenderer]] = {kind.format: kind for kind in (Json, GeoJson, Csv)}
MEDIA_TYPES = {
    "json": "application/json",
    "geojson": "application/geo+json",
    "csv": "text/csv; charset=utf-8; header=present",
}


class FormatNegotiation(DefaultContentNegotiation):
    """Chooses a format only; what is unknown in `?format=` is refused later, as every other parameter is."""

    def select_renderer(
        self, request: Request, renderers: Iterable[BaseRenderer], format_suffix: str | None = None
    ) -> tuple[BaseRenderer, str]:
        """Return a format, or let DRF answer 406."""
        asked = request.query_params.get("format")
        if asked is None:
            return self._by_accept(request, renderers)
        offered = list(renderers)
        chosen = next((kind for kind in offered if kind.format == asked), offered[0])
        return chosen, chosen.media_type

    def _by_accept(self, request: Request, renderers: Iterable[Any]) -> tuple[BaseRenderer, str]:
        return super().select_renderer(request, renderers)  # type: ignore[no-any-return]
