"""What a request declares as its charset never reaches a codec other than UTF-8."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application

from config.declared_charset import only_utf8, only_utf8_async

ODD = ("hex", "idna", "undefined", "unicode_escape", "latin-1", "no-such-charset")
URLENCODED = "application/x-www-form-urlencoded"


def status_of(method: str, content_type: str, *, body: bytes = b"") -> str:
    """Send a request past the test client, which would trip over the charset itself."""
    answers: list[str] = []
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method, "PATH_INFO": "/accounts/login/", "QUERY_STRING": "q=%5Cud800", "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost", "SERVER_PORT": "8000", "SERVER_PROTOCOL": "HTTP/1.1", "wsgi.url_scheme": "http",
        "HTTP_HOST": "localhost:8000", "CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body), "wsgi.errors": io.StringIO(), "wsgi.multithread": True,
    }  # fmt: skip
    application = only_utf8(get_wsgi_application())
    parts = application(environ, lambda status, _headers, *_rest: answers.append(status))
    b"".join(parts)
    return answers[0][:3]


@pytest.mark.usefixtures("kept_connection")
@pytest.mark.parametrize("charset", ODD)
def test_address_is_read_as_utf_8_whatever_is_declared(charset: str) -> None:
    assert status_of("GET", f"text/plain; charset={charset}") == "200"


@pytest.mark.parametrize("charset", ODD)
@pytest.mark.parametrize("kind", [URLENCODED, "multipart/form-data; boundary=b", "application/json"])
def test_body_in_another_charset_is_refused(kind: str, charset: str) -> None:
    assert status_of("POST", f"{kind}; charset={charset}", body=b"login=a") == "415"


@pytest.mark.django_db
@pytest.mark.parametrize("declared", ["; charset=utf-8", '; charset="UTF-8"', "; charset=us-ascii", ""])
def test_utf_8_is_let_through_to_the_check_of_the_form(declared: str) -> None:
    assert status_of("POST", URLENCODED + declared, body=b"login=a") == "403"  # no CSRF token


async def _asked(method: str, content_type: str) -> tuple[list[Any], list[dict[str, Any]]]:
    """Send a request to an asynchronous application; return what it was asked, and what was answered."""
    seen: list[Any] = []
    sent: list[dict[str, Any]] = []

    async def application(scope: dict[str, Any], _receive: Any, _send: Any) -> None:
        seen.append(scope["headers"])

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "headers": [(b"content-type", content_type.encode())]}
    await only_utf8_async(application)(scope, None, send)  # type: ignore[arg-type]
    return seen, sent


@pytest.mark.parametrize("charset", ODD)
def test_an_asynchronous_server_is_guarded_the_same(charset: str) -> None:
    declared = f"text/plain; charset={charset}"
    seen, sent = asyncio.run(_asked("POST", declared))
    assert (seen, sent[0]["status"]) == ([], 415)
    assert asyncio.run(_asked("GET", declared)) == ([[]], [])
    assert asyncio.run(_asked("POST", "application/json")) == ([[(b"content-type", b"application/json")]], [])
