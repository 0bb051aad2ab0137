"""JSON of bounded depth: how deep a reader can follow differs between versions of Python, so a number decides."""

from __future__ import annotations

import json
from typing import Any

MAX_DEPTH = 32


def load_shallow(text: str | bytes, *, most: int = MAX_DEPTH, **options: Any) -> Any:
    """Return the value of a JSON text; deeper nesting is a RecursionError, wherever the reader would have given in."""
    value = json.loads(text, **options)
    if is_deeper_than(value, most):
        raise RecursionError(f"nested deeper than {most} levels")
    return value


def is_deeper_than(value: Any, levels: int) -> bool:
    """Walk level by level, because recursion is what a nested body attacks."""
    level = [value]
    for _depth in range(levels + 1):
        level = [
            child
            for item in level
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True
