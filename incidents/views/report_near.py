"""What the card shows beside what is being typed: reports near in place and time, field by field."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from incidents.access import Reader
from incidents.forms.report import ReportForm
from incidents.models import Incident
from incidents.records import IncidentRecord
from incidents.rendering.card import same_event_words
from incidents.rendering.comparing import Line, side_by_side
from incidents.selectors.duplicates import SameEvent, same_event_candidates
from incidents.selectors.shaping import record_of_card
from incidents.services.reporting import EDITABLE

# What the card says beside place and time, which were weighed before.
_SAID = (
    "time_precision", "behaviours", "photo_indicators", "media", "summary", "summary_ko", "place_as_reported",
    "geo_precision", "geocode_method", "narrative", "group_size", "vehicle_type", "vantage", "stated_purpose",
    "warning",
)  # fmt: skip


def same_event_entries(form: ReportForm, incident: Incident, reader: Reader) -> list[dict[str, Any]]:
    """Return reports that may be of the same event and were not answered yet, each beside the card."""
    if incident.occurred_from is None or "at" in form.errors:
        return []
    card = _card(form, incident)
    answered = [key.removeprefix("same:") for key in form.confirmed_keys if key.startswith("same:")]
    corrected = [form.corrects.number] if form.corrects else []
    found = same_event_candidates(card, reader=reader, but_not=[*answered, *corrected])
    return [_entry(card, item) for item in found]


def _card(form: ReportForm, incident: Incident) -> IncidentRecord:
    said = form.substance()
    for name in _SAID:
        if said.get(name) is not None:
            setattr(incident, name, said[name])
    codes = {name: form.cleaned_data.get(name) or [] for name in ("equipment", "actions")}
    return record_of_card(incident, **codes)


def _entry(card: IncidentRecord, item: SameEvent) -> dict[str, Any]:
    number = item.record.number
    in_card = item.is_own and item.record.status in EDITABLE
    return {
        "key": f"same:{number}",
        "number": number,
        "words": same_event_words(item.record, item.nearness),
        "beside": [_line(line) for line in side_by_side([card, item.record])],
        "href": f"{reverse('incidents:report')}?change={number}"
        if in_card
        else reverse("incidents:incident", args=[number]),
    }


def _line(line: Line) -> dict[str, Any]:
    mine, theirs = line.cells
    return {"term": line.term, "mine": mine.words, "theirs": theirs.words, "is_same": line.is_same}
