"""NUL characters, which PostgreSQL stores and compares in no text: they are answered before a query is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponseBase

NUL = "\x00"
Handler = Callable[[HttpRequest], HttpResponseBase]


class NullCharacterMiddleware:
    """Drop cookies with a NUL, find nothing under an address with one, refuse it in the admin's own filters."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        return self.get_response(request)

    def process_view(self, request: HttpRequest, _view: Any, _args: Any, kwargs: dict[str, Any]) -> None:
        """Look at what the address names; all other values pass a form, which says what is wrong with them."""
        if any(NUL in value for value in kwargs.values() if isinstance(value, str)):
            raise Http404
        if request.resolver_match is not None and "admin" in request.resolver_match.app_names:
            _refuse_in_query(request)


def _refuse_in_query(request: HttpRequest) -> None:
    for name, values in request.GET.lists():
        if NUL in name or any(NUL in value for value in values):
            raise BadRequest("A NUL character stands in the address.")
