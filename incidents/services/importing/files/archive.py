"""The parts of a workbook, unpacked piece by piece and never further than a limit."""

from __future__ import annotations

import errno
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.limits import (
    MAX_DIRECTORY_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
    RATIO_COUNTS_FROM_BYTES,
)

_PIECE_BYTES = 1 << 16
_END = b"PK\x05\x06"
_END_64_LOCATOR = b"PK\x06\x07"
_END_BYTES, _LOCATOR_BYTES = 22, 20
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, ValueError, OverflowError, IndexError,
)  # fmt: skip


@contextmanager
def damage_refused() -> Iterator[None]:
    """Turn whatever a broken archive makes the library raise into a refusal."""
    try:
        yield
    except _DAMAGE as error:
        raise damaged() from error
    except OSError as error:  # a directory that points before the file; a full disk is another matter
        if error.errno != errno.EINVAL:
            raise
        raise damaged() from error


def damaged() -> ImportRefused:
    """Say that a workbook cannot be read."""
    return ImportRefused(
        _("The workbook is damaged or was cut off on the way. Open it in a spreadsheet program, save it again and hand that over.")
    )  # fmt: skip


def _bomb() -> ImportRefused:
    return ImportRefused(
        _("The workbook unpacks to far more than any table needs. Save it as “CSV UTF-8” and hand that over.")
    )


class Archive:
    """A ZIP of which only parts asked for by name are unpacked; archives inside it are never opened."""

    def __init__(self, file: IO[bytes]) -> None:
        with damage_refused():
            n_parts, n_directory_bytes = _directory(file)
            if n_parts > MAX_PARTS or n_directory_bytes > MAX_DIRECTORY_BYTES:
                raise ImportRefused(
                    _("The workbook consists of more than %(limit)d parts. Save it as “CSV UTF-8”.")
                    % {"limit": MAX_PARTS}
                )
            self._zip = zipfile.ZipFile(file)
            self._parts = self._by_name()
        self._n_unpacked = 0

    def _by_name(self) -> dict[str, zipfile.ZipInfo]:
        parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}
        if len(parts) != len(self._zip.infolist()):
            raise damaged()
        return parts

    def names(self) -> list[str]:
        """Return the names of all parts, in small letters."""
        return list(self._parts)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name.lower() in self._parts

    def pieces(self, name: str, limit: int = MAX_UNPACKED_BYTES) -> Iterator[bytes]:
        """Yield a part piece by piece; refuse what is locked, too large, or packed beyond reason."""
        info = self._parts.get(name.lower())
        if info is None or info.compress_type not in _METHODS:
            raise damaged()
        if info.flag_bits & 1:
            raise ImportRefused(
                _("The workbook is locked with a password. Save it without one and hand that over.")
            )
        if info.file_size > limit:
            raise _bomb()
        n_bytes = 0
        with damage_refused(), self._zip.open(info) as part:
            while piece := part.read(_PIECE_BYTES):
                n_bytes += len(piece)
                self._n_unpacked += len(piece)
                is_tight = n_bytes > RATIO_COUNTS_FROM_BYTES and n_bytes > MAX_RATIO * info.compress_size
                if n_bytes > limit or self._n_unpacked > MAX_UNPACKED_BYTES or is_tight:
                    raise _bomb()
                yield piece

    def close(self) -> None:
        """Let go of the archive; the file stays open."""
        self._zip.close()


def _directory(file: IO[bytes]) -> tuple[int, int]:
    """Return how many parts the archive says it has and how long its list of them is, before that list is read."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - 65_535 - _LOCATOR_BYTES))
    tail = file.read()
    at = len(tail) - _END_BYTES
    if tail[at : at + 4] != _END or tail[-2:] != b"\x00\x00":
        at = tail.rfind(_END)
    if at < 0:
        raise damaged()
    n_parts, n_bytes = struct.unpack_from("<HI", tail, at + 10)
    locator = at - _LOCATOR_BYTES
    if locator >= 0 and tail[locator : locator + 4] == _END_64_LOCATOR:
        (begin,) = struct.unpack_from("<Q", tail, locator + 8)
        file.seek(begin)
        n_parts, n_bytes = struct.unpack_from("<QQ", file.read(56), 32)
    return n_parts, n_bytes
