"""The steps that say where: a position in a cell, in two, or inside a text."""

from __future__ import annotations

from collections.abc import Sequence

from incidents.services.importing.mapping import faa
from incidents.services.importing.mapping.found import Found
from incidents.services.importing.mapping.positions import SitesOfTable, read_cell, read_pair
from incidents.services.importing.mapping.steps import Cells, Draft, Source, Step, take


def position(source: Source, place: Sequence[Source], sites: SitesOfTable, *, is_certain: bool) -> Step:
    """Read a position in any notation, counted from the site of the row where it is a distance."""

    def step(cells: Cells, draft: Draft) -> None:
        text = cells[source.index]
        if text:
            words = next((cells[one.index] for one in place if cells[one.index]), "")
            take_point(draft, read_cell(text, place=words, sites=sites, is_certain=is_certain), source)

    return step


def degrees(lat: Source, lon: Source) -> Step:
    """Read latitude and longitude of two columns."""

    def step(cells: Cells, draft: Draft) -> None:
        take_point(draft, read_pair(cells[lat.index], cells[lon.index]), lat)

    return step


def position_in_text(sources: Sequence[Source]) -> Step:
    """Read a position inside a text, held against the state and city that the row names."""
    text, state, city = (*sources, None, None)[:3]

    def step(cells: Cells, draft: Draft) -> None:
        if text is None:
            return
        found, draft.point_doubt = faa.place_in_text(
            cells[text.index], cells[state.index] if state else "", cells[city.index] if city else ""
        )
        take_point(draft, found, text)

    return step


def take_point(draft: Draft, found: Found, source: Source) -> None:
    """Put a point into the row; an uncertainty that the office states wins over the one that the digits imply."""
    stated = draft.values.get("uncertainty_m")
    take(draft, found, source, "")
    if stated and found.values:
        draft.values["uncertainty_m"] = stated
