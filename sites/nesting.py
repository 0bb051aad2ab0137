"""JSON of bounded depth: how deep a reader can follow differs between versions of Python, so a number decides."""

from __future__ import annotations

import json
import re
from typing import Any

MAX_DEPTH = 32
# A whole string, or one that never ends, is passed over; what opens and closes is seen.
_TOKENS = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)


def load_shallow(text: str | bytes, *, most: int = MAX_DEPTH, **options: Any) -> Any:
    """Return the value of a JSON text; deeper nesting is a RecursionError, wherever the reader would have given in.

    The depth is read off the text first, so that what is both too deep and broken is always called too deep.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text), "surrogatepass")
    if _opens_deeper_than(text, most + 1):
        raise RecursionError(f"nested deeper than {most} levels")
    value = json.loads(text, **options)
    if is_deeper_than(value, most):
        raise RecursionError(f"nested deeper than {most} levels")
    return value


def _opens_deeper_than(text: str, levels: int) -> bool:
    depth = 0
    for token in _TOKENS.finditer(text):
        sign = token.group()[0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > levels:
            return True
    return False


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
