"""Words that a person typed: shown as typed, escaped, kept apart from the page's own direction of writing."""

from __future__ import annotations

import re
import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

# Characters that reorder or hide what stands beside them, and controls other than tab and line ends.
_HIDDEN = re.compile(
    r"[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)


def typed(text: object) -> SafeString:
    """Return typed words in a `<bdi>` of their own, with characters that would hide something made visible."""
    if text is None:
        return mark_safe("")
    escaped = _HIDDEN.sub(_marker, escape(str(text)))
    return mark_safe(f'<bdi dir="auto" class="typed">{escaped}</bdi>')


def _marker(match: re.Match[str]) -> str:
    letter = match.group()
    code = f"U+{ord(letter):04X}"
    return format_html('<span class="hidden-sign" title="{}">{}</span>', unicodedata.name(letter, code), code)
