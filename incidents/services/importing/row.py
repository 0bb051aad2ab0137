"""One row of text to what a report says; unknown stays unknown and every reason is collected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from incidents import enums
from incidents.services.children import ROW_SETS, Children
from incidents.services.importing import lists
from incidents.services.importing.cells import Cells
from incidents.services.importing.ground import Ground
from incidents.services.importing.groups import (
    CODE_COLUMNS,
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
from incidents.services.importing.keys import digest_of, key_of
from incidents.services.importing.parts import Part, Parts, PartsOfRow
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
from sites.models import ProtectedSite


class ReadRow(NamedTuple):
    """What one row says, and what there is to say beside it; `digest` is of all its words."""

    key: str
    digest: str
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


class Reading(NamedTuple):
    """A row while it is read: as it came, the cells that are left to read, and what was read of them."""

    values: dict[str, str]
    cells: Cells
    parts: PartsOfRow
    case_ref: str
    seen: Seen
    own: dict[str, Any]


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
        self._parts = Parts(
            codes=(CODE_COLUMNS, read_codes),
            zone=(ZONE_COLUMNS, read_zone),
            precision=(PRECISION_COLUMNS, read_precision),
            site_alone=(SITE_COLUMNS, self._read_site_alone),
            site_beside_point=(SITE_COLUMNS, self._read_site_beside_point),
            equipment=(("equipment", "equipment_as_reported"), equipment_of),
            actions=(("actions",), lists.read_actions),
            sources=(SOURCE_COLUMNS, press_sources_of if is_press else sources_of),
            dispositions=(("dispositions", "outcome_as_reported"), dispositions_of),
            claims=(("claims",), lists.read_claims),
        )

    def read(self, values: dict[str, str], *, point_doubt: str = "") -> ReadRow:
        """Return what a row says; raise RefusedRow with every reason why it cannot enter."""
        reading = self.begin(values, point_doubt=point_doubt)
        self.place(reading)
        return self.finish(reading)

    def begin(self, values: dict[str, str], *, point_doubt: str = "") -> Reading:
        """Read the case and the time of a row."""
        cells = Cells(dict(values))
        case_ref, seen = take_case(cells), Seen()
        if point_doubt:
            _leave_out_point(cells, seen, point_doubt)
        return Reading(values, cells, self._parts.of_row(cells.values), case_ref, seen, read_when(cells))

    def place(self, reading: Reading) -> None:
        """Read the point and the site of a row, and how exact they are."""
        cells, parts, seen, own = reading.cells, reading.parts, reading.seen, reading.own
        read_point(cells, seen, takes_offers=self._takes_offers)
        has_point = seen.point is not None
        seen.site, note = self._named_site(cells, parts, own, has_point=has_point)
        if note:
            seen.mark(Flag.UNKNOWN_SITE, note)
        elif seen.site is None and not has_point:
            seen.mark(Flag.UNKNOWN_SITE)
        check_point(cells, seen, self._ground, takes_offers=self._takes_offers)
        precision = parts.part("precision", cells).value
        own["site"] = seen.site
        if seen.point is None:
            own["geo_precision"] = precision["geo_precision"]
            return
        own |= precision
        own["observer_lat"], own["observer_lon"] = seen.point.lat, seen.point.lon

    def finish(self, reading: Reading) -> ReadRow:
        """Read the rest of a row; raise RefusedRow with every reason why it cannot enter."""
        values, cells, parts, case_ref, seen, own = reading
        codes = parts.part("codes", cells)
        add_texts(cells, own)
        own |= parts.part("zone", cells).value
        own["record_kind"] = record_kind_of(cells, own)
        if self._is_press:
            own["tlp"] = enums.Tlp.CLEAR
        rows = parts.several(ROW_SETS, cells)
        if cells.problems:
            raise RefusedRow(cells.problems, seen, own)
        digest = digest_of(values)
        key = key_of(cells.values, whose=self._whose, digest=digest if cells.values == values else "")
        return ReadRow(key, digest, case_ref, own, codes, rows, seen)

    def _named_site(
        self, cells: Cells, parts: PartsOfRow, own: dict[str, Any], *, has_point: bool
    ) -> tuple[ProtectedSite | None, str]:
        """Return the site that a row names; only where sites of one name follow each other does its day decide."""
        begin = own.get("occurred_from")
        if self._registry.has_namesakes_in_time and begin:
            return read_site(cells, self._registry, has_point=has_point, on=begin.date())
        named: tuple[ProtectedSite | None, str] = parts.part(
            "site_beside_point" if has_point else "site_alone", cells
        ).value
        return named

    def _read_site_alone(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=False)

    def _read_site_beside_point(self, cells: Cells) -> Any:
        return read_site(cells, self._registry, has_point=True)


def _leave_out_point(cells: Cells, seen: Seen, point_doubt: str) -> None:
    for name in ("lat", "lon", "uncertainty_m", "geocode_method"):
        cells.values.pop(name, None)
    seen.mark(Flag.FAR_FROM_STATE, point_doubt)
