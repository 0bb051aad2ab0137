"""Names reduced to what must agree: no case, accents, spaces or hyphens; endings of Korean areas may be left off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

_ENDINGS_KO = re.compile(r"(?<=[가-힣]{2})(?:특별자치시|특별자치도|특별시|광역시|시|군|구|읍|면|동|리|도)$")
_ENDINGS_EN = re.compile(r"[-\s](?:si|gun|gu|eup|myeon|dong|ri|do)$", re.IGNORECASE)
_NOT_ALNUM = re.compile(r"[^a-z0-9]+")
_PLAIN_HANGUL = re.compile(r"[가-힣0-9 ]+")
_PARTS = re.compile(r"[\s(),/]+")
# A name is also found by its later words, unless they only say what sort of place it is.
_GENERIC = frozenset(
    [
        "air",
        "base",
        "airbase",
        "airport",
        "airfield",
        "field",
        "international",
        "regional",
        "municipal",
        "county",
        "city",
        "new",
        "national",
        "공군기지",
        "국제공항",
        "비행장",
        "공항",
        "기지",
    ]
)


def fold(text: str) -> str:
    """Return the letters and digits of a text without case and accents."""
    if text.isascii():
        return _NOT_ALNUM.sub("", text.lower())
    if _PLAIN_HANGUL.fullmatch(text):
        return text.replace(" ", "")
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(letter for letter in letters if letter.isalnum())
    return unicodedata.normalize("NFC", kept)


def bare(name: str) -> str:
    """Return an area's name without the ending that says what it is, where two syllables are left."""
    return _ENDINGS_EN.sub("", _ENDINGS_KO.sub("", name.strip()))


def keys_of(names: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Yield the folded keys under which a place is found, and whether the key is the name as it stands."""
    for name in filter(None, names):
        yield fold(name), True
        if (short := bare(name)) != name:
            yield fold(short), False
        yield from _later_words(_PARTS.split(name))


def _later_words(words: list[str]) -> Iterator[tuple[str, bool]]:
    for start in range(1, len(words)):
        word = fold(words[start])
        if len(word) > 1 and word not in _GENERIC:
            yield fold("".join(words[start:])), False
