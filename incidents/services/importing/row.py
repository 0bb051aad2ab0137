"""One row of text to what a report says; unknown stays unknown and every reason is collected."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents import enums
from incidents.models import Incident
from incidents.services.children import Children
from incidents.services.importing import lists, words
from incidents.services.importing.cells import (
    Cells,
    code_of,
    codes_of,
    count_up_to,
    read_day,
    text_up_to,
)
from incidents.services.importing.places import Registry, read_place
from incidents.services.importing.when import read_when
from sites.errors import InvalidField, InvalidValues

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


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What one row says, ready for the service that files it."""

    key: str
    case_ref: str
    fields: dict[str, Any]
    children: Children


def read_row(values: dict[str, str], *, registry: Registry, is_press: bool) -> ReadRow:
    """Return what a row says; raise InvalidValues with every reason why it cannot enter."""
    cells = Cells(dict(values))
    case_ref = _take_case(cells)
    fields = read_when(cells) | read_place(cells, registry) | _codes(cells) | _texts(cells) | _zone(cells)
    fields["record_kind"] = _record_kind(cells, fields)
    if is_press:
        fields["tlp"] = enums.Tlp.CLEAR
    children = _children(cells, is_press=is_press)
    if cells.problems:
        raise InvalidValues(cells.problems)
    return ReadRow(key=key_of(cells), case_ref=case_ref, fields=fields, children=children)


def key_of(cells: Cells) -> str:
    """Return what makes a row the same row at the next import: its own key, else address, date and place."""
    row_ref = cells.text("row_ref")
    names = ("source_url", "date", "occurred_time", "site", "place_as_reported")
    parts = ["row_ref", row_ref] if row_ref else ["place", *(cells.text(name) for name in names)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _take_case(cells: Cells) -> str:
    """Return the case from its column or from `case:REF` in the note, which then leaves the note."""
    named, rest = words.case_in(cells.text("note"))
    if "case_ref" in cells.values:
        named = cells.text("case_ref")
    else:
        cells.values["note"] = rest
    if named and not _CASE_REF.fullmatch(named):
        advice = _("is no pseudonym. Use up to 40 letters, digits, hyphens and dots, such as CASE-2025-04.")
        cells.problems.append(InvalidField("case_ref", named, advice))
    return named


def _codes(cells: Cells) -> dict[str, Any]:
    single = {name: cells.read(name, code_of(choices), "") for name, choices in _CODES.items()}
    several = {name: cells.read(name, codes_of(choices), []) for name, choices in _CODE_LISTS.items()}
    return single | several


def _texts(cells: Cells) -> dict[str, Any]:
    return {
        "place_as_reported": cells.read("place_as_reported", _fitting("place_as_reported"), ""),
        "summary": cells.read("summary", _fitting("summary"), ""),
        "summary_ko": cells.read("summary_ko", _fitting("summary_ko"), ""),
        "narrative": cells.read("note", _fitting("narrative"), ""),
        "announced_on": cells.read("announced_on", read_day),
        "media_count": cells.read("media_count", count_up_to(2_000_000_000)),
        "group_size": cells.read("group_size", count_up_to(32_767)),
    }


def _fitting(field: str) -> lists.Reader:
    return lists.words_of(Incident, field)


def _zone(cells: Cells) -> dict[str, Any]:
    """Return an overruled zone relation; without its reason the computed one would silently win, as it may over UNKNOWN."""
    relation = cells.read("zone_relation", code_of(enums.ZoneRelation), "")
    reason = cells.read("zone_reason", _fitting("zone_relation_reason"), "")
    if relation not in ("", enums.ZoneRelation.UNKNOWN) and not reason:
        cells.refuse("zone_relation", _("needs its reason in zone_reason. Write what the source says."))
    if reason and not cells.text("zone_relation"):
        cells.refuse("zone_reason", _("stands without zone_relation. Fill that, or leave both blank."))
    return {"zone_relation": relation, "zone_relation_reason": reason}


def _record_kind(cells: Cells, fields: dict[str, Any]) -> str:
    if "record_kind" in cells.values:
        return cells.read("record_kind", code_of(enums.RecordKind), enums.RecordKind.INCIDENT)
    is_interval = fields.get("time_precision") == enums.TimePrecision.INTERVAL
    return words.record_kind_in(cells.text("note"), is_interval=is_interval)


def _children(cells: Cells, *, is_press: bool) -> Children:
    """Return the child rows: from the list columns where they are filled, else from the words."""
    return Children(
        equipment=lists.read_equipment(cells) or _equipment_from_words(cells),
        actions=lists.read_actions(cells),
        sources=lists.read_sources(cells) or _source_from_columns(cells, is_press=is_press),
        dispositions=lists.read_dispositions(cells) or _disposition_from_words(cells),
        claims=lists.read_claims(cells),
    )


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
