"""What was seen, as rows of words: the core always, the rest where somebody stated it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.enums import DistanceBasis, GeoPrecision
from incidents.records import ClaimRecord, EquipmentRecord, IncidentRecord
from incidents.rendering.dates import day_words, moment_words, precision_note, when_words
from incidents.rendering.figures import coordinates_words, distance_words, length_words
from incidents.rendering.labels import label


@dataclass(frozen=True, slots=True)
class Fact:
    """One row: its name, its words, and second words behind them; `is_typed` words come from a person."""

    term: str
    words: str
    note: str = ""
    is_typed: bool = False
    is_known: bool = True


def facts_of(record: IncidentRecord) -> list[Fact]:
    """Return the rows of a record in the order in which they are asked for."""
    return [*_when(record), *_where(record), *_what(record), *_circumstances(record), *_response(record)]


def _when(record: IncidentRecord) -> list[Fact]:
    known = record.occurred_from is not None
    facts = [Fact(_("When"), when_words(record), precision_note(record), is_known=known)]
    if record.reported_at:
        facts.append(Fact(_("Reported at"), moment_words(record.reported_at)))
    if record.announced_on:
        facts.append(Fact(_("First made public"), day_words(record.announced_on)))
    return facts


def _where(record: IncidentRecord) -> list[Fact]:
    facts = []
    if record.place_as_reported is not None:
        facts.append(_typed(_("Place as told"), record.place_as_reported, _place_note(record)))
    if record.observer_point:
        facts.append(Fact(_("Point"), coordinates_words(record.observer_point), _point_note(record)))
    if record.distance_m is not None:
        distance = distance_words(record.distance_m, record.uncertainty_m)
        basis = label("distance_basis", record.distance_basis or DistanceBasis.COMPUTED)
        facts.append(Fact(_("Distance to the zone line"), distance, basis))
    relation = label("zone_relation", record.zone_relation or "UNKNOWN")
    facts.append(
        Fact(_("Zone relation"), relation, _relation_note(record), is_known=_is_told(record.zone_relation))
    )
    return facts + _stated(
        record, (("vantage", "vantage"), ("sign_present", "yes_no"), ("permit_held", "yes_no"))
    )


def _is_told(code: str) -> bool:
    return code not in ("", "UNKNOWN")


def _place_note(record: IncidentRecord) -> str:
    if record.observer_point or record.geo_precision == GeoPrecision.UNKNOWN:
        return ""
    return _("place known to: %(precision)s") % {"precision": label("geo_precision", record.geo_precision)}


def _point_note(record: IncidentRecord) -> str:
    words = [label("geocode_method", record.geocode_method)] if record.geocode_method else []
    if record.uncertainty_m is not None:
        words.append(_("uncertainty %(length)s") % {"length": length_words(record.uncertainty_m)})
    return "; ".join(words)


def _relation_note(record: IncidentRecord) -> str:
    if record.zone_relation_reason:
        return record.zone_relation_reason
    if (
        record.zone_relation == "UNKNOWN"
        and record.distance_m is not None
        and record.uncertainty_m is not None
    ):
        return _("the circle of uncertainty crosses the zone line")
    return ""


def _what(record: IncidentRecord) -> list[Fact]:
    facts = [_codes(_("Behaviour"), "behaviour", record.behaviours)]
    if record.photo_indicators:
        facts.append(_codes(_("Indicators"), "photo_indicator", record.photo_indicators))
    if record.equipment:
        facts += [_equipment(item) for item in record.equipment]
    else:
        facts.append(Fact(_("Equipment"), _("not stated"), is_known=False))
    if record.media or record.media_count is not None:
        facts.append(_media(record))
    facts += _stated(record, (("subject_of_view", "subject_of_view"),))
    if record.narrative:
        facts.append(_typed(_("Narrative"), record.narrative))
    return facts


def _codes(term: str, list_name: str, codes: tuple[str, ...]) -> Fact:
    words = (
        ", ".join(f"{label(list_name, code)} ({code})" for code in codes) if list_name == "behaviour" else ""
    )
    words = words or ", ".join(label(list_name, code) for code in codes)
    return Fact(term, words or _("not stated"), is_known=bool(codes))


def _equipment(item: EquipmentRecord) -> Fact:
    words = label("equipment", item.category) + (f", {item.count}" if item.count else "")
    notes = [label("equipment_basis", item.basis)] if item.basis else []
    if item.high_performance == "Y":
        notes.append(_("high performance"))
    if item.high_performance_criterion:
        notes.append(item.high_performance_criterion)
    if item.note:
        notes.append(item.note)
    return Fact(_("Equipment"), words, "; ".join(notes))


def _media(record: IncidentRecord) -> Fact:
    words = [label("media", code) for code in record.media]
    if record.media_count is not None:
        words.append(
            ngettext("%(n)d picture or video", "%(n)d pictures or videos", record.media_count)
            % {"n": record.media_count}
        )
    return Fact(_("Media"), ", ".join(words))


# Shown where somebody stated them: field, code list.
_CIRCUMSTANCES = (
    ("airspace_class", "airspace"), ("flight_approval", "approval"), ("photo_approval", "approval"),
    ("visitor_category", "visitor_category"), ("minor_involved", "yes_no"), ("stated_purpose", "stated_purpose"),
    ("vehicle_type", "vehicle"), ("context_event", "context_event"),
)  # fmt: skip


def _circumstances(record: IncidentRecord) -> list[Fact]:
    facts = []
    if record.group_size is not None:
        people = ngettext("%(n)d person", "%(n)d people", record.group_size) % {"n": record.group_size}
        facts.append(Fact(_("Group size"), people))
    return facts + _stated(record, _CIRCUMSTANCES)


def _response(record: IncidentRecord) -> list[Fact]:
    facts = _stated(record, (("detected_by", "detected_by"), ("warning", "warning")))
    if record.actions:
        facts.append(
            Fact(_("Actions taken"), ", ".join(label("action", item.type) for item in record.actions))
        )
    if record.evidence_ref:
        facts.append(_typed(_("Evidence kept elsewhere"), record.evidence_ref))
    return facts


def _stated(record: IncidentRecord, names: tuple[tuple[str, str], ...]) -> list[Fact]:
    """Return the rows of single codes that somebody stated."""
    found = [(name, list_name, getattr(record, name)) for name, list_name in names]
    return [Fact(field_words(name), label(list_name, code)) for name, list_name, code in found if code]


def _typed(term: str, words: str, note: str = "") -> Fact:
    return Fact(term, words or _("not stated"), note, is_typed=bool(words), is_known=bool(words))


def field_words(name: str) -> str:
    """Return the words of a field, as rows and claims name it."""
    return {
        "date": _("Date"),
        "occurred_time": _("Hour"),
        "media_count": _("Number of pictures or videos"),
        "disposition": _("Outcome"),
        "vantage": _("Vantage"),
        "sign_present": _("Sign at the place"),
        "permit_held": _("Permit held"),
        "subject_of_view": _("In view"),
        "airspace_class": _("Airspace"),
        "flight_approval": _("Flight approval"),
        "photo_approval": _("Photography approval"),
        "visitor_category": _("Visitor category"),
        "minor_involved": _("Minor involved"),
        "stated_purpose": _("Stated reason"),
        "vehicle_type": _("Vehicle"),
        "context_event": _("Event at the time"),
        "detected_by": _("Noticed by"),
        "warning": _("Warning"),
        "place_as_reported": _("Place as told"),
        "group_size": _("Group size"),
        "equipment": _("Equipment"),
        "summary": _("What was seen"),
        "site": _("Site"),
        "zone_relation": _("Zone relation"),
        "behaviours": _("Behaviour"),
    }.get(name, name)


@dataclass(frozen=True, slots=True)
class DifferingField:
    """One field on which sources differ, with what each says."""

    words: str
    claims: tuple[ClaimRecord, ...]
    is_open: bool


def differing_fields(record: IncidentRecord) -> list[DifferingField]:
    """Return the fields in conflict; where nothing was chosen the field stays open."""
    by_field: dict[str, list[ClaimRecord]] = {}
    for claim in record.claims:
        by_field.setdefault(claim.field, []).append(claim)
    return [
        DifferingField(field_words(name), tuple(claims), not any(claim.is_chosen for claim in claims))
        for name, claims in by_field.items()
    ]
