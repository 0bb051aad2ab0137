"""A first guess at a mapping, from the headers and from a look at some cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from incidents.services.importing.mapping.shape import Mapping

if TYPE_CHECKING:
    from incidents.services.importing.files import Table


def suggest(table: Table) -> Mapping:
    """Return what the columns of a table seem to be; each field says how sure that is and why."""
    return Mapping(fields=())
