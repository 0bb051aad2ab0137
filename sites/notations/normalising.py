"""One plain spelling for the many ways the same signs are typed."""

from __future__ import annotations

import re
import unicodedata

from sites.notations.errors import UnreadablePosition

LONGEST, LONGEST_LINK = 200, 2_000
_LINK = re.compile(r"\s*[a-z]{3,14}:", re.IGNORECASE)
# Before NFKC, which would turn º into the letter o and a prime into an accent.
_SAME_SIGN = str.maketrans(
    {
        **dict.fromkeys("º˚∘⁰", "°"),
        **dict.fromkeys("′ʹ‵‘’´`ʼ＇", "'"),
        **dict.fromkeys("″“”˝ʺ‶＂〃", '"'),
        **dict.fromkeys("−–—‒‑﹣－", "-"),
        **dict.fromkeys("，、،", ","),
        **dict.fromkeys("。", " "),
    }
)
_HEADING = re.compile(
    r"^(?:mgrs|utmref|plus\s*code|coordinates?|coords?|position|gps|wgs\s?-?84|국가지점번호|지점번호|(?:군사|격자|현)?\s?좌표|현\s?위치|위치)"
    r"\s*[:=]?\s+|^(?:mgrs|(?:군사|격자)?좌표|현?\s?위치|국가지점번호|gps|plus code)\s*[:=]\s*",
    re.IGNORECASE,
)
_WRAPPED = re.compile(
    r"^(?:hd{3}[^:]{0,16}:|epsg:4326[\s,:]+|latlng\s*(?=\()|https?://plus\.codes/)\s*", re.IGNORECASE
)
# In links a plus stands for a space.
_PLUS = re.compile(r"""(?<=["'°][NSEW])\+(?=\d)""")
_DATUM = re.compile(r"[\s,]*\(?(?:wgs\s?-?84|epsg:4326)\)?$", re.IGNORECASE)
_BRACKETS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def plain(text: str) -> str:
    """Return the text with one spelling of digits, primes, dashes and spaces, without heading or brackets."""
    limit = LONGEST_LINK if _LINK.match(text) else LONGEST
    if len(text) > limit:
        raise UnreadablePosition("TOO_LONG", text, limit=LONGEST)
    folded = unicodedata.normalize("NFKC", text.translate(_SAME_SIGN)).translate(_SAME_SIGN)
    letters = "".join(_plain_letter(letter) for letter in folded).replace("''", '"')
    return _without_wrapping(" ".join(letters.split()))


def _plain_letter(letter: str) -> str:
    if letter.isascii() and letter.isprintable():
        return letter
    category = unicodedata.category(letter)
    if category == "Cf":
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(letter))
    return " " if category[0] in "ZC" else letter


def _without_wrapping(text: str) -> str:
    text = _PLUS.sub(" ", _WRAPPED.sub("", text))
    text = _DATUM.sub("", _HEADING.sub("", text)).strip()
    while len(text) > 1 and _BRACKETS.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    if text.count('"') == 2 and text[0] == text[-1] == '"':
        text = text[1:-1].strip()
    return text.rstrip(" .,;")
