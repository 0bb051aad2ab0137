"""What a file is, by its content; its name is only compared."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import IO, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from incidents.errors import ImportRefused, shorten
from incidents.services.importing.files.limits import MAX_CSV_BYTES, MAX_XLSX_BYTES

Content = Literal["text", "zip"]

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FIRST_BYTES = {
    b"%PDF": "PDF", b"\x89PNG": "PNG", b"\xff\xd8\xff": "JPEG", b"GIF8": "GIF", b"\x1f\x8b": "GZIP",
    b"SQLite format": "SQLite", b"Rar!": "RAR", b"7z\xbc\xaf": "7-Zip", b"PAR1": "Parquet",
    b"{\\rtf": "RTF", b"MIME-Version:": "MHTML", b"PK\x05\x06": "ZIP", b"HWP Document": "HWP",
}  # fmt: skip
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|\?xml|html|head|body|table|meta|style|div)\b", re.IGNORECASE
)
_JSON = re.compile(rb"""(?:\xef\xbb\xbf)?\s*[\[{]\s*["{\[]""")
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".tab", ""})
_WORKBOOK_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"})
_OLE_SCAN_BYTES, _OLE_LIST_BYTES = 4_000_000, 1 << 16
_SAVE_AS = gettext_noop(
    "Open it in a spreadsheet program, save it as “Excel workbook (.xlsx)” or “CSV UTF-8”, and hand that over."
)


def content_of(file: IO[bytes]) -> Content:
    """Return what a reader must expect, or refuse what is no table we read."""
    file.seek(0)
    begin = file.read(1024)
    if begin.startswith(_ZIP):
        _check_size(file, MAX_XLSX_BYTES, "XLSX")
        return "zip"
    if begin.startswith(_OLE):
        raise _ole_refusal(file)
    for first, name in _FIRST_BYTES.items():
        if begin.startswith(first):
            raise ImportRefused(_("The file is %(kind)s, not a table.") % {"kind": name} + " " + _(_SAVE_AS))
    # A page in UTF-16 is one without its NULs and its mark.
    if _MARKUP.match(begin.lstrip(b"\xff\xfe").replace(b"\x00", b"")):
        raise ImportRefused(_("The file is a web page or XML, whatever its name says.") + " " + _(_SAVE_AS))
    if _JSON.match(begin):
        raise ImportRefused(_("The file is %(kind)s, not a table.") % {"kind": "JSON"} + " " + _(_SAVE_AS))
    _check_size(file, MAX_CSV_BYTES, "CSV")
    return "text"


def _check_size(file: IO[bytes], limit: int, kind: str) -> None:
    if file.seek(0, 2) > limit:
        raise ImportRefused(
            _("The file is larger than the %(limit)d MB that fit for %(kind)s. Split it.")
            % {"limit": limit // 1_000_000, "kind": kind}
        )


def _ole_refusal(file: IO[bytes]) -> ImportRefused:
    content = _ole_directory(file)
    if "EncryptedPackage".encode("utf-16-le") in content:
        return ImportRefused(
            _("The workbook is locked with a password. Save it without one and hand that over.")
        )
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        return ImportRefused(_("The file is a workbook of Excel 97 to 2003 (.xls).") + " " + _(_SAVE_AS))
    return ImportRefused(
        _("The file is a document of an older office program, not a table.") + " " + _(_SAVE_AS)
    )


def _ole_directory(file: IO[bytes]) -> bytes:
    """Return the beginning of the file, and what stands where it says its list of contents is."""
    file.seek(0)
    content = file.read(_OLE_SCAN_BYTES)
    if len(content) < _OLE_SCAN_BYTES:
        return content
    sector_bytes = 4096 if content[30:32] == b"\x0c\x00" else 512
    file.seek((int.from_bytes(content[48:52], "little") + 1) * sector_bytes)
    return content + file.read(_OLE_LIST_BYTES)


def name_note(file_name: str, content: Content) -> str:
    """Say if the name promises something else than the content is."""
    suffix = PurePath(file_name).suffix.lower()
    if content == "zip" and suffix not in _WORKBOOK_SUFFIXES:
        return _("The file is named %(suffix)s but is an XLSX workbook; it was read as one.") % {
            "suffix": shorten(suffix)
        }
    if content == "text" and suffix not in _TEXT_SUFFIXES:
        return _("The file is named %(suffix)s but is plain text; it was read as CSV.") % {
            "suffix": shorten(suffix)
        }
    return ""
