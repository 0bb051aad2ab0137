"""From the text of a row to an entry; the same checks and the same placing as for a report filed by hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from incidents.errors import IncidentError, PersonalDataFound, SiteError
from incidents.services.importing.child_rows import ChildRows
from incidents.services.importing.drafts import Draft, missing_of, said_of
from incidents.services.importing.entries import Entry, Provisions, Refusal, Said
from incidents.services.importing.events import Table
from incidents.services.importing.fitness import Fitness
from incidents.services.importing.ground import Ground
from incidents.services.importing.likeness import likeness_of
from incidents.services.importing.places import Seen
from incidents.services.importing.prepared import Preparer
from incidents.services.importing.refusals import in_words, reasons_of
from incidents.services.importing.registry import Registry
from incidents.services.importing.row import RefusedRow, RowReader
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import NO_FLAGS, Flag
from incidents.services.placing import UNMEASURED, settled_relation
from incidents.services.text_scan import examine, what_identifies
from sites.models import ProtectedSite

CHUNK_ROWS = 8_000
MAX_TOLD = 160
_NO_REPORT = frozenset({Flag.NO_REPORT})


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
        self._child_rows = ChildRows(self._fitness, self._prepare, ruling.provisions)

    def read(self, rows: Iterable[Row]) -> list[Entry | Refusal]:
        """Return what rows become, or why they stay outside.

        Each step is taken for all of them before the next: one small piece of the program at a time runs faster.
        """
        drafts = [Draft(row) for row in rows]
        going = drafts
        for step in (self._begin, self._place, self._understand, self._check, self._gather, self._measure):
            for draft in going:
                try:
                    step(draft)
                except (IncidentError, SiteError) as error:
                    draft.outcome = self._refused(draft, error)
            going = [draft for draft in going if draft.outcome is None]
        for draft in going:
            draft.outcome = self._entry(draft)
        return [draft.outcome for draft in drafts if draft.outcome is not None]

    def _begin(self, draft: Draft) -> None:
        row = draft.row
        if row.problem:
            flags = NO_FLAGS if row.is_report else _NO_REPORT
            said = Said(notes=row.notes, flags=flags, told=self._harmless(row))
            draft.outcome = Refusal(row.number, (row.problem,), said)
        else:
            draft.reading = self._rows.begin(row.cells, point_doubt=row.point_doubt)

    def _place(self, draft: Draft) -> None:
        self._rows.place(draft.reading)

    def _understand(self, draft: Draft) -> None:
        read = draft.read = self._rows.finish(draft.reading)
        draft.said = said_of(draft.row, read.seen, read.own, self._told(draft.row))

    def _check(self, draft: Draft) -> None:
        own, codes = draft.read.own, draft.read.codes
        draft.doubts = self._fitness.check(own, codes.value, codes_are_fit=codes.ready is not None)
        if codes.ready is None:
            codes.ready = self._prepare.codes(codes.value)

    def _gather(self, draft: Draft) -> None:
        """Make the child rows ready, and ask about doubtful words."""
        draft.children, draft.kinds = self._child_rows.of(draft.read.rows, draft.doubts)
        if draft.read.case_ref:
            examine("case_ref", draft.read.case_ref)
        if draft.doubts and not self._ruling.is_press:
            draft.said = draft.said._replace(flags=draft.said.flags | {Flag.DOUBTFUL_WORDS})
            if not self._ruling.confirms_doubts:
                reasons = tuple(f"{doubt.field}: {doubt.words}" for doubt in draft.doubts)
                draft.outcome = Refusal(draft.row.number, reasons, draft.said)

    def _measure(self, draft: Draft) -> None:
        draft.site, draft.columns = self._placed(draft.read.own, draft.read.seen)

    def _entry(self, draft: Draft) -> Entry:
        row, read, site, said = draft.row, draft.read, draft.site, draft.said
        if site is not read.seen.site and site is not None:
            said = said._replace(site_code=site.code)
        return Entry(
            row.number, read.key, read.digest, read.case_ref, read.codes.ready, draft.columns, draft.children,
            missing_of(read.own, site, read.codes.value), likeness_of(read.own, site, draft.kinds), said,
            row.cells if self._ruling.keeps_cells else None,
        )  # fmt: skip

    def _refused(self, draft: Draft, error: IncidentError | SiteError) -> Refusal:
        row, told_in = draft.row, draft.row.told_in or {}
        if isinstance(error, RefusedRow):
            reasons = tuple(in_words(problem, told_in) for problem in error.problems)
            return Refusal(row.number, reasons, said_of(row, error.seen, error.fields, self._harmless(row)))
        is_about_a_person = isinstance(error, PersonalDataFound)
        said = (
            draft.said._replace(notes=(), told=())
            if is_about_a_person
            else draft.said._replace(told=self._harmless(row))
        )
        return Refusal(row.number, reasons_of(error, told_in), said)

    def _told(self, row: Row) -> tuple[str, ...]:
        return tuple(row.cells.get(name, "")[:MAX_TOLD] for name in self._ruling.tells)

    def _harmless(self, row: Row) -> tuple[str, ...]:
        """Return the words to show of a refused row; none of them if one identifies a person."""
        texts = (row.cells.get(name, "") for name in self._ruling.tells)
        return () if any(what_identifies(text) for text in texts) else self._told(row)

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


class Chunk(NamedTuple):
    """Some rows of a file in their order, and the events they tell of as columns."""

    rows: list[Entry | Refusal]
    events: Table


def read_here(rows: Iterable[Row], ruling: Ruling) -> Iterator[Chunk]:
    """Read rows in this process, chunk by chunk."""
    reader, rest = EntryReader(ruling), iter(rows)
    while some := list(islice(rest, CHUNK_ROWS)):
        read = reader.read(some)
        told = [row for row in read if isinstance(row, Entry) and row.likeness]
        events = Table.of([row.likeness for row in told if row.likeness], [-row.row_number for row in told])
        yield Chunk(read, events)
