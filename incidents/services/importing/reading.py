"""From the bytes of a file to rows of text; nothing here knows what a row means."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused, shorten
from incidents.services.importing.columns import ALWAYS_NEEDED, COLUMNS, names_a_person
from incidents.services.importing.rows import Row

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_ROW_CHARACTERS = 100_000
TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ""})
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls", ".ods", ".numbers"})
_DELIMITERS = ",;\t"
_KIND_BY_FIRST_BYTES = {
    b"PK\x03\x04": "ZIP, XLSX", b"\xd0\xcf\x11\xe0": "XLS", b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF", b"\x1f\x8b": "GZIP", b"SQLi": "SQLite",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A file that could be read: its rows, and the columns that were dropped without being read."""

    rows: tuple[Row, ...]
    dropped_columns: tuple[str, ...]
    sha256: str


def read_table(data: bytes, *, file_name: str) -> Table:
    """Read a CSV file; raise ImportRefused with what is wrong and what to do."""
    _check_kind(data, file_name)
    text = _decode(data)
    if not text.strip():
        raise ImportRefused(_("The file is empty. Export the table again, with its header line."))
    _check_storable(text)
    lines = _lines(text)
    header = _header(next(lines, (1, []))[1])
    rows = tuple(_rows(lines, header))
    if not rows:
        raise ImportRefused(_("The file has a header but no rows."))
    dropped = tuple(name for name in header if name not in COLUMNS)
    return Table(rows, dropped, hashlib.sha256(data).hexdigest())


def _check_kind(data: bytes, file_name: str) -> None:
    suffix = PurePath(file_name).suffix.lower()
    if suffix in _WORKBOOK_SUFFIXES:
        raise ImportRefused(
            _(
                "%(name)s is a workbook, which cannot be read yet. Save the sheet as “CSV UTF-8” and import that."
            )
            % {"name": shorten(file_name)}
        )
    if suffix not in TEXT_SUFFIXES:
        raise ImportRefused(
            _("%(name)s does not end in .csv, .tsv or .txt. Save the table as “CSV UTF-8”.")
            % {"name": shorten(file_name)}
        )
    for begin, kind in _KIND_BY_FIRST_BYTES.items():
        if data.startswith(begin):
            raise ImportRefused(
                _("The file is not text but %(kind)s. Save the table as “CSV UTF-8”.") % {"kind": kind}
            )
    if len(data) > MAX_BYTES:
        raise ImportRefused(_("The file is larger than 20 MB. Split it."))


def _decode(data: bytes) -> str:
    """Return the text: UTF-16 if it says so or looks so, else UTF-8, else the Korean code page of Windows."""
    for encoding in _encodings(data):
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue
    raise ImportRefused(_("The file is neither UTF-8, UTF-16 nor CP949. Save the table as “CSV UTF-8”."))


def _encodings(data: bytes) -> tuple[str, ...]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ("utf-16",)
    if len(data) >= 4 and data[1] == data[3] == 0 and data[0] and data[2]:
        return ("utf-16-le",)
    if len(data) >= 4 and data[0] == data[2] == 0 and data[1] and data[3]:
        return ("utf-16-be",)
    return ("utf-8", "cp949")


def _check_storable(text: str) -> None:
    position = text.find("\x00")
    if position >= 0:
        raise ImportRefused(
            _("Line %(line)d holds a NUL character, so this is not a table in text. Save it as “CSV UTF-8”.")
            % {"line": text.count("\n", 0, position) + 1}
        )


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield numbered lines of cells; blank lines count but are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
            if number > MAX_ROWS + 1:
                raise ImportRefused(_("The file has more than 100,000 rows. Split it."))
    except csv.Error as error:
        raise ImportRefused(
            _("Line %(line)d cannot be read: %(why)s. Check that every quotation mark is closed.")
            % {"line": reader.line_num, "why": error}
        ) from error


def _delimiter(text: str) -> str:
    """Return what separates the most known names in the first line."""
    first = text.lstrip().splitlines()[0]

    def known(delimiter: str) -> int:
        return len(COLUMNS.intersection(name.strip(' "').lower() for name in first.split(delimiter)))

    return max(_DELIMITERS, key=known)


def _header(cells: list[str]) -> list[str]:
    """Return the names of the columns; refuse a header that leaves anything to guessing."""
    header = [cell.strip().lower() for cell in cells]
    if COLUMNS.isdisjoint(header):
        raise ImportRefused(
            _("The first line %(line)s is not a header. Name the columns in it; docs/data.md lists them.")
            % {"line": shorten(",".join(header))}
        )
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise ImportRefused(
            _("Column %(name)s stands twice. Keep one of them.") % {"name": shorten(twice[0])}
        )
    unknown = [name for name in header if name not in COLUMNS and not names_a_person(name)]
    if unknown:
        raise ImportRefused(
            _("Unknown columns: %(names)s. Rename or remove them; docs/data.md lists the columns.")
            % {"names": ", ".join(shorten(name) for name in unknown[:10])}
        )
    _check_needed(header)
    return header


def _check_needed(header: list[str]) -> None:
    missing = [name for name in ALWAYS_NEEDED if name not in header]
    if "site" not in header:
        missing += [name for name in ("place_as_reported", "site_type") if name not in header]
    if missing:
        raise ImportRefused(
            _("Missing columns: %(names)s. A file needs date, date_precision, and site or place_as_reported with site_type.")
            % {"names": ", ".join(missing)}
        )  # fmt: skip


def _rows(lines: Iterator[tuple[int, list[str]]], header: list[str]) -> Iterator[Row]:
    for number, cells in lines:
        yield _row(number, cells, header)


def _row(number: int, cells: list[str], header: list[str]) -> Row:
    if len(cells) != len(header):
        problem = _("the row has %(cells)d cells, the header %(columns)d. Check commas and quotation marks.")
        return Row(number, {}, problem % {"cells": len(cells), "columns": len(header)})
    length = sum(map(len, cells))
    if length > MAX_ROW_CHARACTERS:
        problem = _("the row has %(length)d characters; 100,000 fit. Shorten its texts.")
        return Row(number, {}, problem % {"length": length})
    pairs = zip(header, cells, strict=True)
    return Row(number, {name: cell.strip() for name, cell in pairs if name in COLUMNS})
