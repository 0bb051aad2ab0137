"""The gate before every screen: who may open it, and the same answer for all who may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase

from incidents.access import Action, reader_of
from incidents.services.reading import record_denial

View = Callable[..., HttpResponseBase]


def needs_its_files(view: View) -> View:
    """Answer 404 where the files of a page were erased while it was made: discarded in another tab, or swept."""

    @wraps(view)
    def guarded(*args: Any, **options: Any) -> HttpResponseBase:
        try:
            return view(*args, **options)
        except FileNotFoundError as error:
            raise Http404 from error

    return guarded


def needs(action: Action) -> Callable[[View], View]:
    """Let only readers through whose roles cover the action."""

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
            if not reader_of(request.user).may(action):  # type: ignore[arg-type]
                record_denial(by=request.user, path=request.path, action=action)  # type: ignore[arg-type]
                raise PermissionDenied
            return view(request, *args, **options)

        return guarded

    return gate
