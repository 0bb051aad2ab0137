"""The steps by which one row of an office's table becomes a row of ours."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from incidents.services.importing.mapping import faa
from incidents.services.importing.mapping.dates import (
    Clock,
    DateReader,
    UnreadableTime,
    canonical,
    read_clock_cell,
    until,
)
from incidents.services.importing.mapping.found import Found, Reader, is_unknown, problem_of
from incidents.services.importing.mapping.positions import SitesOfTable, read_cell, read_pair

Cells = Sequence[str]


@dataclass(slots=True)
class Draft:
    """A row while its steps fill it."""

    values: dict[str, str]
    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)
    point_doubt: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """A column as the office knows it."""

    index: int
    header: str
    letter: str

    def problem(self, advice: str) -> str:
        """Return why the row stays outside, by this column."""
        return problem_of(self.header, self.letter, advice)

    def keep(self, draft: Draft, text: str) -> None:
        """Keep the words of the cell for the narrative."""
        draft.kept.append((self.header, text))


Step = Callable[[Cells, Draft], None]


def take(draft: Draft, found: Found, source: Source, text: str) -> None:
    """Put what a cell gave into the row."""
    for name, value in found.values:  # faster than update, for one or two
        draft.values[name] = value
    if found.notes:
        draft.notes.extend(found.notes)
    if found.problem:
        draft.problems.append(source.problem(found.problem))
    if found.keeps_words:
        source.keep(draft, text)


def take_point(draft: Draft, found: Found, source: Source) -> None:
    """Put a point into the row; an uncertainty that the office states wins over the one that the digits imply."""
    stated = draft.values.get("uncertainty_m")
    take(draft, found, source, "")
    if stated and found.values:
        draft.values["uncertainty_m"] = stated


def as_it_stands(target: str, source: Source) -> Step:
    """Copy a cell."""
    index = source.index

    def step(cells: Cells, draft: Draft) -> None:
        text = cells[index]
        if text:
            draft.values[target] = text

    return step


def told_once(target: str, source: Source) -> Step:
    """Copy a cell unless it says that nothing is known."""
    index = source.index

    def step(cells: Cells, draft: Draft) -> None:
        text = cells[index]
        if text and not is_unknown(text):
            draft.values[target] = text

    return step


def joined(target: str, sources: Sequence[Source]) -> Step:
    """Copy several cells as one text; a narrative keeps the header before all but the first."""
    separator = "\n" if target == "note" else " "

    def step(cells: Cells, draft: Draft) -> None:
        parts = [
            f"{source.header}: {cells[source.index]}" if place and target == "note" else cells[source.index]
            for place, source in enumerate(sources)
            if cells[source.index] and not is_unknown(cells[source.index])
        ]
        if parts:
            is_latin = separator == " " and all(part.isascii() for part in parts)
            draft.values[target] = (", " if is_latin else separator).join(dict.fromkeys(parts))

    return step


def by_reader(read: Reader, sources: Sequence[Source]) -> Step:
    """Read a cell, or several as one text."""
    if len(sources) == 1:
        source = sources[0]

        def step_one(cells: Cells, draft: Draft) -> None:
            text = cells[source.index]
            if text:
                take(draft, read(text), source, text)

        return step_one

    def step(cells: Cells, draft: Draft) -> None:
        text = "; ".join(cells[source.index] for source in sources if cells[source.index])
        if text:
            take(draft, read(text), sources[0], text)

    return step


def digest_of(target: str, sources: Sequence[Source]) -> Step:
    """Make a key of several cells, for files whose rows have none."""

    def step(cells: Cells, draft: Draft) -> None:
        text = "\x1f".join(" ".join(cells[source.index].split()) for source in sources)
        draft.values[target] = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:24]

    return step


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
        told = reader.read(text) if text else reader.read("-")
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


def words_with_header(source: Source) -> Step:
    """Keep a column that no field names."""

    def step(cells: Cells, draft: Draft) -> None:
        if cells[source.index] and not is_unknown(cells[source.index]):
            source.keep(draft, cells[source.index])

    return step


def today_here(office: ZoneInfo) -> dt.date:
    """Return the day by the office's clock."""
    return dt.datetime.now(office).date()
