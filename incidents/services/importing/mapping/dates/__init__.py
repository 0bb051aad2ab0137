"""Dates and times as offices write them; docs/data.md lists the forms."""

from incidents.services.importing.mapping.dates.canonical import When, canonical, until
from incidents.services.importing.mapping.dates.clocks import read_clock_cell
from incidents.services.importing.mapping.dates.reader import DateReader
from incidents.services.importing.mapping.dates.told import Clock, Exactness, Told, UnreadableTime

__all__ = [
    "Clock",
    "DateReader",
    "Exactness",
    "Told",
    "UnreadableTime",
    "When",
    "canonical",
    "read_clock_cell",
    "until",
]
