"""What still keeps a mapping from being used on a table, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from incidents.errors import shorten
from incidents.services.importing.columns import COLUMNS
from incidents.services.importing.mapping.date_questions import is_ambiguous, needs_year
from incidents.services.importing.mapping.locating import located
from incidents.services.importing.mapping.sampling import Sample, samples_of
from incidents.services.importing.mapping.shape import DayOrder, Mapping
from incidents.services.importing.mapping.steps_of_time import today_here

if TYPE_CHECKING:
    from incidents.services.importing.files import Table

_PLACES = ("site", "place_as_reported", "position", "lat")
_SHOWN = 5


def is_canonical(table: Table) -> bool:
    """Whether a file has our own columns and needs no mapping."""
    names = {column.header.strip().lower() for column in table.columns}
    return bool(names) and names <= COLUMNS


def problems(mapping: Mapping, table: Table) -> tuple[str, ...]:
    """Return what must be answered before the table can be read with the mapping; nothing means it can."""
    return tuple(_problems(mapping, table))


def _problems(mapping: Mapping, table: Table) -> Iterator[str]:
    found = located(mapping, table.columns)
    missing = [header for header in mapping.headers if header not in found]
    if missing:
        names = ", ".join(shorten(header, 30) for header in missing[:_SHOWN])
        yield _("The file has no column %(names)s. Choose the columns again.") % {"names": names}
    filled = {
        known.target
        for known in mapping.fields
        if known.constant or any(header in found for header in known.columns)
    }
    if not filled & {"date", "date_precision"}:
        yield _("No column says when. Choose one; a row that does not know it may say so.")
    if not filled & set(_PLACES):
        yield _("No column says where. Choose the site, the place in words or the position.")
    if len(filled & {"lat", "lon"}) == 1:
        yield _("Latitude and longitude need a column each.")
    yield from _open_questions(
        mapping, table, {found[header].index for header in _days(mapping) if header in found}
    )


def _days(mapping: Mapping) -> tuple[str, ...]:
    known = mapping.field_of("date")
    return known.columns if known is not None and known.reading == "DATE" else ()


def _open_questions(mapping: Mapping, table: Table, days: set[int]) -> Iterator[str]:
    """Ask for the order of the numbers and for the year only where a cell cannot be read without."""
    if not days or (mapping.day_order is not DayOrder.NOT_TOLD and mapping.year is not None):
        return
    samples: list[Sample] = [one for one in samples_of(table) if one.column.index in days]
    today = today_here(ZoneInfo(settings.OFFICE_TIME_ZONE))
    if mapping.day_order is DayOrder.NOT_TOLD and is_ambiguous(samples, today):
        yield _("Dates such as 4/5/2025 can be read in two ways. Say whether day, month or year comes first.")
    if mapping.year is None and needs_year(samples, today):
        yield _("Some dates have no year. Say which year the file is of.")
