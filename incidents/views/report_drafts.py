"""What the card's script talks to: drafts kept as they are typed, and the one sending."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incidents.access import Action, Reader, reader_of
from incidents.errors import (
    ChangedElsewhere,
    IncidentError,
    IncompleteReport,
    NotAllowed,
    PersonalDataFound,
    SiteError,
    StaleVersion,
    WrongState,
)
from incidents.forms.report import ReportForm, card_name
from incidents.models import Incident
from incidents.rendering.dates import hour_words
from incidents.selectors.drafts import draft_of, own_report
from incidents.selectors.duplicates import rows_to_group
from incidents.services.drafting import (
    discard_draft,
    missing_on_card,
    require_own_page,
    save_draft,
    says_what_was_filed,
    send_draft,
    stamp_of,
)
from incidents.services.reading import record_reading
from incidents.views.gate import needs
from incidents.views.report_echo import echo_of, near_entries
from sites.nesting import load_shallow

MAX_BODY = 262_144
WHOLE = ""
STATUS: dict[type[Exception], int] = {
    NotAllowed: 403,
    WrongState: 409,
    StaleVersion: 409,
    ChangedElsewhere: 409,
}
Answer = Callable[..., JsonResponse]


class Unreadable(Exception):
    """A body that the card cannot have sent; carries the status."""

    def __init__(self, words: str, status: int = 400) -> None:
        self.status = status
        super().__init__(words)


def answers_refusals(view: Answer) -> Answer:
    """Turn what a service refuses into one sentence for each field."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **options: Any) -> JsonResponse:
        try:
            return view(request, *args, **options)
        except Unreadable as error:
            return JsonResponse({"problems": {WHOLE: str(error)}}, status=error.status)
        except (IncidentError, SiteError) as error:
            is_elsewhere = isinstance(error, ChangedElsewhere)
            answer = {"problems": _problems(error)} | ({"changed_elsewhere": True} if is_elsewhere else {})
            return JsonResponse(answer, status=STATUS.get(type(error), 400))

    return guarded


@require_safe
@needs(Action.FILE)
def session(request: HttpRequest) -> JsonResponse:
    """Say who is signed in, with a fresh form token, so that a card left open goes on after a new sign-in."""
    return JsonResponse({"owner": request.user.pk, "token": get_token(request)})


@require_http_methods(["PUT", "POST", "DELETE"])
@needs(Action.FILE)
@answers_refusals
def draft(request: HttpRequest, key: uuid.UUID) -> JsonResponse:
    """Keep the card as it stands and say how it was understood; DELETE forgets it."""
    by: Any = request.user
    if request.method == "DELETE":
        discard_draft(by=by, key=key)
        return JsonResponse({})
    content, seen = _content(request)
    reader = reader_of(by)
    stored = draft_of(key, reader=reader)
    if stored is not None and stored.sent is not None:
        return _sent(stored.sent, content=content, status=409)
    form = _form(content, reader)
    kept = save_draft(by=by, key=key, content=content, seen=seen)
    form.is_valid()
    saved = {
        "saved_at": hour_words(kept.draft.updated_at),
        "left_out": kept.left_out,
        "seen": stamp_of(kept.draft),
        "now": timezone.now().isoformat(),
    }
    return JsonResponse(saved | echo_of(form, reader))


@require_POST
@needs(Action.FILE)
@answers_refusals
def send(request: HttpRequest, key: uuid.UUID) -> JsonResponse:
    """File and hand in what the card holds; the same key again is answered with the same number."""
    by: Any = request.user
    content, seen = _content(request)
    reader = reader_of(by)
    before = draft_of(key, reader=reader)
    if before is not None and before.sent is not None:
        return _sent(before.sent, content=content)
    if before is not None:
        require_own_page(before, content, seen)
    form = _form(content, reader)
    if not form.is_valid():
        return JsonResponse({"problems": form.problems()}, status=400)
    report = form.report()
    missing = missing_on_card(report)
    if missing:
        raise IncompleteReport(missing)
    questions = _questions(form, reader)
    if questions:
        # A twin of this request may have been filed meanwhile, and then the question would be about itself.
        twin = draft_of(key, reader=reader)
        if twin is not None and twin.sent is not None:
            return _sent(twin.sent, content=content)
        for row in _others(questions, reader):
            record_reading(by=by, incident=row)
        return JsonResponse(questions, status=409)
    sent = send_draft(by=by, key=key, report=report, content=content, seen=seen)
    _remember(request, form)
    return _sent(sent.incident, content=content, status=201 if sent.is_first else 200)


def _content(request: HttpRequest) -> tuple[dict[str, Any], str]:
    """Return the card's texts, if it is this person's card, and the stamp of the draft that its page knew."""
    if len(request.body) > MAX_BODY:
        raise Unreadable(_("This is too much for one report. Shorten it."), 413)
    try:
        body = load_shallow(request.body)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_("The request is not JSON. Reload the page.")) from error
    content = body.get("content") if isinstance(body, dict) else None
    if not isinstance(content, dict) or not all(_is_flat(value) for value in content.values()):
        raise Unreadable(_("The request is not a card. Reload the page."))
    if body.get("owner") != request.user.pk:
        raise Unreadable(
            _("Somebody else is signed in now. Sign in as yourself; what you typed is kept here."), 409
        )
    seen = body.get("seen")
    return content, seen if isinstance(seen, str) else ""


def _is_flat(value: object) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list) and all(isinstance(item, str) for item in value)
    )


def _form(content: dict[str, Any], reader: Reader) -> ReportForm:
    number = content.get("corrects")
    if not number:
        return ReportForm(content)
    corrects = own_report(number, reader=reader) if isinstance(number, str) else None
    if corrects is None:
        raise Unreadable(_("The report to correct is not one of yours."), 404)
    return ReportForm(content, corrects=corrects)


def _questions(form: ReportForm, reader: Reader) -> dict[str, Any]:
    doubts = [{"key": doubt.key, "field": doubt.field, "words": doubt.words} for doubt in form.doubts()]
    near = near_entries(form, reader)
    return {"doubts": doubts, "near": near} if doubts or near else {}


def _remember(request: HttpRequest, form: ReportForm) -> None:
    """Keep site and unit for the next report of this sign-in."""
    site = form.cleaned_data.get("site")
    request.session["report_site"] = site.code if site else ""
    if form.corrects is None:
        request.session["report_unit"] = form.cleaned_data["unit"]


def _sent(incident: Incident, *, content: dict[str, Any], status: int = 200) -> JsonResponse:
    """Answer with the number; `is_whole` says whether the card that asked holds nothing beyond what was filed."""
    form = ReportForm({name: value for name, value in content.items() if name != "corrects"})
    answer = {
        "number": incident.number,
        "sent_at": hour_words(incident.submitted_at or timezone.now()),
        "href": reverse("incidents:incident", args=[incident.number]),
        "is_whole": status == 201 or (form.is_valid() and says_what_was_filed(form.report(), incident)),
    }
    return JsonResponse(answer, status=status)


def _others(questions: dict[str, Any], reader: Reader) -> list[Incident]:
    """Return the rows of other persons' reports that a question lays beside the card."""
    numbers = [entry["number"] for entry in questions["near"]]
    return [row for row in rows_to_group(numbers, reader=reader) if row.entered_by_id != reader.account_id]


def _problems(error: IncidentError | SiteError) -> dict[str, str]:
    if isinstance(error, IncompleteReport):
        return {card_name(name): message for name, message in error.problems.items()}
    if isinstance(error, PersonalDataFound):
        return {card_name(error.field): str(error.rule)}
    return {WHOLE: str(error)}
