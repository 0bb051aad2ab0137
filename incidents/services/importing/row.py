"""One row of text to what a report says; unknown stays unknown and every reason is collected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from incidents import enums
from incidents.services.children import ROW_SETS, Children
from incidents.services.importing import lists
from incidents.services.importing.cells import Cells
from incidents.services.importing.ground import Ground
from incidents.services.importing.groups import (
    CODE_COLUMNS,
    LIST_COLUMNS,
    SOURCE_COLUMNS,
    ZONE_COLUMNS,
    add_texts,
    dispositions_of,
    equipment_of,
    press_sources_of,
    read_codes,
    read_zone,
    record_kind_of,
    sources_of,
    take_case,
)
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
        self,
        registry: Registry,
        ground: Ground,
        *,
        is_press: bool,
        takes_offers: bool = False,
        whose: str = "",
    ) -> None:
        self._registry, self._ground = registry, ground
        self._is_press, self._takes_offers, self._whose = is_press, takes_offers, whose
        self._parts: dict[Any, Part] = {}
        self._no_rows = {name: Part([], ()) for name in ROW_SETS}

    def read(self, values: dict[str, str], *, point_doubt: str = "") -> ReadRow:
        """Return what a row says; raise RefusedRow with every reason why it cannot enter."""
        cells = Cells(dict(values))
        case_ref = take_case(cells)
        seen = Seen()
        if point_doubt:
            _leave_out_point(cells, seen, point_doubt)
        own = read_when(cells)
        self._place(cells, seen, own)
        codes = self._part(cells, CODE_COLUMNS, read_codes)
        add_texts(cells, own)
        own |= self._part(cells, ZONE_COLUMNS, read_zone).value
        own["record_kind"] = record_kind_of(cells, own)
        if self._is_press:
            own["tlp"] = enums.Tlp.CLEAR
        rows = self._rows(cells)
        if cells.problems:
            raise RefusedRow(cells.problems, seen, own)
        return ReadRow(key_of(cells.values, whose=self._whose), case_ref, own, codes, rows, seen)

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
        seen.site, note = self._named_site(cells, own, has_point=has_point)
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

    def _named_site(self, cells: Cells, own: dict[str, Any], *, has_point: bool) -> Any:
        """Return the site that a row names; only where sites of one name follow each other does its day decide."""
        begin = own.get("occurred_from")
        if self._registry.has_namesakes_in_time and begin:
            return read_site(cells, self._registry, has_point=has_point, on=begin.date())
        read_named = self._read_site_beside_point if has_point else self._read_site_alone
        return self._part(cells, SITE_COLUMNS, read_named).value

    def _read_site_alone(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=False)

    def _read_site_beside_point(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=True)

    def _rows(self, cells: Cells) -> dict[str, Part]:
        """Return the child rows: from the list columns where they are filled, else from the words."""
        read_sources = press_sources_of if self._is_press else sources_of
        if LIST_COLUMNS.isdisjoint(cells.values):
            return self._no_rows
        return {
            "equipment": self._part(cells, ("equipment", "equipment_as_reported"), equipment_of),
            "actions": self._part(cells, ("actions",), lists.read_actions),
            "sources": self._part(cells, SOURCE_COLUMNS, read_sources),
            "dispositions": self._part(cells, ("dispositions", "outcome_as_reported"), dispositions_of),
            "claims": self._part(cells, ("claims",), lists.read_claims),
        }


def _leave_out_point(cells: Cells, seen: Seen, point_doubt: str) -> None:
    for name in ("lat", "lon", "uncertainty_m", "geocode_method"):
        cells.values.pop(name, None)
    seen.mark(Flag.FAR_FROM_STATE, point_doubt)
