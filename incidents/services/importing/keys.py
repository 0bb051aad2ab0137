"""What makes a row the same row at the next import, and what tells that it says something else now."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import compress

from incidents.services.text_scan import what_identifies

_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")
# What offices number their rows by; too short for any number of a person, so that it need not be looked at closer.
_PLAIN = re.compile(r"(?:[A-Za-z]{1,4}[-_/.]?)?(?:(?:19|20)[0-9]{2}[-_/.])?[0-9]{0,7}")
_REFERENCE = re.compile(r"[A-Za-z0-9./_-]{1,12}")


def key_of(values: Mapping[str, str], *, whose: str = "", digest: str = "") -> str:
    """Return the key of a row: its own reference, else all that it says; and whose file it is.

    `digest` is that of the values, if it is known already.

    Without a reference a row that says anything else is another row: two events of one day and place are two.

    A row of one person is never known by the row of another: else a made-up row would tell what others reported.
    The beginning of the reference, or the month, stands before it: the rows of a file come in that order, and
    keys that lie together in an index are stored many times faster. A reference that identifies a person has no
    beginning, because a key is kept as it is.
    """
    row_ref = values.get("row_ref", "")
    beginning = _REFERENCE.match(row_ref) if row_ref else _MONTH.match(values.get("date", ""))
    is_kept = beginning is not None and (
        _PLAIN.fullmatch(row_ref) is not None or not what_identifies(row_ref)
    )
    said = f"row_ref\x1f{row_ref}" if row_ref else f"row\x1f{digest or digest_of(values)}"
    told = hashlib.sha256(f"{said}\x1f{whose}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{beginning[0] if beginning and is_kept else ''}:{told}"


def digest_of(values: Mapping[str, str]) -> str:
    """Return a digest of all that a row says; blank cells say nothing."""
    names, joined = _in_order(tuple(values))
    texts = list(map(values.__getitem__, names))
    if not all(texts):
        joined, texts = ",".join(compress(names, texts)), list(filter(None, texts))
    said = f"{joined}\x1e" + "\x1f".join(texts)
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(maxsize=1_000)
def _in_order(names: tuple[str, ...]) -> tuple[list[str], str]:
    in_order = sorted(names)
    return in_order, ",".join(in_order)
