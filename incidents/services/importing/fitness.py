"""Whether values pass the checks of `services.substance` and `services.children`, asking each of them only once.

What the checks have accepted before they accept again. Words, points and moments are new in every row; they pass by
plain bounds that are nowhere wider than the checks, and whatever these do not pass is put to the checks themselves.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from operator import le
from typing import Any, NamedTuple

from django.utils import timezone

from incidents.errors import IncompleteReport
from incidents.models import Incident
from incidents.services.children import check_row
from incidents.services.personal_data import is_surely_clean
from incidents.services.substance import EARLIEST, FREE_TEXT_FIELDS, check_substance
from incidents.services.text_scan import Doubt, examine

_KEPT = 100_000
_LENGTHS = {field.name: field.max_length or 0 for field in Incident._meta.concrete_fields}
_LIMITS = {name: _LENGTHS[name] for name in FREE_TEXT_FIELDS}
_APART = frozenset(
    {"site", "case", "occurred_from", "occurred_to", "observer_lat", "observer_lon", *FREE_TEXT_FIELDS}
)


class _Names(NamedTuple):
    texts: tuple[str, ...]
    limits: tuple[int, ...]
    least: int
    shared: tuple[str, ...]


class Fitness:
    """Remembers what was accepted while one file is read."""

    def __init__(self) -> None:
        self._accepted: set[Hashable] = set()
        self._names: dict[tuple[str, ...], _Names] = {}
        self._latest = timezone.now()
        self._plain_years = range(EARLIEST.year + 1, self._latest.year)

    def check(self, own: Mapping[str, Any], codes: Mapping[str, Any], *, codes_are_fit: bool) -> list[Doubt]:
        """Raise what `check_substance` would raise; return what may identify a person."""
        names = self._names_of(own)
        texts = list(map(own.__getitem__, names.texts))
        together = " ".join(texts)
        if not (
            self._has_plain_times(own)
            and _has_plain_point(own)
            and self._passes_together(own, names.shared)
            and (codes_are_fit or self.passes(codes))
            and _can_be_stored(together)
            and (len(together) <= names.least or all(map(le, map(len, texts), names.limits)))
        ):
            check_substance(Incident(**own, **codes))
        if is_surely_clean(together):
            return []
        return [doubt for name in names.texts if own[name] for doubt in examine(name, own[name])]

    def check_rows(self, name: str, rows: Sequence[Mapping[str, Any]]) -> list[Doubt]:
        """Raise what `replace_children` would raise of rows, whichever sources they name."""
        return [
            doubt
            for position, row in enumerate(rows, 1)
            for doubt in check_row(name, position, {**row, "source": None}, n_sources=0)
        ]

    def passes(self, fields: Mapping[str, Any]) -> bool:
        """Whether each value is accepted for itself."""
        return all(self._passes_alone(name, value) for name, value in fields.items() if name not in _APART)

    def _names_of(self, own: Mapping[str, Any]) -> _Names:
        """Return the names of the values, sorted out once for all rows that have the same."""
        names = tuple(own)
        known = self._names.get(names)
        if known is None:
            texts = tuple(name for name in FREE_TEXT_FIELDS if name in own)
            shared = tuple(name for name in names if name not in _APART)
            limits = tuple(map(_LIMITS.__getitem__, texts))
            known = self._names[names] = _Names(texts, limits, min(limits, default=0), shared)
        return known

    def _passes_together(self, own: Mapping[str, Any], names: tuple[str, ...]) -> bool:
        """Whether the values that many rows share are accepted."""
        key = (names, *map(own.__getitem__, names))
        if key in self._accepted:
            return True
        is_fit = self.passes(own)
        if is_fit:
            self._remember(key)
        return is_fit

    def _passes_alone(self, name: str, value: Any) -> bool:
        key = (name, tuple(value) if isinstance(value, list) else value)
        if key not in self._accepted:
            try:
                check_substance(Incident(**{name: value}))
            except IncompleteReport:
                return False
            self._remember(key)
        return True

    def _has_plain_times(self, own: Mapping[str, Any]) -> bool:
        begin, end = own.get("occurred_from"), own.get("occurred_to")
        if begin is None:
            return end is None
        return (begin.year in self._plain_years or EARLIEST <= begin <= self._latest) and (
            end is None or begin <= end
        )

    def _remember(self, key: Hashable) -> None:
        if len(self._accepted) >= _KEPT:
            self._accepted.clear()
        self._accepted.add(key)


def _has_plain_point(own: Mapping[str, Any]) -> bool:
    lat, lon = own.get("observer_lat"), own.get("observer_lon")
    if lat is None or lon is None:
        return lat is lon
    return -90 <= lat <= 90 and -180 <= lon <= 180


def _can_be_stored(text: str) -> bool:
    """Whether a text is plain; neither NUL nor half a pair of surrogates is printable."""
    return text.isprintable() or text.replace("\n", "").replace("\r", "").replace("\t", "").isprintable()
