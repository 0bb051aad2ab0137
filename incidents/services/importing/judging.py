"""Judging rows: what would become of each, without storing anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

import numpy as np
from django.utils.translation import gettext as _

from incidents.access import Action, reader_of
from incidents.enums import LogKind, Status
from incidents.errors import NotAllowed
from incidents.models import Account, ImportBatch, Log
from incidents.services.importing import pace
from incidents.services.importing.choices import CAREFUL, Choices
from incidents.services.importing.entering import EntryReader, Ruling
from incidents.services.importing.entries import Entry, Provisions, Refusal, Said
from incidents.services.importing.events import Table, pairs_within
from incidents.services.importing.known import Known, KnownEvents, has_imports, known_rows, numbers_of
from incidents.services.importing.registry import Registry
from incidents.services.importing.rows import Row
from incidents.services.importing.verdicts import RowVerdict, Verdict, in_row
from sites.geometry import Point

CHUNK_ROWS = 5_000
CHANGEABLE = (Status.DRAFT, Status.RETURNED, Status.SUBMITTED)
Chunk = Sequence[Entry | Refusal]


class Judged(NamedTuple):
    """A verdict with what the writer needs: the entry, and the report that it changes if it is an update."""

    verdict: RowVerdict
    entry: Entry | None = None
    known: Known | None = None


def judge_rows(
    *, by: Account, log: Log, rows: Iterable[Row], choices: Choices = CAREFUL
) -> Iterator[RowVerdict]:
    """Yield what would become of each row, in the order of the file; nothing is stored."""
    require_import(by)
    judge = Judge(by, log, choices)
    with pace.few_collections():
        for chunk in read_here(rows, ruling_for(log, choices)):
            for judged in judge.judge(chunk):
                yield judged.verdict


def require_import(by: Account) -> None:
    """Refuse an account whose roles do not cover importing."""
    if not reader_of(by).may(Action.IMPORT):
        raise NotAllowed(_("Your roles do not cover this step (%(step)s).") % {"step": Action.IMPORT.value})


def ruling_for(log: Log, choices: Choices, batch: ImportBatch | None = None) -> Ruling:
    """Return what holds for all rows of a file that enters a log."""
    return Ruling(
        registry=Registry(), provisions=Provisions(), is_press=log.kind == LogKind.PRESS,
        takes_offers=choices.take_offers, confirms_doubts=choices.confirmed_doubts, keeps_cells=has_imports(log, but_not=batch),
    )  # fmt: skip


def read_here(rows: Iterable[Row], ruling: Ruling) -> Iterator[Chunk]:
    """Read rows in this process, chunk by chunk."""
    reader, rest = EntryReader(ruling), iter(rows)
    while chunk := list(islice(rest, CHUNK_ROWS)):
        yield [reader.read(row) for row in chunk]


class Judge:
    """Decides over the rows of one file, in their order."""

    def __init__(self, by: Account, log: Log, choices: Choices, batch: ImportBatch | None = None) -> None:
        self._by, self._log, self._choices, self._batch = by, log, choices, batch
        self._events = KnownEvents(log)
        self._first_rows: dict[int, int] = {}
        self._is_resumed = batch is not None and bool(batch.next_row)

    def judge(self, chunk: Chunk) -> list[Judged]:
        """Return a verdict on each row; rows that enter are known to the rows after them."""
        entries = [row for row in chunk if isinstance(row, Entry)]
        known = self._known(entries)
        fresh = [entry for entry in entries if entry.key not in known and entry.likeness]
        matches = self._matches(fresh)
        return [
            Judged(_verdict(row.row_number, Verdict.REFUSED, row.said, reasons=row.reasons))
            if isinstance(row, Refusal)
            else self._decide(row, known.get(row.key), matches.get(row.row_number, ""))
            for row in chunk
        ]

    def _known(self, entries: Sequence[Entry]) -> dict[str, Known]:
        if not self._is_resumed and not has_imports(self._log, but_not=self._batch):
            return {}
        return known_rows(self._log, [entry.key for entry in entries])

    def _decide(self, entry: Entry, known: Known | None, match: str) -> Judged:
        first = self._first_rows.setdefault(hash(entry.key), entry.row_number)
        if (
            known
            and self._batch
            and known.batch_id == self._batch.pk
            and known.row_number != entry.row_number
        ):
            first = known.row_number or first
        if first != entry.row_number:
            reason = _(
                "row_ref: the row is the same as row %(first)d. Remove it, or give each a row_ref of its own."
            )
            reasons = (reason % {"first": first},)
            return Judged(_verdict(entry.row_number, Verdict.REFUSED, entry.said, reasons=reasons))
        if known:
            return self._decide_known(entry, known)
        if match and not self._choices.enter_duplicates:
            note = _("Likely the same event as %(match)s.") % {"match": match}
            return Judged(_verdict(entry.row_number, Verdict.DUPLICATE, entry.said, match=match, note=note))
        verdict = _verdict(entry.row_number, Verdict.NEW, entry.said, reasons=entry.missing, match=match)
        return Judged(verdict, entry)

    def _decide_known(self, entry: Entry, known: Known) -> Judged:
        if not known.digest or known.digest == entry.digest:
            return Judged(_verdict(entry.row_number, Verdict.UNCHANGED, entry.said, number=known.number))
        note = self._why_it_stays(entry, known)
        if note:
            verdict = _verdict(
                entry.row_number, Verdict.UNCHANGED, entry.said, number=known.number, note=note
            )
            return Judged(verdict)
        verdict = _verdict(
            entry.row_number, Verdict.UPDATE, entry.said, number=known.number, match=known.number,
            reasons=entry.missing,
        )  # fmt: skip
        return Judged(verdict, entry, known)

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

    def _matches(self, entries: Sequence[Entry]) -> dict[int, str]:
        """Return by row the number of a stored report, or the row, that likely tells of the same event."""
        if not entries:
            return {}
        table = Table.of([entry.likeness for entry in entries if entry.likeness], _refs(entries))
        found = self._events.first_like(table)
        within: dict[int, list[int]] = {}
        for earlier, later in pairs_within(table):
            within.setdefault(later, []).append(earlier)
        enters = [not ref or self._choices.enter_duplicates for ref in found]
        for later, earlier in within.items():
            entered = [position for position in earlier if enters[position]]
            if not found[later] and entered:
                found[later] = -entries[entered[0]].row_number
                enters[later] = self._choices.enter_duplicates
        self._events.add(table.taken(np.array(enters, dtype=bool)))
        numbers = numbers_of({ref for ref in found if ref > 0})
        return {
            entry.row_number: numbers.get(ref) or _("row %(number)d") % {"number": -ref}
            for entry, ref in zip(entries, found, strict=True)
            if ref
        }


def _refs(entries: Sequence[Entry]) -> list[int]:
    return [-entry.row_number for entry in entries]


def _verdict(
    row_number: int, verdict: Verdict, said: Said, *, number: str = "", reasons: tuple[str, ...] = (),
    match: str = "", note: str = "",
) -> RowVerdict:  # fmt: skip
    notes = (*said.notes, note) if note else said.notes
    point = Point(*said.point) if said.point else None
    if verdict is Verdict.REFUSED:
        reasons = in_row(row_number, reasons)
    return RowVerdict(
        row_number,
        verdict,
        number,
        reasons,
        notes,
        match,
        said.offer,
        point,
        said.site_code,
        said.day,
        said.flags,
    )
