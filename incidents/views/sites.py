"""The registry of protected sites, for reading."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from incidents.access import Action, Reader, reader_of
from incidents.forms.site_period import SitePeriod
from incidents.records import Pair
from incidents.rendering.dates import local, range_words
from incidents.rendering.map_words import map_words
from incidents.rendering.site_usual import usual_tables, usual_words, watched_words
from incidents.rendering.where import ZoneShape, draw_where
from incidents.selectors.incidents import by_time, records
from incidents.selectors.site_history import SiteHistory, newest_at, site_history
from incidents.selectors.site_pages import SiteEntry, find_entries, site_entries, site_entry
from incidents.views.gate import needs
from incidents.views.paging import page_of
from incidents.views.site_map import is_off_basemap, map_content, map_round
from sites.enums import ZoneAccuracy
from sites.models import ProtectedSite, Zone
from sites.selectors import sites_near

NEWEST_SHOWN, DRAWN_AT_MOST, NEAREST_SHOWN = 10, 300, 4


@require_safe
@needs(Action.READ_SITES)
def site_list(request: HttpRequest) -> HttpResponse:
    """List the sites with their zones and their incidents, fifty a page; `q` finds names in Hangul or Latin."""
    words = request.GET.get("q", "").strip()[:100]
    entries = site_entries(reader_of(request.user))  # type: ignore[arg-type]
    found = find_entries(entries, words)
    page = page_of(request.GET, len(found))
    context = {
        "n_all": len(entries),
        "entries": found[page.rows],
        "page": page,
        "words": words,
        "errors": {},
        "today": _today(),
    }
    return render(request, "sites/site_list.html", context, status=400 if page.error else 200)


@require_safe
@needs(Action.READ_SITES)
def site(request: HttpRequest, code: str) -> HttpResponse:
    """Show one site: its zones, its incidents, and what is usual there."""
    reader = reader_of(request.user)  # type: ignore[arg-type]
    entry = site_entry(code, reader=reader)
    if entry is None:
        raise Http404
    asked = SitePeriod(request.GET)
    history = _history(code, reader, asked)
    context = _page(request, entry, reader) | _past(history) | {"asked": asked, "errors": asked.errors}
    return render(request, "sites/site.html", context, status=400 if asked.errors else 200)


def _history(code: str, reader: Reader, asked: SitePeriod) -> SiteHistory:
    values = asked.cleaned_data if asked.is_valid() else {}
    return site_history(
        code, reader=reader, log_code=values.get("log", ""), date_from=values.get("date_from"),
        date_to=values.get("date_to"),
    )  # fmt: skip


def _page(request: HttpRequest, entry: SiteEntry, reader: Reader) -> dict[str, Any]:
    today = _today()
    valid = [zone for zone in entry.zones if _is_valid(zone, today)]
    shapes = [ZoneShape(zone.shape, zone.accuracy == ZoneAccuracy.APPROXIMATE) for zone in valid]
    drawn = records(by_time(newest_at(entry.site.code, reader=reader))[:DRAWN_AT_MOST], reader)
    around = [
        pair
        for pair in sites_near(entry.site.point, limit=NEAREST_SHOWN + 1, on=today)
        if pair[0].pk != entry.site.pk
    ][:NEAREST_SHOWN]
    return {
        "has_approximate": any(shape.is_approximate for shape in shapes),
        "entry": entry,
        "site": entry.site,
        "zones": entry.zones,
        "is_valid_by_zone": {zone.pk for zone in valid},
        "where": draw_where(entry.site.point, None, shapes),
        "map": map_round(request, entry.site.point),
        "map_content": map_content(
            [entry.site, *(site for site, _metres in around)],
            [(entry.site.code, zone) for zone in valid],
            drawn,
        ),
        "map_words": map_words(),
        "is_off_basemap": is_off_basemap(entry.site.point),
        "newest": drawn[:NEWEST_SHOWN],
        "n_not_drawn": max(0, entry.pair.incidents - DRAWN_AT_MOST),
        "around": around,
        "is_retired": _is_closed(entry.site, today),
    }


def _past(history: SiteHistory) -> dict[str, Any]:
    baseline, period = history.baseline, history.period
    return {
        "history": history,
        "first_day": local(history.first).date() if history.first else None,
        "last_day": local(history.last).date() if history.last else None,
        "dated_pair": Pair(baseline.n_incidents, baseline.n_cases) if baseline else None,
        "period_days": range_words(period.date_from, period.date_to) if period else "",
        "usual": usual_tables(baseline) if baseline else [],
        "watched": watched_words(baseline) if baseline else "",
        "period_cases": usual_words(period.usual_cases) if period else "",
        "period_incidents": usual_words(period.usual_incidents) if period else "",
    }


def _today() -> dt.date:
    return local(timezone.now()).date()


def _is_closed(site: ProtectedSite, on: dt.date) -> bool:
    return site.valid_to is not None and site.valid_to < on


def _is_valid(zone: Zone, on: dt.date) -> bool:
    return (zone.valid_from is None or zone.valid_from <= on) and (
        zone.valid_to is None or zone.valid_to >= on
    )
