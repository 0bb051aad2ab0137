"""One sheet of a workbook as rows, in a single pass that holds no more than a piece of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.delimited import RawRow
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS
from incidents.services.importing.files.markup import Attributes, Feeder, parser
from incidents.services.importing.files.merges import Merges, column_of
from incidents.services.importing.files.serials import date_text, iso_text, number_text
from incidents.services.importing.files.table import letter_of
from incidents.services.importing.files.texts import SharedTexts, plain

_LAST_ROW = 1_048_576
_DEEPEST = 32

_place_of = lru_cache(maxsize=20_000)(column_of)


@dataclass(slots=True)
class Seen:
    """What a sheet held beside plain cells."""

    n_hidden_rows: int = 0
    n_hidden_columns: int = 0
    n_errors: int = 0
    n_formulas: int = 0


def sheet_rows(
    pieces: Iterable[bytes],
    texts: SharedTexts,
    date_styles: frozenset[str],
    merges: Merges,
    *,
    since_1904: bool,
    seen: Seen,
) -> Iterator[RawRow]:
    """Yield the rows that hold anything."""
    reader = _SheetReader(texts, date_styles, since_1904, seen)
    for piece in pieces:
        reader.feeder.feed(piece)
        for number, cells, flaws in reader.rows:
            yield RawRow(number, cells, merges.fill(number, cells), flaws=flaws)
        reader.rows.clear()
    reader.feeder.end()


class _SheetReader:
    """Called back by the parser; names carry the prefix of the root, which is nearly always none."""

    def __init__(self, texts: SharedTexts, date_styles: frozenset[str], since_1904: bool, seen: Seen) -> None:
        self.rows: list[tuple[int, list[str], tuple[tuple[int, str], ...]]] = []
        self._texts, self._date_styles, self._since_1904, self._seen = texts, date_styles, since_1904, seen
        self._row = self._column = self._last_row = 0
        self._row_digits = 0
        self._cells: list[str] = []
        self._flaws: list[tuple[int, str]] = []
        self._in_row = self._in_cell = self._takes = self._has_formula = False
        self._cell: Attributes = {}
        self._text: str | None = None
        self._depth = self._pronounced = 0
        to = parser()
        to.StartElementHandler, to.EndElementHandler, to.CharacterDataHandler = (
            self._root,
            self._end,
            self._letters,
        )
        self._parser = to
        self._names("")
        self.feeder = Feeder(to)

    def _names(self, prefix: str) -> None:
        self._c, self._v, self._t, self._r = f"{prefix}c", f"{prefix}v", f"{prefix}t", f"{prefix}row"
        self._f, self._rph, self._col = f"{prefix}f", f"{prefix}rPh", f"{prefix}col"

    def _root(self, name: str, _attributes: Attributes) -> None:
        prefix, colon, local = name.rpartition(":")
        if local != "worksheet":
            raise damaged()
        self._names(prefix + colon)
        self._depth = 1
        self._parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: Attributes) -> None:
        if name == self._c:
            if self._in_cell or not self._in_row:
                raise damaged()
            self._in_cell, self._cell, self._text = True, attributes, None
        elif name == self._v:
            if self._takes:
                raise damaged()
            self._takes = True
        elif name == self._r:
            if self._in_row:
                raise damaged()
            self._begin_row(attributes)
        else:
            self._start_other(name, attributes)

    def _start_other(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise damaged()
        if name == self._t:
            self._takes = not self._pronounced
        elif name == self._f:
            self._has_formula = True
        elif name == self._rph:
            self._pronounced += 1
        elif name == self._col and _is_on(attributes.get("hidden")):
            first, last = (_whole(attributes.get(edge)) for edge in ("min", "max"))
            self._seen.n_hidden_columns += max(0, min(last, MAX_COLUMNS) - first + 1)

    def _begin_row(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        self._row = _whole(written) if written else self._last_row + 1
        if not self._last_row < self._row <= _LAST_ROW:
            raise damaged()
        self._row_digits = -len(str(self._row))
        self._in_row, self._column = True, -1
        if "hidden" in attributes and _is_on(attributes["hidden"]):
            self._seen.n_hidden_rows += 1

    def _letters(self, letters: str) -> None:
        if self._takes and self._in_cell:
            if self._text is None:
                self._text = letters
            elif len(self._text) <= MAX_CELL_CHARACTERS:
                self._text += letters

    def _end(self, name: str) -> None:
        if name == self._v:
            self._takes = False
        elif name == self._c:
            self._end_cell()
        elif name == self._r:
            if self._cells or self._flaws:
                self.rows.append((self._row, self._cells, tuple(self._flaws)))
                self._cells, self._flaws = [], []
            self._in_row, self._last_row = False, self._row
        else:
            self._depth -= 1
            if name == self._t:
                self._takes = False
            elif name == self._rph:
                self._pronounced -= 1

    def _end_cell(self) -> None:
        self._in_cell = False
        reference = self._cell.get("r")
        if reference:
            self._column = place = _place_of(reference[: self._row_digits])
        else:
            self._column = place = self._column + 1
        if self._text is None and not self._has_formula:
            return
        text = self._value(place)
        if text:
            self._put(place, text)

    def _put(self, place: int, text: str) -> None:
        cells = self._cells
        if place == len(cells):
            cells.append(text)
        elif place >= MAX_COLUMNS:
            # Beyond what is read: only the fact is passed on.
            if not self._flaws or self._flaws[-1][0] < MAX_COLUMNS:
                self._flaws.append((place, ""))
        elif place > len(cells):
            cells += [""] * (place - len(cells))
            cells.append(text)
        else:
            cells[place] = text

    def _value(self, place: int) -> str:
        text, cell = self._text or "", self._cell
        kind = cell.get("t", "n")
        if self._has_formula:
            self._has_formula = False
            self._seen.n_formulas += 1
            if not text and kind != "str":
                return self._flaw(
                    place,
                    _(
                        "cell %(cell)s holds a formula without a value. Open the file in a spreadsheet program and save it."
                    ),
                )
        if kind == "s":
            return self._shared(place, text)
        if kind == "n":
            if cell.get("s") in self._date_styles:
                return date_text(text, self._since_1904)
            return text if text.isdigit() and len(text) < 16 and text[0] != "0" else number_text(text)
        if len(text) > MAX_CELL_CHARACTERS:
            return self._flaw(place, _("cell %(cell)s has more than %(limit)d characters. Shorten it."))
        return self._other(kind, text)

    def _other(self, kind: str, text: str) -> str:
        if kind == "b":
            return "TRUE" if _is_on(text) else "FALSE"
        if kind == "d":
            return iso_text(text)
        if kind == "e":
            self._seen.n_errors += 1
        return plain(text)

    def _shared(self, place: int, text: str) -> str:
        number = _whole(text)
        if number >= len(self._texts):
            return self._flaw(
                place, _("cell %(cell)s points at a text that the file does not hold. Save it again.")
            )
        if self._texts.is_too_long(number):
            return self._flaw(place, _("cell %(cell)s has more than %(limit)d characters. Shorten it."))
        return self._texts.get(number)

    def _flaw(self, place: int, words: str) -> str:
        cell = f"{letter_of(place)}{self._row}"
        self._flaws.append((place, words % {"cell": cell, "limit": MAX_CELL_CHARACTERS}))
        return ""


def _is_on(value: str | None) -> bool:
    return value in ("1", "true", "on")


def _whole(text: str | None) -> int:
    """Return a whole number, or one that fits nowhere."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else 1 << 40
