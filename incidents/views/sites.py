"""The registry of protected sites, for reading."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.access import Action, reader_of
from incidents.rendering.where import ZoneShape, draw_where
from incidents.selectors.site_pages import site_entries, site_entry
from incidents.views.gate import needs
from sites.enums import ZoneAccuracy


@require_safe
@needs(Action.READ_SITES)
def site_list(request: HttpRequest) -> HttpResponse:
    """List every site with its zones and its incidents."""
    entries = site_entries(reader_of(request.user))  # type: ignore[arg-type]
    return render(request, "sites/site_list.html", {"entries": entries})


@require_safe
@needs(Action.READ_SITES)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Show one site with its zones."""
    entry = site_entry(code, reader=reader_of(request.user))  # type: ignore[arg-type]
    if entry is None:
        raise Http404
    shapes = [ZoneShape(zone.shape, zone.accuracy == ZoneAccuracy.APPROXIMATE) for zone in entry.zones]
    context = {
        "has_approximate": any(shape.is_approximate for shape in shapes),
        "entry": entry,
        "site": entry.site,
        "zones": entry.zones,
        "where": draw_where(entry.site.point, None, shapes),
    }
    return render(request, "sites/site.html", context)
