"""The charset that a request declares: Python knows codecs that are none for text, and some yield half characters.

Django reads the address with it while the request is built, before any middleware; so it is looked at here.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[..., Iterable[bytes]]
AsyncApplication = Callable[..., Awaitable[None]]
_READ_AS_TYPED = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_WITHOUT_BODY = frozenset({"GET", "HEAD"})
_REFUSAL = b"Content-Type: the body is declared in another charset than UTF-8. Send it in UTF-8. Nothing was stored.\n"
_HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_REFUSAL))),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
    ("Cache-Control", "no-store"),
]


def only_utf8(application: Application) -> Application:
    """Read every address as UTF-8, and refuse a body that is declared as anything else."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if _is_readable(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        if environ["REQUEST_METHOD"] in _WITHOUT_BODY:
            return application({**environ, "CONTENT_TYPE": ""}, start_response)
        start_response("415 Unsupported Media Type", _HEADERS)
        return [_REFUSAL]

    return guarded


def only_utf8_async(application: AsyncApplication) -> AsyncApplication:
    """Do the same for an asynchronous server."""

    async def guarded(scope: dict[str, Any], receive: Callable[..., Any], send: Callable[..., Any]) -> None:
        headers = scope.get("headers", ())
        declared = b"".join(value for name, value in headers if name == b"content-type").decode("latin-1")
        if scope["type"] != "http" or _is_readable(declared):
            return await application(scope, receive, send)
        if scope["method"] in _WITHOUT_BODY:
            rest = [(name, value) for name, value in headers if name != b"content-type"]
            return await application({**scope, "headers": rest}, receive, send)
        plain = [(name.lower().encode(), value.encode()) for name, value in _HEADERS]
        await send({"type": "http.response.start", "status": 415, "headers": plain})
        await send({"type": "http.response.body", "body": _REFUSAL})
        return None

    return guarded


def _is_readable(content_type: str) -> bool:
    try:
        charset = parse_header_parameters(content_type)[1].get("charset", "utf-8")
    except ValueError:
        return False
    return charset.strip("\"' ").lower() in _READ_AS_TYPED
