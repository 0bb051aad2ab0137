"""A staged file after its columns are named: looked through, shown row by row, imported with progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    JsonResponse,
    StreamingHttpResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from incidents.access import Action, reader_of
from incidents.errors import IncidentError, NotAllowed, SiteError, StalePreview, WrongState
from incidents.forms.imports import ChoicesForm
from incidents.models import StagedImport
from incidents.rendering.import_points import points_answer
from incidents.selectors.imports import staged_import
from incidents.services.jobs import ask_to_stop, is_dead, wake_if_idle
from incidents.services.staging import (
    ask_for_preview,
    choices_of,
    choose,
    chosen,
    discard,
    forget_attempt,
    forget_preview,
    go_on,
    n_ticked,
    preview_key,
    preview_of,
    require_seen,
    returned_file,
    start_import,
)
from incidents.views.gate import needs, needs_its_files
from incidents.views.import_rows import preview_page
from incidents.views.import_states import Stage, stage_of
from incidents.views.site_map import is_off_basemap
from sites.geometry import Point
from sites.selectors import all_sites

STATUS: dict[type[Exception], int] = {NotAllowed: 403, WrongState: 409}
WAITING = (Stage.LOOKING, Stage.FAILED_LOOK, Stage.IMPORTING, Stage.STOPPED, Stage.FAILED)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.IMPORT)
@needs_its_files
def import_staged(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show where a file stands; POST starts, stops, goes on or discards."""
    staged = _own(request, key)
    try:
        return _take_step(request, staged) if request.method == "POST" else _show(request, staged)
    except (IncidentError, SiteError) as error:
        if request.method == "POST":
            messages.error(request, str(error))
            return redirect("incidents:import", key)
        messages.error(request, str(error))
        return redirect("incidents:import-list")


def _show(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    stage = stage_of(staged)
    if stage == Stage.OVER and staged.batch is not None:
        return redirect("incidents:import-batch", staged.batch.uuid)
    if stage == Stage.COLUMNS:
        return redirect("incidents:import-columns", staged.uuid)
    if stage == Stage.LOOKING:
        staged.job = ask_for_preview(by=request.user, staged=staged)  # type: ignore[arg-type]
    if stage in WAITING:
        return _waiting_page(request, staged, stage)
    return preview_page(request, staged, ChoicesForm(initial=_initial(staged)))


def _initial(staged: StagedImport) -> dict[str, Any]:
    return choices_of(staged).to_json() | {"preview": preview_key(staged)}


def _waiting_page(request: HttpRequest, staged: StagedImport, stage: Stage) -> HttpResponse:
    context = {
        "staged": staged,
        "job": staged.job,
        "stage": stage.value,
        "is_moving": stage in (Stage.LOOKING, Stage.IMPORTING),
        "step": 3 if stage in (Stage.LOOKING, Stage.FAILED_LOOK) else 4,
        "n_total": max(1, staged.job.n_total if staged.job else 1),
    }
    return render(request, "incidents/import_progress.html", context)


def _take_step(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    step = STEPS.get(request.POST.get("do", ""))
    if step is None:
        messages.error(request, _("The form held no step that can be taken here. Choose one of the buttons."))
        return redirect("incidents:import", staged.uuid)
    try:
        return step(request, staged)
    except StalePreview as error:
        messages.warning(request, str(error))
        return redirect("incidents:import", staged.uuid)


def _start(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    form = _chosen_form(request, staged)
    if form is not None:
        by: Any = request.user
        choices = chosen(staged, form.choices(), **form.ticks())
        start_import(by=by, staged=staged, choices=choices, preview=form.data.get("preview", ""))
    return redirect("incidents:import", staged.uuid)


def _keep(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    form = _chosen_form(request, staged)
    if form is None:
        return redirect("incidents:import", staged.uuid)
    choices = choose(by=request.user, staged=staged, choices=form.choices(), **form.ticks())  # type: ignore[arg-type]
    if request.accepts("text/html"):
        return redirect(f"{reverse('incidents:import', args=[staged.uuid])}?{form.place()}#rows")
    return JsonResponse({"ticked": n_ticked(staged, choices)})


def _chosen_form(request: HttpRequest, staged: StagedImport) -> ChoicesForm | None:
    """Return what was chosen, or nothing; refuse what was chosen for another reading of the columns."""
    form = ChoicesForm(request.POST)
    if stage_of(staged) == Stage.PREVIEW:
        require_seen(staged, form.data.get("preview", ""))
    return form if form.is_valid() else None


def _stop(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    if staged.job is not None:
        ask_to_stop(staged.job)
    return redirect("incidents:import", staged.uuid)


def _go_on(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    go_on(by=request.user, staged=staged)  # type: ignore[arg-type]
    return redirect("incidents:import", staged.uuid)


def _back(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    forget_attempt(by=request.user, staged=staged)  # type: ignore[arg-type]
    return redirect("incidents:import", staged.uuid)


def _look_again(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    forget_preview(by=request.user, staged=staged)  # type: ignore[arg-type]
    return redirect("incidents:import", staged.uuid)


def _discard(request: HttpRequest, staged: StagedImport) -> HttpResponseBase:
    discard(by=request.user, staged=staged)  # type: ignore[arg-type]
    messages.success(request, _("%(name)s is erased here.") % {"name": staged.file_name})
    return redirect("incidents:import-list")


STEPS: dict[str, Callable[[HttpRequest, StagedImport], HttpResponseBase]] = {
    "start": _start,
    "keep": _keep,
    "stop": _stop,
    "go-on": _go_on,
    "back": _back,
    "look-again": _look_again,
    "discard": _discard,
}


@require_safe
@needs(Action.IMPORT)
@needs_its_files
def import_state(request: HttpRequest, key: UUID) -> JsonResponse:
    """Say how far the work on a file came."""
    staged = _own(request, key)
    job = staged.job
    if job is None:
        return JsonResponse({"state": "", "n_done": 0, "n_total": 0})
    wake_if_idle(job)
    state = "DEAD" if is_dead(job) else job.state
    return JsonResponse({"state": state, "n_done": job.n_done, "n_total": job.n_total})


@require_safe
@needs(Action.IMPORT)
@needs_its_files
def import_points(request: HttpRequest, key: UUID) -> JsonResponse:
    """Answer the marks of the preview's map."""
    preview = preview_of(_own(request, key))
    if not preview.exists:
        raise Http404
    answer = points_answer(preview.points(), all_sites())
    points = [Point(lat=mark["lat"], lon=mark["lon"]) for mark in answer["marks"]]
    return JsonResponse(answer | {"is_off_basemap": any(map(is_off_basemap, points))})


@require_safe
@needs(Action.IMPORT)
@needs_its_files
def import_returned(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """Hand back the rows that stay outside, as a file of the same kind with a column of reasons."""
    return returned_answer(_own(request, key))


def returned_answer(staged: StagedImport) -> StreamingHttpResponse:
    """Stream the rows that stayed outside."""
    try:
        file = returned_file(staged)
    except IncidentError as error:
        raise Http404 from error
    response = StreamingHttpResponse(file.content, content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(True, file.name)
    response["Cache-Control"] = "no-store"
    return response


def _own(request: HttpRequest, key: UUID) -> StagedImport:
    staged = staged_import(key, reader=reader_of(request.user))  # type: ignore[arg-type]
    if staged is None:
        raise Http404
    return staged
