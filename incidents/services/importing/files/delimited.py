"""From text to numbered rows of cells; one bad row is named, and the next one is read."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, NamedTuple

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.decoding import Decoding
from incidents.services.importing.files.inert import plain_cells
from incidents.services.importing.files.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_LINES,
    MAX_ROW_CHARACTERS,
)

DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 1 << 16
_HINT = re.compile(r'"?sep=(.)"?\r?\n?')


class RawRow(NamedTuple):
    """The cells of one row before anything is known of columns.

    `filled` repeats what merged cells show and is the same list where nothing is merged. After a `doubtful`
    row nobody can be sure where the next one begins. A flaw belongs to one cell, and counts if its column is kept.
    """

    number: int
    cells: list[str]
    filled: list[str]
    problem: str = ""
    doubtful: bool = False
    ends_early: bool = False
    flaws: tuple[tuple[int, str], ...] = ()


def open_text(file: IO[bytes], decoding: Decoding) -> io.TextIOWrapper:
    """Return the text with its line ends as they are; detach it to keep the file open."""
    file.seek(0)
    return io.TextIOWrapper(file, encoding=decoding.codec, errors="replace", newline="")  # type: ignore[arg-type]


def delimiter_of(text: io.TextIOWrapper) -> tuple[str, bool]:
    """Return what separates the cells, and whether the first line says so and holds nothing else."""
    sample = text.read(_SAMPLE_CHARACTERS).removeprefix("\ufeff")
    text.seek(0)
    if (hint := _HINT.match(sample)) and hint[1] in DELIMITERS:
        return hint[1], True
    lines = list(io.StringIO(sample, newline=""))
    lines = lines[:-1] if len(lines) > 1 and len(sample) == _SAMPLE_CHARACTERS else lines
    return max(DELIMITERS, key=lambda delimiter: _evenness(lines[:200], delimiter)), False


def _evenness(lines: list[str], delimiter: str) -> tuple[int, int]:
    """Return how many rows have the same number of cells, and that number."""
    try:
        widths = Counter(len(cells) for cells in csv.reader(lines, delimiter=delimiter) if any(cells))
    except csv.Error:
        return 0, 0
    return max(((n, width) for width, n in widths.items() if width > 1), default=(0, 0))


def raw_rows(text: io.TextIOWrapper, delimiter: str, *, skip_first: bool) -> Iterator[RawRow]:
    """Yield every row that holds anything; blank ones count but are left out."""
    lines = _Lines(text)
    if skip_first:
        text.readline()
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        if number > MAX_LINES:
            raise ImportRefused(_("The file has more than %(limit)d rows. Split it.") % {"limit": MAX_LINES})
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _unreadable(number, error, lines)
            continue
        if lines.n_too_long:
            yield RawRow(number, [], [], row_too_long())
        elif cells:
            cells = plain_cells(cells) if lines.has_apostrophe else cells
            row = RawRow(number, cells, cells, ends_early=not lines.ended)
            yield row if len(cells) <= MAX_COLUMNS else _cut(row)


def _cut(row: RawRow) -> RawRow:
    """Return a row without the cells beyond the last column we read, but with where the first and the last stood."""
    beyond = [at for at in range(MAX_COLUMNS, len(row.cells)) if row.cells[at].strip()]
    cells = row.cells[:MAX_COLUMNS]
    edges = ((beyond[0], ""), (len(row.cells) - 1, "")) if beyond else ()
    return row._replace(cells=cells, filled=cells, flaws=edges)


def row_too_long() -> str:
    """Say that a row is longer than any row we read."""
    words = _("the row has more than %(limit)d characters. Shorten its texts or remove columns.")
    return words % {"limit": MAX_ROW_CHARACTERS}


def _unreadable(number: int, error: csv.Error, lines: _Lines) -> RawRow:
    if "larger than field limit" in str(error):
        if not lines.are_closed:
            raise lines.unclosed()
        problem = _("a cell has more than %(limit)d characters. Shorten it.") % {"limit": MAX_CELL_CHARACTERS}
        return RawRow(number, [], [], problem)
    problem = _("its quotation marks do not pair up, so its cells cannot be told apart. Correct them.")
    return RawRow(number, [], [], problem, doubtful=not lines.are_closed)


class _Lines:
    """Hands lines to the csv module and keeps any of them, and any row, from growing without end."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self._line = 0
        self.ended = True
        self.begin_row()

    def begin_row(self) -> None:
        """Forget the row before."""
        self._first = self._line + 1
        self._n_characters = self._n_quotes = self.n_too_long = 0
        self.has_apostrophe = False

    @property
    def are_closed(self) -> bool:
        """Whether every quotation mark opened in this row was closed in it."""
        return self._n_quotes % 2 == 0

    def unclosed(self) -> ImportRefused:
        """Say where the row begins that never ends."""
        return ImportRefused(
            _(
                "Line %(line)d opens a quotation mark that is not closed within %(limit)d characters. Close it."
            )
            % {"line": self._first, "limit": MAX_ROW_CHARACTERS}
        )

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._text.readline(MAX_ROW_CHARACTERS)
        if not line:
            raise StopIteration
        self._line += 1
        if "\x00" in line:
            raise ImportRefused(
                _(
                    "Line %(line)d holds a NUL character, so this is not a table in text. Save it as “CSV UTF-8”."
                )
                % {"line": self._line}
            )
        self.ended = line[-1] in "\r\n"
        self._n_quotes += line.count('"')
        self._n_characters += len(line)
        if "'" in line:
            self.has_apostrophe = True
        if self._n_characters >= MAX_ROW_CHARACTERS:
            return self._pass_over(line)
        return line

    def _pass_over(self, line: str) -> str:
        """Read on to the end of a line that is too long, and hand over an empty one in its place."""
        alone = self._first == self._line
        while not self.ended and (line := self._text.readline(MAX_ROW_CHARACTERS)):
            self.ended = line[-1] in "\r\n"
            self._n_quotes += line.count('"')
        if not alone or not self.are_closed:
            raise self.unclosed()
        self.n_too_long += 1
        return "\n"
