"""From raw rows to a table: the header is found, columns about persons are let go, rows are written down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.errors import ImportRefused
from incidents.services.importing.files.columns import Columns
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.headers import MAX_TITLE_LINES, Header, find_header
from incidents.services.importing.files.limits import MAX_COLUMNS, MAX_ROWS
from incidents.services.importing.files.margins import Margins, is_sparse
from incidents.services.importing.files.notes import Notes
from incidents.services.importing.files.second_header import SecondHeader
from incidents.services.importing.files.spool import Spool, SpoolWriter
from incidents.services.importing.files.table import Column, letter_of
from incidents.services.importing.files.telling import telling_columns
from incidents.services.importing.files.uneven import Uneven

_ROWS_TO_LOOK_AT = MAX_TITLE_LINES + 20


def _every_column() -> str:
    return _("Every column of the file is about persons, so nothing of it may be read.")


@dataclass(frozen=True, slots=True)
class Tabulated:
    """What a table consists of, before it is named after its file."""

    header_row: int
    columns: tuple[Column, ...]
    n_dropped_columns: int
    n_rows: int
    body: Spool


def tabulate(rows: Iterator[RawRow], notes: Notes, *, is_text: bool) -> Tabulated:
    """Write the rows down under their header; what is worth knowing goes to the notes."""
    first = list(islice(rows, _ROWS_TO_LOOK_AT))
    if not first:
        raise ImportRefused(_("The file is empty. Export the table again, with its header line."))
    header = find_header(first)
    if n := sum(1 for row in first[: header.n_lines_above] if any(cell.strip() for cell in row.cells)):
        words = ngettext(
            "%(n)d line above the header was left out.", "%(n)d lines above the header were left out.", n
        )
        notes.say(words % {"n": n})
    taker = _Taker(header, notes, is_text=is_text)
    for row in chain(first[header.n_lines_above + header.n_lines :], rows):
        taker.take(row)
    return taker.finish()


class _Taker:
    """Takes one row after the other; only the rare ones cost more than a look."""

    def __init__(self, header: Header, notes: Notes, *, is_text: bool) -> None:
        self._header, self._notes = header, notes
        self._columns = Columns(header)
        self._uneven = Uneven(len(header.names), self._columns.n_dropped, notes) if is_text else None
        self._second_header = SecondHeader(header.names, has_dropped=bool(self._columns.n_dropped))
        self._width = len(header.names)
        self._names = list(header.names)
        self._margins = Margins()
        self._writer = SpoolWriter()
        self._last_number = 0

    def take(self, row: RawRow) -> None:
        """Take a row of the table, or set it aside until the next ones show what it is."""
        if row.problem:
            self._take_unreadable(row)
            return
        cells = row.filled
        if (
            len(cells) - cells.count("") <= 3
            and is_sparse(cells)
            and (self._width > 1 or not any(cells))
            # A cell that cannot be read makes no row sparse: it is named, however little stands beside it.
            and not (row.flaws and self._columns.kept_flaws(row))
        ):
            self._take_all(self._margins.set_aside(row, self._last_number))
            return
        if self._margins.waiting:
            self._take_all(self._margins.turned_out_rows())
        if self._uneven and (len(cells) != self._width or self._uneven.waiting):
            self._take_all_settled(self._uneven.settle(row))
        else:
            self._write(row)

    def finish(self) -> Tabulated:
        """Settle what waits, and name the columns that hold anything."""
        self._settle_all()
        sources, picks = self._columns.used()
        if not sources and self._columns.n_dropped:
            raise ImportRefused(_every_column())
        if not sources or not self._writer.n_rows:
            raise ImportRefused(_("The file has a header but no rows."))
        body = self._writer.done()
        self._notes.n_garbled = self._writer.n_garbled
        telling = telling_columns(body, self._columns.names_of(sources), picks)
        if telling:
            sources, picks = self._without(telling, sources, picks)
        came_back = self._columns.holds_reasons
        if came_back or telling or picks != list(range(len(picks))):
            # A row that came back and holds nothing but our reasons is none.
            body = body.only(picks, but_blank=came_back)
        headers = self._columns.headers(sources, self._notes)
        columns = tuple(
            Column(at, name, letter_of(source))
            for at, (name, source) in enumerate(zip(headers, sources, strict=True))
        )
        n_dropped = self._columns.n_dropped + len(telling)
        return Tabulated(self._header.row, columns, n_dropped, body.n_rows, body)

    def _without(
        self, telling: frozenset[int], sources: list[int], picks: list[int]
    ) -> tuple[list[int], list[int]]:
        """Let columns go whose cells turned out to identify persons, and say so."""
        self._columns.let_go(source for source, at in zip(sources, picks, strict=True) if at in telling)
        stay = [(source, at) for source, at in zip(sources, picks, strict=True) if at not in telling]
        if not stay:
            raise ImportRefused(_every_column())
        words = ngettext(
            "Most cells of %(n)d column identify a person, though its header does not say so. It was dropped, and nothing of it is kept.",
            "Most cells of %(n)d columns identify persons, though their headers do not say so. They were dropped, and nothing of them is kept.",
            len(telling),
        )  # fmt: skip
        self._notes.say(words % {"n": len(telling)})
        return [source for source, _at in stay], [at for _source, at in stay]

    def _settle_all(self) -> None:
        self._take_all(self._margins.turned_out_rows(at_end=True))
        if self._uneven:
            self._take_all_settled(self._uneven.settle(None))
        self._notes.lines_below = self._margins.left_out

    def _take_unreadable(self, row: RawRow) -> None:
        if row.doubtful and self._columns.n_dropped:
            raise ImportRefused(
                _(
                    "Row %(row)d: its quotation marks do not pair up. The file has columns about persons, which must "
                    "not slip into others, so nothing of it was read. Correct the row or hand over a workbook."
                )
                % {"row": row.number}
            )
        self._take_all([*self._margins.turned_out_rows(), row])

    def _take_all(self, rows: list[RawRow]) -> None:
        for row in rows:
            if self._uneven:
                self._take_all_settled(self._uneven.settle(row))
            else:
                self._write(row)

    def _take_all_settled(self, rows: list[RawRow]) -> None:
        for row in rows:
            self._write(row)

    def _write(self, row: RawRow) -> None:
        if row.filled == self._names:
            self._notes.n_repeated_headers += 1
            return
        self._second_header.refuse_in(row)
        if self._writer.n_rows >= MAX_ROWS:
            raise ImportRefused(_("The file has more than %(limit)d rows. Split it.") % {"limit": MAX_ROWS})
        if row.flaws or len(row.cells) > MAX_COLUMNS:
            row = self._columns.within_reach(row)
        if len(row.cells) > self._columns.watched_from:
            self._columns.watch(row.cells)
        if self._columns.may_be_returned:
            self._columns.look_for_reasons(row.cells)
        problem = row.problem or (" ".join(self._columns.kept_flaws(row)[:3]) if row.flaws else "")
        cells = self._columns.kept(row)
        self._last_number = row.number
        self._writer.add(row.number, cells, problem)
