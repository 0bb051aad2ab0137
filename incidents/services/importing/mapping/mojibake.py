"""Text whose UTF-8 was once read as Windows-1252: â€™ for ’. Repaired only where the way back is certain."""

from __future__ import annotations

import re

_SUSPECT = re.compile(
    r"[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
)
_RUN = re.compile(r"[^\x00-\x7f]+")
# Bytes that the code page leaves open; programs pass them through as control characters.
_OPEN = {0x81, 0x8D, 0x8F, 0x90, 0x9D}


def is_suspect(text: str) -> bool:
    """Whether a text may hold such letters; cheap, because every row is asked."""
    return not text.isascii() and _SUSPECT.search(text) is not None


def repaired(text: str) -> str:
    """Return the text with every run of letters repaired that is UTF-8 through and through; others stay as they are."""
    return _RUN.sub(_repair, text) if is_suspect(text) else text


def _repair(match: re.Match[str]) -> str:
    try:
        fixed = b"".join(_byte(letter) for letter in match[0]).decode("utf-8")
    except UnicodeError:
        return match[0]
    return fixed if all(letter.isprintable() or letter.isspace() for letter in fixed) else match[0]


def _byte(letter: str) -> bytes:
    return bytes([ord(letter)]) if ord(letter) in _OPEN else letter.encode("cp1252")
