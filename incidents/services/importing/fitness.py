"""Whether values pass the checks of `services.substance` and `services.children`, asking each of them only once.

What the checks have accepted before they accept again. Words, points and moments are new in every row; they pass by
plain bounds that are nowhere wider than the checks, and whatever these do not pass is put to the checks themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping
from typing import Any

from django.utils import timezone

from incidents.errors import IncompleteReport
from incidents.models import Incident
from incidents.services.children import ROW_SETS, Children, check_row
from incidents.services.substance import EARLIEST, FREE_TEXT_FIELDS, check_substance
from incidents.services.text_scan import Doubt, examine

_KEPT = 100_000
_LIMITS = {name: Incident._meta.get_field(name).max_length or 0 for name in FREE_TEXT_FIELDS}
_APART = frozenset(
    {"site", "case", "occurred_from", "occurred_to", "observer_lat", "observer_lon", *FREE_TEXT_FIELDS}
)


class Fitness:
    """Remembers what was accepted while one file is read."""

    def __init__(self) -> None:
        self._accepted: set[Hashable] = set()
        self._latest = timezone.now()

    def check(self, fields: Mapping[str, Any], children: Children) -> list[Doubt]:
        """Raise what the services would raise; return what may identify a person."""
        if not self._passes(fields):
            check_substance(Incident(**fields))
        doubts = [doubt for name in _LIMITS if fields.get(name) for doubt in examine(name, fields[name])]
        n_sources = len(children.sources or ())
        for name in ROW_SETS:
            for position, row in enumerate(getattr(children, name) or (), 1):
                doubts += self._check_row(name, position, row, n_sources)
        return doubts

    def _passes(self, fields: Mapping[str, Any]) -> bool:
        return (
            _has_plain_times(fields, self._latest)
            and _has_plain_point(fields)
            and all(_is_plain(fields.get(name), limit) for name, limit in _LIMITS.items())
            and all(self._passes_alone(name, value) for name, value in fields.items() if name not in _APART)
        )

    def _passes_alone(self, name: str, value: Any) -> bool:
        key = (name, tuple(value) if isinstance(value, list) else value)
        if key not in self._accepted:
            try:
                check_substance(Incident(**{name: value}))
            except IncompleteReport:
                return False
            self._remember(key)
        return True

    def _check_row(self, name: str, position: int, row: Mapping[str, Any], n_sources: int) -> list[Doubt]:
        key = (name, n_sources, *(tuple(v) if isinstance(v, list) else v for v in row.values()))
        if key in self._accepted:
            return []
        doubts = check_row(name, position, row, n_sources=n_sources)
        if not doubts:
            self._remember(key)
        return doubts

    def _remember(self, key: Hashable) -> None:
        if len(self._accepted) >= _KEPT:
            self._accepted.clear()
        self._accepted.add(key)


def _has_plain_times(fields: Mapping[str, Any], latest: dt.datetime) -> bool:
    begin, end = fields.get("occurred_from"), fields.get("occurred_to")
    if begin is None:
        return end is None
    return EARLIEST <= begin <= latest and (end is None or begin <= end)


def _has_plain_point(fields: Mapping[str, Any]) -> bool:
    lat, lon = fields.get("observer_lat"), fields.get("observer_lon")
    if lat is None or lon is None:
        return lat is lon
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _is_plain(text: str | None, limit: int) -> bool:
    """Whether a text fits its column and can be stored."""
    return not text or (
        len(text) <= limit and (text.isascii() or _can_be_encoded(text)) and "\x00" not in text
    )


def _can_be_encoded(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
