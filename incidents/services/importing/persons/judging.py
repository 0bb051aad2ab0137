"""Holding a header against the words of each language."""

from __future__ import annotations

import re
from functools import lru_cache

from incidents.services.importing.persons import european, han, hangul, latin
from incidents.services.importing.persons.spelling import letters_of, readings, words_of

_REMARK = re.compile(r"[(\[{<【「〔].*?[)\]}>】」〕]")
_WORDS = latin.WORDS | european.WORDS
_WHOLE = (latin.WHOLE, european.WHOLE)
_PARTS = re.compile(r"[/,、·ㆍ・&+|;]|및|또는")


@lru_cache(maxsize=4_096)
def is_about_a_person(header: str) -> bool:
    """Whether a column under this header would identify or describe a person."""
    return any(
        _in_latin(reading)
        or _in_korean(reading)
        or han.names_a_person(letters_of(reading))
        or european.names_a_person(letters_of(reading))
        for reading in readings(header)
    )


@lru_cache(maxsize=4_096)
def may_name_a_person(header: str) -> bool:
    """Whether names of persons may stand in a column, though its header is no word for them."""
    return is_about_a_person(header) or any(_may(reading) for reading in readings(header))


def _in_latin(reading: str) -> bool:
    told = european.THINGS.sub(" ", latin.THINGS.sub(" ", reading))
    if latin.EQUIPMENT.search(told):
        told = latin.TELEPHONES.sub(" ", told)
    words, bare = words_of(told), _REMARK.sub(" ", told)
    parts = {"_".join(words_of(part)) for part in _PARTS.split(bare)} - latin.ALONE
    readings_as_one = {"_".join(words), "_".join(words_of(bare)), *parts}
    joined = "".join(words)
    return (
        not _WORDS.isdisjoint(words)
        or any(whole.fullmatch(one) for whole in _WHOLE for one in readings_as_one)
        or latin.GLUED.search(joined) is not None
        or european.GLUED.search(joined) is not None
    )


def _in_korean(reading: str) -> bool:
    told = _plain_korean(reading)
    if hangul.WORDS.search(told):
        return True
    parts = _PARTS.split(_REMARK.sub(" ", told))
    return any(hangul.WHOLE.fullmatch(letters_of(part)) for part in parts)


def _plain_korean(reading: str) -> str:
    """Return a reading without what is about a thing, a place or an act."""
    told = hangul.OF_A_ROLE.sub(" ", hangul.THINGS.sub(" ", reading))
    return hangul.TELEPHONES.sub(" ", told) if hangul.EQUIPMENT.search(told) else told


def _may(reading: str) -> bool:
    words = latin.OF_A_ROLE.sub("", "_".join(words_of(latin.THINGS.sub(" ", reading))))
    if latin.MAY.search(words):
        return True
    if latin.NAMED.search(words) and not latin.NAMED_THINGS.search(words):
        return True
    return hangul.MAY.search(hangul.MAY_NOT.sub("", letters_of(_plain_korean(reading)))) is not None
