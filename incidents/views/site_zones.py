"""Drawing the zones of a site: on the map, or as a table of corners without script."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from incidents.access import Action, reader_of
from incidents.errors import PersonalDataFound
from incidents.forms.site_corners import read_corner
from incidents.forms.site_zone import CIRCLE, ZoneDrawing, initial_of
from incidents.rendering.dates import day_words, local
from incidents.rendering.map_words import map_words
from incidents.rendering.zone_words import zone_words
from incidents.selectors.incidents import incidents_visible_to
from incidents.views.gate import needs
from incidents.views.site_map import is_off_basemap, map_content, map_round
from sites.errors import InvalidField, InvalidValues, shorten
from sites.models import ProtectedSite, Zone
from sites.services import draw_zone, redraw_zone


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_SITES)
def zone_draw(request: HttpRequest, code: str) -> HttpResponse:
    """Draw a zone that the site does not have yet."""
    site = _site(code)
    centre = f"{site.lat:.6f}, {site.lon:.6f}"
    initial = {"figure": CIRCLE, "accuracy": "APPROXIMATE", "centre": centre, "radius_m": "1000"}
    form = ZoneDrawing(request.POST or None, site=site, initial=initial)
    return _answer(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
@needs(Action.EDIT_SITES)
def zone_redraw(request: HttpRequest, code: str, key: uuid.UUID) -> HttpResponse:
    """Draw the line of a zone anew from a day on; older incidents keep the old one."""
    site = _site(code)
    zone = site.zones.filter(uuid=key).first()
    if zone is None:
        raise Http404
    initial = initial_of(zone) | {"valid_from": local(timezone.now()).date()}
    form = ZoneDrawing(request.POST or None, site=site, replaces=zone, initial=initial)
    return _answer(request, form)


@require_POST
@needs(Action.EDIT_SITES)
def corner(request: HttpRequest, code: str) -> HttpResponse:
    """Say how a corner is read; by POST, so that no position stands in a log of addresses."""
    found = read_corner(request.POST.get("text", "")[:200], _site(code))
    if found.point is None:
        return JsonResponse({"problem": found.problem or _("Nothing was typed.")})
    return JsonResponse({"lat": found.point.lat, "lon": found.point.lon, "words": found.echo})


def _answer(request: HttpRequest, form: ZoneDrawing) -> HttpResponse:
    is_asked = request.method == "POST" and "more" not in request.POST
    if is_asked and form.is_valid():
        try:
            zone = _store(request, form)
        except InvalidValues as error:
            _show(form, error)
        except PersonalDataFound as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            _tell(request, form, zone)
            return redirect("incidents:site", form.site.code)
    context = _context(request, form, shows_errors=is_asked)
    return render(request, "sites/zone.html", context, status=400 if is_asked else 200)


def _store(request: HttpRequest, form: ZoneDrawing) -> Zone:
    by: Any = request.user
    values = form.values()
    if form.replaces is None:
        return draw_zone(site=form.site, values=values, by=by)
    return redraw_zone(
        zone=form.replaces, values=values, on=values["valid_from"], by=by, reason=form.cleaned_data["reason"]
    )


def _show(form: ZoneDrawing, error: InvalidValues) -> None:
    for problem in error.problems:
        form.add_error(problem.field if problem.field in form.fields else None, _said(problem))


def _said(problem: InvalidField) -> str:
    if problem.value in ("", None):
        return problem.advice
    return f"{shorten(problem.value)} {problem.advice}"


def _tell(request: HttpRequest, form: ZoneDrawing, zone: Zone) -> None:
    if form.replaces is None:
        messages.success(request, _("The zone is drawn. Reports of its time are placed by it from now on."))
        return
    words = _("The new line holds from %(day)s; reports before that day keep the old one.")
    messages.success(request, words % {"day": day_words(zone.valid_from) if zone.valid_from else ""})
    n_later = _n_placed_by_the_old_line(request, form.replaces, zone)
    if n_later:
        words = ngettext(
            "%(n)d report of that day or later was placed by the old line. It is placed anew when it is changed.",
            "%(n)d reports of that day or later were placed by the old line. They are placed anew when they are changed.",
            n_later,
        )
        messages.warning(request, words % {"n": n_later})


def _n_placed_by_the_old_line(request: HttpRequest, old: Zone, new: Zone) -> int:
    rows = incidents_visible_to(reader_of(request.user)).filter(zone=old, occurred_from__isnull=False)  # type: ignore[arg-type]
    moments = rows.values_list("occurred_from", flat=True)
    return sum(new.valid_from is not None and local(at).date() >= new.valid_from for at in moments if at)


def _context(request: HttpRequest, form: ZoneDrawing, *, shows_errors: bool) -> dict[str, Any]:
    others = [
        (form.site.code, zone) for zone in form.site.zones.all()
        if zone.valid_to is None and (form.replaces is None or zone.pk != form.replaces.pk)
    ]  # fmt: skip
    return {
        "form": form,
        "site": form.site,
        "replaces": form.replaces,
        "shows_errors": shows_errors,
        "map": map_round(request, form.site.point),
        "map_content": map_content([form.site], others, []) | {"holes": form.holes},
        "map_words": map_words() | zone_words(),
        "is_off_basemap": is_off_basemap(form.site.point),
    }


def _site(code: str) -> ProtectedSite:
    site = ProtectedSite.objects.filter(code=code).prefetch_related("zones").first()
    if site is None:
        raise Http404
    return site
