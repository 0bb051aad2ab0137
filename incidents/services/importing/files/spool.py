"""Rows as lines of UTF-8, so that a million of them pass without being held.

A line is `number US problem US cell US cell ... LF`, US being the unit separator; a cell's own US, LF and
backslash are written as escapes. Splitting such lines is nearly twice as fast as the csv module.
"""

from __future__ import annotations

import os
import tempfile
import weakref
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.limits import MAX_TEXT_BYTES
from incidents.services.importing.files.table import SheetRow

UNIT = "\x1f"
_BLOCK_BYTES = 1 << 18
_ROWS_PER_MARK = 4096
_ESCAPES = (("\\", "\\\\"), ("\n", "\\n"), (UNIT, "\\u"))
# What text looks like that was once read in the wrong encoding.
_GARBLED = ("\ufffd", "â€", "Ã©", "Ã¨", "Ã¼", "ï¿½", "ï»¿", "占쏙옙", "ì•", "í•", "ë‹")

ReadAt = Callable[[int, int], bytes]
Marks = tuple[tuple[int, int], ...]


class SpoolWriter:
    """Takes rows one by one into a nameless file that nobody else can open and that a crash leaves no trace of."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - the Spool closes it
        self._closing = weakref.finalize(self, self._file.close)  # if the file is refused half-way
        self._lines: list[str] = []
        self._marks: list[tuple[int, int]] = []
        self._n_bytes = self._n_characters = 0
        self.n_rows = self.n_garbled = 0

    def add(self, number: int, cells: Sequence[str], problem: str = "") -> None:
        """Add a row; numbers rise."""
        if not self.n_rows % _ROWS_PER_MARK:
            self._flush()
            self._marks.append((number, self._n_bytes))
        self.n_rows += 1
        line = UNIT.join(cells)
        if "\n" in line or "\\" in line or line.count(UNIT) >= len(cells):
            line = UNIT.join([_escape(cell) for cell in cells])
        self._lines.append(f"{number}{UNIT}{_escape(problem) if problem else ''}{UNIT}{line}\n")
        self._n_characters += len(line)
        if len(self._lines) >= 512 or self._n_characters > _BLOCK_BYTES:
            self._flush()

    def done(self) -> Spool:
        """Return what was taken, ready to be read."""
        self._flush()
        self._file.flush()
        self._closing.detach()
        return Spool(self._file, tuple(self._marks), self.n_rows)

    def _flush(self) -> None:
        text = "".join(self._lines)
        if not text.isascii() and any(sign in text for sign in _GARBLED):
            self.n_garbled += sum(1 for line in self._lines if any(sign in line for sign in _GARBLED))
        block = text.encode()
        self._lines.clear()
        self._n_characters = 0
        self._n_bytes += len(block)
        if self._n_bytes > MAX_TEXT_BYTES:
            raise ImportRefused(
                _("The table holds more than %(limit)d MB of text. Split the file.")
                % {"limit": MAX_TEXT_BYTES // 1_000_000}
            )
        self._file.write(block)


class Spool:
    """The rows of a table just read; the file goes when the table goes."""

    def __init__(self, file: IO[bytes], marks: Marks, n_rows: int) -> None:
        self.marks, self.n_rows = marks, n_rows
        self._descriptor = file.fileno()
        weakref.finalize(self, file.close)

    def rows(self, width: int, from_row: int) -> Iterator[SheetRow]:
        """Yield the rows from a number on; several readers may be at it at once."""
        return read_rows(self._read_at, self.marks, width, from_row)

    def write_to(self, target: int) -> int:
        """Copy the lines as they are."""
        at = 0
        while block := self._read_at(at, _BLOCK_BYTES):
            at += len(block)
            write_all(target, block)
        return at

    def only(self, picks: Sequence[int], *, but_blank: bool) -> Spool:
        """Return the same rows with some of their cells, without those that are blank then if so asked."""
        writer, width = SpoolWriter(), max(picks) + 1
        for number, cells, problem in self.rows(width, 0):
            picked = [cells[at] for at in picks]
            if problem or not but_blank or any(cell.strip() for cell in picked):
                writer.add(number, picked, problem)
        return writer.done()

    def _read_at(self, at: int, size: int) -> bytes:
        return os.pread(self._descriptor, size, at)


class KeptBody:
    """The rows of a staged file, opened anew for each reader."""

    def __init__(self, path: Path, begin: int, marks: Marks) -> None:
        self.marks = marks
        self._path, self._begin = path, begin

    def rows(self, width: int, from_row: int) -> Iterator[SheetRow]:
        """Yield the rows from a number on."""
        with self._path.open("rb", buffering=0) as file:
            descriptor = file.fileno()
            yield from read_rows(
                lambda at, size: os.pread(descriptor, size, self._begin + at), self.marks, width, from_row
            )

    def write_to(self, target: int) -> int:
        """Copy the lines as they are."""
        with self._path.open("rb") as file:
            file.seek(self._begin)
            at = 0
            while block := file.read(_BLOCK_BYTES):
                at += len(block)
                write_all(target, block)
        return at


def write_all(target: int, block: bytes) -> None:
    """Write a block whole; a disk that is nearly full takes a part first and refuses the rest."""
    while block:
        block = block[os.write(target, block) :]


def read_rows(read_at: ReadAt, marks: Marks, width: int, from_row: int) -> Iterator[SheetRow]:
    """Read lines back into rows, each with as many cells as the table has columns."""
    make = tuple.__new__
    for line in _lines(read_at, _begin_of(marks, from_row)):
        number, problem, rest = line.split(UNIT, 2)
        cells = rest.split(UNIT)
        if "\\" in line:
            problem, cells = _unescape(problem), [_unescape(cell) for cell in cells]
        if len(cells) != width:
            cells = (cells + [""] * (width - len(cells)))[:width]
        if not from_row or int(number) >= from_row:
            # The same as SheetRow(...), in half the time.
            yield make(SheetRow, (int(number), tuple(cells), problem))


def _begin_of(marks: Marks, from_row: int) -> int:
    place = bisect_right(marks, (from_row, 1 << 62)) - 1
    return marks[place][1] if place >= 0 else 0


def _lines(read_at: ReadAt, at: int) -> Iterator[str]:
    rest = b""
    while block := read_at(at, _BLOCK_BYTES):
        at += len(block)
        rest += block
        cut = rest.rfind(b"\n")
        if cut >= 0:
            yield from rest[:cut].decode().split("\n")
            rest = rest[cut + 1 :]


def _escape(text: str) -> str:
    for plain, written in _ESCAPES:
        text = text.replace(plain, written)
    return text


def _unescape(text: str) -> str:
    if "\\" not in text:
        return text
    # A doubled backslash is set aside first, so that its second half escapes nothing.
    return "\\".join(part.replace("\\n", "\n").replace("\\u", UNIT) for part in text.split("\\\\"))
