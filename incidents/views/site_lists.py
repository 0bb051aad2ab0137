"""Taking airports and ports in from the committed lists, each ticked by a person; closing and merging sites."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from incidents.access import Action
from incidents.errors import PersonalDataFound
from incidents.forms.site_lists import HOME, Closing, ListChoice
from incidents.rendering.dates import local
from incidents.views.gate import needs
from sites.errors import InvalidValues
from sites.models import ProtectedSite
from sites.packages import AIRPORTS, PackagedPlace, packaged_airports, packaged_ports
from sites.services import (
    Offer,
    Verdict,
    left_out_words,
    load_packaged,
    merge_site,
    offers_of,
    remark_words,
    retire_site,
)

OFFERS_SHOWN = 1_000


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_SITES)
def registry_lists(request: HttpRequest) -> HttpResponse:
    """Show what a list has of a country and what would become of each place; POST takes in what was ticked."""
    typed = request.POST if request.method == "POST" else request.GET
    choice = ListChoice({"which": typed.get("which", AIRPORTS), "country": typed.get("country", HOME)})
    if not choice.is_valid():
        return render(request, "sites/registry_lists.html", {"choice": choice}, status=400)
    offers = offers_of(_places(choice))
    if request.method == "POST":
        return _take_in(request, choice, offers)
    return render(request, "sites/registry_lists.html", _context(choice, offers))


def _places(choice: ListChoice) -> list[PackagedPlace]:
    country = choice.cleaned_data["country"]
    return packaged_airports(country) if choice.cleaned_data["which"] == AIRPORTS else packaged_ports(country)


def _take_in(request: HttpRequest, choice: ListChoice, offers: list[Offer]) -> HttpResponse:
    by: Any = request.user
    outcome = load_packaged(
        offers=offers,
        chosen=set(request.POST.getlist("take")),
        name_more=set(request.POST.getlist("names")),
        by=by,
    )
    for code, problem in outcome.refusals:
        messages.error(request, f"{code}: {problem}")
    if not outcome.registered and not outcome.renamed:
        messages.info(request, _("Nothing was ticked, or all of it is there already."))
        return render(request, "sites/registry_lists.html", _context(choice, offers), status=400)
    words = _("%(new)d sites were added; %(renamed)d sites got further names.")
    messages.success(request, words % {"new": len(outcome.registered), "renamed": len(outcome.renamed)})
    return redirect("incidents:site-list")


def _context(choice: ListChoice, offers: list[Offer]) -> dict[str, Any]:
    counted = Counter(offer.verdict for offer in offers)
    return {
        "choice": choice,
        "which": choice.cleaned_data["which"],
        "country": choice.cleaned_data["country"],
        "offers": [_entry(offer) for offer in offers[:OFFERS_SHOWN]],
        "n_more": max(0, len(offers) - OFFERS_SHOWN),
        "counted": {verdict.value: counted[verdict] for verdict in Verdict},
    }


def _entry(offer: Offer) -> dict[str, Any]:
    return {
        "place": offer.place,
        "verdict": offer.verdict.value,
        "site": offer.site,
        "distance_m": offer.distance_m,
        "missing": offer.missing_aliases,
        "why": left_out_words(offer.place.left_out),
        "remark": remark_words(offer.place.remark),
        "is_ticked": offer.verdict == Verdict.NEW,
        "may_be_ticked": offer.verdict != Verdict.THERE and not offer.place.is_doubled,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_SITES)
def site_close(request: HttpRequest, code: str) -> HttpResponse:
    """Close a site after a last day, or say which other site it is."""
    site = ProtectedSite.objects.filter(code=code).first()
    if site is None:
        raise Http404
    form = Closing(request.POST or None, initial={"on": local(timezone.now()).date()})
    if request.method == "POST" and form.is_valid():
        try:
            return _close(request, site, form)
        except InvalidValues as error:
            for problem in error.problems:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        except PersonalDataFound as error:
            form.add_error(error.field if error.field in form.fields else "reason", str(error))
    others = ProtectedSite.objects.exclude(pk=site.pk).order_by("code")[:OFFERS_SHOWN]
    context = {"form": form, "site": site, "others": others}
    return render(request, "sites/close.html", context, status=400 if form.errors else 200)


def _close(request: HttpRequest, site: ProtectedSite, form: Closing) -> HttpResponse:
    by: Any = request.user
    values = form.cleaned_data
    if values["into"] is None:
        retire_site(site=site, on=values["on"], by=by, reason=values["reason"])
        messages.success(request, _("The site is closed. Its records stay."))
        return redirect("incidents:site", site.code)
    merge_site(site=site, into=values["into"], on=values["on"], by=by, reason=values["reason"])
    messages.success(
        request,
        _("The site is closed and its names lead to this one. Its records stay where they were filed."),
    )
    return redirect("incidents:site", values["into"].code)
