"""One spelling for the rules: no width, no hidden letters, one kind of digit, dash and space."""

from __future__ import annotations

import re
import unicodedata

# NFKC turns the letter that Koreans type for a dash (ㅡ) into a jamo, and leaves the fillers visible as letters.
_ODD_LETTERS = {"\u1173": "-", "\u30fb": ".", "\u00b7": ".", "\u2022": ".", "\u2027": "."}
_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5")
_KEPT_CONTROLS = frozenset("\n\t\r")
# ASCII and whole Korean syllables have one spelling already.
_UNCHANGED = re.compile(r"[\n\r\t -~가-힣]*")
_ADDRESS = re.compile(r"https?://[^\s?#]*", re.IGNORECASE)


class _Folded(dict[int, str]):
    """The table of `str.translate`, filled as letters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_letter(chr(code))
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Return the text as the rules read it; case is kept."""
    if _UNCHANGED.fullmatch(text):
        return text
    return unicodedata.normalize("NFKC", text).translate(_FOLDED)


def without_addresses(text: str) -> str:
    """Take web addresses out: numbers of articles in them are no one's. A query string stays."""
    return _ADDRESS.sub(" ", text) if "://" in text else text


def _fold_letter(letter: str) -> str:
    if letter in _ODD_LETTERS:
        return _ODD_LETTERS[letter]
    category = unicodedata.category(letter)
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    if category == "Pd" or letter == "\u2212":
        return "-"
    if category == "Zs":
        return " "
    is_hidden = category in ("Cf", "Mn", "Me") or letter in _FILLERS
    if is_hidden or (category == "Cc" and letter not in _KEPT_CONTROLS):
        return ""
    return letter
