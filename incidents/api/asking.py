"""What every list and single record of version 1 shares: who may ask, and reading the whole question."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from incidents.access import Reader, reader_of
from incidents.api.answers import Asking, answer_head, edition_of, is_unchanged
from incidents.api.negotiation import RENDERERS, FormatNegotiation
from incidents.api.params import (
    canonical,
    check_names,
    filters_of,
    known_parameters,
    read_ground,
    read_shape,
    repeatable_parameters,
)
from incidents.api.resources import Resource
from incidents.api.throttles import ExportThrottle, ReaderThrottle
from incidents.enums import Tlp
from incidents.models import Account, ApiToken
from incidents.selectors.editions import dataset_version
from incidents.services.exporting import check_ground, require_export


class MayExport(BasePermission):
    """Whatever this interface answers leaves the office; so its readers are those who may export."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Refuse with the reason."""
        require_export(reader_of(request.user, cast("ApiToken | None", request.auth)))
        return True


class ReleaseView(APIView):
    """What lists and single records share."""

    http_method_names = ("get", "head")
    metadata_class = None
    permission_classes = (IsAuthenticated, MayExport)
    throttle_classes = (ReaderThrottle, ExportThrottle)
    content_negotiation_class = FormatNegotiation
    resource: ClassVar[Resource]
    is_list: ClassVar[bool] = True

    def get_renderers(self) -> list[Any]:
        """Offer the formats of the resource."""
        return [RENDERERS[name]() for name in self.formats()]

    @classmethod
    def formats(cls) -> tuple[str, ...]:
        """Return the formats of this view."""
        return cls.resource.formats if cls.is_list else tuple(f for f in cls.resource.formats if f != "csv")

    @classmethod
    def known_parameters(cls) -> tuple[str, ...]:
        """Return every parameter this view reads."""
        return known_parameters(cls.resource, is_list=cls.is_list)

    def ask(self, request: Request, *, key: str = "") -> Asking:
        """Read the whole request, or refuse it."""
        query, resource = request.query_params, self.resource
        check_names(query, self.known_parameters(), repeatable=repeatable_parameters(resource))
        accepted = request.accepted_renderer.format
        shape = read_shape(
            query, formats=self.formats(), accepted=accepted, resource=resource, is_list=self.is_list
        )
        ground = read_ground(query, self.token)
        check_ground(ground)
        return Asking(
            request=request._request, account=cast(Account, request.user), reader=self.reader, ground=ground, resource=resource,
            shape=shape, filters=filters_of(query) | ({resource.key: [key]} if key else {}),
            query=f"{resource.key}={key}" if key else canonical(query), ceiling=self.ceiling,
            dataset_version=dataset_version(), as_of=timezone.now(),
        )  # fmt: skip

    @property
    def reader(self) -> Reader:
        """Whoever is asking."""
        return reader_of(self.request.user, self.token)

    @property
    def token(self) -> ApiToken | None:
        """The token that was sent, if one was."""
        return cast("ApiToken | None", self.request.auth)

    @property
    def ceiling(self) -> str:
        """The strictest label this reader may be given: a token's tier; RED is for named recipients, so no session has it."""
        return Tlp.AMBER_STRICT if self.token is None else self.token.tier

    def readable(self) -> QuerySet[Any]:
        """Return what may leave to this reader."""
        return self.resource.readable(self.reader, self.ceiling)

    def answer(self, asking: Asking, rows: QuerySet[Any]) -> HttpResponseBase:
        """Answer with rows; the edition is compared first, because an unchanged answer is no export."""
        if self.request.method == "HEAD":
            return answer_head(asking)
        edition = edition_of(asking)
        if is_unchanged(asking.request, edition):
            response: HttpResponseBase = HttpResponseNotModified()
        else:
            response = self.send(asking, rows)
        response["ETag"] = edition
        return response

    def send(self, asking: Asking, rows: QuerySet[Any]) -> HttpResponseBase:
        """Send the rows."""
        raise NotImplementedError
