"""Readers of single cells by the way a field says: words to codes, counts, first sentences, text as it stands."""

from __future__ import annotations

import json
import re
from functools import partial

from django.utils.translation import gettext as _

from incidents.services.importing import words as equipment_words
from incidents.services.importing.mapping.code_words import MANY, codes_in
from incidents.services.importing.mapping.found import NOTHING, Found, Reader, is_unknown

LONGEST_LINE, LONGEST_NOTE = 300, 300
# More digits than this count nothing that anybody saw.
_LONGEST_NUMBER, _LONGEST_COUNT = 15, 60
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_EXACT_COUNT = re.compile(
    r"\s*[±+]?\s*\d[\d,]*(?:\.0+)?\s*(?:명|인|대|장|매|건|개|m|미터|회|persons?|people|photos?|pictures?)?\s*\.?\s*"
)
_SENTENCE = re.compile(r"(?<=[.!?。])\s+|(?<=[다음함임됨])\.\s*|\n+")
_FAA_OPENING = re.compile(
    r"^\s*PRELIM(?:INARY)?\s+INFO(?:RMATION)?\s+FROM\s+FAA\s+OPS\s*:?\s*", re.IGNORECASE
)


def reader_of(target: str, how: str) -> Reader:
    """Return how the cells of a field are read."""
    if how == "WORDS":
        return {"actions": _actions, "outcome_as_reported": _outcome}.get(target, partial(_codes, target))
    if how == "WORDS_IN_TEXT":
        return _equipment_in_text if target == "equipment_as_reported" else partial(_codes_in_text, target)
    if how == "COUNT":
        return partial(_metres if target == "uncertainty_m" else _count, target)
    if how == "FIRST_SENTENCE":
        return partial(_first_sentence, target)
    return partial(_text, target)


def _text(target: str, text: str) -> Found:
    return Found(((target, text),)) if text else NOTHING


def _codes(target: str, text: str) -> Found:
    """Return codes; words beyond a code of ours are kept."""
    if not text or is_unknown(text):
        return NOTHING
    codes = codes_in(target, text)
    if not codes:
        return Found(keeps_words=True)
    is_whole = text.casefold() == codes[0].casefold()
    return Found(((target, "|".join(codes) if target in MANY else codes[0]),), keeps_words=not is_whole)


def _codes_in_text(target: str, text: str) -> Found:
    codes = codes_in(target, text) if text else []
    return Found(((target, "|".join(codes)),)) if codes else NOTHING


def _actions(text: str) -> Found:
    found = _codes("actions", text)
    if not found.values:
        return found
    entries = [{"type": code} for code in found.values[0][1].split("|")]
    return found._replace(values=(("actions", json.dumps(entries)),))


def _outcome(text: str) -> Found:
    """Return the outcome with its words beside it; unknown words are an unknown outcome that keeps them."""
    if not text or is_unknown(text):
        return NOTHING
    codes = codes_in("outcome_as_reported", text)
    if len(text) > LONGEST_NOTE:
        return Found((("outcome_as_reported", codes[0] if codes else "UNKNOWN"),), keeps_words=True)
    if not codes:
        return Found((("outcome_as_reported", text),))
    entry = {"code": codes[0], "note": text} if text != codes[0] else {"code": codes[0]}
    return Found((("dispositions", json.dumps([entry], ensure_ascii=False)),))


def _equipment_in_text(text: str) -> Found:
    found = [
        entry["category"] for entry in equipment_words.equipment_in(text) if entry["category"] != "OTHER"
    ]
    if not found:
        return NOTHING
    entries = [{"category": category, "basis": "REPORTED"} for category in dict.fromkeys(found)]
    return Found((("equipment", json.dumps(entries)),))


def _count(target: str, text: str) -> Found:
    if not text or is_unknown(text):
        return NOTHING
    if len(text) > _LONGEST_COUNT or not _EXACT_COUNT.fullmatch(text):
        return Found(keeps_words=True)
    number = _NUMBER.search(text)
    if number is None or len(number[0]) > _LONGEST_NUMBER:
        return Found(keeps_words=True)
    return Found(((target, str(int(float(number[0].replace(",", ""))))),))


def _metres(target: str, text: str) -> Found:
    """Return whole metres; kilometres are turned into them."""
    if not text or is_unknown(text):
        return NOTHING
    number = _NUMBER.search(text) if len(text) <= _LONGEST_COUNT else None
    if number is None or len(number[0]) > _LONGEST_NUMBER or re.search(r"\d\s*[~-]\s*\d", text):
        return Found(keeps_words=True)
    metres = float(number[0].replace(",", "")) * (
        1_000 if re.search(r"km|킬로|㎞", text, re.IGNORECASE) else 1
    )
    return Found(((target, str(min(round(metres), 1_000_000))),))


def _first_sentence(target: str, text: str) -> Found:
    """Return what fits one line: the first sentence, or its beginning."""
    bare = " ".join(_SENTENCE.split(_FAA_OPENING.sub("", text).strip(), maxsplit=1)[:1]).strip()
    line = " ".join((bare or text).split())
    if not line:
        return NOTHING
    if len(line) <= LONGEST_LINE:
        return Found(((target, line),))
    cut = line[: LONGEST_LINE - 1].rsplit(" ", 1)[0]
    note = _("The first line was cut to %(limit)d characters; the whole text is in the narrative.")
    return Found(((target, f"{cut}…"),), (note % {"limit": LONGEST_LINE},))
