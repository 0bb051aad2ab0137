"""What the card is told back of what it holds: the place as understood, and reports that may be of the same event."""

from __future__ import annotations

import math
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.access import Reader
from incidents.forms.report import ReportForm
from incidents.models import Incident
from incidents.rendering.card import place_words, same_event_words
from incidents.rendering.labels import name_of
from incidents.selectors.drafts import same_event_candidates
from incidents.services.placing import place
from incidents.services.reporting import EDITABLE
from sites.enums import ZoneAccuracy
from sites.notations import PositionError, read_position

# Outside these years a window of hours may leave the calendar; the service refuses such a time by name.
EARLIEST_YEAR, LATEST_YEAR = 1950, 9000
COLUMNS = ("site", "occurred_from", "observer_lat", "observer_lon", "uncertainty_m")


def echo_of(form: ReportForm, reader: Reader) -> dict[str, Any]:
    """Return the sentences for a card that may be half filled in."""
    incident = _unsaved(form)
    return {
        "where": _where(incident),
        "reading": _reading(form, incident),
        "near": near_entries(form, reader, incident),
    }


def near_entries(form: ReportForm, reader: Reader, incident: Incident | None = None) -> list[dict[str, Any]]:
    """Return reports that may be of the same event and were not answered yet."""
    incident = incident or _unsaved(form)
    if incident.site is None or incident.occurred_from is None or "at" in form.errors:
        return []
    found = same_event_candidates(
        reader, site_code=incident.site.code, at=incident.occurred_from, point=incident.observer_point,
        equipment=form.cleaned_data.get("equipment", []), but_not=form.corrects.number if form.corrects else "",
    )  # fmt: skip
    return [_entry(item) for item in found if f"same:{item.record.number}" not in form.confirmed_keys]


def _reading(form: ReportForm, incident: Incident) -> dict[str, Any] | None:
    """Return the position that the words are, if they are one and no point is given; it is offered, never taken."""
    words = form.cleaned_data.get("words") or ""
    if not words or incident.observer_point is not None:
        return None
    try:
        reading = read_position(words, near=incident.site.point if incident.site else None)
    except PositionError:
        return None
    return {
        "lat": f"{reading.point.lat:.6f}",
        "lon": f"{reading.point.lon:.6f}",
        "uncertainty_m": str(math.ceil(reading.uncertainty_m)),
        "words": [phrase.render(_) for phrase in (reading.echo, *reading.warnings)],
    }


def _unsaved(form: ReportForm) -> Incident:
    values = {name: value for name, value in form.substance().items() if name in COLUMNS}
    if {"lat", "lon", "uncertainty_m"} & set(form.errors) or not _on_earth(values):
        values |= {"observer_lat": None, "observer_lon": None}
    moment = values.get("occurred_from")
    if moment is not None and not EARLIEST_YEAR <= moment.year <= LATEST_YEAR:
        values["occurred_from"] = None
    incident = Incident(**values)
    place(incident)
    return incident


def _on_earth(values: dict[str, Any]) -> bool:
    lat, lon = values.get("observer_lat"), values.get("observer_lon")
    return lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180


def _where(incident: Incident) -> list[str]:
    if incident.observer_point is None:
        return []
    return place_words(
        site_point=incident.site.point if incident.site else None,
        site_name=name_of(incident.site) if incident.site else "",
        point=incident.observer_point,
        distance=incident.distance_m,
        uncertainty_m=incident.uncertainty_m,
        relation=incident.zone_relation,
        is_approximate=incident.zone is not None and incident.zone.accuracy == ZoneAccuracy.APPROXIMATE,
    )


def _entry(item: Any) -> dict[str, Any]:
    number = item.record.number
    in_card = item.is_own and item.status in EDITABLE
    href = (
        f"{reverse('incidents:report')}?change={number}"
        if in_card
        else reverse("incidents:incident", args=[number])
    )
    return {
        "key": f"same:{number}",
        "number": number,
        "words": same_event_words(item.record, item.status, item.shared_equipment),
        "href": href,
    }
