"""What the card is told back of what it holds: the place as understood, and reports that may be of the same event."""

from __future__ import annotations

from typing import Any

from incidents.access import Reader
from incidents.forms.report import ReportForm
from incidents.models import Incident
from incidents.services.placing import place
from incidents.views.report_near import same_event_entries
from incidents.views.where_echo import Told, where_echo

# Outside these years a window of hours may leave the calendar; the service refuses such a time by name.
EARLIEST_YEAR, LATEST_YEAR = 1950, 9000
COLUMNS = ("site", "occurred_from", "observer_lat", "observer_lon", "uncertainty_m")


def echo_of(form: ReportForm, reader: Reader) -> dict[str, Any]:
    """Return the sentences for a card that may be half filled in."""
    incident = _unsaved(form)
    return where_echo(_told(form, incident)) | {"near": near_entries(form, reader, incident)}


def near_entries(form: ReportForm, reader: Reader, incident: Incident | None = None) -> list[dict[str, Any]]:
    """Return reports that may be of the same event and were not answered yet."""
    return same_event_entries(form, incident or _unsaved(form), reader)


def _told(form: ReportForm, incident: Incident) -> Told:
    said = form.cleaned_data
    return Told(
        words=said.get("words") or "",
        point=incident.observer_point,
        uncertainty_m=incident.uncertainty_m,
        site=said.get("site"),
        at=incident.occurred_from,
        problem=form.typed_point.problem,
    )


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
