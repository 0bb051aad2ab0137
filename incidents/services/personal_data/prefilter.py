"""Which texts need no closer look: a word that no rule knows is remembered, so that most notes pass at a glance."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.services.personal_data.folding import fold

_KEPT = 200_000
FLAGGED = 1_000


class Glance:
    """Remembers of each word how many digits it holds, or that a rule may know it.

    It only ever says that nothing can be found; the rest is read by the rules themselves.
    """

    def __init__(self, literals: Iterable[str]) -> None:
        self._literals = tuple(literals)
        # A literal with a blank begins at the end of one word; what it begins with must not be nothing, which every word ends with.
        self._beginnings = tuple({literal.split()[0] for literal in self._literals if " " in literal})
        self._weights: dict[str, int] = {}

    def weight_of(self, text: str) -> int:
        """Return how many digits the text holds; FLAGGED or more if a rule may know one of its words."""
        if not text.isprintable():  # hidden letters could join two words
            text = text.replace("\n", " ").replace("\t", " ").replace("\r", " ")
            if not text.isprintable():
                return FLAGGED
        words = text.split()
        try:
            return sum(map(self._weights.__getitem__, words))
        except KeyError:
            return sum(map(self._weight, words))

    def _weight(self, word: str) -> int:
        known = self._weights.get(word)
        if known is None:
            if len(self._weights) >= _KEPT:
                self._weights.clear()
            known = self._weights[word] = self._weigh(fold(word).lower())
        return known

    def _weigh(self, folded: str) -> int:
        if folded.endswith(self._beginnings) or any(literal in folded for literal in self._literals):
            return FLAGGED
        return sum(map(str.isdecimal, folded))
