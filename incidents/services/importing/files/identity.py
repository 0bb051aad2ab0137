"""Which headers are about a person, however they are spaced."""

from __future__ import annotations

import re
import unicodedata

from incidents.services.importing.columns import COLUMNS, names_a_person

# Offices stretch short words over a cell: 성   명.
_STRETCHED = re.compile(r"(?<![가-힣])[가-힣](?:\s+[가-힣])+(?![가-힣])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def is_about_a_person(header: str) -> bool:
    """Whether the cells under the header must not be read."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", header)).lower().strip()
    if plain in COLUMNS:
        return False
    joined = _STRETCHED.sub(lambda found: re.sub(r"\s", "", found[0]), plain)
    return names_a_person(plain) or (joined != plain and names_a_person(joined))
