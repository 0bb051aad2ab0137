"""A first look over a sheet without reading it: how many rows hold anything, and which cells are merged.

Merged cells stand behind all rows in the file, and the sheet to read is the fullest one, so both must be known
before the first row is read. Looking at bytes takes a fraction of the time that parsing takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused
from incidents.services.importing.files.limits import MAX_MERGES, MAX_TAGS
from incidents.services.importing.files.merges import Merge, merge_of

_RANGE = re.compile(
    rb"""mergeCell\s[^<>]{0,200}?ref\s*=\s*["']([A-Z$]{1,5}[0-9$]{1,9}):([A-Z$]{1,5}[0-9$]{1,9})["']"""
)
_LONGEST_TAG_BYTES = 1 << 12


@dataclass(slots=True)
class Scan:
    """What a look showed."""

    n_rows: int = 0
    ranges: list[Merge] = field(default_factory=list)


def scan(pieces: Iterable[bytes]) -> Scan:
    """Look over the bytes of a sheet."""
    found, rest, is_filled, n_tags = Scan(), b"", False, 0
    for piece in pieces:
        data = rest + piece
        cut = max(data.rfind(b">") + 1, len(data) - _LONGEST_TAG_BYTES)
        data, rest = data[:cut], data[cut:]
        n_tags += data.count(b"<")
        if n_tags > MAX_TAGS:
            raise ImportRefused(
                _(
                    "The sheet has far more cells than any table needs. Save it as “CSV UTF-8” and hand that over."
                )
            )
        # A row that holds a cell with content ends in `</c></row>`; one that is only formatted does not.
        parts = [b"c>" in part for part in data.split(b"row>")]
        parts[0] |= is_filled
        found.n_rows += sum(parts[:-1])
        is_filled = parts[-1]
        if b"mergeCell" in data:
            _add_ranges(data, found)
    return found


def _add_ranges(data: bytes, found: Scan) -> None:
    for match in _RANGE.finditer(data):
        merge = merge_of(match[1].decode(), match[2].decode())
        if merge:
            found.ranges.append(merge)
    if len(found.ranges) > MAX_MERGES:
        raise ImportRefused(
            _("The sheet has more than %(limit)d merged ranges. Save it as “CSV UTF-8”.")
            % {"limit": MAX_MERGES}
        )
