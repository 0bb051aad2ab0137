"""Deciding on a report from its page."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from incidents.access import Action, reader_of
from incidents.errors import (
    IncidentError,
    IncompleteReport,
    NotAllowed,
    PersonalDataFound,
    SamePerson,
    SiteError,
    StaleVersion,
    WrongState,
)
from incidents.forms.decisions import DecisionForm, ReasonForm
from incidents.models import Incident
from incidents.selectors.incidents import incident_of
from incidents.views.gate import needs
from incidents.views.incidents import record_page
from incidents.views.review_bar import DECISIONS, Decision, Panel, words_done

STATUS: dict[type[Exception], int] = {NotAllowed: 403, SamePerson: 403, WrongState: 409, StaleVersion: 409}


@require_POST
@needs(Action.READ_INCIDENTS)
def decide(request: HttpRequest, number: str, code: str) -> HttpResponse:
    """Take one decision; what was typed stays on the page when it is refused."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    incident, decision = incident_of(number, reader=reader), DECISIONS.get(code)
    if incident is None or decision is None:
        raise Http404
    form = decision.form(request.POST, incident=incident, reader=reader)
    status = _take(decision, form, request, incident) if form.is_valid() else 400
    if status == 200:
        messages.success(request, words_done(decision, incident))
        return redirect(_next_page(incident, request))
    return record_page(request, incident, panel=Panel(decision, form), status=status)


def _take(decision: Decision, form: DecisionForm, request: HttpRequest, incident: Incident) -> int:
    try:
        decision.service(by=request.user, incident=incident, **form.cleaned_data)
    except (IncidentError, SiteError) as error:
        show_refusal(error, form)
        return STATUS.get(type(error), 400)
    return 200


def show_refusal(error: IncidentError | SiteError, form: ReasonForm) -> None:
    """Put a refusal beside the field it speaks of, else above the form."""
    problems: dict[str | None, str] = {None: str(error)}
    if isinstance(error, IncompleteReport):
        problems = {name: str(message) for name, message in error.problems.items()}
    elif isinstance(error, PersonalDataFound):
        problems = {error.field: str(error.rule)}
    for name, message in problems.items():
        form.add_error(name if name in form.fields else None, message)


def _next_page(incident: Incident, request: HttpRequest) -> str:
    """Return to the record if it may still be read: a returned report goes back to its author alone."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    if incident_of(incident.number, reader=reader) is None:
        return reverse("incidents:incident-list")
    return reverse("incidents:incident", args=[incident.number])
