"""Checking and setting what a report says: the one place where typed values become a record."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from incidents import enums
from incidents.errors import IncompleteReport, shorten
from incidents.models import Incident
from incidents.services.bounds import implausible
from incidents.services.text_scan import scan_text
from sites.services.checks import can_be_stored

# What a caller may set; everything else follows from services.
SUBSTANCE_FIELDS = frozenset(
    """record_kind case case_link_reason occurred_from occurred_to time_precision date_derived reported_at announced_on
    site place_as_reported observer_lat observer_lon aircraft_lat aircraft_lon subject_lat subject_lon uncertainty_m
    geo_precision geocode_method geocoder_ref distance_basis zone_relation zone_relation_reason vantage sign_present
    permit_held summary summary_ko narrative behaviours photo_indicators media media_count media_bytes subject_of_view
    airspace_class flight_approval photo_approval group_size visitor_category minor_involved stated_purpose vehicle_type
    context_event detected_by warning evidence_ref evidence_sha256 collection_basis lawful_origin lawful_origin_note
    tlp""".split()
)
FREE_TEXT_FIELDS = (
    "place_as_reported", "summary", "summary_ko", "narrative", "case_link_reason", "zone_relation_reason",
    "collection_basis", "lawful_origin_note", "evidence_ref", "geocoder_ref",
)  # fmt: skip
_CODE_LISTS = {
    "behaviours": enums.Behaviour,
    "photo_indicators": enums.PhotoIndicator,
    "media": enums.Media,
}
_SHA256 = re.compile(r"[0-9a-fA-F]{64}")
EARLIEST = dt.datetime(1950, 1, 1, tzinfo=dt.UTC)


def set_substance(incident: Incident, fields: Mapping[str, Any]) -> set[str]:
    """Put checked values on an unsaved incident; return the names that changed."""
    unknown = set(fields) - SUBSTANCE_FIELDS
    if unknown:
        raise TypeError(f"not a field of a report: {', '.join(sorted(unknown))}")
    changed = {name for name, value in fields.items() if getattr(incident, name) != value}
    for name in changed:
        setattr(incident, name, fields[name])
    check_substance(incident)
    incident.year = office_year(incident.occurred_from)
    return changed


def office_year(moment: dt.datetime | None) -> int | None:
    """Return the year of a moment by the office's clock."""
    return moment.astimezone(ZoneInfo(settings.OFFICE_TIME_ZONE)).year if moment else None


def check_substance(incident: Incident) -> None:
    """Raise IncompleteReport with a message per field if a value does not fit."""
    problems: dict[str, str] = {}
    _collect_model_errors(incident, problems)
    _check_codes(incident, problems)
    _check_times(incident, problems)
    _check_bounds(incident, problems)
    _check_points(incident, problems)
    _check_texts(incident, problems)
    if problems:
        raise IncompleteReport(problems)
    for name in FREE_TEXT_FIELDS:
        scan_text(name, getattr(incident, name))


def _collect_model_errors(incident: Incident, problems: dict[str, str]) -> None:
    exclude = {field.name for field in Incident._meta.fields} - SUBSTANCE_FIELDS
    try:
        incident.clean_fields(exclude=exclude | set(_CODE_LISTS))
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            problems[name] = f"{label_of(name)}: {shorten(getattr(incident, name, ''))} {' '.join(messages)}"


def _check_codes(incident: Incident, problems: dict[str, str]) -> None:
    for name, choices in _CODE_LISTS.items():
        for code in unknown_codes(getattr(incident, name), choices):
            problems[name] = _("%(field)s: %(value)s is not in the list. Choose from: %(codes)s.") % {
                "field": label_of(name),
                "value": shorten(code),
                "codes": ", ".join(choices.values),
            }


def unknown_codes(codes: object, choices: Any) -> Iterable[object]:
    """Yield what is not a code of the list."""
    if not isinstance(codes, (list, tuple)):
        return [codes]
    return [code for code in codes if code not in choices.values]


def _check_times(incident: Incident, problems: dict[str, str]) -> None:
    latest = timezone.now() + dt.timedelta(hours=1)
    for name in ("occurred_from", "occurred_to", "reported_at"):
        value = getattr(incident, name)
        if not isinstance(value, dt.datetime):
            continue
        if timezone.is_naive(value):
            problems[name] = _("%(field)s: %(value)s has no time zone.") % _named(name, value)
        elif value < EARLIEST:
            problems[name] = _("%(field)s: %(value)s is before 1950. Check the year.") % _named(name, value)
        elif value > latest and name != "occurred_to":
            problems[name] = _("%(field)s: %(value)s is in the future. Check date and time zone.") % _named(
                name, value
            )
    _check_order(incident, problems)


def _check_bounds(incident: Incident, problems: dict[str, str]) -> None:
    for name in ("announced_on", "media_count", "group_size"):
        problem = implausible(label_of(name), name, getattr(incident, name))
        if problem:
            problems.setdefault(name, problem)


def _check_order(incident: Incident, problems: dict[str, str]) -> None:
    begin, end = incident.occurred_from, incident.occurred_to
    if {"occurred_from", "occurred_to"} & set(problems) or not (begin and end):
        return
    if end < begin:
        problems["occurred_to"] = _("%(field)s: %(value)s is before the beginning. Swap the two.") % _named(
            "occurred_to", end
        )


def _check_points(incident: Incident, problems: dict[str, str]) -> None:
    for kind in ("observer", "aircraft", "subject"):
        lat, lon = getattr(incident, f"{kind}_lat"), getattr(incident, f"{kind}_lon")
        for name, degrees, limit in ((f"{kind}_lat", lat, 90), (f"{kind}_lon", lon, 180)):
            if isinstance(degrees, float) and not math.isfinite(degrees):
                problems[name] = _(
                    "%(field)s: %(value)s is not a number. Write degrees such as 37.0906."
                ) % _named(name, degrees)
            elif isinstance(degrees, float) and abs(degrees) > limit:
                problems[name] = f"{label_of(name)}: {shorten(degrees)} {_range_advice(lat, lon, limit)}"
        if (lat is None) != (lon is None):
            missing = f"{kind}_lat" if lat is None else f"{kind}_lon"
            problems[missing] = _("%(field)s is missing. A point needs latitude and longitude.") % {
                "field": label_of(missing)
            }


def _range_advice(lat: float | None, lon: float | None, limit: int) -> str:
    """Offer the pair the other way round if it fits only so."""
    if lat is not None and lon is not None and 90 < abs(lat) <= 180 and abs(lon) <= 90:
        return _(
            "is outside -90 to 90. Latitude and longitude look swapped: write latitude %(lat)s and longitude %(lon)s."
        ) % {"lat": lon, "lon": lat}
    return _("is outside -%(limit)d to %(limit)d. Check for swapped values.") % {"limit": limit}


def _check_texts(incident: Incident, problems: dict[str, str]) -> None:
    for name in FREE_TEXT_FIELDS:
        text = getattr(incident, name)
        if not can_be_stored(text):
            problems[name] = _(
                "%(field)s holds a character that cannot be stored (NUL or half a pair). Type it again."
            ) % {"field": label_of(name)}
    if incident.evidence_sha256 and not _SHA256.fullmatch(incident.evidence_sha256):
        problems["evidence_sha256"] = _(
            "%(field)s: %(value)s is not a SHA-256. Write its 64 digits and letters a to f."
        ) % _named("evidence_sha256", incident.evidence_sha256)
    if len(incident.narrative) > 5_000:
        problems["narrative"] = _("%(field)s has %(length)d characters; 5,000 fit. Shorten it.") % {
            "field": label_of("narrative"),
            "length": len(incident.narrative),
        }


def label_of(name: str) -> str:
    """Return the translated label of a field."""
    return str(getattr(Incident._meta.get_field(name), "verbose_name", name))


def _named(name: str, value: object) -> dict[str, str]:
    return {"field": label_of(name), "value": shorten(value)}


def missing_for_submission(incident: Incident) -> dict[str, str]:
    """Return what a report still needs: site or point, time or "unknown", behaviour, one line."""
    return missing_values(
        has_place=incident.site_id is not None or incident.observer_point is not None,
        has_time=incident.occurred_from is not None or incident.time_precision == enums.TimePrecision.UNKNOWN,
        has_behaviour=bool(incident.behaviours),
        has_line=bool((incident.summary or incident.summary_ko).strip()),
    )


def missing_values(*, has_place: bool, has_time: bool, has_behaviour: bool, has_line: bool) -> dict[str, str]:
    """Return a sentence for each thing that a report lacks to be handed in."""
    problems: dict[str, str] = {}
    if not has_place:
        problems["site"] = _("Site is missing. Choose a site or give a point.")
    if not has_time:
        problems["occurred_from"] = _("Time is missing. Give a time or choose “Unknown”.")
    if not has_behaviour:
        problems["behaviours"] = _("Behaviour is missing. Choose what was done.")
    if not has_line:
        problems["summary"] = _("One line of what was seen is missing.")
    return problems
