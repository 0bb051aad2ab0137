"""What patterns may look at of a cell: a cell may hold 131,072 characters, and a pattern may take the cube of that."""

from __future__ import annotations

MOST_CHARACTERS = 5_000
_SHORT = 200


def readable(text: str) -> str:
    """Return the beginning of a long text, one blank at a time; lines stay lines."""
    if len(text) <= _SHORT:
        return text
    lines = (" ".join(line.split()) for line in text[: 4 * MOST_CHARACTERS].split("\n"))
    return "\n".join(line for line in lines if line)[:MOST_CHARACTERS]
