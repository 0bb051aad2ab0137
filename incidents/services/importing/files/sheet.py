"""One sheet of a workbook as rows, in a single pass that holds no more than a piece of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.delimited import RawRow, row_too_long
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROW_CHARACTERS
from incidents.services.importing.files.markup import Attributes, Feeder, parser
from incidents.services.importing.files.merges import Merges, column_of
from incidents.services.importing.files.table import letter_of
from incidents.services.importing.files.values import Values

_LAST_ROW = 1_048_576
_DEEPEST = 32
_PLACES = {letter_of(place): place for place in range(MAX_COLUMNS)}


def sheet_rows(pieces: Iterable[bytes], values: Values, merges: Merges) -> Iterator[RawRow]:
    """Yield the rows that hold anything."""
    reader = _SheetReader(values)
    step = values.piece_bytes
    for piece in pieces:
        for at in range(0, len(piece), step):
            reader.feeder.feed(piece[at : at + step])
            for number, cells, flaws in reader.rows:
                filled = merges.fill(number, cells)
                if sum(map(len, filled)) > MAX_ROW_CHARACTERS:
                    yield RawRow(number, [], [], row_too_long())
                else:
                    yield RawRow(number, cells, filled, flaws=flaws)
            reader.rows.clear()
    reader.feeder.end()


class _SheetReader:
    """Called back by the parser for each tag; names carry the prefix of the root, which is nearly always none."""

    def __init__(self, values: Values) -> None:
        self.rows: list[tuple[int, list[str], tuple[tuple[int, str], ...]]] = []
        self._values, self._seen = values, values.seen
        self._row = self._last_row = self._n_digits = 0
        self._depth = self._pronounced = 0
        self._prefix = ""
        self._parser = parser()
        self._parser.StartElementHandler = self._root
        self.feeder = Feeder(self._parser)

    def _root(self, name: str, _attributes: Attributes) -> None:
        prefix, colon, local = name.rpartition(":")
        if local != "worksheet":
            raise damaged()
        self._prefix = prefix + colon
        self._listen()

    def _listen(self) -> None:
        """Set the callbacks.

        They are called a million times for a sheet of 50,000 rows. Closures reach what they share a third faster
        than methods reach attributes, so everything that happens for every cell is here, and the rest is not.
        """
        cell_tag, value_tag, row_tag, text_tag = (self._prefix + local for local in ("c", "v", "row", "t"))
        inline_tags = (text_tag, f"{self._prefix}is")
        cell: Attributes | None = None
        text: str | None = None
        takes = has_formula = False
        cells: list[str] = []
        column = -1
        values = self._values
        known, number, place_of = values.known, values.number, _PLACES.get

        def start(name: str, attributes: Attributes) -> None:
            nonlocal cell, text, takes, has_formula, column
            if name == cell_tag:
                if cell is not None or not self._n_digits:
                    raise damaged()
                cell, text = attributes, None
            elif name == value_tag:
                if takes:
                    raise damaged()
                takes = True
            elif name == row_tag:
                self._begin_row(attributes)
                column = -1
            elif name in inline_tags and self._depth < _DEEPEST:
                self._depth += 1  # as for all others, without the call
                takes = name == text_tag and not self._pronounced
            else:
                takes = self._begin_other(name, attributes)
                has_formula = has_formula or name == formula_tag

        def letters(found: str) -> None:
            nonlocal text
            if takes and cell is not None:
                if text is None:
                    text = found
                elif len(text) <= MAX_CELL_CHARACTERS:
                    text += found

        def end(name: str) -> None:
            nonlocal cell, takes, has_formula, cells, column
            if name == value_tag:
                takes = False
            elif name == cell_tag and cell is not None:
                reference = cell.get("r")
                place = column + 1 if reference is None else place_of(reference[: self._n_digits], -1)
                column = place = column_of(reference[: self._n_digits]) if place < 0 and reference else place
                kind = cell.get("t")
                if has_formula:
                    found = values.calculated(place, self._row, kind, cell.get("s"), text or "")
                    has_formula = False
                elif text is None:
                    cell = None
                    return
                elif kind == "s":
                    found = known.get(text) or values.shared(place, self._row, text)
                elif kind is None or kind == "n":
                    found = number(text, cell.get("s"))
                else:
                    found = values.other(place, self._row, kind, text)
                cell = None
                if place == len(cells):
                    cells.append(found)
                elif found:
                    self._put(cells, place, found)
            elif name == row_tag:
                self._end_row(cells)
                cells = []
            elif name in inline_tags:
                self._depth -= 1
                takes = False
            else:
                takes = self._end_other(name)

        formula_tag = f"{self._prefix}f"
        self._parser.StartElementHandler = start
        self._parser.EndElementHandler = end
        self._parser.CharacterDataHandler = letters

    def _begin_row(self, attributes: Attributes) -> None:
        written = attributes.get("r")
        self._row = whole(written) if written else self._last_row + 1
        if self._n_digits or not self._last_row < self._row <= _LAST_ROW:
            raise damaged()
        self._n_digits = -len(str(self._row))
        if "hidden" in attributes and is_on(attributes["hidden"]):
            self._seen.n_hidden_rows += 1

    def _end_row(self, cells: list[str]) -> None:
        flaws = self._values.flaws
        if cells or flaws:
            self.rows.append((self._row, cells, tuple(flaws)))
            flaws.clear()
        self._last_row, self._n_digits = self._row, 0

    def _begin_other(self, name: str, attributes: Attributes) -> bool:
        """Return whether the letters that follow belong to a cell."""
        self._depth += 1
        if self._depth > _DEEPEST:
            raise damaged()
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._pronounced += 1
        elif local == "col" and is_on(attributes.get("hidden")):
            first, last = (whole(attributes.get(edge)) for edge in ("min", "max"))
            self._seen.n_hidden_columns += max(0, min(last, MAX_COLUMNS) - first + 1)
        return local == "t" and not self._pronounced

    def _end_other(self, name: str) -> bool:
        self._depth -= 1
        if name.endswith("rPh"):
            self._pronounced -= 1
        return False

    def _put(self, cells: list[str], place: int, text: str) -> None:
        if place >= MAX_COLUMNS:
            self._values.beyond(place)
        elif place > len(cells):
            cells += [""] * (place - len(cells))
            cells.append(text)
        else:
            cells[place] = text


def is_on(value: str | None) -> bool:
    """Whether an attribute says yes."""
    return value in ("1", "true", "on")


def whole(text: str | None) -> int:
    """Return a whole number, or one that fits nowhere."""
    return int(text) if text and len(text) < 10 and text.isascii() and text.isdigit() else 1 << 40
