"""Text that a spreadsheet would take for a formula: marked with an apostrophe on the way out, unmarked on the way in."""

from __future__ import annotations

import re

_INVISIBLE = " \u00a0\ufeff\u200b\u200c\u200d\u2060\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
_FORMULA = re.compile(f"[{_INVISIBLE}]*[=+\\-@\\t\\r\\n＝＋－＠]")
# A longitude keeps its minus, a difference its plus.
_NUMBER = re.compile(r"[+-]?(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d+)?")


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet might run the text."""
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def inert(text: str) -> str:
    """Return the text such that no spreadsheet runs it."""
    return f"'{text}" if looks_like_formula(text) else text


def plain_cells(cells: list[str]) -> list[str]:
    """Take back what `inert` did."""
    return [cell[1:] if cell[:1] == "'" and looks_like_formula(cell[1:]) else cell for cell in cells]
