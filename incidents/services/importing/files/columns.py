"""Which columns of a table are kept, and which of them turn out to hold anything."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.headers import Header, distinct, dropped_columns, refuse_beyond
from incidents.services.importing.files.limits import MAX_COLUMNS
from incidents.services.importing.files.notes import Notes
from incidents.services.importing.files.reasons import are_reasons, may_be_reasons
from incidents.services.importing.files.table import letter_of

# What Excel calls the columns of a table that nobody named.
_NAMED_BY_EXCEL = re.compile(r"(?:Column|열)\d+")


class Columns:
    """The columns under a header. Named ones count always, nameless ones once a cell of theirs holds something."""

    def __init__(self, header: Header) -> None:
        dropped = dropped_columns(header.names)
        self.n_dropped = len(dropped)
        n_names = len(header.names)
        if n_names - 1 in dropped:
            # A name reaches over nameless columns beside it, also where the header ends.
            dropped |= frozenset(range(n_names, MAX_COLUMNS))
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
        self._returned: set[int] = set()
        self._telling: set[int] = set()
        self.may_be_returned = [
            at for at in sorted(self._certain) if at not in dropped and may_be_reasons(self._names[at])
        ]

    def watch(self, cells: Sequence[str]) -> None:
        """Learn which of the nameless columns hold something."""
        n_cells = len(cells)
        seen = [at for at in self._watched if at < n_cells and cells[at] and not cells[at].isspace()]
        if seen:
            self._used.update(seen)
            self._watched = [at for at in self._watched if at not in self._used]
            self.watched_from = self._watched[0] if self._watched else MAX_COLUMNS

    def look_for_reasons(self, cells: Sequence[str]) -> None:
        """Learn which column is the one that we added when the file went back; nothing of it is read."""
        seen = {at for at in self.may_be_returned if at < len(cells) and are_reasons(cells[at])}
        if seen:
            self._returned |= seen
            self.may_be_returned = [at for at in self.may_be_returned if at not in seen]

    @property
    def holds_reasons(self) -> bool:
        """Whether a column of ours was found among those of the office."""
        return bool(self._returned)

    def kept(self, row: RawRow) -> Sequence[str]:
        """Return the cells of the kept columns."""
        if not self._dropped:
            return row.filled
        cells = row.filled if row.filled is row.cells else self._lent_by_others(row)
        select = self._select.get(len(cells))
        if select is None:
            select = self._select[len(cells)] = self._selector(len(cells))
        return select(cells)

    def _lent_by_others(self, row: RawRow) -> list[str]:
        """Return the cells with what merged ones show, but not where one about a person reaches into its neighbours."""
        cells, lent = list(row.filled), ""
        for at, text in enumerate(row.filled):
            if at in self._dropped:
                lent = text
            elif lent and text == lent and not (at < len(row.cells) and row.cells[at]):
                cells[at] = ""
            else:
                lent = ""
        return cells

    def _selector(self, n_cells: int) -> Callable[[Sequence[str]], Sequence[str]]:
        places = [at for at in range(n_cells) if at not in self._dropped]
        if len(places) > 1:
            return itemgetter(*places)
        return lambda cells: [cells[at] for at in places]

    def within_reach(self, row: RawRow) -> RawRow:
        """Cut a row at the last column we read; refuse the file if something stands beyond."""
        refuse_beyond(row)
        return row._replace(cells=row.cells[:MAX_COLUMNS], filled=row.filled[:MAX_COLUMNS])

    def kept_flaws(self, row: RawRow) -> list[str]:
        """Return what is wrong with the kept cells of a row; blank for what lies beyond the last one."""
        return [said for at, said in row.flaws if at not in self._dropped]

    def used(self) -> tuple[list[int], list[int]]:
        """Return the columns to show by their place in the file, and by their place among the kept cells."""
        sources = sorted((self._certain | self._used) - self._returned)
        dropped = sorted(self._dropped)
        return sources, [at - sum(1 for gone in dropped if gone < at) for at in sources]

    def let_go(self, sources: Iterable[int]) -> None:
        """Leave out columns whose cells turned out to be about persons."""
        self._telling.update(sources)

    def names_of(self, sources: Sequence[int]) -> list[str]:
        """Return what the columns are called; a nameless one by its letter."""
        return [(self._names[at] if at < len(self._names) else "") or letter_of(at) for at in sources]

    def headers(self, sources: Sequence[int], notes: Notes) -> list[str]:
        """Return a name for each column, no two alike."""
        made, n_renamed = distinct(self.names_of(sources))
        if n_renamed:
            notes.say(
                ngettext(
                    "%(n)d column had the name of another one and was numbered.",
                    "%(n)d columns had the name of another one and were numbered.",
                    n_renamed,
                )
                % {"n": n_renamed}
            )
        if self._returned:
            notes.say(_("The column of reasons from a returned file was left out."))
        self._say_empty(sources, notes)
        return made

    def _say_empty(self, sources: Sequence[int], notes: Notes) -> None:
        let_go = self._dropped | self._returned | self._telling
        n_named = sum(1 for at, name in enumerate(self._names) if name and at not in let_go)
        n_empty = n_named - sum(1 for at in sources if at < len(self._names) and self._names[at])
        if n_empty > 0:
            words = ngettext(
                "%(n)d column without a name of its own holds nothing and was left out.",
                "%(n)d columns without a name of their own hold nothing and were left out.",
                n_empty,
            )
            notes.say(words % {"n": n_empty})
