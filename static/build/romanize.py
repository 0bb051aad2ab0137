"""Korean administrative names in Latin letters, after the Revised Romanization of 2000.

Written for place names: syllables are read one after another and the sound changes between them that the
rule asks to be written are applied. The generic part (gu, gun) is kept apart by a hyphen, as on road signs.
"""

from __future__ import annotations

INITIALS = "g kk n d tt r m b pp s ss - j jj ch k t p h".replace("-", "").split(" ")
VOWELS = [
    "a",
    "ae",
    "ya",
    "yae",
    "eo",
    "e",
    "yeo",
    "ye",
    "o",
    "wa",
    "wae",
    "oe",
    "yo",
    "u",
    "wo",
    "we",
    "wi",
    "yu",
    "eu",
    "ui",
    "i",
]
# Final consonants, reduced to the seven sounds that are written at the end of a syllable.
FINALS = [
    "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l",
    "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t",
]  # fmt: skip
# A final consonant before a vowel moves over and is written as an initial.
LINKED = {1: "g", 2: "kk", 4: "n", 7: "d", 8: "r", 16: "m", 17: "b", 19: "s", 20: "ss", 22: "j", 23: "ch"}
NASAL = {"k": "ng", "t": "n", "p": "m"}
HANGUL_BASE, HANGUL_LAST = 0xAC00, 0xD7A3


def romanize(name: str) -> str:
    """The name in Latin letters, first letter capital: 강릉 gives Gangneung."""
    syllables = [_parts(letter) for letter in name if HANGUL_BASE <= ord(letter) <= HANGUL_LAST]
    text = ""
    for position, (initial, vowel, final) in enumerate(syllables):
        following = syllables[position + 1] if position + 1 < len(syllables) else None
        previous = syllables[position - 1] if position else None
        text += _initial(previous, initial) + VOWELS[vowel] + _final(final, following)
    return text.capitalize()


def _parts(letter: str) -> tuple[int, int, int]:
    index = ord(letter) - HANGUL_BASE
    return index // 588, index % 588 // 28, index % 28


def _initial(previous: tuple[int, int, int] | None, initial: int) -> str:
    sound = INITIALS[initial]
    if previous is None or not previous[2]:
        return sound
    before = FINALS[previous[2]]
    if not sound:
        return LINKED.get(previous[2], "")
    if sound == "r":
        return "l" if before in {"l", "n"} else "n"
    if sound == "n" and before == "l":
        return "l"
    return sound


def _final(final: int, following: tuple[int, int, int] | None) -> str:
    sound = FINALS[final]
    if following is None or not sound:
        return sound
    following_sound = INITIALS[following[0]]
    if not following_sound:
        return "" if final in LINKED else sound
    if sound == "n" and following_sound == "r":
        return "l"
    if following_sound in {"n", "m", "r"}:
        return NASAL.get(sound, sound)
    return sound
