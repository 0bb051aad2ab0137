"""The pass over a text: every rule whose words or digits occur looks at it once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from incidents.services.personal_data.contact import CONTACT_RULES
from incidents.services.personal_data.documents import DOCUMENT_RULES
from incidents.services.personal_data.folding import fold, without_addresses
from incidents.services.personal_data.grading import Finding, Rule, Worth, worth_of
from incidents.services.personal_data.messenger import MESSENGER_RULES
from incidents.services.personal_data.names import NAME_RULES
from incidents.services.personal_data.origins import ORIGIN_RULES
from incidents.services.personal_data.possessions import POSSESSION_RULES
from incidents.services.personal_data.prefilter import FLAGGED, Glance

RULES: tuple[Rule, ...] = (
    *DOCUMENT_RULES, *CONTACT_RULES, *MESSENGER_RULES, *POSSESSION_RULES, *NAME_RULES, *ORIGIN_RULES,
)  # fmt: skip

# Six digits with little between them: what a numeric rule needs, and "0900, 2 persons, 300 m" lacks.
_FEWEST_DIGITS = 6
_NUMBERISH = re.compile(r"(?:\d\D{0,3}){5}\d")
_NUMERIC_RULES = frozenset(index for index, rule in enumerate(RULES) if not rule.words)
_RULES_OF_WORD: dict[str, list[int]] = {}
for _index, _rule in enumerate(RULES):
    for _word in _rule.words:
        _RULES_OF_WORD.setdefault(_word, []).append(_index)
_ALL_WORDS = tuple(_RULES_OF_WORD)
# A literal without a blank lies within one word, and which rules a word calls for is remembered.
_IN_ONE_WORD = tuple(word for word in _ALL_WORDS if " " not in word)
_ACROSS_WORDS = tuple(word for word in _ALL_WORDS if " " in word)
_WORDS_KEPT = 200_000
_called_for: dict[str, frozenset[int]] = {}
_GLANCE = Glance(_ALL_WORDS)


def is_surely_clean(text: str) -> bool:
    """Whether nothing can be found, said at a glance; False says nothing."""
    return _GLANCE.weight_of(text) < _FEWEST_DIGITS


def find_personal_data(text: str) -> Iterator[Finding]:
    """Yield for each rule that meets something its gravest match, in the order of the rules."""
    weight = _GLANCE.weight_of(text) if text else 0
    if weight < _FEWEST_DIGITS:
        return
    folded = fold(text)
    if weight < FLAGGED and not _NUMBERISH.search(without_addresses(folded)):
        return
    lowered = folded.lower()
    bare = without_addresses(lowered)
    for index in _worth_a_look(lowered, bare):
        rule = RULES[index]
        read = lowered if rule.reads_addresses else bare
        yield from _met(rule, folded if rule.keeps_case else read)


def _worth_a_look(lowered: str, bare: str) -> list[int]:
    """Return the rules whose words or digits occur: in a million imported notes hardly any."""
    candidates = set(_NUMERIC_RULES) if _NUMBERISH.search(bare) else set()
    for written in lowered.split():
        called = _called_for.get(written)
        candidates |= _rules_called_by(written) if called is None else called
    for word in _ACROSS_WORDS:
        if word in lowered:
            candidates.update(_RULES_OF_WORD[word])
    return sorted(candidates)


def _rules_called_by(written: str) -> frozenset[int]:
    if len(_called_for) >= _WORDS_KEPT:
        _called_for.clear()
    rules = frozenset(rule for word in _IN_ONE_WORD if word in written for rule in _RULES_OF_WORD[word])
    _called_for[written] = rules
    return rules


def _met(rule: Rule, text: str) -> Iterator[Finding]:
    gravest = Worth.NOTHING
    for match in rule.shape.finditer(text):
        gravest = max(gravest, worth_of(rule, match))
        if gravest >= Worth.HARD:
            break
    if gravest >= Worth.DOUBTFUL:
        yield Finding(rule.code, rule.name, gravest)
