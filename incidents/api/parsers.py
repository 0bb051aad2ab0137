"""Request bodies, bounded before they are understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO, Any

import orjson
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

from sites.nesting import MAX_DEPTH, is_deeper_than

MAX_BYTES = 1_048_576


class BodyTooLarge(APIException):
    """A body beyond what is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "body_too_large"
    default_detail = gettext_lazy("The body is larger than 1 MB. Send it in parts.")


class BoundedJSONParser(BaseParser):
    """JSON of at most 1 MB and 32 levels; NaN, Infinity and numbers beyond a double are refused."""

    media_type = "application/json"

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the value, or say what does not fit."""
        body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            raise BodyTooLarge
        try:
            value = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise ParseError(_("The body is not JSON: %(reason)s.") % {"reason": error.msg}) from error
        if is_deeper_than(value, MAX_DEPTH):
            raise ParseError(_("The body is nested deeper than %(most)d levels.") % {"most": MAX_DEPTH})
        return value
