"""A code's words: every code list of the product, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from django.db.models import Choices
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from incidents import enums
from incidents.records import IncidentRecord, LegalBasisRef
from sites import enums as site_enums
from sites.gazetteer import english_area


class HasNames(Protocol):
    """Whatever carries its name in both languages."""

    @property
    def name_en(self) -> str: ...

    @property
    def name_ko(self) -> str: ...


class HasArea(Protocol):
    """Whatever lies in a province and a district."""

    @property
    def admin1(self) -> str: ...
    @property
    def admin2(self) -> str: ...


class HasLog(Protocol):
    """A record or a run with the names of its log."""

    @property
    def log_name_en(self) -> str: ...

    @property
    def log_name_ko(self) -> str: ...


LISTS: Mapping[str, type[Choices]] = {
    "role": enums.Role,
    "log_kind": enums.LogKind,
    "record_kind": enums.RecordKind,
    "status": enums.Status,
    "yes_no": enums.YesNo,
    "time_precision": enums.TimePrecision,
    "geo_precision": enums.GeoPrecision,
    "geocode_method": enums.GeocodeMethod,
    "distance_basis": enums.DistanceBasis,
    "zone_relation": enums.ZoneRelation,
    "vantage": enums.Vantage,
    "behaviour": enums.Behaviour,
    "photo_indicator": enums.PhotoIndicator,
    "media": enums.Media,
    "subject_of_view": enums.SubjectOfView,
    "airspace": enums.AirspaceClass,
    "approval": enums.Approval,
    "visitor_category": enums.VisitorCategory,
    "stated_purpose": enums.StatedPurpose,
    "vehicle": enums.VehicleType,
    "context_event": enums.ContextEvent,
    "detected_by": enums.DetectedBy,
    "warning": enums.WarningGiven,
    "equipment": enums.EquipmentCategory,
    "equipment_basis": enums.EquipmentBasis,
    "action": enums.ActionType,
    "agency": enums.AgencyType,
    "outcome": enums.Outcome,
    "legal_basis": enums.LegalBasisCode,
    "source_type": enums.SourceType,
    "reliability": enums.Reliability,
    "credibility": enums.Credibility,
    "explanation": enums.LawfulExplanation,
    "tlp": enums.Tlp,
    "method": enums.Method,
    "site_type": site_enums.SiteType,
    "site_subtype": site_enums.SiteSubtype,
    "operator": site_enums.Operator,
    "sector": site_enums.SectorCode,
    "zone_kind": site_enums.ZoneKind,
    "zone_accuracy": site_enums.ZoneAccuracy,
}


def label(list_name: str, code: object) -> str:
    """Return the translated label of a code; blank is "not stated", an unlisted code stays as it is."""
    if code in (None, ""):
        return _("not stated")
    choices = LISTS[list_name]
    return str(choices(code).label) if code in choices.values else str(code)


def in_language(english: str, korean: str) -> str:
    """Return the text of the page's language, or the other where it is missing."""
    first, second = (korean, english) if speaks_korean() else (english, korean)
    return first or second


def speaks_korean() -> bool:
    """Whether the page is being written in Korean."""
    return (get_language() or "").startswith("ko")


def name_of(thing: HasNames) -> str:
    """Return the name of a site in the page's language."""
    return in_language(thing.name_en, thing.name_ko)


def area_of(thing: HasArea) -> str:
    """Return province and district in the page's language."""
    if speaks_korean():
        return ", ".join(filter(None, (thing.admin1, thing.admin2)))
    district = english_area(thing.admin1, thing.admin2) if thing.admin2 else ""
    return ", ".join(filter(None, (english_area(thing.admin1, ""), district)))


def log_name(record: HasLog) -> str:
    """Return the name of the log of a record or a run in the page's language."""
    return in_language(record.log_name_en, record.log_name_ko)


def summary_of(record: IncidentRecord) -> str:
    """Return the one line of what was seen in the page's language, else in the other."""
    return in_language(record.summary, record.summary_ko)


def equipment_words(record: IncidentRecord) -> str:
    """Return the kinds of equipment in words."""
    return ", ".join(label("equipment", item.category) for item in record.equipment) or _("not stated")


def zone_words(relation: str) -> str:
    """Return the side of the line in words, with what it is a side of."""
    return _("zone: %(relation)s") % {"relation": label("zone_relation", relation or "UNKNOWN")}


def legal_basis_title(basis: LegalBasisRef) -> str:
    """Return the title of a provision in the page's language."""
    return in_language(basis.title_en, basis.title_ko)
