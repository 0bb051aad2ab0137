"""What the cells of a sheet hold, as text, and what is wrong with those that hold nothing usable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from incidents.services.importing.files.delimited import row_too_long
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROW_CHARACTERS
from incidents.services.importing.files.serials import date_text, iso_text, number_text
from incidents.services.importing.files.table import letter_of
from incidents.services.importing.files.texts import SharedTexts, plain

# Texts are kept ready to be repeated while they are few and short; longer ones are taken anew each time.
_MOST_KNOWN, _LONG = 20_000, 500
_PIECE_BYTES, _SMALL_PIECE_BYTES, _RATHER_LONG = 1 << 16, 1 << 11, 10_000
_MOST_FLAWS = 2 * MAX_COLUMNS


@dataclass(slots=True)
class Seen:
    """What a sheet held beside plain cells."""

    n_hidden_rows: int = 0
    n_hidden_columns: int = 0
    n_errors: int = 0
    n_formulas: int = 0


class Values:
    """Turns what a file says of a cell into text; `flaws` collects the cells of one row that it cannot read."""

    def __init__(self, texts: SharedTexts, date_styles: frozenset[str], *, since_1904: bool) -> None:
        self._texts, self._date_styles, self._since_1904 = texts, date_styles, since_1904
        self.known: dict[str, str] = {}
        self.flaws: list[tuple[int, str]] = []
        self.seen = Seen()
        self._long_row = self._n_long = 0

    @property
    def piece_bytes(self) -> int:
        """How much of a sheet to parse at a time: few cells where each may be long."""
        return _PIECE_BYTES if self._texts.longest <= _RATHER_LONG else _SMALL_PIECE_BYTES

    def number(self, text: str, style: str | None) -> str:
        """Return a number or a date."""
        if style in self._date_styles:
            return date_text(text, self._since_1904)
        return text if text.isdigit() and len(text) < 16 and text[0] != "0" else number_text(text)

    def shared(self, place: int, row: int, text: str) -> str:
        """Return a shared text by its number."""
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
        if not 0 <= number < len(self._texts):
            return self._flaw(place, row, _text_missing)
        if self._texts.is_too_long(number):
            return self._flaw(place, row, _cell_too_long)
        if self._texts.n_bytes(number) > _LONG:
            return self._long(place, row, number)
        if len(self.known) > _MOST_KNOWN:
            self.known.clear()
        found = self.known[text] = self._texts.get(number)
        return found

    def _long(self, place: int, row: int, number: int) -> str:
        """Return a long text, unless the row holds too many of them: one text may stand in each of its cells."""
        if row != self._long_row:
            self._long_row, self._n_long = row, 0
        if self._n_long > MAX_ROW_CHARACTERS:
            return self._flaw(place, row, row_too_long)
        text = self._texts.get(number)
        self._n_long += len(text)
        return text

    def other(self, place: int, row: int, kind: str, text: str) -> str:
        """Return text that stands in the cell, a yes or no, a date in words, an error."""
        if len(text) > MAX_CELL_CHARACTERS:
            return self._flaw(place, row, _cell_too_long)
        if kind == "s":
            return self.shared(place, row, text)
        if kind == "b":
            return "TRUE" if text in ("1", "true") else "FALSE"
        if kind == "d":
            return iso_text(text)
        if kind == "e":
            self.seen.n_errors += 1
        return plain(text)

    def calculated(self, place: int, row: int, kind: str | None, style: str | None, text: str) -> str:
        """Return the value saved with a formula; the formula itself is never looked at."""
        if not text and kind != "str":
            return self._flaw(place, row, _value_missing)
        self.seen.n_formulas += 1
        return self.number(text, style) if kind in (None, "n") else self.other(place, row, kind or "", text)

    def beyond(self, place: int) -> None:
        """Remember that a row holds something beyond the columns that are read, however full the list is."""
        if not self.flaws or self.flaws[-1][0] < MAX_COLUMNS:
            self.flaws.append((place, ""))

    def _flaw(self, place: int, row: int, words: Callable[[], str]) -> str:
        if len(self.flaws) < _MOST_FLAWS:
            about = {"cell": f"{letter_of(place)}{row}", "limit": MAX_CELL_CHARACTERS}
            self.flaws.append((place, words() % about))
        return ""


def _cell_too_long() -> str:
    return _("cell %(cell)s has more than %(limit)d characters. Shorten it.")


def _text_missing() -> str:
    return _("cell %(cell)s points at a text that the file does not hold. Save the file again.")


def _value_missing() -> str:
    return _(
        "cell %(cell)s holds a formula without a value. Open the file in a spreadsheet program and save it."
    )
