"""Every address of the product, asked by somebody not signed in: nothing but the way in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern, RoutePattern

# The way in, and what it needs.
OPEN = {"account_login", "account_logout", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
        "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_email",
        "account_email_verification_sent", "mfa_authenticate", "set_language"}  # fmt: skip
VALUES = {"int": "1", "slug": "x", "str": "x", "path": "x", "uuid": "7a1f6f0e-2f57-4d1c-9f29-2d5d3b1c9a10"}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Yield a sample address and the name of every route."""
    for entry in resolver.url_patterns:
        sample = prefix + sample_of(entry.pattern)
        if isinstance(entry, URLPattern):
            yield sample, entry.name or ""
        else:
            yield from addresses(entry, sample)


def sample_of(pattern: RoutePattern | RegexPattern) -> str:
    """Return an address part that the pattern matches."""
    if isinstance(pattern, RegexPattern):
        return {"^confirm-email/(?P<key>[-:\\w]+)/$": "confirm-email/x/"}.get(pattern._regex, "x")
    text = str(pattern)
    for name, converter in pattern.converters.items():
        for kind, value in VALUES.items():
            text = text.replace(f"<{kind}:{name}>", value)
        text = text.replace(f"<{name}>", "x")
        assert f"<{name}" not in text.replace(f":{name}>", ""), (text, converter)
    return text


ALL = sorted(set(addresses(get_resolver())))


def test_the_walk_finds_the_product() -> None:
    names = {name for _, name in ALL}
    assert {"map", "map-data", "incident", "run", "site", "audit", "export-list"} <= names
    assert len(ALL) > 60


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "patch", "delete", "options"])
def test_nobody_reads_or_changes_anything(client: Client, method: str) -> None:
    leaks = []
    for address, name in ALL:
        if name in OPEN:
            continue
        response = getattr(client, method)(f"/{address}")
        refused = response.status_code in {301, 302, 401, 403, 404, 405}
        to_sign_in = response.status_code not in {301, 302} or "/accounts/" in response.url or "/admin/login" in response.url \
            or response.url.startswith("/admin/")  # fmt: skip
        if not (refused and to_sign_in):
            leaks.append((method, address, response.status_code))
    assert leaks == []
