"""A mapping held against the columns of a table, made ready to run once for each row."""

from __future__ import annotations

from collections.abc import Mapping as Mapped
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from incidents.services.importing.mapping import steps, steps_of_place, steps_of_time
from incidents.services.importing.mapping.cell_readers import reader_of
from incidents.services.importing.mapping.dates import DateReader
from incidents.services.importing.mapping.found import column_named, remembering
from incidents.services.importing.mapping.locating import located
from incidents.services.importing.mapping.positions import SitesOfTable
from incidents.services.importing.mapping.shape import Field, Mapping, Unmapped
from incidents.services.importing.mapping.steps import Source, Step
from incidents.services.importing.mapping.steps_of_time import TimeColumns
from incidents.services.importing.persons import may_name_a_person

if TYPE_CHECKING:
    from incidents.services.importing.files import Column

_WHEN = ("date", "date_until", "occurred_time")
_POINT = ("position", "lat", "lon")
_WHERE = ("site", "place_as_reported", "position", "lat")
# Our columns that are filled beside a field, or in its place.
_READ_INTO = {
    "date": ("date_precision", "occurred_time"), "position": ("lat", "lon", "uncertainty_m", "geocode_method"), "site": ("place_as_reported",),
    "outcome_as_reported": ("dispositions",), "equipment_as_reported": ("equipment",),
}  # fmt: skip
_OTHER_DATES = ("published_on", "announced_on")


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done for each row: values that all rows share, then steps.

    `indexes` are the cells that may repeat the row above, `days` and `places` those that a report cannot do without;
    `told_in` names the columns that tell each of ours.
    """

    constants: Mapped[str, str]
    steps: tuple[Step, ...]
    indexes: tuple[int, ...]
    days: tuple[int, ...]
    places: tuple[int, ...]
    told_in: Mapped[str, str]


@dataclass(frozen=True, slots=True)
class _Table:
    """A mapping with the columns it reads."""

    mapping: Mapping
    sources: Mapped[str, Source]

    def of(self, target: str) -> tuple[Source, ...]:
        """Return the columns of a field that stand in the table."""
        known = self.mapping.field_of(target)
        return (
            tuple(self.sources[header] for header in known.columns if header in self.sources) if known else ()
        )

    def indexes_of(self, *targets: str) -> tuple[int, ...]:
        """Return where the columns of fields stand."""
        return tuple(dict.fromkeys(source.index for target in targets for source in self.of(target)))

    def one(self, target: str) -> Source | None:
        """Return the first column of a field."""
        return next(iter(self.of(target)), None)


def plan_of(mapping: Mapping, columns: Sequence[Column]) -> Plan:
    """Return what is done for each row of a table with these columns."""
    found = located(mapping, columns)
    sources = {header: Source(column.index, column.header, column.letter) for header, column in found.items()}
    table = _Table(mapping, sources)
    sites = SitesOfTable()
    made = [*_plain_steps(table), *_when_steps(table), *_place_steps(table, sites)]
    rest = unmapped_columns(mapping, columns)
    if mapping.unmapped is Unmapped.IN_NOTE:
        made += [steps.words_with_header(Source(one.index, one.header, one.letter)) for one in rest]
    read = {source.index for source in sources.values()}
    indexes = read | ({one.index for one in rest} if mapping.unmapped is Unmapped.IN_NOTE else set())
    constants = {
        known.target: known.constant
        for known in mapping.fields
        if known.constant and not table.of(known.target)
    }
    return Plan(
        constants, tuple(made), tuple(sorted(indexes)), table.indexes_of("date"), table.indexes_of(*_WHERE),
        _told_in(table),
    )  # fmt: skip


def _told_in(table: _Table) -> dict[str, str]:
    """Return the office's column for each of ours that a refusal may name; ours name themselves."""
    found = {
        known.target: column_named(source.header, source.letter)
        for known in table.mapping.fields
        if (source := table.one(known.target)) is not None and source.header.strip().lower() != known.target
    }
    beside = {into: found[target] for target, more in _READ_INTO.items() if target in found for into in more}
    return beside | found


def unmapped_columns(mapping: Mapping, columns: Sequence[Column]) -> list[Column]:
    """Return the columns that no field reads and that may go into the narrative."""
    read = {column.index for column in located(mapping, columns).values()}
    ignored = set(mapping.ignored)
    return [
        column
        for column in columns
        if column.index not in read and column.header not in ignored and not may_name_a_person(column.header)
    ]


def _plain_steps(table: _Table) -> list[Step]:
    composed = {*_WHEN, *_POINT, *_OTHER_DATES}
    plain = [
        (known, sources)
        for known in table.mapping.fields
        if (sources := table.of(known.target)) and (known.target not in composed or known.reading == "AS_IS")
    ]
    copied = [
        (known.target, sources[0])
        for known, sources in plain
        if known.reading in ("TEXT", "NAME") and len(sources) == 1
    ]
    others = [(known, sources) for known, sources in plain if (known.target, sources[0]) not in copied]
    rest: list[Step] = []
    for stands, some in groupby(others, key=lambda one: one[0].reading == "AS_IS"):
        if stands:
            rest.append(steps.as_they_stand([(known.target, sources[0]) for known, sources in some]))
        else:
            rest += [_plain_step(known, sources) for known, sources in some]
    return [steps.told_once(copied), *rest] if copied else rest


def _plain_step(known: Field, sources: tuple[Source, ...]) -> Step:
    how = known.reading
    if how == "DIGEST":
        return steps.digest_of(known.target, sources)
    if how in ("TEXT", "NAME"):
        return steps.joined(known.target, sources)
    return steps.by_reader(remembering(reader_of(known.target, how)), sources)


def _when_steps(table: _Table) -> list[Step]:
    office = ZoneInfo(settings.OFFICE_TIME_ZONE)
    zone = ZoneInfo(table.mapping.time_zone) if table.mapping.time_zone else office
    reader = DateReader(steps_of_time.today_here(office), str(table.mapping.day_order), table.mapping.year)
    made = [
        steps_of_time.date_alone(target, source, reader)
        for target in _OTHER_DATES
        if (source := table.one(target)) is not None and _how(table, target) != "AS_IS"
    ]
    days = table.of("date")
    if not days or _how(table, "date") == "AS_IS":
        return made
    in_text = _how(table, "occurred_time") == "ZONE_IN_TEXT"
    clock = table.one("occurred_time")
    position = table.of("position")
    columns = TimeColumns(
        days=days,
        until=table.one("date_until"),
        clock=None if in_text else clock,
        clock_in_text=clock if in_text else None,
        state=position[1] if in_text and len(position) > 1 else None,
    )
    return [*made, steps_of_time.when(columns, reader, zone=zone, office=office)]


def _place_steps(table: _Table, sites: SitesOfTable) -> list[Step]:
    made: list[Step] = []
    place = (*table.of("site"), *table.of("place_as_reported"))
    site = table.one("site")
    if site is not None and not table.of("place_as_reported") and _how(table, "site") != "AS_IS":
        made.append(steps.told_once([("place_as_reported", site)]))
    lat, lon, cell = table.one("lat"), table.one("lon"), table.one("position")
    if lat is not None and lon is not None and _how(table, "lat") != "AS_IS":
        made.append(steps_of_place.degrees(lat, lon))
    if cell is not None and _how(table, "position") == "IN_TEXT":
        made.append(steps_of_place.position_in_text(table.of("position")))
    elif cell is not None:
        made.append(
            steps_of_place.position(cell, place, sites, is_certain=_how(table, "position") == "POSITION")
        )
    return made


def _how(table: _Table, target: str) -> str:
    known = table.mapping.field_of(target)
    return known.reading if known else ""
