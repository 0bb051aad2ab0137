"""How often one reader may ask; whole-log exports are counted apart."""

from __future__ import annotations

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class ReaderThrottle(SimpleRateThrottle):
    """Counts per token, else per account."""

    scope = "api"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """Return who is counted."""
        kind, key = ("token", request.auth.pk) if request.auth is not None else ("account", request.user.pk)
        return self.cache_format % {"scope": self.scope, "ident": f"{kind}-{key}"}


class ExportThrottle(ReaderThrottle):
    """Counts answers that carry a whole log."""

    scope = "export"

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count only what is streamed whole."""
        is_whole = request.accepted_renderer.format != "json" and "limit" not in request.query_params
        return super().allow_request(request, view) if is_whole else True
