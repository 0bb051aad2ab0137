"""A first guess at a mapping, from the headers and from a look at some cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings

from incidents.services.importing.mapping.checking import is_canonical
from incidents.services.importing.mapping.date_questions import day_order_of, year_of
from incidents.services.importing.mapping.derived_fields import with_derived
from incidents.services.importing.mapping.evidence import Claim, claims_of
from incidents.services.importing.mapping.faa.recognising import recognised
from incidents.services.importing.mapping.headers import is_running_number
from incidents.services.importing.mapping.sampling import Sample, is_number, plain_reader, samples_of
from incidents.services.importing.mapping.shape import Field, Mapping
from incidents.services.importing.mapping.steps_of_time import today_here
from incidents.services.importing.mapping.synonyms import DAYS, MONTHS, YEARS
from incidents.services.importing.mapping.targets import TARGETS
from incidents.services.importing.persons import may_name_a_person

if TYPE_CHECKING:
    from incidents.services.importing.files import Column, Table

LEAST_CONFIDENCE = 0.35
_SEVERAL = frozenset({"note"})


def suggest(table: Table) -> Mapping:
    """Return what the columns of a table seem to be; each field says how sure that is and why."""
    if is_canonical(table):
        return identity(table.columns)
    reader = plain_reader(today_here(ZoneInfo(settings.OFFICE_TIME_ZONE)))
    samples = samples_of(table)
    ignored = [one for one in samples if _is_ignored(one)]
    usable = [one for one in samples if one not in ignored]
    if (reports := recognised(usable, reader)) is not None:
        return replace(reports, ignored=tuple(one.column.header for one in ignored))
    parts = _parts_of_date(usable)
    claims = [claim for one in usable for claim in claims_of(one, reader)]
    fields = _chosen(claims, taken=parts)
    fields = with_derived(fields, {one.column.header: one for one in usable})
    days = [one for one in usable if fields and one.column.header in _headers(fields, "date")]
    return Mapping(
        fields=tuple(fields),
        day_order=day_order_of(days, reader.today),
        year=year_of(days, table, reader),
        ignored=tuple(one.column.header for one in ignored),
    )


def identity(columns: Iterable[Column]) -> Mapping:
    """Return the mapping of a file that has our own columns."""
    names = [(column.header.strip().lower(), column.header) for column in columns]
    return Mapping(
        fields=tuple(Field(name, (header,), "AS_IS", why=("OURS",)) for name, header in names), ditto=False
    )


def _is_ignored(sample: Sample) -> bool:
    header = sample.column.header
    return may_name_a_person(header) or is_running_number(header)


def _headers(fields: Iterable[Field], target: str) -> set[str]:
    return {header for known in fields if known.target == target for header in known.columns}


def _parts_of_date(samples: Sequence[Sample]) -> list[Field]:
    """Return the date whose year, month and day have columns of their own; the year may be missing."""
    found = [
        next(
            (
                one.column.header
                for one in samples
                if one.column.header.strip().lower() in names and one.share(is_number) > 0.9
            ),
            "",
        )
        for names in (YEARS, MONTHS, DAYS)
    ]
    if not found[1] or not found[2]:
        return []
    return [Field("date", tuple(filter(None, found)), "PARTS", confidence=0.9, why=("HEADER",))]


def _chosen(claims: list[Claim], *, taken: list[Field]) -> list[Field]:
    """Return a field for each target: the surest claim first, no column twice."""
    fields = {known.target: known for known in taken}
    used = {header for known in taken for header in known.columns}
    for claim in sorted(claims, key=lambda one: -one.confidence):
        known = fields.get(claim.target)
        if claim.header in used or claim.confidence < LEAST_CONFIDENCE:
            continue
        if known is None:
            fields[claim.target] = Field(
                claim.target, (claim.header,), claim.how, "", round(claim.confidence, 2), claim.why
            )
        elif claim.target in _SEVERAL and len(known.columns) < TARGETS[claim.target].most_columns:
            fields[claim.target] = replace(known, columns=(*known.columns, claim.header))
        else:
            continue
        used.add(claim.header)
    order = list(TARGETS)
    return sorted(fields.values(), key=lambda known: order.index(known.target))
