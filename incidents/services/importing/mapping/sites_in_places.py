"""A column of places that nearly always names a site is one of sites; only the registry knows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from incidents.services.importing.mapping.positions import SitesOfTable
from incidents.services.importing.mapping.sampling import samples_of
from incidents.services.importing.mapping.shape import Field, Mapping
from incidents.services.importing.mapping.suggesting import suggest

if TYPE_CHECKING:
    from incidents.services.importing.files import Table

_SHARE_OF_SITES = 0.6
_POINT = ("position", "lat")


def guess(table: Table) -> Mapping:
    """Return what the columns of a table seem to be, by the table and by the registry."""
    return with_sites(suggest(table), table)


def with_sites(mapping: Mapping, table: Table) -> Mapping:
    """Read the places as sites too, so that a point beside a name that is none is said to decide."""
    place = mapping.field_of("place_as_reported")
    if place is None or mapping.field_of("site") or not any(map(mapping.field_of, _POINT)):
        return mapping
    sites = SitesOfTable()
    for sample in samples_of(table):
        if sample.column.header == place.columns[0]:
            share = sample.share(lambda words: bool(sites.site_of(words)[0]))
            if share >= _SHARE_OF_SITES:
                why = f"CELLS:{round(share * len(sample.cells))}/{len(sample.cells)}"
                found = Field("site", place.columns[:1], "NAME", "", round(0.6 * share, 2), (why,))
                return replace(mapping, fields=(*mapping.fields, found))
    return mapping
