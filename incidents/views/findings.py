"""Runs of the detection: their list, one run with its findings, and the button that starts one."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from incidents.access import Action, Reader, reader_of
from incidents.errors import IncidentError, SiteError
from incidents.forms.detection import RunForm
from incidents.models import DetectionRun
from incidents.rendering.answers import Known, answer_cards, numbers_in_answers
from incidents.rendering.labels import name_of
from incidents.rendering.left_out import assumption_words, left_out_of, numbers_left_out, power_words
from incidents.rendering.strip import chance_strip
from incidents.rendering.wording import strongest_on_cases
from incidents.selectors.cases import numbers_known
from incidents.selectors.findings import run_of, runs_of
from incidents.selectors.tested import tested_sites
from incidents.services.detection import run_detection
from incidents.views.gate import needs
from sites.selectors import all_sites


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.READ_FINDINGS)
def run_list(request: HttpRequest) -> HttpResponseBase:
    """List all runs; a post starts a new one."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    if request.method == "POST":
        return _start(request, reader)
    return _list(request, reader, RunForm())


@needs(Action.DETECT)
def _start(request: HttpRequest, reader: Reader) -> HttpResponseBase:
    form = RunForm(request.POST)
    run = _run(form, request) if form.is_valid() else None
    if run is None:
        return _list(request, reader, form, status=400)
    return redirect("incidents:run", run.log.code, run.number)


def _run(form: RunForm, request: HttpRequest) -> DetectionRun | None:
    try:
        return run_detection(by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
    except (IncidentError, SiteError) as error:
        form.add_error(None, str(error))
        return None


def _list(request: HttpRequest, reader: Reader, form: RunForm, *, status: int = 200) -> HttpResponse:
    return render(request, "incidents/run_list.html", {"runs": runs_of(reader), "form": form}, status=status)


@require_safe
@needs(Action.READ_FINDINGS)
def run(request: HttpRequest, log: str, number: int) -> HttpResponse:
    """Show one run: what it found in plain words, each finding, what was left out, what it could have shown."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    found = run_of(log, number, reader=reader)
    if found is None:
        raise Http404
    known = numbers_known([*numbers_left_out(found), *numbers_in_answers(found)], reader=reader)
    sites, tested = list(all_sites()), tested_sites(found, reader=reader)
    names = {site.code: name_of(site) for site in sites}
    points = {site.code: site.point for site in sites}
    context = {
        "run": found,
        "answers": answer_cards(found, Known(known, names, points, tested)),
        "cards": [{"finding": one, "strip": chance_strip(found, one, tested)} for one in found.findings],
        "cases_words": strongest_on_cases(found, names),
        "left_out": left_out_of(found, known),
        "assumptions": assumption_words(found),
        "power": power_words(found),
    }
    return render(request, "incidents/run.html", context)
