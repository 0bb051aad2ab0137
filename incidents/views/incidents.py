"""The table of incidents, and the page of one record."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from incidents.access import Action, reader_of
from incidents.enums import Status
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.rendering.dates import local
from incidents.rendering.record_facts import differing_fields, facts_of
from incidents.rendering.where import WhereDrawing, ZoneShape, draw_where
from incidents.selectors.cases import numbers_of_case
from incidents.selectors.findings import findings_with
from incidents.selectors.incidents import (
    by_time,
    count_pair,
    dossier_of,
    incident_of,
    incidents_visible_to,
    n_to_review,
    records,
    summaries_of,
)
from incidents.selectors.nearby import nearby
from incidents.selectors.origins import origin_of
from incidents.services.reading import record_reading
from incidents.services.reporting import EDITABLE
from incidents.views.filtering import chips_of, facet_groups, facets_of, filtered
from incidents.views.gate import needs
from incidents.views.paging import page_of
from incidents.views.record_group import GROUPABLE, group_part
from incidents.views.review_bar import Panel, open_panel, review_bar
from sites.enums import ZoneAccuracy
from sites.models import Zone
from sites.selectors import ground_zones_of


@require_safe
@needs(Action.READ_INCIDENTS)
def incident_list(request: HttpRequest) -> HttpResponse:
    """Show the incidents that the filter leaves, newest first, fifty a page."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    found = filtered(request, reader)
    total = count_pair(found.rows)
    n_grouped = found.rows.filter(status=Status.DUPLICATE).count()
    page = page_of(request.GET, total.incidents + n_grouped)
    context = {
        "found": found,
        "total": total,
        "n_grouped": n_grouped,
        "n_to_review": n_to_review(reader),
        "groupable": GROUPABLE if reader.may(Action.REVIEW) else (),
        "all_total": count_pair(incidents_visible_to(reader)),
        "page": page,
        "rows": records(by_time(found.rows)[page.rows], reader),
        "facets": facet_groups(found, facets_of(found)),
        "chips": chips_of(found),
    }
    is_good = found.is_valid and not page.error
    return render(request, "incidents/incident_list.html", context, status=200 if is_good else 400)


@require_safe
@needs(Action.READ_INCIDENTS)
def incident(request: HttpRequest, number: str) -> HttpResponse:
    """Show one record; `decide` in the address opens the panel of a decision."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    row = incident_of(number, reader=reader)
    if row is None:
        raise Http404
    if request.method == "GET":
        record_reading(by=request.user, incident=row)  # type: ignore[arg-type]
    panel = open_panel(request.GET.get("decide", ""), row, by=request.user, reader=reader)  # type: ignore[arg-type]
    return record_page(request, row, panel=panel)


def record_page(
    request: HttpRequest, row: Incident, *, panel: Panel | None = None, status: int = 200
) -> HttpResponse:
    """Compose the page of a record that the reader may know of."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    record = dossier_of(row.number, reader=reader)
    if record is None:
        raise Http404
    zones = _zones_of(row)
    context: dict[str, Any] = {
        "record": record,
        **group_part(row, record, by=request.user, reader=reader, is_opened=request.method == "GET"),  # type: ignore[arg-type]
        "origin": origin_of(row, reader=reader),
        "facts": facts_of(record),
        "differing": differing_fields(record),
        "case_numbers": numbers_of_case(record, reader=reader),
        "summaries": summaries_of(record, reader=reader),
        "where": _drawing(record, zones),
        "zones": zones,
        "nearby": nearby(record, reader=reader),
        "findings": findings_with(record.number, reader=reader),
        "bar": review_bar(row, by=request.user, reader=reader, panel=panel),  # type: ignore[arg-type]
        "may_edit": row.entered_by_id == request.user.pk
        and row.status in EDITABLE
        and reader.may(Action.FILE),
        "is_unreviewed": row.status == Status.SUBMITTED,
    }
    return render(request, "incidents/incident.html", context, status=status)


def _zones_of(row: Incident) -> list[Zone]:
    if row.site is None:
        return []
    return ground_zones_of(row.site, on=local(row.occurred_from).date() if row.occurred_from else None)


def _drawing(record: IncidentRecord, zones: list[Zone]) -> WhereDrawing | None:
    shapes = [ZoneShape(zone.shape, zone.accuracy == ZoneAccuracy.APPROXIMATE) for zone in zones]
    return draw_where(record.site.point if record.site else None, record, shapes)
