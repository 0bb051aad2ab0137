"""Version 1: lists and single records."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponseBase
from django.utils.datastructures import MultiValueDict
from rest_framework.request import Request

from incidents.api import schema
from incidents.api.answers import Asking, answer_one, answer_page, answer_whole
from incidents.api.asking import ReleaseView
from incidents.api.params import complain_of_filters
from incidents.api.resources import FINDINGS, INCIDENTS, RUNS, SITES


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
