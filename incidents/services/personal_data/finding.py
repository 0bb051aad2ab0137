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
from incidents.services.personal_data.possessions import POSSESSION_RULES

RULES: tuple[Rule, ...] = (
    *DOCUMENT_RULES, *CONTACT_RULES, *MESSENGER_RULES, *POSSESSION_RULES, *NAME_RULES,
)  # fmt: skip

# Six digits with little between them: what every numeric rule needs, and "0900, 2 persons, 300 m" lacks.
_NUMBERISH = re.compile(r"(?:\d\D{0,2}){5}\d")


def find_personal_data(text: str) -> Iterator[Finding]:
    """Yield for each rule that meets something its gravest match, in the order of the rules."""
    if not text:
        return
    folded = fold(text)
    lowered = folded.lower()
    bare = without_addresses(lowered)
    has_numbers = _NUMBERISH.search(bare) is not None
    for rule in RULES:
        if rule.words:
            if any(word in lowered for word in rule.words):
                yield from _met(rule, folded if rule.keeps_case else lowered)
        elif has_numbers:
            yield from _met(rule, bare)


def _met(rule: Rule, text: str) -> Iterator[Finding]:
    gravest = Worth.NOTHING
    for match in rule.shape.finditer(text):
        gravest = max(gravest, worth_of(rule, match))
        if gravest >= Worth.HARD:
            break
    if gravest >= Worth.DOUBTFUL:
        yield Finding(rule.code, rule.name, gravest)
