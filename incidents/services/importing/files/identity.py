"""Which headers are about a person, however they are spaced."""

from __future__ import annotations

import re
import unicodedata

from incidents.services.importing.columns import COLUMNS, names_a_person

# Offices stretch short words over a cell: 성   명.
_STRETCHED = re.compile(r"(?<![가-힣a-z])(?:[가-힣](?:\s+[가-힣])+|[a-z](?:\s+[a-z])+)(?![가-힣a-z])")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Letters of other scripts that look like Latin ones, and come along when a header is pasted.
_LOOKALIKES = str.maketrans("аеіорсухѕјһԁɑαορν", "aeiopcyxsjhdaaopv")


def is_about_a_person(header: str) -> bool:
    """Whether the cells under the header must not be read."""
    plain = _plain(header)
    if plain.lower() in COLUMNS:
        return False
    readings = {plain.lower(), _CAMEL.sub(" ", plain).lower()}
    readings |= {_STRETCHED.sub(lambda found: re.sub(r"\s", "", found[0]), reading) for reading in readings}
    readings |= {reading.translate(_LOOKALIKES) for reading in readings}
    return any(names_a_person(reading) for reading in readings)


def _plain(header: str) -> str:
    """Return a header without accents, width and what cannot be seen; syllables stay whole."""
    letters = unicodedata.normalize("NFKD", _INVISIBLE.sub("", header))
    bare = "".join(letter for letter in letters if unicodedata.category(letter) != "Mn")
    return unicodedata.normalize("NFC", bare).strip()
