"""The steps that say when: day, until when, time, by the zone of the table or of the text."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from incidents.services.importing.mapping import faa
from incidents.services.importing.mapping.dates import (
    Clock,
    DateReader,
    Told,
    UnreadableTime,
    canonical,
    read_clock_cell,
    until,
)
from incidents.services.importing.mapping.steps import Cells, Draft, Source, Step


@dataclass(frozen=True, slots=True)
class TimeColumns:
    """The columns that say when."""

    days: tuple[Source, ...]
    until: Source | None = None
    clock: Source | None = None
    clock_in_text: Source | None = None
    state: Source | None = None


def when(columns: TimeColumns, reader: DateReader, *, zone: ZoneInfo, office: ZoneInfo) -> Step:
    """Read date and time, by the zone of the table or of the text."""

    def step(cells: Cells, draft: Draft) -> None:
        try:
            _when(cells, draft)
        except UnreadableTime as error:
            draft.problems.append(columns.days[0].problem(error.advice))

    def _when(cells: Cells, draft: Draft) -> None:
        text = _joined_date(cells, columns.days)
        told = _read_day(reader, text or "-", is_alone=columns.clock_in_text is not None)
        if columns.until is not None and cells[columns.until.index]:
            end = reader.read(cells[columns.until.index])
            told = until(told, end)
            if end.clock is not None and end.clock.minute:
                columns.until.keep(draft, cells[columns.until.index])
        clock, here = _clock(cells, draft, columns), zone
        if columns.clock_in_text is not None:
            state = faa.state_of(
                cells[columns.state.index] if columns.state else "", cells[columns.clock_in_text.index]
            )
            clock, own = faa.time_in_text(cells[columns.clock_in_text.index], state)
            here = own or zone
            told = faa.without_clock(told)
        found = canonical(told, clock, zone=here, office=office, today=reader.today)
        draft.values["date"], draft.values["date_precision"] = found.date, found.precision
        if found.time:
            draft.values["occurred_time"] = found.time
        draft.notes.extend(found.remarks)
        if found.keeps_date_words or (
            found.keeps_time_words and columns.clock is None and columns.clock_in_text is None
        ):
            columns.days[0].keep(draft, text)
        if found.keeps_time_words and columns.clock is not None and cells[columns.clock.index]:
            columns.clock.keep(draft, cells[columns.clock.index])

    return step


def _read_day(reader: DateReader, text: str, *, is_alone: bool) -> Told:
    """Read a day; where the time stands elsewhere (`is_alone`), what follows the day may be anything."""
    try:
        return reader.read(text)
    except UnreadableTime:
        day, _space, rest = text.partition(" ")
        if not is_alone or not rest:
            raise
        return reader.read(day)


def _joined_date(cells: Cells, days: tuple[Source, ...]) -> str:
    if len(days) == 1:
        return cells[days[0].index]
    parts = [cells[source.index].strip(" .년월일") for source in days]
    return ".".join(part for part in parts if part)


def _clock(cells: Cells, draft: Draft, columns: TimeColumns) -> Clock | None:
    if columns.clock is None or not cells[columns.clock.index]:
        return None
    try:
        return read_clock_cell(cells[columns.clock.index])
    except UnreadableTime as error:
        draft.problems.append(columns.clock.problem(error.advice))
        return None


def date_alone(target: str, source: Source, reader: DateReader) -> Step:
    """Read a date that needs no time, such as the day of publication; what is not one day keeps its words."""

    def step(cells: Cells, draft: Draft) -> None:
        text = cells[source.index]
        if not text:
            return
        try:
            told = reader.read(text)
        except UnreadableTime as error:
            draft.problems.append(source.problem(error.advice))
            return
        if told.begin is not None and told.end is None:
            draft.values[target] = told.begin.isoformat()
        elif told.begin is not None:
            source.keep(draft, text)

    return step


def today_here(office: ZoneInfo) -> dt.date:
    """Return the day by the office's clock."""
    return dt.datetime.now(office).date()
