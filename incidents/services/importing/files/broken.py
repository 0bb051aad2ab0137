"""Letters that were lost or broken before a file came here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused

# What is left of letters that an encoding did not have, and what the mark for such letters becomes when saved again.
_MARKS = ("\ufffd", "占쏙옙", "ï¿½")
_HIGH = re.compile(rb"[\x80-\xff]{2,}")
_PAIRS = re.compile(rb"(?:[\xa1-\xfe]{2}|[\x20-\x40])+")


def check_names(names: Sequence[str], row_number: int) -> None:
    """Refuse a table whose columns lost their names: nobody could say which of them are about persons."""
    if any(_was_lost(name) or _was_misread(name) for name in names):
        raise ImportRefused(
            _(
                "Row %(row)d: letters in the names of the columns were broken before they came here (like ??? or ì„±), so "
                "nobody can say which columns are about persons. Export the table again as “CSV UTF-8” or as a workbook."
            )
            % {"row": row_number}
        )


def _was_lost(name: str) -> bool:
    bare = "".join(name.split())
    return (len(bare) > 1 and not bare.strip("?")) or any(mark in name for mark in _MARKS)


def _was_misread(name: str) -> bool:
    """Whether a name is UTF-8 or Korean text that somebody read as Western European and saved again."""
    if name.isascii():
        return False
    try:
        written = b"".join(map(_byte, name))
    except UnicodeEncodeError:
        return False
    if _HIGH.search(written) and _says(written, "utf-8"):
        return True
    return len(written) > 3 and _PAIRS.fullmatch(written) is not None and _says(written, "cp949")


def _byte(letter: str) -> bytes:
    return bytes([ord(letter)]) if "\x80" <= letter <= "\x9f" else letter.encode("cp1252")


def _says(written: bytes, codec: str) -> bool:
    """Whether bytes are text with letters beyond those of Western Europe."""
    try:
        text = written.decode(codec)
    except UnicodeDecodeError:
        return False
    return any(letter > "\u02ff" and letter.isalpha() for letter in text)
