"""The columns of a staged file: what each is read as, with sample cells beside it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from incidents.access import Action, reader_of
from incidents.errors import ImportRefused, IncidentError, NotAllowed, SiteError, WrongState
from incidents.forms.columns import ColumnsForm, mapping_of
from incidents.models import StagedImport
from incidents.selectors.imports import staged_import
from incidents.services.importing.files import Table
from incidents.services.importing.mapping import BUILT_IN, Mapping, guess, problems
from incidents.services.mappings import mappings_for, save_mapping
from incidents.services.staging import choose_columns, choose_sheet, sheets_of, table_of
from incidents.views.gate import needs, needs_its_files
from incidents.views.import_states import Stage, stage_of
from sites.selectors import all_sites

STATUS: dict[type[Exception], int] = {NotAllowed: 403, WrongState: 409}
USED = (Stage.IMPORTING, Stage.STOPPED, Stage.FAILED, Stage.OVER)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.IMPORT)
@needs_its_files
def import_columns(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show how the columns are read; POST keeps another reading of them."""
    staged = staged_import(key, reader=reader_of(request.user))  # type: ignore[arg-type]
    if staged is None:
        raise Http404
    try:
        if stage_of(staged) in USED:
            return redirect("incidents:import", key)
        return _answer(request, staged) if request.method == "POST" else columns_page(request, staged)
    except (IncidentError, SiteError) as error:
        messages.error(request, str(error))
        return redirect("incidents:import-list")


def _answer(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    """Keep what was chosen, then do what the pressed button says."""
    try:
        return _do(request, staged, request.POST.get("do", ""))
    except (IncidentError, SiteError) as error:
        return columns_page(request, staged, problem=str(error), status=STATUS.get(type(error), 400))


def _do(request: HttpRequest, staged: StagedImport, step: str) -> HttpResponseBase:
    by: Any = request.user
    if step == "sheet":
        choose_sheet(by=by, staged=staged, sheet=request.POST.get("sheet", ""))
        return redirect("incidents:import-columns", staged.uuid)
    table = table_of(staged)
    mapping = _chosen(request, table, staged, step)
    choose_columns(by=by, staged=staged, mapping=mapping)
    if step == "save":
        name = request.POST.get("name", "")
        save_mapping(by=by, name=name, mapping=mapping)
        messages.success(request, _("Kept. The next file with these columns is read the same way."))
    if step == "use" and not problems(mapping, table):
        return redirect("incidents:import", staged.uuid)
    if step == "keep":
        return columns_page(request, staged)
    return redirect("incidents:import-columns", staged.uuid)


def _chosen(request: HttpRequest, table: Table, staged: StagedImport, step: str) -> Mapping:
    if step == "guess":
        return guess(table)
    if step == "take":
        name = request.POST.get("known", "")
        for mapping in mappings_for(table.columns):
            if mapping.name == name:
                return mapping
        raise ImportRefused(_("This reading is not kept here for these columns. Choose one of the list."))
    return mapping_of(request.POST, table, Mapping.from_json(staged.mapping))


def columns_page(
    request: HttpRequest, staged: StagedImport, *, problem: str = "", status: int = 200
) -> HttpResponse:
    """Compose the page of the columns."""
    table, mapping = table_of(staged), Mapping.from_json(staged.mapping)
    context = {
        "staged": staged,
        "table": table,
        "form": ColumnsForm(table, mapping),
        "mapping": mapping,
        "own_name": request.POST.get("name") or ("" if mapping.name in BUILT_IN else mapping.name),
        "known": [known.name for known in mappings_for(table.columns)],
        "sheets": sheets_of(staged),
        "problem": problem,
        "open_questions": problems(mapping, table),
        "sites": [(site.code, site) for site in all_sites()],
        "step": 2,
    }
    return render(request, "incidents/import_columns.html", context, status=status)
