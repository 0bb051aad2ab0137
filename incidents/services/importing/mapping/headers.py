"""Headers as people write them, reduced to what must agree."""

from __future__ import annotations

import re
import unicodedata

_BRACKETED = re.compile(r"[(\[{<【].*?[)\]}>】]")
_NOT_A_LETTER = re.compile(r"[^0-9a-z가-힣]+")


def fold_header(header: str) -> str:
    """Return a header without case, width, spaces, signs and remarks in brackets; one of nothing else stays as it is."""
    plain = unicodedata.normalize("NFKC", header).casefold()
    return _NOT_A_LETTER.sub("", _BRACKETED.sub(" ", plain)) or _NOT_A_LETTER.sub("", plain) or plain.strip()
