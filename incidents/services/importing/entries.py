"""A row that was read, checked, placed and made ready to be stored; or why it stays outside."""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from incidents.models import LegalBasis
from incidents.services.importing.likeness import Likeness


class Said(NamedTuple):
    """What a preview shows of a row beside its verdict."""

    point: tuple[float, float] | None = None
    site_code: str = ""
    day: dt.date | None = None
    offer: tuple[float, float] | None = None
    notes: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()


class Entry(NamedTuple):
    """A row that may enter: columns and child rows as the database takes them.

    `codes` and `children` are the same objects for rows that say the same. `children` holds, for each set of rows,
    tuples of a row's columns; those of outcomes and claims end with the position of their source, and those of
    outcomes with the keys of their provisions. `cells` are kept where the row may change a known report.
    """

    row_number: int
    key: str
    digest: str
    case_ref: str
    codes: tuple[Any, ...]
    own: tuple[Any, ...]
    children: dict[str, tuple[tuple[Any, ...], ...]]
    missing: tuple[str, ...]
    likeness: Likeness | None
    said: Said
    cells: dict[str, str] | None


class Refusal(NamedTuple):
    """A row that stays outside, with its reasons."""

    row_number: int
    reasons: tuple[str, ...]
    said: Said


class Provisions:
    """The versions of each provision, read once."""

    def __init__(self) -> None:
        self.versions: dict[str, list[LegalBasis]] = {}
        for version in LegalBasis.objects.order_by("version"):
            self.versions.setdefault(version.code, []).append(version)
