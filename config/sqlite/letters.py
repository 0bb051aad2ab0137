"""Searches without regard to case: SQLite's LIKE folds ASCII alone, PostgreSQL every letter."""

from __future__ import annotations

from typing import Any

from django.db.models.lookups import IContains


class FoldedContains(IContains):
    """`icontains` that finds the same rows on both databases; Korean and ASCII words keep the quicker LIKE."""

    function = "CONTAINS_FOLDED"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """Compare in Python only where LIKE would miss a letter of the other case."""
        if not isinstance(self.rhs, str) or not has_case_beyond_ascii(self.rhs):
            return self.as_sql(compiler, connection)
        column, params = self.process_lhs(compiler, connection)
        return f"{self.function}({column}, %s)", [*params, self.rhs]


def has_case_beyond_ascii(text: str) -> bool:
    """Whether a letter that ASCII does not have comes in two cases."""
    return any(not letter.isascii() and letter.upper() != letter.lower() for letter in text)


def contains_folded(text: str | None, words: str) -> bool | None:
    """Whether the text holds the words in any case; nothing is known of NULL."""
    return None if text is None else _folded(words) in _folded(text)


def _folded(text: str) -> str:
    # Letter by letter as PostgreSQL does: a sharp s, whose capital would be two letters, stays.
    return "".join(upper if len(upper := letter.upper()) == 1 else letter for letter in text)
