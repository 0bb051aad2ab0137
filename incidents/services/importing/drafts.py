"""A row between its text and its entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from incidents.enums import TimePrecision
from incidents.services.importing.entries import Entry, Refusal, Said
from incidents.services.importing.places import Seen
from incidents.services.importing.row import Reading, ReadRow
from incidents.services.importing.rows import Row
from incidents.services.substance import missing_values
from incidents.services.text_scan import Doubt
from sites.models import ProtectedSite


class Draft:
    """A row on its way through the steps of reading; those it has not reached have left nothing yet."""

    __slots__ = (
        "children",
        "columns",
        "doubts",
        "kinds",
        "outcome",
        "read",
        "reading",
        "row",
        "said",
        "site",
    )
    reading: Reading
    read: ReadRow
    said: Said
    doubts: list[Doubt]
    children: dict[str, tuple[tuple[Any, ...], ...]]
    kinds: int
    site: ProtectedSite | None
    columns: tuple[Any, ...]

    def __init__(self, row: Row) -> None:
        self.row = row
        self.outcome: Entry | Refusal | None = None


def said_of(row: Row, seen: Seen, fields: Mapping[str, Any], told: tuple[str, ...]) -> Said:
    begin = fields.get("occurred_from")
    point, site = seen.point, seen.site
    return Said(
        (point.lat, point.lon) if point else None,
        site.code if site else "",
        _one_object(begin.date()) if begin else None,
        seen.offer,
        row.notes + seen.notes,
        seen.flags,
        told,
    )


@lru_cache(maxsize=1_000)
def _one_object(day: dt.date) -> dt.date:
    """Return the same object for the same day: it is packed once for all rows of a chunk."""
    return day


def missing_of(
    own: Mapping[str, Any], site: ProtectedSite | None, codes: Mapping[str, Any]
) -> tuple[str, ...]:
    has_place = site is not None or own.get("observer_lat") is not None
    has_time = own.get("occurred_from") is not None or own["time_precision"] == TimePrecision.UNKNOWN
    has_line = bool((own["summary"] or own["summary_ko"]).strip())
    if has_place and has_time and has_line and codes["behaviours"]:
        return ()
    missing = missing_values(
        has_place=has_place, has_time=has_time, has_behaviour=bool(codes["behaviours"]), has_line=has_line
    )
    return tuple(missing.values())
