"""What the picker and the search of places ask; by POST, so that what is typed stands in no log of addresses."""

from __future__ import annotations

import datetime as dt
import logging
import math
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, JsonResponse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from geopy.exc import GeopyError

from incidents.access import Action
from incidents.forms.positions import typed_point
from incidents.rendering import places as entries
from incidents.rendering.labels import speaks_korean
from incidents.rendering.workspace import site_features, zone_feature
from incidents.selectors.shaping import site_ref
from incidents.services.asking_outside import record_question
from incidents.views.gate import needs
from incidents.views.where_echo import Told, problem_words, reading_words, where_echo
from sites.errors import InvalidGeometry
from sites.geocoding import answers_of, may_be_asked, operator_geocoder
from sites.geometry import Point
from sites.models import ProtectedSite
from sites.nesting import load_shallow
from sites.notations import Reference
from sites.selectors import registry, sites_within

MAX_BODY, MAX_TEXT = 16_384, 2_000
SHOWN, SITES_DRAWN = 8, 300
log = logging.getLogger(__name__)
Said = dict[str, str]
Answer = Callable[[HttpRequest, Said], JsonResponse]


def asked_in_json(view: Answer) -> Callable[[HttpRequest], JsonResponse]:
    """Hand the flat texts of a small JSON body to a view; anything else is refused in a sentence."""

    @wraps(view)
    def reading(request: HttpRequest) -> JsonResponse:
        said = _flat(request)
        if said is None:
            return JsonResponse(
                {"problem": _("The request is not one of this page. Reload the page.")}, status=400
            )
        return view(request, said)

    return reading


@require_POST
@needs(Action.READ_SITES)
@asked_in_json
def search(request: HttpRequest, said: Said) -> JsonResponse:
    """Return the places a name may mean, sites first; a written position is read instead."""
    text = said.get("text", "").strip()
    site = _site(said)
    told = Told(words=text, site=site)
    reading = where_echo(told)["reading"] if text else None
    away_from = (site.code, site.point) if site else None
    found = registry().places.search(text, limit=SHOWN) if reading is None else []
    return JsonResponse(
        {
            "places": [entries.place_entry(place, away_from=away_from) for place in found],
            "reading": reading,
            "ask": may_be_asked(text),
        }
    )


@require_POST
@needs(Action.READ_SITES)
@asked_in_json
def read(request: HttpRequest, said: Said) -> JsonResponse:
    """Say what words or a point were understood as; a notation pasted into one of two fields is offered as both."""
    site, start = _site(said), _start(said)
    told = Told(words=said.get("text", ""), site=site, at=_noon(said.get("on", "")), start=start)
    typed = typed_point(said.get("lat", ""), said.get("lon", ""), near=site.point if site else None)
    if typed.problem is not None:
        return JsonResponse(_nothing() | {"reading": problem_words(told, typed.problem)})
    if typed.reading is not None:
        return JsonResponse(_nothing() | {"reading": reading_words(told, typed.reading)})
    point = Told(point=typed.point, uncertainty_m=_metres(said), site=site, at=told.at)
    return JsonResponse(where_echo(point if typed.point is not None else told))


@require_POST
@needs(Action.READ_SITES)
@asked_in_json
def ground(request: HttpRequest, said: Said) -> JsonResponse:
    """Return the sites and zones of a part of the map, as the map draws them."""
    edges = [_number(said.get(name, "")) for name in ("south", "west", "north", "east")]
    if None in edges:
        return JsonResponse({"problem": _("A part of the map has four edges in degrees.")}, status=400)
    sites = sites_within(*edges, limit=SITES_DRAWN)  # type: ignore[arg-type]
    zones = [
        zone_feature(site_code=site.code, kind=zone.kind, accuracy=zone.accuracy, shape=zone.shape)
        for site in sites
        for zone in site.zones.all()
        if zone.valid_to is None
    ]
    return JsonResponse({"sites": site_features([site_ref(site) for site in sites]), "zones": zones})


@require_POST
@needs(Action.FILE)
@asked_in_json
def ask(request: HttpRequest, said: Said) -> JsonResponse:
    """Ask the office's own geocoder for one name, because a person pressed the button that says so."""
    name = said.get("text", "").strip()
    if not may_be_asked(name):
        return JsonResponse({"problem": _("Only the short name of a place is asked for.")}, status=400)
    record_question(by=request.user, n_characters=len(name))  # type: ignore[arg-type]
    try:
        found = answers_of(operator_geocoder(), name, language="ko" if speaks_korean() else "en")
    except (GeopyError, ImproperlyConfigured) as error:
        log.warning("the operator's geocoder failed: %s", type(error).__name__)
        return JsonResponse(
            {"problem": _("The office’s own server did not answer. Place the point on the map.")}, status=502
        )
    return JsonResponse(
        {"places": [entries.answer_entry(one.label, one.point, one.uncertainty_m, one.ref) for one in found]}
    )


def _flat(request: HttpRequest) -> Said | None:
    if len(request.body) > MAX_BODY:
        return None
    try:
        body = load_shallow(request.body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(body, dict) or not all(isinstance(value, str) for value in body.values()):
        return None
    return {str(name): value[:MAX_TEXT].replace("\x00", "") for name, value in body.items()}


def _site(said: Said) -> ProtectedSite | None:
    code = said.get("site", "")
    return (
        ProtectedSite.objects.filter(code=code).first()
        if code.isascii() and code.isprintable() and code
        else None
    )


def _start(said: Said) -> Reference | None:
    lat, lon = _number(said.get("from_lat", "")), _number(said.get("from_lon", ""))
    if lat is None or lon is None:
        return None
    try:
        return Reference(Point(lat=lat, lon=lon), _number(said.get("from_m", "")) or 0.0)
    except InvalidGeometry:
        return None


def _metres(said: Said) -> float | None:
    value = _number(said.get("uncertainty_m", ""))
    return value if value is not None and 0 <= value <= 1_000_000 else None


def _noon(text: str) -> dt.datetime | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return dt.datetime.combine(day, dt.time(12), tzinfo=dt.UTC) if day and 1950 <= day.year <= 9000 else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _nothing() -> dict[str, Any]:
    return {"where": [], "sites": [], "far": "", "reading": None}
