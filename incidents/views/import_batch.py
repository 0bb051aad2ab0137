"""An import that ran: what entered, what stays outside, and taking it back whole."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.access import Action, reader_of
from incidents.enums import ImportState, JobState, Status
from incidents.errors import IncidentError, NotAllowed, PersonalDataFound, SiteError, WrongState
from incidents.forms.imports import UndoForm
from incidents.models import ImportBatch
from incidents.selectors.imports import batch as batch_of
from incidents.selectors.imports import n_entered, staged_for
from incidents.services.jobs import wake_if_idle
from incidents.services.staging import ask_to_undo, is_busy, undo_job_of
from incidents.views.gate import needs, needs_its_files
from incidents.views.import_preview import returned_answer

STATUS: dict[type[Exception], int] = {NotAllowed: 403, WrongState: 409}


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.IMPORT)
@needs_its_files
def import_batch(request: HttpRequest, key: UUID) -> HttpResponseBase:
    """Show an import of one's own; POST undoes it."""
    batch = _own(request, key)
    form = UndoForm(n_reports=n_entered(batch))
    if request.method != "POST":
        return _page(request, batch, form)
    form = UndoForm(request.POST, n_reports=form.n_reports)
    status = _undo(request, batch, form) if form.is_valid() else 400
    return (
        redirect("incidents:import-batch", key)
        if status == 200
        else _page(request, batch, form, status=status)
    )


def _undo(request: HttpRequest, batch: ImportBatch, form: UndoForm) -> int:
    try:
        ask_to_undo(by=request.user, batch=batch, reason=form.cleaned_data["reason"])  # type: ignore[arg-type]
    except (IncidentError, SiteError) as error:
        is_of_reason = isinstance(error, PersonalDataFound)
        form.add_error("reason" if is_of_reason else None, str(error))
        return STATUS.get(type(error), 400)
    return 200


def _page(request: HttpRequest, batch: ImportBatch, form: UndoForm, *, status: int = 200) -> HttpResponse:
    reader = reader_of(request.user)  # type: ignore[arg-type]
    staged, job = staged_for(batch, reader=reader), undo_job_of(batch)
    if job is not None:
        wake_if_idle(job)
    if staged is not None and is_busy(staged.job):
        return redirect("incidents:import", staged.uuid)
    if (
        job is not None
        and job.state == JobState.FAILED
        and batch.state != ImportState.UNDONE
        and not form.is_bound
    ):
        messages.error(request, job.message)
    context: dict[str, Any] = {
        "batch": batch,
        "staged": staged,
        "form": form,
        "n_reports": form.n_reports,
        "n_outside": batch.n_refused,
        "is_undoing": is_busy(job),
        "undo_job": job,
        "opens_undo": form.is_bound,
        "is_stopped": batch.state in (ImportState.RUNNING, ImportState.STOPPED),
        "every_state": urlencode({"status": Status.values}, doseq=True),
        "is_undone": batch.state == ImportState.UNDONE,
        "step": 4,
    }
    return render(request, "incidents/import_batch.html", context, status=status)


@require_safe
@needs(Action.IMPORT)
@needs_its_files
def import_batch_returned(request: HttpRequest, key: UUID) -> StreamingHttpResponse:
    """Hand back the rows that stayed outside, while the file is kept."""
    batch = _own(request, key)
    staged = staged_for(batch, reader=reader_of(request.user))  # type: ignore[arg-type]
    if staged is None:
        raise Http404
    return returned_answer(staged)


def _own(request: HttpRequest, key: UUID) -> ImportBatch:
    batch = batch_of(key, reader=reader_of(request.user))  # type: ignore[arg-type]
    if batch is None:
        raise Http404
    return batch
