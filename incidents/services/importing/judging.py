"""Judging rows: what would become of each, without storing anything."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import LogKind, Status
from incidents.errors import NotAllowed
from incidents.models import Account, ImportBatch, Log
from incidents.services.importing import pace
from incidents.services.importing.apart import RowsFrom, read_chunks
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.entering import Chunk, Ruling, read_here
from incidents.services.importing.entries import Entry, Provisions, Refusal
from incidents.services.importing.events import pairs_within
from incidents.services.importing.known import Known, KnownEvents, has_imports, known_rows, numbers_of
from incidents.services.importing.registry import Registry
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import RowVerdict, Verdict, in_row
from sites.geometry import Point

CHANGEABLE = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED)


class Judged(NamedTuple):
    """What was decided of a row, and the report it was met by or changes."""

    kind: Verdict
    row: Entry | Refusal
    known: Known | None = None
    match: str = ""
    note: str = ""
    reasons: tuple[str, ...] = ()

    def verdict(self, number: str = "") -> RowVerdict:
        """Return the verdict in words; `number` is the one that the row was given."""
        row, said = self.row, self.row.said
        reasons = self.reasons or (row.reasons if isinstance(row, Refusal) else ())
        return RowVerdict(
            row.row_number,
            self.kind,
            number or (self.known.number if self.known else ""),
            in_row(row.row_number, reasons) if self.kind is Verdict.REFUSED else reasons,
            (*said.notes, self.note) if self.note else said.notes,
            self.match,
            said.offer,
            Point(*said.point) if said.point else None,
            said.site_code,
            said.day,
            said.flags,
            said.told,
        )


def judge_rows(
    *, by: Account, log: Log, rows: Iterable[Row], choices: Choices = CAREFUL
) -> Iterator[RowVerdict]:
    """Yield what would become of each row, in the order of the file; nothing is stored."""
    require_import(by)
    judge = Judge(by, log, choices)
    with pace.few_collections():
        for chunk in read_here(rows, ruling_for(by, log, choices)):
            for judged in judge.judge(chunk):
                yield judged.verdict()


def preview_rows(
    *, by: Account, log: Log, rows_from: RowsFrom, n_rows: int, tells: Sequence[str] = ()
) -> Generator[RowVerdict]:
    """Yield what would become of each row of a file, with the words of some columns; nothing is stored.

    A long file is read by two processes: this one begins, a second one takes the rest meanwhile.
    """
    require_import(by)
    judge, ruling = Judge(by, log, CAREFUL), ruling_for(by, log, CAREFUL, tells=tells)
    with pace.few_collections(), read_chunks(rows_from, 0, n_rows, ruling, begins_here=True) as chunks:
        for chunk in chunks:
            for judged in judge.judge(chunk):
                yield judged.verdict()


def require_import(by: Account) -> None:
    """Refuse an account whose roles do not cover importing."""
    if not reader_of(by).may(Action.IMPORT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.IMPORT.value})


def ruling_for(
    by: Account, log: Log, choices: Choices, batch: ImportBatch | None = None, *, tells: Sequence[str] = ()
) -> Ruling:
    """Return what holds for all rows of a file that enters a log."""
    return Ruling(
        whose=str(by.pk), registry=Registry(), provisions=Provisions(), is_press=log.kind == LogKind.PRESS,
        takes_offers=choices.take_offers, confirms_doubts=choices.confirmed_doubts, keeps_cells=has_imports(log, but_not=batch),
        tells=tuple(tells),
    )  # fmt: skip


class Judge:
    """Decides over the rows of one file, in their order."""

    def __init__(self, by: Account, log: Log, choices: Choices, batch: ImportBatch | None = None) -> None:
        self._by, self._log, self._choices, self._batch = by, log, choices, batch
        self._events = KnownEvents(log, reader_of(by))
        self._first_rows: dict[int, int] = {}
        self._is_resumed = batch is not None and bool(batch.next_row)

    def judge(self, chunk: Chunk) -> list[Judged]:
        """Return a decision on each row; rows that enter are known to the rows after them."""
        known = self._known([row for row in chunk.rows if isinstance(row, Entry)])
        matches = self._matches(chunk, known)
        return [
            Judged(Verdict.REFUSED, row)
            if isinstance(row, Refusal)
            else self._decide(row, known.get(row.key), matches.get(row.row_number, ""))
            for row in chunk.rows
        ]

    def _known(self, entries: Sequence[Entry]) -> dict[str, Known]:
        if not self._is_resumed and not has_imports(self._log, but_not=self._batch):
            return {}
        return known_rows(self._log, [entry.key for entry in entries])

    def _decide(self, entry: Entry, known: Known | None, match: str) -> Judged:
        first = self._first_rows.setdefault(hash(entry.key), entry.row_number)
        if known and self._batch and known.batch_id == self._batch.pk:
            first = known.row_number or first
        if first != entry.row_number:
            reason = _(
                "is the same as row %(first)d: the same key, or every word. Remove one of them; if they tell of two events, "
                "choose a column that numbers the rows as “Key of the row”."
            )
            return Judged(Verdict.REFUSED, entry, reasons=(reason % {"first": first},))
        if known:
            return self._decide_known(entry, known)
        if match and not self._choices.enters(entry.row_number):
            note = _("Likely the same event as %(match)s.") % {"match": match}
            return Judged(Verdict.DUPLICATE, entry, match=match, note=note)
        return Judged(Verdict.NEW, entry, match=match, reasons=entry.missing)

    def _decide_known(self, entry: Entry, known: Known) -> Judged:
        if not known.digest or known.digest == entry.digest:
            return Judged(Verdict.UNCHANGED, entry, known)
        note = self._why_it_stays(entry, known)
        if note:
            return Judged(Verdict.UNCHANGED, entry, known, note=note)
        return Judged(Verdict.UPDATE, entry, known, match=known.number, reasons=entry.missing)

    def _why_it_stays(self, entry: Entry, known: Known) -> str:
        """Return why a row that says something else now does not change its report; blank if it may."""
        if not self._choices.enter_updates:
            return _("The row says something else now; it was chosen that known reports stay.")
        if {known.entered_by_id, known.last_edited_by_id} != {self._by.pk}:
            return _("The row says something else now, but somebody else worked on the report.")
        if known.status not in CHANGEABLE or known.legal_hold:
            return _("The row says something else now, but the report was decided on.")
        if known.status == Status.SUBMITTED and entry.missing:
            return _("The row says less than the report that was handed in: %(missing)s") % {
                "missing": " ".join(entry.missing)
            }
        return ""

    def _matches(self, chunk: Chunk, known: Mapping[str, Known]) -> dict[int, str]:
        """Return by row the number of a stored report, or the row, that likely tells of the same event."""
        table = chunk.events
        if known:
            rows = {row.row_number for row in chunk.rows if isinstance(row, Entry) and row.key in known}
            table = table.taken(~np.isin(-table.ref, list(rows)))
        if not len(table):
            return {}
        found = self._events.first_like(table)
        within: dict[int, list[int]] = {}
        for earlier, later in pairs_within(table):
            within.setdefault(later, []).append(earlier)
        may_enter = [self._choices.enters(-own) for own in table.ref.tolist()]
        enters = [not ref or may for ref, may in zip(found, may_enter, strict=True)]
        for later, before in within.items():
            entered = [position for position in before if enters[position]]
            if not found[later] and entered:
                found[later] = int(table.ref[entered[0]])
                enters[later] = may_enter[later]
        self._events.add(table.taken(np.array(enters, dtype=bool)))
        numbers = numbers_of({ref for ref in found if ref > 0})
        return {
            -own: numbers.get(ref) or _("row %(number)d") % {"number": -ref}
            for own, ref in zip(table.ref.tolist(), found, strict=True)
            if ref
        }
