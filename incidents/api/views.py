"""Version 1: read, authorise, call, answer."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from rest_framework.permissions import BasePermission, IsAuthenticated
from rest_framework.request import Request
from rest_framework.views import APIView

from incidents.access import Reader, reader_of
from incidents.api import schema
from incidents.api.answers import (
    Asking,
    answer_head,
    answer_one,
    answer_page,
    answer_whole,
    edition_of,
    is_unchanged,
)
from incidents.api.negotiation import RENDERERS, FormatNegotiation
from incidents.api.params import (
    canonical,
    check_names,
    complain_of_filters,
    filters_of,
    known_parameters,
    read_ground,
    read_shape,
    repeatable_parameters,
)
from incidents.api.resources import FINDINGS, INCIDENTS, RUNS, SITES, Resource
from incidents.api.throttles import ExportThrottle, ReaderThrottle
from incidents.models import Account, ApiToken
from incidents.selectors.editions import dataset_version
from incidents.selectors.labels import HIGHEST
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
        """The strictest label this reader may be given: a token's tier; a person is bound by roles alone."""
        return HIGHEST if self.token is None else self.token.tier

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


class ListView(ReleaseView):
    """A filtered list."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer a page, or all of it."""
        asking = self.ask(request)
        bound = self.resource.filterset(
            MultiValueDict(asking.filters), queryset=self.readable(), **self.filter_options()
        )
        if not bound.is_valid():
            complain_of_filters(bound.form.errors, request.query_params)
        return self.answer(asking, bound.qs)

    def filter_options(self) -> dict[str, Any]:
        """Return what the filter needs to know besides the query."""
        return {}

    def send(self, asking: Asking, rows: QuerySet[Any]) -> HttpResponseBase:
        """Send a page if a limit binds it, else everything as a stream."""
        return answer_whole(asking, rows) if asking.shape.limit is None else answer_page(asking, rows)


class ItemView(ReleaseView):
    """One record by its public key."""

    is_list = False

    def get(self, request: Request, **named: Any) -> HttpResponseBase:
        """Answer the record, or that it is not among what may leave."""
        text = str(named[self.resource.key])
        if "\x00" in text:
            raise Http404
        rows = self.readable().filter(**{self.resource.key: text})
        asking = self.ask(request, key=text)
        if not rows.exists():
            raise Http404
        return self.answer(asking, rows)

    def send(self, asking: Asking, rows: QuerySet[Any]) -> HttpResponseBase:
        """Send the one row."""
        read = asking.resource.begin(asking.reader, asking.ceiling)
        found = read(rows.order_by("pk")[:1])
        if not found:
            raise Http404
        return answer_one(asking, found[0][1])


@schema.describes_list(INCIDENTS)
class IncidentList(ListView):
    """Released incidents."""

    resource = INCIDENTS

    def filter_options(self) -> dict[str, Any]:
        """Let the filter know who asks."""
        return {"reader": self.reader}


@schema.describes_item(INCIDENTS)
class IncidentItem(ItemView):
    """One released incident."""

    resource = INCIDENTS


@schema.describes_list(SITES)
class SiteList(ListView):
    """The registry of protected sites with their zones."""

    resource = SITES


@schema.describes_item(SITES)
class SiteItem(ItemView):
    """One protected site with its zones."""

    resource = SITES


@schema.describes_list(FINDINGS)
class FindingList(ListView):
    """Findings with both p-values and what is needed to run them again."""

    resource = FINDINGS


@schema.describes_item(FINDINGS)
class FindingItem(ItemView):
    """One finding."""

    resource = FINDINGS


@schema.describes_list(RUNS)
class RunList(ListView):
    """Detection runs, also those that found nothing."""

    resource = RUNS


@schema.describes_item(RUNS)
class RunItem(ItemView):
    """One detection run."""

    resource = RUNS
