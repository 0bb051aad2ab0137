"""From the text of a row to an entry; the same checks and the same placing as for a report filed by hand."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from incidents.enums import TimePrecision
from incidents.errors import IncidentError, IncompleteReport, SiteError
from incidents.services.children import ROW_SETS, Children, version_in_force
from incidents.services.importing.entries import Entry, Provisions, Refusal, Said
from incidents.services.importing.fitness import Fitness
from incidents.services.importing.ground import Ground
from incidents.services.importing.keys import digest_of
from incidents.services.importing.likeness import likeness_of
from incidents.services.importing.places import Seen
from incidents.services.importing.prepared import Preparer
from incidents.services.importing.registry import Registry
from incidents.services.importing.row import ReadRow, RefusedRow, RowReader
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import Flag
from incidents.services.placing import UNMEASURED, settled_relation
from incidents.services.substance import missing_values, office_year
from incidents.services.text_scan import examine
from sites.errors import InvalidField
from sites.geometry import Point

# A value is repeated in a refusal only if it can be nothing but a date, a time of day, a degree or a small number.
_HARMLESS = re.compile(
    r"[0-9]{4}-[0-9]{1,2}(?:-[0-9]{1,2})?|[0-9]{1,2}:[0-9]{2}|[+-]?[0-9]{1,3}(?:\.[0-9]+)?|[0-9]{1,5}|"
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What holds for all rows of a file; goes to the second process as it is."""

    registry: Registry
    provisions: Provisions
    is_press: bool
    takes_offers: bool
    confirms_doubts: bool


class EntryReader:
    """Reads the rows of one file; asks no database."""

    def __init__(self, ruling: Ruling) -> None:
        self._ruling = ruling
        self._ground = Ground(ruling.registry)
        self._rows = RowReader(
            ruling.registry, self._ground, is_press=ruling.is_press, takes_offers=ruling.takes_offers
        )
        self._fitness, self._prepare = Fitness(), Preparer()

    def read(self, row: Row) -> Entry | Refusal:
        """Return what a row becomes, or why it stays outside."""
        if row.problem:
            return Refusal(row.number, (row.problem,), Said(notes=row.notes))
        try:
            read = self._rows.read(row.cells, point_doubt=row.point_doubt)
        except RefusedRow as refused:
            reasons = tuple(in_words(problem) for problem in refused.problems)
            return Refusal(row.number, reasons, _said(row, refused.seen, refused.fields))
        said = _said(row, read.seen, read.fields)
        try:
            return self._entry(row, read, said)
        except IncompleteReport as error:
            reasons = tuple(f"{field}: {message}" for field, message in error.problems.items())
        except (IncidentError, SiteError) as error:
            reasons = (str(error),)
        return Refusal(row.number, reasons, said)

    def _entry(self, row: Row, read: ReadRow, said: Said) -> Entry | Refusal:
        doubts = self._fitness.check(read.fields, read.children)
        if read.case_ref:
            examine("case_ref", read.case_ref)
        if doubts and not self._ruling.is_press:
            said = said._replace(flags=said.flags | {Flag.DOUBTFUL_WORDS})
            if not self._ruling.confirms_doubts:
                return Refusal(row.number, tuple(f"{doubt.field}: {doubt.words}" for doubt in doubts), said)
        placed = self._placed(read.fields)
        site = placed["site"]
        return Entry(
            row.number, read.key, digest_of(row.cells), read.case_ref,
            columns=self._prepare.row(_by_column(placed)), children=self._children(read.children),
            missing=_missing(placed), likeness=likeness_of(placed, read.children),
            said=said._replace(site_code=site.code if site else ""), cells=row.cells,
        )  # fmt: skip

    def _placed(self, fields: dict[str, Any]) -> dict[str, Any]:
        """Return the fields with site, zone, distance and relation, as `place` fills them."""
        site, begin = fields.get("site"), fields.get("occurred_from")
        lat, uncertainty_m = fields.get("observer_lat"), fields.get("uncertainty_m")
        measured = UNMEASURED
        if lat is not None:
            point = Point(lat=lat, lon=fields["observer_lon"])
            site = site or self._ground.nearest_site(point)
            if site is not None:
                measured = self._ground.measured(site, point, uncertainty_m, begin.date() if begin else None)
        relation = settled_relation(
            fields["zone_relation"], fields["zone_relation_reason"], measured.relation
        )
        return fields | {
            "site": site,
            "zone": measured.zone,
            "distance_m": measured.distance_m,
            "distance_basis": measured.distance_basis,
            "zone_relation_computed": measured.relation,
            "zone_relation": relation,
            "year": office_year(begin),
        }

    def _children(self, children: Children) -> dict[str, list[tuple[Any, ...]]]:
        return {
            name: [self._child(name, row) for row in rows]
            for name in ROW_SETS
            if (rows := getattr(children, name))
        }

    def _child(self, name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = dict(row)
        source, codes = values.pop("source", None), values.pop("legal_bases", ())
        columns = self._prepare.child(name, values)
        if name == "dispositions":
            return (
                *columns,
                source,
                tuple(self._provision(code, values.get("decided_on")) for code in codes),
            )
        return (*columns, source) if name == "claims" else columns

    def _provision(self, code: str, day: dt.date | None) -> int:
        versions = self._ruling.provisions.versions.get(code, [])
        return version_in_force(code, versions, day).pk


def in_words(problem: InvalidField) -> str:
    """Return a reason that names the column; the value only where it can be nothing about a person."""
    if _HARMLESS.fullmatch(str(problem.value)):
        return str(problem)
    return str(InvalidField(problem.field, "…", problem.advice))


def _said(row: Row, seen: Seen, fields: Mapping[str, Any]) -> Said:
    begin = fields.get("occurred_from")
    return Said(
        point=(seen.point.lat, seen.point.lon) if seen.point else None,
        site_code=seen.site.code if seen.site else "",
        day=begin.date() if begin else None,
        offer=seen.offer,
        notes=(*row.notes, *seen.notes),
        flags=frozenset(seen.flags),
    )


def _by_column(placed: dict[str, Any]) -> dict[str, Any]:
    site, zone = placed["site"], placed["zone"]
    return placed | {"site_id": site.pk if site else None, "zone_id": zone.pk if zone else None}


def _missing(placed: Mapping[str, Any]) -> tuple[str, ...]:
    missing = missing_values(
        has_place=placed.get("site") is not None or placed.get("observer_lat") is not None,
        has_time=placed.get("occurred_from") is not None or placed["time_precision"] == TimePrecision.UNKNOWN,
        has_behaviour=bool(placed["behaviours"]),
        has_line=bool((placed["summary"] or placed["summary_ko"]).strip()),
    )
    return tuple(missing.values())
