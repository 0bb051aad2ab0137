"""What a file and its sheets are called here: on one line, of bounded length, and without what identifies a person."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import PurePath

from django.utils.translation import gettext as _

from incidents.services.importing.files.telling import tells

LONGEST_NAME, LONGEST_TITLE = 120, 60
_NEUTRAL = "file"
_SUFFIXES = frozenset({".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xltx"})


def kept_name(file_name: str) -> str:
    """Return the name under which a file is kept: its own, unless that surely identifies a person."""
    name = _printable(PurePath(file_name.replace("\\", "/")).name)
    suffix = PurePath(name).suffix
    if _identifies(name):
        return _NEUTRAL + (suffix.lower() if suffix.lower() in _SUFFIXES else "")
    if len(name) > LONGEST_NAME:
        name = name[: LONGEST_NAME - len(suffix)] + suffix if len(suffix) <= 10 else name[:LONGEST_NAME]
    return name or _("without a name")


def name_is_personal(file_name: str) -> str:
    """Say so if a file is not kept under its own name; blank otherwise."""
    if not _identifies(_printable(file_name)):
        return ""
    words = _(
        "The name of the file holds what identifies a person. It is not kept; the file is called %(name)s here."
    )
    return words % {"name": kept_name(file_name)}


def kept_title(title: str, number: int, taken: Collection[str]) -> str:
    """Return what the sheet of this number is called: as in the workbook, unless that identifies a person."""
    plain = _printable(title)[:LONGEST_TITLE]
    name = free = f"Sheet{number}" if not plain or _identifies(_printable(title)) else plain
    n_tries = 1
    while free in taken:
        n_tries += 1
        free = f"{name} ({n_tries})"
    return free


def _printable(text: str) -> str:
    """Return a text on one line, without controls and letters that turn its direction."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text[:10_000]).split())


def _identifies(name: str) -> bool:
    """Whether a name tells who; the parts of names of files are often joined by low lines."""
    return any(tells(reading) for reading in (name, name.replace("_", " "), name.replace("_", "-")))
