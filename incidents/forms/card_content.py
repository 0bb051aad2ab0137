"""The other way round: a stored report as what the card would hold, so that its author corrects it there."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language

from incidents.enums import Behaviour, TimePrecision
from incidents.forms.card_words import SEEN
from incidents.forms.report import AT, UNKNOWN
from incidents.models import Incident

_CODES = ("vehicle_type", "vantage", "warning", "stated_purpose")


def fits_card(incident: Incident) -> bool:
    """Whether the card can hold the report without loss; a span of time needs the whole form."""
    if incident.occurred_to is not None or incident.time_precision not in {
        TimePrecision.MINUTE, TimePrecision.DAY, TimePrecision.UNKNOWN
    }:  # fmt: skip
        return False
    is_unknown = incident.time_precision == TimePrecision.UNKNOWN
    kinds = list(incident.equipment.values_list("category", flat=True))
    return is_unknown is (incident.occurred_from is None) and len(kinds) == len(set(kinds))


def content_of(incident: Incident) -> dict[str, Any]:
    """Return a report as the card's flat texts."""
    return {
        "corrects": incident.number,
        "version": str(incident.record_version),
        "site": incident.site.code if incident.site else "",
        **_time(incident),
        **_seen(incident),
        "indicators": list(incident.photo_indicators),
        "line": _line(incident),
        "equipment": list(incident.equipment.values_list("category", flat=True)),
        "actions": list(incident.actions.values_list("type", flat=True)),
        "words": incident.place_as_reported,
        "lat": _text(incident.observer_lat),
        "lon": _text(incident.observer_lon),
        "uncertainty_m": _text(incident.uncertainty_m),
        "point_from": incident.geocode_method,
        "geocoder_ref": incident.geocoder_ref,
        "narrative": incident.narrative,
        "group_size": _text(incident.group_size),
        **{name: getattr(incident, name) for name in _CODES},
    }


def _time(incident: Incident) -> dict[str, str]:
    if incident.occurred_from is None:
        return {
            "when": UNKNOWN if incident.time_precision == TimePrecision.UNKNOWN else AT,
            "on": "",
            "at": "",
        }
    moment = incident.occurred_from.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE))
    hour = moment.strftime("%H:%M") if incident.time_precision == TimePrecision.MINUTE else ""
    return {"when": AT, "on": moment.date().isoformat(), "at": hour}


def _seen(incident: Incident) -> dict[str, list[str]]:
    """Tick the button of each behaviour; photography without a medium is told as photographs."""
    media = set(incident.media) & {"STILL", "VIDEO"} or {"STILL"}
    ticked = [
        code for code, seen in SEEN.items()
        if seen.behaviour in incident.behaviours and (seen.behaviour != Behaviour.PHOTO or seen.medium in media)
    ]  # fmt: skip
    shown = {seen.behaviour for seen in SEEN.values()}
    return {"seen": ticked, "behaviours": [code for code in incident.behaviours if code not in shown]}


def _line(incident: Incident) -> str:
    first, second = incident.summary, incident.summary_ko
    if (get_language() or "").startswith("ko"):
        first, second = second, first
    return first or second


def _text(value: object) -> str:
    return "" if value is None else str(value)
