"""The phone card, the list of one's own reports, and the sheet for the paper log."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from incidents import enums
from incidents.access import Action, Reader, reader_of
from incidents.errors import IncidentError
from incidents.forms import card_words as buttons
from incidents.forms.card_content import content_of, fits_card
from incidents.models import Account, Incident
from incidents.rendering.card import card_words
from incidents.rendering.labels import name_of, speaks_korean
from incidents.rendering.picker import picker_page, validity_of
from incidents.selectors.drafts import (
    draft_of,
    erased_on,
    n_own_imported,
    own_report,
    own_reports,
    recent_site_codes,
    unsent_of,
    why_returned,
)
from incidents.services.draft_retention import erase_old_drafts_if_due
from incidents.services.drafting import discard_draft, stamp_of
from incidents.services.reporting import EDITABLE
from incidents.services.taking_back import take_back_report
from incidents.views.gate import needs
from sites.gazetteer import english_area
from sites.models import ProtectedSite
from sites.selectors import all_sites

# The paper sheet says each of these in both languages.
SHEET = {
    "title": gettext_lazy("Incident report, paper log"),
    "unit": gettext_lazy("Unit and shift; no names"),
    "site": gettext_lazy("Which site?"),
    "when": gettext_lazy("When?"),
    "date": gettext_lazy("Date"),
    "time": gettext_lazy("Time"),
    "unknown": gettext_lazy("Not known"),
    "seen": gettext_lazy("What was seen?"),
    "rule": gettext_lazy("What was done, not who they are. No names, numbers or nationality."),
    "equipment": gettext_lazy("With what?"),
    "where": gettext_lazy("Where did they stand?"),
    "actions": gettext_lazy("What did we do?"),
    "number": gettext_lazy("Entered as number"),
}


@require_safe
@needs(Action.FILE)
def report(request: HttpRequest) -> HttpResponse:
    """Show the card: empty, with an unsent draft (`draft`), or with an own report to correct (`change`)."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    content: dict[str, Any] = {}
    draft = None
    key = _key(request.GET.get("draft", ""))
    if key is not None:
        draft = draft_of(key, reader=reader)
        if draft is not None and draft.sent is not None:
            return redirect("incidents:incident", draft.sent.number)
        content = draft.content if draft is not None else {}
    corrects = _to_correct(request.GET.get("change", ""), reader)
    if corrects is not None and not fits_card(corrects):
        return redirect("admin:incidents_incident_change", corrects.pk)
    setup = _setup(request, key, content or (content_of(corrects) if corrects else {})) | {
        "seen": stamp_of(draft)
    }
    number = corrects.number if corrects else content.get("corrects", "")
    own = corrects or (own_report(number, reader=reader) if number else None)
    card = {
        "setup": setup,
        "sites": _sites(),
        "number": number,
        "erased_on": erased_on(draft),
        "returned": why_returned(own) if own else "",
    }
    return render(
        request,
        "incidents/report.html",
        _questions() | card | picker_page(str(request.csp_nonce)),  # type: ignore[attr-defined]
    )


@require_safe
@needs(Action.FILE)
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own reports, those that came back first, and what was not sent yet."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    erase_old_drafts_if_due()
    reports = own_reports(reader)
    context = {
        "unsent": unsent_of(reader),
        "waiting": [item for item in reports if item.row.status in EDITABLE],
        "others": [item for item in reports if item.row.status not in EDITABLE],
        "n_imported": n_own_imported(reader),
    }
    return render(request, "incidents/report_mine.html", context)


@require_POST
@needs(Action.FILE)
def take_back(request: HttpRequest, number: str) -> HttpResponse:
    """Take back an own report that nobody reviewed yet."""
    by: Any = request.user
    row = own_report(number, reader=reader_of(by))
    if row is None:
        raise Http404
    try:
        take_back_report(by=by, incident=row)
    except IncidentError as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            _("%(number)s is back with you. Nobody reviews it until you send it again.") % {"number": number},
        )
    return redirect("incidents:report-mine")


@require_POST
@needs(Action.FILE)
def forget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Forget an own unsent draft."""
    by: Any = request.user
    discard_draft(by=by, key=key)
    messages.success(request, _("The draft is forgotten."))
    return redirect("incidents:report-mine")


@require_safe
@needs(Action.FILE)
def paper(request: HttpRequest) -> HttpResponse:
    """Show the six questions as a sheet to fill in by hand, in both languages."""
    return render(request, "incidents/report_paper.html", _questions() | {"sheet": SHEET})


def _key(text: str) -> uuid.UUID | None:
    if not text:
        return None
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise Http404 from error


def _to_correct(number: str, reader: Reader) -> Incident | None:
    if not number:
        return None
    row = own_report(number, reader=reader)
    if row is None or row.status not in EDITABLE:
        raise Http404
    return row


def _setup(request: HttpRequest, key: uuid.UUID | None, content: dict[str, Any]) -> dict[str, Any]:
    by: Any = request.user
    reader = reader_of(by)
    return {
        "owner": by.pk,
        "key": str(key) if key else "",
        "content": content,
        "now": timezone.now().isoformat(),
        "zone": settings.OFFICE_TIME_ZONE,
        "recent": recent_site_codes(reader),
        "site": request.session.get("report_site", ""),
        "unit": request.session.get("report_unit", ""),
        "device_key": _device_key(by) if settings.DEVICE_DRAFTS else "",
        "card": reverse("incidents:report"),
        "drafts": reverse("incidents:report-draft", args=[uuid.UUID(int=0)]),
        "sends": reverse("incidents:report-send", args=[uuid.UUID(int=0)]),
        "session": reverse("incidents:report-session"),
        "words": card_words(),
    }


def _device_key(account: Account) -> str:
    """Return the key that seals this person's drafts on a device; a new password makes the old ones unreadable."""
    secret = f"{account.pk}:{account.password}"
    return salted_hmac("incidents.device-drafts", secret, algorithm="sha256").hexdigest()


def _sites() -> list[dict[str, Any]]:
    return [_site(site) for site in all_sites().prefetch_related(None)]


def _site(site: ProtectedSite) -> dict[str, Any]:
    other = site.name_en if speaks_korean() else site.name_ko
    return {
        "code": site.code, "name": name_of(site), "other": other, "where": _area_of(site),
        "aliases": site.aliases, "lat": site.lat, "lon": site.lon, **validity_of(site),
    }  # fmt: skip


def _area_of(site: ProtectedSite) -> str:
    if speaks_korean():
        return site.admin2 or site.admin1
    return english_area(site.admin1, site.admin2)


def _questions() -> dict[str, Any]:
    return {
        "seen_first": buttons.seen_first(), "behaviours_more": buttons.behaviours_more(),
        "indicators_first": buttons.indicators_first(), "indicators_more": buttons.indicators_more(),
        "equipment_first": buttons.equipment_first(), "equipment_more": buttons.equipment_more(),
        "actions_first": buttons.actions_first(), "actions_more": buttons.actions_more(),
        "lists": [
            ("vantage", _("Seen from"), enums.Vantage.choices), ("vehicle_type", _("Vehicle"), enums.VehicleType.choices),
            ("warning", _("Warning"), enums.WarningGiven.choices),
            ("stated_purpose", _("Purpose they named"), enums.StatedPurpose.choices),
            ("source_type", _("How we know"), enums.SourceType.choices),
        ],
    }  # fmt: skip
