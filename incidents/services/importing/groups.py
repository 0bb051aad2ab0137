"""The cells of a row in groups that are read together: codes, words, the zone, and the rows that hang on a report."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from incidents import enums
from incidents.models import Incident
from incidents.services.importing import lists, words
from incidents.services.importing.cells import (
    Cells,
    code_of,
    codes_of,
    count_up_to,
    read_day,
    text_up_to,
)
from sites.errors import InvalidField

_CASE_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_CODES: dict[str, Any] = {
    "subject_of_view": enums.SubjectOfView,
    "vantage": enums.Vantage,
    "sign_present": enums.YesNo,
    "stated_purpose": enums.StatedPurpose,
    "visitor_category": enums.VisitorCategory,
    "minor_involved": enums.YesNo,
    "vehicle_type": enums.VehicleType,
    "context_event": enums.ContextEvent,
    "detected_by": enums.DetectedBy,
    "warning": enums.WarningGiven,
    "airspace_class": enums.AirspaceClass,
    "flight_approval": enums.Approval,
}
_CODE_LISTS: dict[str, Any] = {
    "behaviours": enums.Behaviour,
    "photo_indicators": enums.PhotoIndicator,
    "media": enums.Media,
}


CODE_COLUMNS = (*_CODES, *_CODE_LISTS, "announced_on", "media_count", "group_size")
ZONE_COLUMNS = ("zone_relation", "zone_reason")
SOURCE_COLUMNS = ("sources", "source_title", "publisher", "source_url", "published_on")


def take_case(cells: Cells) -> str:
    """Return the case from its column or from `case:REF` in the note, which then leaves the note."""
    note = cells.text("note")
    if "case:" not in note and "case_ref" not in cells.values:
        return ""
    named, rest = words.case_in(note)
    if "case_ref" in cells.values:
        named = cells.text("case_ref")
    else:
        cells.values["note"] = rest
    if named and not _CASE_REF.fullmatch(named):
        advice = _("is no pseudonym. Use up to 40 letters, digits, hyphens and dots, such as CASE-2025-04.")
        cells.problems.append(InvalidField("case_ref", named, advice))
    return named


def read_codes(cells: Cells) -> dict[str, Any]:
    """Return what stands in the columns of codes, counts and the day of the announcement."""
    counts = {
        "announced_on": cells.read("announced_on", read_day),
        "media_count": cells.read("media_count", count_up_to(2_000_000_000)),
        "group_size": cells.read("group_size", count_up_to(32_767)),
    }
    single = {name: cells.read(name, code_of(choices), "") for name, choices in _CODES.items()}
    several = {name: cells.read(name, codes_of(choices), []) for name, choices in _CODE_LISTS.items()}
    return single | several | counts


_TEXTS = {
    "place_as_reported": "place_as_reported",
    "summary": "summary",
    "summary_ko": "summary_ko",
    "note": "narrative",
}
_FITTING = {field: lists.words_of(Incident, field) for field in (*_TEXTS.values(), "zone_relation_reason")}
_FITS_ANYWHERE = min(
    field.max_length or 0 for field in Incident._meta.concrete_fields if field.name in _TEXTS.values()
)


def add_texts(cells: Cells, own: dict[str, Any]) -> None:
    """Add the words of a row to its own values."""
    for column, field in _TEXTS.items():
        text = cells.values.get(column, "")
        own[field] = text if len(text) <= _FITS_ANYWHERE else cells.read(column, _FITTING[field], "")


def read_zone(cells: Cells) -> dict[str, Any]:
    """Return an overruled zone relation; without its reason the computed one would silently win, as it may over UNKNOWN."""
    relation = cells.read("zone_relation", code_of(enums.ZoneRelation), "")
    reason = cells.read("zone_reason", _FITTING["zone_relation_reason"], "")
    if relation not in ("", enums.ZoneRelation.UNKNOWN) and not reason:
        cells.refuse("zone_relation", _("needs its reason in zone_reason. Write what the source says."))
    if reason and not cells.text("zone_relation"):
        cells.refuse("zone_reason", _("stands without zone_relation. Fill that, or leave both blank."))
    return {"zone_relation": relation, "zone_relation_reason": reason}


def record_kind_of(cells: Cells, fields: dict[str, Any]) -> str:
    """Return whether a row is one incident or a total."""
    if "record_kind" in cells.values:
        return cells.read("record_kind", _read_record_kind, enums.RecordKind.INCIDENT)
    is_interval = fields.get("time_precision") == enums.TimePrecision.INTERVAL
    return words.record_kind_in(cells.text("note"), is_interval=is_interval)


_read_record_kind = code_of(enums.RecordKind)


def equipment_of(cells: Cells) -> list[dict[str, Any]]:
    """Return the equipment: from its list, else from the words."""
    return lists.read_equipment(cells) or _equipment_from_words(cells)


def dispositions_of(cells: Cells) -> list[dict[str, Any]]:
    """Return the outcomes: from their list, else from the words."""
    return lists.read_dispositions(cells) or _disposition_from_words(cells)


def sources_of(cells: Cells) -> list[dict[str, Any]]:
    """Return the sources: from their list, else from the columns of one."""
    return lists.read_sources(cells) or _source_from_columns(cells, is_press=False)


def press_sources_of(cells: Cells) -> list[dict[str, Any]]:
    """Return the sources of a press log, where one in columns is of the press."""
    return lists.read_sources(cells) or _source_from_columns(cells, is_press=True)


def _equipment_from_words(cells: Cells) -> list[dict[str, Any]]:
    limit = lists.words_of(lists.Equipment, "note")
    return words.equipment_in(cells.read("equipment_as_reported", limit, ""))


def _disposition_from_words(cells: Cells) -> list[dict[str, Any]]:
    limit = lists.words_of(lists.Disposition, "note")
    return words.disposition_in(cells.read("outcome_as_reported", limit, ""))


def _source_from_columns(cells: Cells, *, is_press: bool) -> list[dict[str, Any]]:
    source = {
        "title": cells.read("source_title", text_up_to(300), ""),
        "publisher": cells.read("publisher", text_up_to(120), ""),
        "url": cells.read("source_url", lists.read_address, ""),
        "published_on": cells.read("published_on", read_day),
    }
    kind = enums.SourceType.PRESS if is_press else enums.SourceType.OTHER
    return [source | {"type": kind}] if any(source.values()) else []
