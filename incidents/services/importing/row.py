"""One row of text to what a report says; unknown stays unknown and every reason is collected."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from incidents import enums
from incidents.models import Incident
from incidents.services.children import ROW_SETS, Children
from incidents.services.importing import lists, words
from incidents.services.importing.cells import (
    Cells,
    code_of,
    codes_of,
    count_up_to,
    read_day,
    text_up_to,
)
from incidents.services.importing.ground import Ground
from incidents.services.importing.keys import key_of
from incidents.services.importing.places import (
    PRECISION_COLUMNS,
    SITE_COLUMNS,
    Seen,
    check_point,
    read_point,
    read_precision,
    read_site,
)
from incidents.services.importing.registry import Registry
from incidents.services.importing.verdicts import Flag
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


_CODE_COLUMNS = (*_CODES, *_CODE_LISTS, "announced_on", "media_count", "group_size")
_ZONE_COLUMNS = ("zone_relation", "zone_reason")
_SOURCE_COLUMNS = ("sources", "source_title", "publisher", "source_url", "published_on")
_LIST_COLUMNS = frozenset(
    (
        "equipment",
        "equipment_as_reported",
        "actions",
        *_SOURCE_COLUMNS,
        "dispositions",
        "outcome_as_reported",
        "claims",
    )
)
_PARTS_KEPT = 200_000


class Part:
    """Cells that were read together; `ready` is what a later step made of them, once for all rows that say the same."""

    __slots__ = ("problems", "ready", "value")

    def __init__(self, value: Any, problems: tuple[InvalidField, ...]) -> None:
        self.value, self.problems = value, problems
        self.ready: Any = None


@dataclass(frozen=True, slots=True)
class ReadRow:
    """What one row says, and what there is to say beside it."""

    key: str
    case_ref: str
    own: dict[str, Any]
    codes: Part
    rows: dict[str, Part]
    seen: Seen

    @property
    def fields(self) -> dict[str, Any]:
        """The values of a report, for the service that files it."""
        return self.own | self.codes.value

    @property
    def children(self) -> Children:
        """The child rows of a report."""
        return Children(**{name: part.value for name, part in self.rows.items()})


class RefusedRow(InvalidValues):
    """A row that says what cannot be; what could be understood of it is kept for the preview."""

    def __init__(self, problems: Sequence[InvalidField], seen: Seen, fields: dict[str, Any]) -> None:
        super().__init__(problems)
        self.seen, self.fields = seen, fields


def read_row(values: dict[str, str], *, registry: Registry, is_press: bool) -> ReadRow:
    """Return what a row says; raise InvalidValues with every reason why it cannot enter."""
    return RowReader(registry, Ground(registry), is_press=is_press).read(values)


class RowReader:
    """Reads the rows of one file; cells that return are read once."""

    def __init__(
        self, registry: Registry, ground: Ground, *, is_press: bool, takes_offers: bool = False
    ) -> None:
        self._registry, self._ground = registry, ground
        self._is_press, self._takes_offers = is_press, takes_offers
        self._parts: dict[Any, Part] = {}
        self._no_rows = {name: Part([], ()) for name in ROW_SETS}

    def read(self, values: dict[str, str], *, point_doubt: str = "") -> ReadRow:
        """Return what a row says; raise RefusedRow with every reason why it cannot enter."""
        cells = Cells(dict(values))
        case_ref = _take_case(cells)
        seen = Seen()
        if point_doubt:
            _leave_out_point(cells, seen, point_doubt)
        own = read_when(cells)
        self._place(cells, seen, own)
        codes = self._part(cells, _CODE_COLUMNS, _codes)
        _add_texts(cells, own)
        own |= self._part(cells, _ZONE_COLUMNS, _zone).value
        own["record_kind"] = _record_kind(cells, own)
        if self._is_press:
            own["tlp"] = enums.Tlp.CLEAR
        rows = self._rows(cells)
        if cells.problems:
            raise RefusedRow(cells.problems, seen, own)
        return ReadRow(key_of(cells.values), case_ref, own, codes, rows, seen)

    def _part(self, cells: Cells, columns: tuple[str, ...], read: Callable[[Cells], Any]) -> Part:
        """Return what a reader makes of some cells, from memory if they stood so before."""
        values = cells.values
        if columns[0] not in values and values.keys().isdisjoint(columns):
            texts: tuple[str | None, ...] = ()
        else:
            texts = tuple(map(values.get, columns))
        part = self._parts.get((read, texts))
        if part is None:
            pairs = zip(columns, texts, strict=False)
            inner = Cells({name: text for name, text in pairs if text is not None})
            value = read(inner)
            part = Part(value, tuple(inner.problems))
            if len(self._parts) >= _PARTS_KEPT:
                self._parts.clear()
            self._parts[read, texts] = part
        if part.problems:
            cells.problems.extend(part.problems)
        return part

    def _place(self, cells: Cells, seen: Seen, own: dict[str, Any]) -> None:
        read_point(cells, seen, takes_offers=self._takes_offers)
        has_point = seen.point is not None
        read_named = self._read_site_beside_point if has_point else self._read_site_alone
        seen.site, note = self._part(cells, SITE_COLUMNS, read_named).value
        if note:
            seen.mark(Flag.UNKNOWN_SITE, note)
        elif seen.site is None and not has_point:
            seen.mark(Flag.UNKNOWN_SITE)
        check_point(cells, seen, self._ground, takes_offers=self._takes_offers)
        precision = self._part(cells, PRECISION_COLUMNS, read_precision).value
        own["site"] = seen.site
        if seen.point is None:
            own["geo_precision"] = precision["geo_precision"]
            return
        own |= precision
        own["observer_lat"], own["observer_lon"] = seen.point.lat, seen.point.lon

    def _read_site_alone(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=False)

    def _read_site_beside_point(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=True)

    def _rows(self, cells: Cells) -> dict[str, Part]:
        """Return the child rows: from the list columns where they are filled, else from the words."""
        read_sources = _press_sources if self._is_press else _sources
        if _LIST_COLUMNS.isdisjoint(cells.values):
            return self._no_rows
        return {
            "equipment": self._part(cells, ("equipment", "equipment_as_reported"), _equipment),
            "actions": self._part(cells, ("actions",), lists.read_actions),
            "sources": self._part(cells, _SOURCE_COLUMNS, read_sources),
            "dispositions": self._part(cells, ("dispositions", "outcome_as_reported"), _dispositions),
            "claims": self._part(cells, ("claims",), lists.read_claims),
        }


def _leave_out_point(cells: Cells, seen: Seen, point_doubt: str) -> None:
    for name in ("lat", "lon", "uncertainty_m", "geocode_method"):
        cells.values.pop(name, None)
    seen.mark(Flag.FAR_FROM_STATE, point_doubt)


def _take_case(cells: Cells) -> str:
    """Return the case from its column or from `case:REF` in the note, which then leaves the note."""
    note = cells.text("note")
    named, rest = words.case_in(note) if "case:" in note else ("", note)
    if "case_ref" in cells.values:
        named = cells.text("case_ref")
    else:
        cells.values["note"] = rest
    if named and not _CASE_REF.fullmatch(named):
        advice = _("is no pseudonym. Use up to 40 letters, digits, hyphens and dots, such as CASE-2025-04.")
        cells.problems.append(InvalidField("case_ref", named, advice))
    return named


def _codes(cells: Cells) -> dict[str, Any]:
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


def _add_texts(cells: Cells, own: dict[str, Any]) -> None:
    for column, field in _TEXTS.items():
        own[field] = cells.read(column, _FITTING[field], "")


def _zone(cells: Cells) -> dict[str, Any]:
    """Return an overruled zone relation; without its reason the computed one would silently win, as it may over UNKNOWN."""
    relation = cells.read("zone_relation", code_of(enums.ZoneRelation), "")
    reason = cells.read("zone_reason", _FITTING["zone_relation_reason"], "")
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


def _equipment(cells: Cells) -> list[dict[str, Any]]:
    return lists.read_equipment(cells) or _equipment_from_words(cells)


def _dispositions(cells: Cells) -> list[dict[str, Any]]:
    return lists.read_dispositions(cells) or _disposition_from_words(cells)


def _sources(cells: Cells) -> list[dict[str, Any]]:
    return lists.read_sources(cells) or _source_from_columns(cells, is_press=False)


def _press_sources(cells: Cells) -> list[dict[str, Any]]:
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
