"""The map workspace at `/` and the JSON it reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from incidents.access import Action, Reader, reader_of
from incidents.records import SiteRef
from incidents.rendering import workspace as drawing
from incidents.rendering.map_words import map_words
from incidents.rendering.maps import KOREA, BasemapConfig, draw_map
from incidents.selectors.findings import latest_runs
from incidents.selectors.incidents import (
    by_time,
    case_ordinals,
    count_pair,
    incidents_visible_to,
    n_to_review,
    records,
    span_of,
    standing,
)
from incidents.selectors.shaping import site_ref
from incidents.views.filtering import Filtered, chips_of, facet_groups, facets_of, filtered
from incidents.views.gate import needs
from sites.geometry import Point
from sites.models import ProtectedSite
from sites.selectors import all_sites

CENTRE, ZOOM = Point(lat=36.0, lon=127.8), 7
# A page keeps this many rows ready for readers without script; with script the table holds all that the map holds.
PLAIN_ROWS = 100


@require_safe
def map_page(request: HttpRequest) -> HttpResponseBase:
    """Show the map, its table and its timeline; whoever reads no incidents is sent to what they do read."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    if not reader.may(Action.READ_INCIDENTS):
        return redirect(_home_of(reader))
    found = filtered(request, reader)
    return render(
        request, "incidents/workspace.html", _page(request, found), status=200 if found.is_valid else 400
    )


def _home_of(reader: Reader) -> str:
    if reader.may(Action.READ_AUDIT):
        return "incidents:audit"
    return "admin:index"


def _page(request: HttpRequest, found: Filtered) -> dict[str, Any]:
    reader = found.reader
    shown = records(standing(by_time(found.rows))[:PLAIN_ROWS], reader)
    language = translation.get_language() or "en"
    return {
        "map": draw_map(
            centre=CENTRE, zoom=ZOOM, bounds=KOREA, basemap=BasemapConfig(), nonce=str(request.csp_nonce),  # type: ignore[attr-defined]
            language=language,
        ),
        "found": found,
        "total": count_pair(found.rows),
        "n_to_review": n_to_review(reader),
        "is_empty": not incidents_visible_to(reader).exists(),
        "facets": facet_groups(found, facets_of(found)),
        "chips": chips_of(found),
        "rows": [{"record": record, "feature": feature} for record, feature in _rows(shown)],
        "runs": latest_runs(reader),
        "words": map_words(),
    }  # fmt: skip


def _rows(shown: list[Any]) -> list[tuple[Any, dict[str, Any]]]:
    ordinals = case_ordinals(shown)
    placed = [record for record in shown if record.map_point is not None]
    return list(zip(placed, drawing.incident_features(placed, ordinals), strict=True))


@require_safe
@needs(Action.READ_INCIDENTS)
def map_data(request: HttpRequest) -> HttpResponse:
    """Answer everything that the filter leaves, for map, table, timeline and counts at once."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    found = filtered(request, reader)
    if not found.is_valid:
        return JsonResponse({"errors": found.errors}, status=400)
    # A grouped report is read in the list and on its lead's page; here the lead stands for the event.
    shown = records(standing(by_time(found.rows)), reader)
    total = count_pair(found.rows)
    return JsonResponse(
        {
            "as_of": timezone.now().isoformat(),
            "total": {"incidents": total.incidents, "cases": total.cases},
            "incidents": drawing.incident_features(shown, case_ordinals(shown)),
            **_places(found, {record.site.code for record in shown if record.site}),
            "findings": drawing.finding_features(latest_runs(reader)),
            "facets": drawing.facet_counts(facets_of(found)),
            "chips": chips_of(found),
            "timeline": drawing.timeline_span(*span_of(incidents_visible_to(reader))),
        }
    )


def _places(found: Filtered, with_incidents: set[str]) -> dict[str, Any]:
    """Return sites and zones; a filter by site or site type also narrows the places drawn."""
    wanted_types, wanted_sites = found.query.getlist("site_type"), found.query.getlist("site")
    sites = [site for site in all_sites() if _is_drawn(site, wanted_types, wanted_sites, with_incidents)]
    zones = [zone for site in sites for zone in site.zones.all()]
    codes = {site.pk: site.code for site in sites}
    return {
        "sites": drawing.site_features(_refs(sites)),
        "zones": [
            drawing.zone_feature(
                site_code=codes[zone.site_id], kind=zone.kind, accuracy=zone.accuracy, shape=zone.shape
            )
            for zone in zones
        ],
    }  # fmt: skip


def _is_drawn(site: ProtectedSite, types: list[str], codes: list[str], with_incidents: set[str]) -> bool:
    return (
        site.code in with_incidents
        or (not types and not codes)
        or site.site_type in types
        or site.code in codes
    )


def _refs(sites: list[ProtectedSite]) -> list[SiteRef]:
    return [site_ref(site) for site in sites]
