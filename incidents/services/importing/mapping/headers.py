"""Headers as people write them: folded, then held against what offices call each thing, misspelt ones too."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.mapping.synonyms import RUNNING_NUMBERS, SYNONYMS

_BRACKETED = re.compile(r"[(\[{<【].*?[)\]}>】]")
_NOT_A_LETTER = re.compile(r"[^0-9a-z가-힣]+")
# What may stand round the name of a thing without changing it.
_ROUND = re.compile(
    r"^(?:사건|위반|적발|신고대상|대상|주요|상세|세부)(?=.{2})|(?:정보|사항|현황|구분|명칭|란)$"
)
# 발생일시(종료): of two headers that differ in brackets only.
_ENDS = re.compile(r"[(\[{<【]\s*(?:종료|끝|까지|마침|end|to|until)\w*\s*[)\]}>】]", re.IGNORECASE)
_MISSPELT_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class Guess:
    """What a header seems to mean, how sure that is, and by which of the ways it was found."""

    target: str
    confidence: float
    why: str


def fold_header(header: str) -> str:
    """Return a header without case, width, spaces, signs and remarks in brackets; one of nothing else stays as it is."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return _NOT_A_LETTER.sub("", _BRACKETED.sub(" ", plain)) or _NOT_A_LETTER.sub("", plain) or plain.strip()


def is_running_number(header: str) -> bool:
    """Whether a column counts the rows, which starts anew in each file."""
    return (
        fold_header(header) in {fold_header(word) for word in RUNNING_NUMBERS}
        or header.strip() in RUNNING_NUMBERS
    )


@lru_cache(maxsize=4_096)
def guesses(header: str) -> tuple[Guess, ...]:
    """Return what a header may mean, the surest first."""
    folded = fold_header(header)
    if not folded:
        return ()
    found = _guesses(header, folded)
    if _ENDS.search(header) and any(guess.target == "date" for guess in found):
        return (Guess("date_until", 0.9, "HEADER"),)
    return found


def _guesses(header: str, folded: str) -> tuple[Guess, ...]:
    if header.strip().lower() in COLUMNS:
        return (Guess(header.strip().lower(), 1.0, "OURS"),)
    known = _known()
    if folded in known:
        return tuple(Guess(target, 0.95, "HEADER") for target in known[folded])
    core = _ROUND.sub("", folded)
    if core in known:
        return tuple(Guess(target, 0.85, "HEADER") for target in known[core])
    return _misspelt(folded) or _containing(folded)


def is_slip(folded: str, word: str) -> bool:
    """Whether a folded header is a word with one letter wrong, missing, too many or swapped."""
    return min(len(folded), len(word)) >= 3 and _steps(folded, word, 1) == 1


def _misspelt(folded: str) -> tuple[Guess, ...]:
    if len(folded) < (_MISSPELT_AT_LEAST if folded.isascii() else 3) or len(folded) > 40:
        return ()
    allowed = 2 if len(folded) >= 8 and folded.isascii() else 1
    near = [
        (steps, target)
        for word, targets in _known().items()
        if abs(len(word) - len(folded)) <= allowed
        and len(word) >= 3
        and (steps := _steps(folded, word, allowed)) <= allowed
        for target in targets
    ]
    best = min((steps for steps, _ in near), default=0)
    targets = dict.fromkeys(target for steps, target in near if steps == best)
    return tuple(Guess(target, 0.75, "MISSPELT") for target in targets)


def _containing(folded: str) -> tuple[Guess, ...]:
    """Return the meaning of the longest known word that a longer header ends or begins with."""
    held = [
        (len(word), target)
        for word, targets in _known().items()
        if len(word) >= (4 if word.isascii() else 2) and (folded.endswith(word) or folded.startswith(word))
        for target in targets
    ]
    best = max((length for length, _ in held), default=0)
    return tuple(
        Guess(target, 0.6, "PART") for target in dict.fromkeys(t for length, t in held if length == best)
    )


@lru_cache(maxsize=1)
def _known() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for target, words in SYNONYMS.items():
        for word in (target, *words):
            found.setdefault(fold_header(word), {})[target] = None
    return {word: tuple(targets) for word, targets in found.items()}


def _steps(one: str, other: str, limit: int) -> int:
    """Return how many letters must be changed, added, dropped or swapped with a neighbour, up to just over a limit."""
    before, last = [0] * (len(other) + 1), list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
        before, last = last, row
    return last[-1]
