"""In which encoding a text was written."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused

_BLOCK_BYTES = 1 << 20
_SAMPLE_BYTES = 1 << 16
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16LE",
    "utf-16-be": "UTF-16BE",
    "cp949": "CP949",
    "cp1252": "Windows-1252",
}
_LARGE_SAMPLE_BYTES = 1 << 22
_HIGH = bytes(range(128, 256))
_PAIR = re.compile(rb"[\xa1-\xfe]{2}")
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# One broken character in two hundred is damage; more is another encoding.
_TOLERATED = 1 / 200
# What a table in UTF-16 consists of: ASCII, Latin, punctuation, Hangul, Chinese characters, full-width forms.
_USUAL = re.compile(
    "[\\t\\r\\n -~\u00a0-\u024f\u2000-\u2bff\u3000-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff00-\uffef\ufeff]"
)


@dataclass(frozen=True, slots=True)
class Decoding:
    """The encoding taken, and how many characters did not fit it."""

    codec: str
    n_broken: int = 0

    @property
    def name(self) -> str:
        """The encoding as people write it."""
        return _NAMES[self.codec]


def decoding_of(file: IO[bytes]) -> Decoding:
    """Return the encoding of a whole file, or refuse one that is in none of those we read."""
    file.seek(0)
    sample = file.read(_SAMPLE_BYTES)
    for mark, codec in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return _checked(file, [codec])
    if b"\x00" in sample:
        return _checked(file, _wide(sample))
    return _checked(file, ["utf-8", *_one_byte(file)])


def _one_byte(file: IO[bytes]) -> list[str]:
    """Return the code page of Windows: Korean letters come in pairs of high bytes, accents stand alone."""
    file.seek(0)
    n_bytes = n_high = n_pairs = n_controls = 0
    while n_bytes < _LARGE_SAMPLE_BYTES and (piece := file.read(_SAMPLE_BYTES)):
        n_bytes += len(piece)
        n_high += len(piece) - len(piece.translate(None, _HIGH))
        n_pairs += len(_PAIR.findall(piece))
        n_controls += _CONTROL.search(piece) is not None
    if 4 * n_pairs >= n_high:
        return ["cp949"]
    return ["cp1252"] if n_high <= n_bytes * 0.3 and not n_controls else []


def _wide(sample: bytes) -> list[str]:
    """Return which UTF-16 the sample is, without a mark that says so."""
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(codec, errors="replace")
        if len(_USUAL.findall(text)) >= 0.97 * len(text):
            return [codec]
    return ["utf-8"]  # a NUL is then found, and refused, where it stands


def _checked(file: IO[bytes], codecs_to_try: list[str]) -> Decoding:
    for codec in codecs_to_try:
        if _fits(file, codec):
            return Decoding(codec)
    tried = [_broken(file, codec) for codec in codecs_to_try]
    share, decoding = min(tried, key=lambda pair: pair[0])
    if share <= _TOLERATED:
        return decoding
    raise ImportRefused(
        _("The file is neither UTF-8, UTF-16 nor CP949. Save the table as “CSV UTF-8” and hand that over.")
    )


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    file.seek(0)
    while block := file.read(_BLOCK_BYTES):
        yield block


def _fits(file: IO[bytes], codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for block in _blocks(file):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _broken(file: IO[bytes], codec: str) -> tuple[float, Decoding]:
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    n_broken = n_wide = 0
    for text in (decoder.decode(block) for block in _blocks(file)):
        n_broken += text.count("\ufffd")
        n_wide += len(text) - text.count("\ufffd") - len(text.encode("ascii", "ignore"))
    n_broken += decoder.decode(b"", final=True).count("\ufffd")
    # Measured against the characters that could have broken; ASCII fits every encoding and proves none.
    return n_broken / max(n_wide, 1), Decoding(codec, n_broken)
