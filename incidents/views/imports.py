"""Imports as their users meet them: files on their way in, their columns, their preview, the import itself."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from incidents.access import Action, reader_of
from incidents.errors import IncidentError, NotAllowed, SiteError, WrongState
from incidents.forms.imports import HandOverForm
from incidents.rendering.import_words import handing_over_words
from incidents.selectors.imports import batches, staged_imports
from incidents.services.importing.files import MAX_BYTES
from incidents.services.staging import hand_over, sweep
from incidents.views.arrivals import Arrival, ArrivalHandler
from incidents.views.gate import needs
from incidents.views.import_states import OVER, first_page, state_of
from incidents.views.paging import page_of

STATUS: dict[type[Exception], int] = {NotAllowed: 403, WrongState: 409}


@csrf_exempt  # the form token is checked below, once the upload has a place of ours to go to
@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.IMPORT)
def import_list(request: HttpRequest) -> HttpResponseBase:
    """List one's files and imports; POST hands a file over."""
    if request.method != "POST":
        return _list_page(request)
    handler = ArrivalHandler(request)
    request.upload_handlers = [handler]
    try:
        return _hand_over(request, handler)
    except MultiPartParserError as error:  # met while the form's token was looked for
        return _list_page(request, problem=_unreadable(error), status=400)
    finally:
        handler.forget()


@csrf_protect
def _hand_over(request: HttpRequest, handler: ArrivalHandler) -> HttpResponseBase:
    try:
        arrival, form = request.FILES.get("file"), HandOverForm(request.POST)
    except (MultiPartParserError, RequestDataTooBig, OSError) as error:
        return _list_page(request, problem=_unreadable(error), status=400)
    if handler.is_too_large:
        return _list_page(request, problem=_too_large(), status=413)
    if not isinstance(arrival, Arrival):
        return _list_page(request, problem=_("No file came with the form. Choose one."), status=400)
    if not form.is_valid():
        problem = _cut() if "whole" in form.errors else _("Choose one of the logs in the list.")
        return _list_page(request, problem=problem, status=400)
    try:
        staged = hand_over(
            by=request.user, source=arrival.path, file_name=arrival.name, log=form.chosen_log()  # type: ignore[arg-type]
        )  # fmt: skip
    except (IncidentError, SiteError) as error:
        return _list_page(request, problem=str(error), status=STATUS.get(type(error), 400))
    return redirect(first_page(staged), staged.uuid)


def _list_page(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    sweep()
    reader = reader_of(request.user)  # type: ignore[arg-type]
    waiting = [(staged, state_of(staged)) for staged in staged_imports(reader).exclude(batch__state__in=OVER)]
    # an import that stopped and whose file is erased by now is listed too
    done = batches(reader).filter(Q(state__in=OVER) | Q(staged__isnull=True))
    page = page_of(request.GET, done.count())
    context = {
        "form": HandOverForm(),
        "problem": problem,
        "waiting": waiting,
        "page": page,
        "done": done[page.rows],
        "limit_mb": MAX_BYTES // 1_000_000,
        "limit_bytes": MAX_BYTES,
        "words": handing_over_words(),
    }
    return render(request, "incidents/imports.html", context, status=400 if page.error else status)


def _cut() -> str:
    return _("The upload broke off on the way. Nothing of it was kept. Hand the file over again.")


def _unreadable(error: Exception) -> str:
    """Say why a form could not be read; the parser tells a name that is too long by its sentence alone."""
    if "header size" in str(error):
        return _("The name of the file is too long. Give it a shorter one and hand it over again.")
    return _cut()


def _too_large() -> str:
    return _("The file is larger than %(limit)d MB. Split it and hand over the parts.") % {
        "limit": MAX_BYTES // 1_000_000
    }
