"""How much a value is worth as personal data: its shape says something, the word beside it says more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from django.utils.functional import Promise


class Worth(IntEnum):
    """From HARD on a text is refused; a doubtful one is asked about once."""

    NOTHING = 0  # no such value, whatever stands beside it
    POSSIBLE = 1  # passes unless its word stands beside it
    DOUBTFUL = 2
    HARD = 3
    CERTAIN = 4  # stays hard even where the word beside it names a thing


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that met something in a text. The value itself is never carried along."""

    code: str
    name: Promise
    worth: Worth


Weigh = Callable[[re.Match[str]], Worth]


def always(worth: Worth) -> Weigh:
    """Return what weighs every match the same."""
    return lambda _match: worth


# A number that one of these introduces belongs to a thing or a file, not to a person.
THINGS = re.compile(
    r"serial|\bs/?n\b|시리얼|일련\s?번호|제조\s?번호|제품\s?번호|\bimei\b|\bmac\b|바코드|barcode|송장"
    r"|증거|증제|압수|보관|영치|custody|evidence|exhibit|관리\s?번호|접수\s?번호|사건\s?번호|문서\s?번호|발신\s?번호"
    r"|case no|case number|reference|\bref\b|report no|log no|신고\s?번호|승인|허가|approval|permit|notam"
    r"|remote id|편명|flight|좌표|coord|\bgrid\b|mgrs|\butm\b|위도|경도|\blat|\blon|국가지점"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of value and the words that make it a person's.

    `words` are literals of which one must stand in the text, else the rule is passed over; without them it needs
    a run of digits. `reach` is how far before the value its label may stand.
    """

    code: str
    name: Promise
    shape: re.Pattern[str]
    weigh: Weigh
    key: re.Pattern[str] | None = None
    others: re.Pattern[str] = THINGS
    words: tuple[str, ...] = ()
    reach: int = 32
    keeps_case: bool = False
    reads_addresses: bool = False


_REACH_AFTER = 12
# "no. M1234" does not end a sentence, "확인함. M1234" and "shown. M1234" do.
_SENTENCE_END = re.compile(r"(?:[가-힣]|[a-z]{3}|\))[.!?]\s|[\n;]")
_BREAK = re.compile(r"[.,;\n]")


def worth_of(rule: Rule, match: re.Match[str]) -> Worth:
    """Grade a match: the nearest label before it decides, else one right behind it."""
    worth = rule.weigh(match)
    if rule.key is None or worth in (Worth.NOTHING, Worth.CERTAIN):
        return worth
    before, after = _beside(match, rule.reach)
    key_at, other_at = _end_of_last(rule.key, before), _end_of_last(rule.others, before)
    if key_at > other_at or (other_at < 0 and rule.key.search(after)):
        return max(worth, Worth.HARD)
    return Worth(worth - 1) if other_at >= 0 else worth


def _beside(match: re.Match[str], reach: int) -> tuple[str, str]:
    """Return the same sentence before and after the match, as far as a label may stand."""
    text = match.string
    before = text[max(0, match.start() - reach) : match.start()]
    before = before[max(_end_of_last(_SENTENCE_END, before), 0) :]
    after = text[match.end() : match.end() + _REACH_AFTER]
    return before, _BREAK.split(after, maxsplit=1)[0]


def _end_of_last(pattern: re.Pattern[str], text: str) -> int:
    return max((found.end() for found in pattern.finditer(text)), default=-1)
