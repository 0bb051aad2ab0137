"""The texts that the cells of a workbook share: one buffer and where each begins, instead of millions of objects."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.archive import damaged
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS, MAX_SHARED_TEXTS
from incidents.services.importing.files.markup import Attributes, Feeder, parser

# What may not stand in XML is written _xHHHH_; of those, only these belong in a cell.
_CODE = re.compile(r"_x(0009|000A|000D|005F)_", re.IGNORECASE)
_DEEPEST = 16


def plain(text: str) -> str:
    """Return the text with its coded characters."""
    if "_x" not in text:
        return text
    return _CODE.sub(lambda found: chr(int(found[1], 16)), text)


class SharedTexts:
    """Texts by number."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._begins = array("Q", [0])
        self._too_long: set[int] = set()
        self.longest = 0

    def __len__(self) -> int:
        return len(self._begins) - 1

    def add(self, text: str) -> None:
        """Add the next text; one that is too long for any cell is remembered as such."""
        if len(self) >= MAX_SHARED_TEXTS:
            raise ImportRefused(
                _("The workbook holds more than %(limit)d different texts. Save it as “CSV UTF-8”.")
                % {"limit": MAX_SHARED_TEXTS}
            )
        if len(text) > MAX_CELL_CHARACTERS:
            self._too_long.add(len(self))
            text = ""
        self.longest = max(self.longest, len(text))
        self._buffer += plain(text).encode()
        self._begins.append(len(self._buffer))

    def get(self, number: int) -> str:
        """Return a text."""
        return self._buffer[self._begins[number] : self._begins[number + 1]].decode()

    def n_bytes(self, number: int) -> int:
        """Return how much room a text takes."""
        return self._begins[number + 1] - self._begins[number]

    def is_too_long(self, number: int) -> bool:
        """Whether the text was too long to be kept."""
        return number in self._too_long


def read_shared_texts(pieces: Iterable[bytes]) -> SharedTexts:
    """Read the part that holds the texts; how they look and are pronounced is left out."""
    texts = _Reader()
    for piece in pieces:
        texts.feeder.feed(piece)
    texts.feeder.end()
    return texts.read


class _Reader:
    def __init__(self) -> None:
        self.read = SharedTexts()
        self._text: list[str] = []
        self._n_characters = self._depth = self._pronounced = 0
        self._takes = False
        to = parser()
        to.StartElementHandler, to.EndElementHandler, to.CharacterDataHandler = (
            self._start,
            self._end,
            self._letters,
        )
        self.feeder = Feeder(to)

    def _start(self, name: str, _attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise damaged()
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._pronounced += 1
        self._takes = local == "t" and not self._pronounced

    def _letters(self, letters: str) -> None:
        if self._takes and self._n_characters <= MAX_CELL_CHARACTERS:
            self._n_characters += len(letters)
            self._text.append(letters)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self._takes = False
        local = name.rpartition(":")[2]
        if local == "rPh":
            self._pronounced -= 1
        elif local == "si":
            self.read.add("".join(self._text))
            self._text.clear()
            self._n_characters = 0
