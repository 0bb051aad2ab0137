"""The register of exports: what left, to whom, on what ground."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.access import Action, reader_of
from incidents.selectors.registers import disseminations
from incidents.views.gate import needs
from incidents.views.paging import page_of


@require_safe
@needs(Action.READ_EXPORTS)
def export_list(request: HttpRequest) -> HttpResponse:
    """List every export, newest first, fifty a page."""
    rows = disseminations(reader_of(request.user))  # type: ignore[arg-type]
    page = page_of(request.GET, rows.count())
    context = {"page": page, "exports": rows[page.rows]}
    return render(request, "incidents/export_list.html", context, status=400 if page.error else 200)
