"""Reports side by side, to be put under a lead or taken out of their groups."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from incidents.access import Action, Reader, reader_of
from incidents.enums import Status
from incidents.errors import IncidentError, SiteError
from incidents.forms.grouping import APART, GroupForm, seen_text
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.rendering import comparing
from incidents.selectors.duplicates import leads_among, nearness, rows_to_group
from incidents.selectors.incidents import shaped
from incidents.services.grouping import LEADS, group_reports, ungroup_reports
from incidents.services.reading import record_reading
from incidents.views.decisions import STATUS, show_refusal
from incidents.views.gate import needs
from incidents.views.record_group import query_of

AT_MOST = 12
# What was decided already leads rather than what waits.
_RANK = (Status.RELEASED, Status.CORRECTED, Status.CONFIRMED, Status.SUBMITTED)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.REVIEW)
def side_by_side(request: HttpRequest) -> HttpResponse:
    """Lay the chosen reports side by side; a POST puts them under the chosen lead or takes them out."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    asked = list(dict.fromkeys((request.POST if request.method == "POST" else request.GET).getlist("n")))
    rows = rows_to_group(asked[:AT_MOST], reader=reader)
    if request.method != "POST":
        for row in rows:
            record_reading(by=request.user, incident=row)  # type: ignore[arg-type]
        return _page(request, rows, GroupForm(rows=rows), n_asked=len(asked))
    form = GroupForm(request.POST, rows=rows)
    status = _take(request, form) if form.is_valid() else 400
    if status == 200:
        return redirect("incidents:incident", form.cleaned_data["lead"] or rows[0].number)
    return _page(request, rows, form, n_asked=len(asked), status=status)


def _take(request: HttpRequest, form: GroupForm) -> int:
    by: Any = request.user
    try:
        words = _take_apart(by, form) if form.cleaned_data["step"] == APART else _group(by, form)
    except (IncidentError, SiteError) as error:
        show_refusal(error, form)
        return STATUS.get(type(error), 400)
    messages.success(request, words)
    return 200


def _group(by: Any, form: GroupForm) -> str:
    values = form.cleaned_data
    lead = form.rows[values["lead"]]
    others = [row for row in form.rows.values() if row.pk != lead.pk]
    head = group_reports(by=by, lead=lead, reports=others, rationale=values["rationale"], seen=values["seen"])
    values["lead"] = head.number
    return _("%(number)s leads the group now.") % {"number": head.number}


def _take_apart(by: Any, form: GroupForm) -> str:
    seen = form.cleaned_data["seen"]
    grouped = [row for row in form.rows.values() if row.status == Status.DUPLICATE]
    versions = {row.pk: seen[row.number][0] for row in grouped if row.number in seen}
    ungroup_reports(by=by, reports=grouped, rationale=form.cleaned_data["rationale"], versions=versions)
    return _("The reports are out of their group, as they were before.")


def _page(
    request: HttpRequest, rows: Sequence[Incident], form: GroupForm, *, n_asked: int, status: int = 200
) -> HttpResponse:
    reader = reader_of(request.user)  # type: ignore[arg-type]
    records = [shaped(row, reader, history=True) for row in rows]
    lines = comparing.side_by_side(records)
    problem = _problem(n_asked, len(rows))
    context = {
        "form": form,
        "columns": _columns(rows, records, form, reader),
        "differing": [line for line in lines if not line.is_same],
        "agreeing": [line for line in lines if line.is_same],
        "problem": problem,
        "together": query_of([row.number for row in rows]),
        "has_grouped": any(row.status == Status.DUPLICATE for row in rows),
    }
    return render(request, "incidents/side_by_side.html", context, status=400 if problem else status)


def _problem(n_asked: int, n_found: int) -> str:
    if n_asked > AT_MOST:
        words = _("%(n)d reports were chosen; %(most)d fit side by side. Choose fewer.")
        return words % {"n": n_asked, "most": AT_MOST}
    if n_found < 2:
        return _("Choose at least two reports that you may read.")
    return ""


def _columns(
    rows: Sequence[Incident], records: Sequence[IncidentRecord], form: GroupForm, reader: Reader
) -> list[dict[str, Any]]:
    """Return the head of each column; the lead so far is chosen, else what was decided first."""
    leads = leads_among(rows, reader=reader)
    chosen = form["lead"].value() or _likely_lead(rows, set(leads.values()))
    return [
        {
            "record": record,
            "seen": seen_text(row),
            "lead": leads.get(row.pk, ""),
            "may_lead": row.status in (*LEADS, Status.DUPLICATE),
            "is_chosen": row.number == chosen,
            "near": comparing.near_words(nearness(records[0], record)) if record is not records[0] else [],
        }
        for row, record in zip(rows, records, strict=True)
    ]


def _likely_lead(rows: Sequence[Incident], leads: set[str]) -> str:
    standing = [row for row in rows if row.status in _RANK]
    found = sorted(standing, key=lambda row: (row.number not in leads, _RANK.index(row.status), row.pk))
    return found[0].number if found else ""
