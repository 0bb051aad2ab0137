"""A header as people write it, stretch it or paste it, brought to the few ways in which its words can be read."""

from __future__ import annotations

import re
import unicodedata

_LONGEST = 300
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
# Offices stretch short words over a cell: 성   명, N A M E; others write D.O.B. and H/P.
_STRETCHED = re.compile(r"(?<![가-힣一-鿿])[가-힣一-鿿](?:[\s·ㆍ.・]+[가-힣一-鿿])+(?![가-힣一-鿿])")
_SPELT = re.compile(r"(?<![a-z])[a-z](?:[\s._-]+[a-z])+(?![a-z])")
_SIGNS = re.compile(r"[\W_\d]+")
# Letters of other scripts that look like Latin ones, and come along when a header is pasted.
_LOOKALIKES = str.maketrans(
    "АаВвЕеёНнһІіїЈјКкМмОоРрпСсТтУуХхЅѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαεικνορτυχ",
    "AaBbEeeHhhIiiJjKkMmOoPpnCcTtYyXxSsdqwABEZHIKMNOPTYXaeikvoptux",
)
_ODD_LATIN = str.maketrans("ɑɡıłøđ", "agilod") | {ord("ß"): "ss", ord("œ"): "oe", ord("æ"): "ae"}
_LATIN = re.compile(r"[A-Za-z]")
_ONE_SCRIPT = re.compile(r"[\u0370-\u03ff]+|[\u0400-\u052f]+")


def readings(header: str) -> tuple[str, ...]:
    """Return the header in small letters, as written and with its words told apart and put together."""
    plain = _plain(header[:_LONGEST])
    apart = _CAMEL.sub(" ", plain)
    found = dict.fromkeys(
        " ".join(reading.lower().split()) for one in (plain, apart) for reading in (one, _joined(one))
    )
    return tuple(reading for reading in found if reading)


def words_of(reading: str) -> list[str]:
    """Return the Latin words of a reading."""
    return [word for word in re.split(r"[^a-z]+", reading) if word]


def letters_of(reading: str) -> str:
    """Return a reading without blanks, signs and digits."""
    return _SIGNS.sub("", reading)


def _plain(header: str) -> str:
    """Return a header without width, accents, lookalikes and what cannot be seen; syllables stay whole."""
    shown = "".join(map(_shown, unicodedata.normalize("NFKC", header).translate(_ODD_LATIN)))
    bare = "".join(map(_bare, shown))
    if _ONE_SCRIPT.search(bare):
        return " ".join(map(_latin, bare.split(" ")))
    return bare


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cf", "Co", "Cn", "Cs", "Mn", "Me") or letter in "\u115f\u1160\u3164\u2800":
        return ""
    return " " if category in ("Cc", "Zs", "Zl", "Zp") else letter


def _bare(letter: str) -> str:
    """Return a Latin letter without its accent; the marks of other scripts belong to their letters."""
    first = unicodedata.normalize("NFD", letter)[0] if not letter.isascii() else letter
    return first if _LATIN.match(first) else letter


def _latin(word: str) -> str:
    """Return a word whose other letters only look like Latin ones; a word of another script stays what it is."""
    turned = word.translate(_LOOKALIKES)
    return turned if _LATIN.search(turned) and not _ONE_SCRIPT.search(turned) else word


def _joined(text: str) -> str:
    joined = _STRETCHED.sub(lambda found: re.sub(r"[^가-힣一-鿿]", "", found[0]), text)
    return _SPELT.sub(lambda found: re.sub(r"[\s._-]", "", found[0]), joined.lower())
