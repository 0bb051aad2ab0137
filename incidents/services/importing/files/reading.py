"""The one way in: a file of any kind becomes a Table, or is refused with what to do."""

from __future__ import annotations

import hashlib
import io
from contextlib import closing
from pathlib import Path
from typing import IO

from django.utils.translation import ngettext

from incidents.services.importing.files.decoding import decoding_of
from incidents.services.importing.files.delimited import delimiter_of, open_text, raw_rows
from incidents.services.importing.files.kinds import content_of, name_note
from incidents.services.importing.files.naming import kept_name, name_is_personal
from incidents.services.importing.files.notes import Notes
from incidents.services.importing.files.room import is_no_room, no_room
from incidents.services.importing.files.table import Table
from incidents.services.importing.files.tabulating import tabulate
from incidents.services.importing.files.workbook import Workbook


def read_file(source: Path | bytes, *, file_name: str, sheet: str = "") -> Table:
    """Read a file whole, once; raise ImportRefused with what is wrong and what to do."""
    with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as file:
        try:
            return _read(file, file_name, sheet)
        except OSError as error:
            if is_no_room(error):
                raise no_room() from error
            raise


def _read(file: IO[bytes], file_name: str, sheet: str) -> Table:
    content = content_of(file)
    notes = Notes()
    notes.say(name_is_personal(file_name))
    file_name = kept_name(file_name)
    notes.say(name_note(file_name, content))
    if content == "zip":
        return _read_workbook(file, file_name, sheet, notes)
    return _read_text(file, file_name, notes)


def _read_text(file: IO[bytes], file_name: str, notes: Notes) -> Table:
    decoding = decoding_of(file)
    if decoding.n_broken:
        words = ngettext(
            "%(n)d character is no %(encoding)s; it stands as �.",
            "%(n)d characters are no %(encoding)s; they stand as �.",
            decoding.n_broken,
        )
        notes.say(words % {"n": decoding.n_broken, "encoding": decoding.name})
    text = open_text(file, decoding)
    try:
        delimiter, is_hint = delimiter_of(text)
        body = tabulate(raw_rows(text, delimiter, skip_first=is_hint), notes, is_text=True)
    finally:
        text.detach()
    return Table(
        file_name=file_name, sha256=_sha256(file), kind="csv", encoding=decoding.name, delimiter=delimiter, sheet="",
        sheets=(), header_row=body.header_row, columns=body.columns, n_dropped_columns=body.n_dropped_columns,
        n_rows=body.n_rows, notes=notes.all(), body=body.body,
    )  # fmt: skip


def _read_workbook(file: IO[bytes], file_name: str, sheet: str, notes: Notes) -> Table:
    with closing(Workbook(file, notes)) as workbook:
        name = workbook.choose(sheet)
        body = tabulate(workbook.rows(name), notes, is_text=False)
        sheets = workbook.sheet_names
    return Table(
        file_name=file_name, sha256=_sha256(file), kind="xlsx", encoding="", delimiter="", sheet=name,
        sheets=sheets, header_row=body.header_row, columns=body.columns, n_dropped_columns=body.n_dropped_columns,
        n_rows=body.n_rows, notes=notes.all(), body=body.body,
    )  # fmt: skip


def _sha256(file: IO[bytes]) -> str:
    file.seek(0)
    return hashlib.file_digest(file, hashlib.sha256).hexdigest()  # type: ignore[arg-type]
