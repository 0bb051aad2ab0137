"""Keyset paging: a signed cursor names the last row by its public key, never by a position or an inner id."""

from __future__ import annotations

import base64
import binascii

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest

from incidents.api.resources import Resource


def write_cursor(resource: Resource, key: str) -> str:
    """Return the cursor that continues after a row."""
    return base64.urlsafe_b64encode(_signer(resource).sign(key).encode()).decode().rstrip("=")


def read_cursor(cursor: str, resource: Resource) -> int | None:
    """Return the inner key a cursor continues after, or None if it is not ours or its row is gone."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        key = _signer(resource).unsign(base64.urlsafe_b64decode(padded.encode("ascii")).decode())
    except (BadSignature, binascii.Error, UnicodeError, ValueError):
        return None
    return resource.model._default_manager.filter(**{resource.key: key}).values_list("pk", flat=True).first()


def next_address(request: HttpRequest, cursor: str) -> str:
    """Return the address of the next page with all its parameters."""
    query = request.GET.copy()
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def _signer(resource: Resource) -> Signer:
    return Signer(salt=f"sightline.cursor.{resource.name}")
