"""Which column of a table a mapping means by a header."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from incidents.services.importing.mapping.headers import fold_header, guesses
from incidents.services.importing.mapping.shape import Field, Mapping

if TYPE_CHECKING:
    from incidents.services.importing.files import Column


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
    for field in mapping.fields:
        for header in (one for one in field.columns if one not in found):
            taken = {column.index for column in found.values()}
            alike = [
                column for column in columns if column.index not in taken and _means(column.header, field)
            ]
            if len(alike) == 1:
                found[header] = alike[0]
    return found


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
