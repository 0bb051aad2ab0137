"""Which column of a table a mapping means by a header."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from incidents.services.importing.mapping.headers import fold_header, guesses, is_slip
from incidents.services.importing.mapping.shape import Field, Mapping

if TYPE_CHECKING:
    from incidents.services.importing.files import Column

# Ways of reading that look for one thing in the column of another, whose header says nothing of it.
_LOOKS_INSIDE = frozenset({"IN_TEXT", "ZONE_IN_TEXT", "DIGEST"})
# What the columns of American tables are called that become nothing of ours by themselves; `_TOGETHER` holds both.
_STATES = frozenset(
    fold_header(name)
    for name in ("State", "Location State", "Event State", "US State", "ST", "State/Territory", "State or Territory", "State Name")
)  # fmt: skip
_CITIES = frozenset(
    fold_header(name)
    for name in ("City", "Location City", "Event City", "Nearest City", "City Name", "Town", "Municipality", "Airport City")
)  # fmt: skip
_TOGETHER = frozenset(
    fold_header(name) for name in ("City/State", "City, State", "City and State", "City & State", "Location City/State")
)  # fmt: skip


def located(mapping: Mapping, columns: Sequence[Column]) -> dict[str, Column]:
    """Return the column of each header that the mapping reads; a header that is not there is left out.

    A header counts as there if it is spelt the same but for case, spaces and signs. Failing that, the only other
    column whose header means the same takes its place: "Date of Sighitng" for "Date".
    """
    exact = {column.header: column for column in reversed(columns)}
    folded = {fold_header(column.header): column for column in reversed(columns)}
    found = {
        header: column
        for header in mapping.headers
        if (column := exact.get(header) or folded.get(fold_header(header))) is not None
    }
    found |= _states_and_cities(mapping, columns, found)
    for field in (one for one in mapping.fields if one.reading not in _LOOKS_INSIDE):
        for header in (one for one in field.columns if one not in found):
            taken = {column.index for column in found.values()}
            alike = [
                column for column in columns if column.index not in taken and _means(column.header, field)
            ]
            if len(alike) == 1:
                found[header] = alike[0]
    return found


def _states_and_cities(
    mapping: Mapping, columns: Sequence[Column], found: Mapped[str, Column]
) -> dict[str, Column]:
    """Return the columns of state and city under other names; one column may hold both."""
    taken = {column.index for column in found.values()}
    free = [(fold_header(column.header), column) for column in columns if column.index not in taken]
    located = {}
    for header in (one for one in mapping.headers if one not in found):
        names = next((known for known in (_STATES, _CITIES) if fold_header(header) in known), None)
        if names is not None:
            alike = (
                [column for name, column in free if name in names]
                or [column for name, column in free if any(is_slip(name, known) for known in names)]
                or [column for name, column in free if name in _TOGETHER]
            )
            if len(alike) == 1:
                located[header] = alike[0]
    return located


def _means(header: str, field: Field) -> bool:
    return any(guess.target == field.target and guess.confidence >= 0.7 for guess in guesses(header))


def fitted(mapping: Mapping, columns: Sequence[Column]) -> Mapping | None:
    """Return the mapping with the headers as this table writes them, or None where one is missing."""
    found = located(mapping, columns)
    if not mapping.headers or len(found) < len(mapping.headers):
        return None
    return replace(
        mapping,
        fields=tuple(
            replace(known, columns=tuple(found[header].header for header in known.columns))
            for known in mapping.fields
        ),
    )
