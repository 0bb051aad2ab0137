"""Reading files of sites and zones: bytes in, rows of named values out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from sites.errors import FileRefused, InvalidField, InvalidValues, shorten
from sites.services.features import read_features
from sites.services.headers import field_of, speaks_of_zones
from sites.services.rows import COLUMNS, SITES, ZONES, Row, typed_row

__all__ = ["MAX_BYTES", "SITES", "ZONES", "Row", "read_rows"]

REQUIRED = {SITES: ("code", "site_type"), ZONES: ("site", "kind")}
MAX_BYTES = 20_000_000
_SEPARATORS = (",", ";", "\t")


def read_rows(content: bytes, *, table: str | None = None) -> list[Row]:
    """Read a CSV of one table, or GeoJSON whose features say themselves what they are.

    Without `table` the columns of a CSV say whether it holds sites or zones.
    """
    text = _decode(content)
    if text.lstrip()[:1] in ("{", "["):
        return list(read_features(text))
    return list(_lines(text, table))


def _decode(content: bytes) -> str:
    """Return the text: UTF-8 with or without a mark, UTF-16 with one, else the Korean code page of Windows."""
    if len(content) > MAX_BYTES:
        raise FileRefused(_("The file is larger than 20 MB. Split it."))
    if content[:4] == b"PK\x03\x04":
        raise FileRefused(_("The file is a workbook, not plain text. Save it as CSV in UTF-8."))
    encodings = ("utf-16",) if content[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp949")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(_("The file is neither UTF-8 nor CP949. Save it as UTF-8."))


def _lines(text: str, table: str | None) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_separator(text))
    try:
        written = [name.strip() for name in next(reader, [])]
        table = table or (ZONES if speaks_of_zones(written) else SITES)
        header = [field_of(name, is_zone=table == ZONES) for name in written]
        _check_header(header, written, table)
        for number, cells in enumerate(reader, 2):
            if any(cell.strip() for cell in cells):
                yield _line(table, number, header, cells)
    except csv.Error as error:
        raise FileRefused(
            _(
                "Line %(line)d cannot be read: %(why)s. Check the quotes; put large outlines in a GeoJSON file."
            )
            % {"line": reader.line_num, "why": error}
        ) from error


def _separator(text: str) -> str:
    """Return what parts the header's names: a spreadsheet may write semicolons or tabs."""
    first = text.split("\n", 1)[0]
    return max(_SEPARATORS, key=first.count)


def _check_header(header: list[str], written: list[str], table: str) -> None:
    known = (*COLUMNS[table], "position")
    odd = [
        name
        for name, field in zip(written, header, strict=True)
        if field not in known or header.count(field) > 1
    ]
    if odd:
        raise FileRefused(
            _("Column %(name)s is unknown or stands twice. Columns are: %(columns)s.")
            % {"name": shorten(odd[0]), "columns": ", ".join(COLUMNS[table])}
        )
    missing = [name for name in REQUIRED[table] if name not in header]
    if table == SITES:
        missing += [] if {"name_en", "name_ko"} & set(header) else ["name_en"]
        missing += [] if "position" in header else [name for name in ("lat", "lon") if name not in header]
    if missing:
        raise FileRefused(_("Column “%(name)s” is missing. Add it.") % {"name": missing[0]})


def _line(table: str, number: int, header: list[str], cells: list[str]) -> Row:
    if len(cells) != len(header):
        advice = _("cells, but the header has %(n)d. Check commas and quotes.") % {"n": len(header)}
        return Row(table, number, {}, InvalidValues([InvalidField("row", len(cells), advice)]))
    return typed_row(table, number, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
