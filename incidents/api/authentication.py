"""Who asks: a program with a token in its header, or a person with a session."""

from __future__ import annotations

import base64
import binascii

from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.authentication import SessionAuthentication as DjangoSessionAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from incidents.errors import TokenRefused
from incidents.models import Account, ApiToken
from incidents.services.tokens import token_behind

_BEARER = 'Bearer realm="Sightline"'
_BASIC = 'Basic realm="Sightline", charset="UTF-8"'


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <token>`, or Basic with the token as password; a token in the address opens nothing."""

    def authenticate(self, request: Request) -> tuple[Account, ApiToken] | None:
        """Return owner and token, None if no token was sent, or refuse with the reason."""
        plain = _credentials(get_authorization_header(request))
        if plain is None:
            return None
        try:
            token = token_behind(plain)
        except TokenRefused as error:
            raise AuthenticationFailed(str(error)) from error
        return token.owner, token

    def authenticate_header(self, request: Request) -> str:
        """Name the ways in; a browser is not offered Basic, because it would open a dialogue of its own."""
        return _BEARER if "Sec-Fetch-Mode" in request.headers else f"{_BEARER}, {_BASIC}"


class SessionAuthentication(DjangoSessionAuthentication):
    """A signed-in person. Without a session the answer is 401; unsafe methods need the CSRF token, else 403."""


def _credentials(header: bytes) -> str | None:
    scheme, _space, rest = header.strip().partition(b" ")
    if scheme.lower() == b"bearer":
        return _text(rest.strip())
    if scheme.lower() == b"basic":
        return _password(rest.strip())
    return None


def _password(encoded: bytes) -> str:
    try:
        decoded = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise AuthenticationFailed(_("The Basic header is not base64 of “token:<token>”.")) from error
    return _text(decoded.partition(b":")[2])


def _text(raw: bytes) -> str:
    try:
        return raw.decode("ascii")
    except UnicodeDecodeError as error:
        raise AuthenticationFailed(_("This token is not known.")) from error
