"""The audit trail: who did what to which object, without its content."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.access import Action, reader_of
from incidents.forms.registers import AuditFilter
from incidents.selectors.registers import audit_events
from incidents.views.gate import needs
from incidents.views.paging import page_of


@require_safe
@needs(Action.READ_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """List the trail, newest first, fifty a page."""
    form = AuditFilter(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    events = audit_events(reader_of(request.user), **wanted)  # type: ignore[arg-type]
    events = events if form.is_valid() else events.none()
    page = page_of(request.GET, events.count())
    context = {"form": form, "page": page, "events": events[page.rows], "is_filtered": any(wanted.values())}
    return render(
        request, "incidents/audit.html", context, status=200 if form.is_valid() and not page.error else 400
    )
