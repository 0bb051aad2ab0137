"""Which columns of a table are kept, and which of them turn out to hold anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.headers import Header, distinct, dropped_columns
from incidents.services.importing.files.limits import MAX_COLUMNS
from incidents.services.importing.files.notes import Notes
from incidents.services.importing.files.table import letter_of

# What Excel calls the columns of a table that nobody named.
_NAMED_BY_EXCEL = re.compile(r"(?:Column|열)\d+")


class Columns:
    """The columns under a header. Named ones count always, nameless ones once a cell of theirs holds something."""

    def __init__(self, header: Header) -> None:
        dropped = dropped_columns(header.names)
        self.n_dropped = len(dropped)
        self._names = header.names[:MAX_COLUMNS]
        self._dropped = dropped
        self._select: dict[int, Callable[[Sequence[str]], Sequence[str]]] = {}
        self._certain = {
            at
            for at, name in enumerate(self._names)
            if at not in dropped and name and header.own[at] and not _NAMED_BY_EXCEL.fullmatch(name)
        }
        self._watched = [at for at in range(MAX_COLUMNS) if at not in dropped and at not in self._certain]
        self.watched_from = self._watched[0] if self._watched else MAX_COLUMNS
        self._used: set[int] = set()

    def watch(self, cells: Sequence[str]) -> None:
        """Learn which of the nameless columns hold something."""
        n_cells = len(cells)
        seen = [at for at in self._watched if at < n_cells and cells[at] and not cells[at].isspace()]
        if seen:
            self._used.update(seen)
            self._watched = [at for at in self._watched if at not in self._used]
            self.watched_from = self._watched[0] if self._watched else MAX_COLUMNS

    def kept(self, cells: list[str]) -> Sequence[str]:
        """Return the cells of the kept columns."""
        if not self._dropped:
            return cells
        select = self._select.get(len(cells))
        if select is None:
            select = self._select[len(cells)] = self._selector(len(cells))
        return select(cells)

    def _selector(self, n_cells: int) -> Callable[[Sequence[str]], Sequence[str]]:
        places = [at for at in range(n_cells) if at not in self._dropped]
        if len(places) > 1:
            return itemgetter(*places)
        return lambda cells: [cells[at] for at in places]

    def within_reach(self, row: RawRow) -> RawRow:
        """Cut a row at the last column we read; refuse the file if something stands beyond."""
        beyond = [at for at, _said in row.flaws if at >= MAX_COLUMNS]
        beyond += [at for at in range(MAX_COLUMNS, len(row.cells)) if row.cells[at].strip()]
        if any(at not in self._dropped for at in beyond):
            raise ImportRefused(
                _("Row %(row)d holds something in column %(column)s; the first %(limit)d columns are read. Move or remove it.")
                % {"row": row.number, "column": letter_of(min(beyond)), "limit": MAX_COLUMNS}
            )  # fmt: skip
        return row._replace(cells=row.cells[:MAX_COLUMNS], filled=row.filled[:MAX_COLUMNS])

    def flaw(self, flaws: Sequence[tuple[int, str]]) -> str:
        """Return what is wrong with the kept cells of a row."""
        return " ".join([said for at, said in flaws if at not in self._dropped][:3])

    def used(self) -> tuple[list[int], list[int]]:
        """Return the columns to show by their place in the file, and by their place among the kept cells."""
        sources = sorted(self._certain | self._used)
        dropped = sorted(self._dropped)
        return sources, [at - sum(1 for gone in dropped if gone < at) for at in sources]

    def headers(self, sources: Sequence[int], notes: Notes) -> list[str]:
        """Return a name for each column, no two alike; a nameless one is called by its letter."""
        names = [(self._names[at] if at < len(self._names) else "") or letter_of(at) for at in sources]
        made, n_renamed = distinct(names)
        if n_renamed:
            notes.say(_("%(n)d columns had the name of another one and were numbered.") % {"n": n_renamed})
        n_empty = sum(1 for at, name in enumerate(self._names) if name and at not in self._dropped) - sum(
            1 for at in sources if at < len(self._names) and self._names[at]
        )
        if n_empty > 0:
            notes.say(
                _("%(n)d columns without a name of their own hold nothing and were left out.")
                % {"n": n_empty}
            )
        return made
