"""From the text of a row to an entry; the same checks and the same placing as for a report filed by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from incidents.enums import TimePrecision
from incidents.errors import IncidentError, IncompleteReport, PersonalDataFound, SiteError
from incidents.services.children import check_source, version_in_force
from incidents.services.importing.entries import Entry, Provisions, Refusal, Said
from incidents.services.importing.events import Table
from incidents.services.importing.fitness import Fitness
from incidents.services.importing.ground import Ground
from incidents.services.importing.keys import digest_of
from incidents.services.importing.likeness import kinds_of, likeness_of
from incidents.services.importing.places import Seen
from incidents.services.importing.prepared import Preparer
from incidents.services.importing.registry import Registry
from incidents.services.importing.row import Part, ReadRow, RefusedRow, RowReader
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import Flag
from incidents.services.placing import UNMEASURED, settled_relation
from incidents.services.substance import missing_values
from incidents.services.text_scan import Doubt, examine, what_identifies
from sites.errors import InvalidField
from sites.models import ProtectedSite

CHUNK_ROWS = 8_000
MAX_TOLD = 160
# A value is repeated in a refusal only if it can be nothing but a date, a time of day, a degree or a small number.
_HARMLESS = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}:[0-9]{2}|[+-]?[0-9]{1,3}(?:\.[0-9]+)?|[0-9]{1,5}|"
)

_QUOTED = re.compile("“([^”]*)…?”")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for all rows of a file; goes to the second process as it is."""

    whose: str
    registry: Registry
    provisions: Provisions
    is_press: bool
    takes_offers: bool
    confirms_doubts: bool
    keeps_cells: bool
    # columns whose words a preview shows as the file told them
    tells: tuple[str, ...] = ()


class EntryReader:
    """Reads the rows of one file; asks no database."""

    def __init__(self, ruling: Ruling) -> None:
        self._ruling = ruling
        self._ground = Ground(ruling.registry)
        self._rows = RowReader(
            ruling.registry,
            self._ground,
            is_press=ruling.is_press,
            takes_offers=ruling.takes_offers,
            whose=ruling.whose,
        )
        self._fitness, self._prepare = Fitness(), Preparer()

    def read(self, row: Row) -> Entry | Refusal:
        """Return what a row becomes, or why it stays outside."""
        if row.problem:
            return Refusal(row.number, (row.problem,), Said(notes=row.notes, told=self._harmless(row)))
        try:
            read = self._rows.read(row.cells, point_doubt=row.point_doubt)
        except RefusedRow as refused:
            reasons = tuple(in_words(problem, row.told_in or {}) for problem in refused.problems)
            return Refusal(row.number, reasons, _said(row, refused.seen, refused.fields, self._harmless(row)))
        said = _said(row, read.seen, read.own, self._told(row))
        try:
            return self._entry(row, read, said)
        except IncompleteReport as error:
            reasons = tuple(
                f"{field}: {without_values(message)}" for field, message in error.problems.items()
            )
        except PersonalDataFound as error:
            # The narrative may be made of several columns, so it is called by its own name.
            reason = f"{(row.told_in or {}).get(error.field, error.field)}: {error.rule}"
            return Refusal(row.number, (reason,), said._replace(notes=(), told=()))
        except (IncidentError, SiteError) as error:
            reasons = (str(error),)
        return Refusal(row.number, reasons, said._replace(told=self._harmless(row)))

    def _told(self, row: Row) -> tuple[str, ...]:
        return tuple(row.cells.get(name, "")[:MAX_TOLD] for name in self._ruling.tells)

    def _harmless(self, row: Row) -> tuple[str, ...]:
        """Return the words to show of a refused row; none of them if one identifies a person."""
        texts = (row.cells.get(name, "") for name in self._ruling.tells)
        return () if any(what_identifies(text) for text in texts) else self._told(row)

    def _entry(self, row: Row, read: ReadRow, said: Said) -> Entry | Refusal:
        own, codes = read.own, read.codes
        doubts = self._fitness.check(own, codes.value, codes_are_fit=codes.ready is not None)
        if codes.ready is None:
            codes.ready = self._prepare.codes(codes.value)
        children, kinds = self._children(read.rows, doubts)
        if read.case_ref:
            examine("case_ref", read.case_ref)
        if doubts and not self._ruling.is_press:
            said = said._replace(flags=said.flags | {Flag.DOUBTFUL_WORDS})
            if not self._ruling.confirms_doubts:
                return Refusal(row.number, tuple(f"{doubt.field}: {doubt.words}" for doubt in doubts), said)
        site, columns = self._placed(own, read.seen)
        if site is not read.seen.site and site is not None:
            said = said._replace(site_code=site.code)
        return Entry(
            row.number, read.key, digest_of(row.cells), read.case_ref, codes.ready, columns, children,
            _missing(own, site, codes.value), likeness_of(own, site, kinds), said,
            row.cells if self._ruling.keeps_cells else None,
        )  # fmt: skip

    def _placed(self, own: dict[str, Any], seen: Seen) -> tuple[ProtectedSite | None, tuple[Any, ...]]:
        """Return the site and the row's own columns, measured as `place` measures them."""
        point, begin, site, measured = seen.point, own.get("occurred_from"), seen.site, UNMEASURED
        if point is not None:
            on = begin.date() if begin else None
            site = site or self._ground.nearest_site(point, on)
            if site is not None:
                measured = self._ground.measured(site, point, own["uncertainty_m"], on)
        # moments were read by the office's clock, so that their year is the office's year
        columns = self._prepare.own(
            own, site_id=site.id if site else None, zone_id=measured.zone.id if measured.zone else None,
            year=begin.year if begin else None, distance_m=measured.distance_m, distance_basis=measured.distance_basis,
            relation=settled_relation(own["zone_relation"], own["zone_relation_reason"], measured.relation),
            computed=measured.relation,
        )  # fmt: skip
        return site, columns

    def _children(
        self, rows: dict[str, Part], doubts: list[Doubt]
    ) -> tuple[dict[str, tuple[tuple[Any, ...], ...]], int]:
        """Return the child rows as the database takes them, and the kinds of equipment; note doubtful words."""
        children, kinds = {}, 0
        n_sources = len(rows["sources"].value)
        for name, part in rows.items():
            if not part.value:
                continue
            for row in part.value if name in ("dispositions", "claims") else ():
                check_source(row.get("source"), n_sources)
            if part.ready is None:
                part.ready = (*self._ready(name, part.value), kinds_of(_categories(name, part.value)))
            more_doubts, children[name], more_kinds = part.ready
            doubts += more_doubts
            kinds |= more_kinds
        return children, kinds

    def _ready(
        self, name: str, rows: list[dict[str, Any]]
    ) -> tuple[list[Doubt], tuple[tuple[Any, ...], ...]]:
        doubts = self._fitness.check_rows(name, rows)
        return doubts, tuple(self._child(name, row) for row in rows)

    def _child(self, name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = dict(row)
        source, codes = values.pop("source", None), values.pop("legal_bases", ())
        columns = self._prepare.child(name, values)
        if name == "dispositions":
            provisions = tuple(self._provision(code, values.get("decided_on")) for code in codes)
            return (*columns, source, provisions)
        return (*columns, source) if name == "claims" else columns

    def _provision(self, code: str, day: dt.date | None) -> int:
        versions = self._ruling.provisions.versions.get(code, [])
        return version_in_force(code, versions, day).pk


def _categories(name: str, rows: list[dict[str, Any]]) -> list[str]:
    return [row["category"] for row in rows] if name == "equipment" else []


class Chunk(NamedTuple):
    """Some rows of a file in their order, and the events they tell of as columns."""

    rows: list[Entry | Refusal]
    events: Table


def read_here(rows: Iterable[Row], ruling: Ruling) -> Iterator[Chunk]:
    """Read rows in this process, chunk by chunk."""
    reader, rest = EntryReader(ruling), iter(rows)
    while some := list(islice(rest, CHUNK_ROWS)):
        read = [reader.read(row) for row in some]
        told = [row for row in read if isinstance(row, Entry) and row.likeness]
        events = Table.of([row.likeness for row in told if row.likeness], [-row.row_number for row in told])
        yield Chunk(read, events)


def without_values(message: str) -> str:
    """Return a message in which no value is quoted but what can be nothing about a person."""
    return _QUOTED.sub(lambda found: found[0] if _HARMLESS.fullmatch(found[1]) else "“…”", message)


def in_words(problem: InvalidField, told_in: Mapping[str, str]) -> str:
    """Return a reason that names the column; the value only where it can be nothing about a person."""
    value = problem.value if _HARMLESS.fullmatch(str(problem.value)) else "…"
    return str(InvalidField(told_in.get(problem.field, problem.field), value, problem.advice))


def _said(row: Row, seen: Seen, fields: Mapping[str, Any], told: tuple[str, ...]) -> Said:
    begin = fields.get("occurred_from")
    point, site = seen.point, seen.site
    return Said(
        (point.lat, point.lon) if point else None,
        site.code if site else "",
        begin.date() if begin else None,
        seen.offer,
        row.notes + seen.notes,
        seen.flags,
        told,
    )


def _missing(own: Mapping[str, Any], site: ProtectedSite | None, codes: Mapping[str, Any]) -> tuple[str, ...]:
    has_place = site is not None or own.get("observer_lat") is not None
    has_time = own.get("occurred_from") is not None or own["time_precision"] == TimePrecision.UNKNOWN
    has_line = bool((own["summary"] or own["summary_ko"]).strip())
    if has_place and has_time and has_line and codes["behaviours"]:
        return ()
    missing = missing_values(
        has_place=has_place, has_time=has_time, has_behaviour=bool(codes["behaviours"]), has_line=has_line
    )
    return tuple(missing.values())
