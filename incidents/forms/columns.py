"""The columns of a file and what each is read as: a mapping as a form, and the form's answer as a mapping."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from incidents.enums import Behaviour
from incidents.errors import ImportRefused
from incidents.services.importing.files import Column, Table
from incidents.services.importing.mapping import (
    HOWS,
    TARGETS,
    DayOrder,
    Field,
    Mapping,
    Unmapped,
    reason_words,
)
from incidents.services.importing.mapping.headers import fold_header
from incidents.services.importing.mapping.locating import located
from incidents.services.text_scan import what_identifies

SAMPLE_ROWS, SAMPLES, SAMPLE_LENGTH = 200, 3, 80
# A suggestion below this is shown as a guess.
SURE = 0.6
# Said for all rows where no column says it.
FOR_ALL_ROWS = ("behaviours", "site")


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a list to choose from."""

    code: str
    words: str
    is_on: bool = False


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a column is read as, and how."""

    target: str
    words: str
    options: tuple[Option, ...]
    hows: tuple[Option, ...]
    is_sure: bool
    why: str


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file beside some of its cells."""

    index: int
    letter: str
    header: str
    samples: tuple[str, ...]
    uses: tuple[Use, ...]
    blank: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Constant:
    """One value for all rows."""

    target: str
    words: str
    value: str
    options: tuple[Option, ...]
    is_code: bool = False


class ColumnsForm:
    """The mapping page: what is chosen, with the samples that help to choose."""

    def __init__(self, table: Table, mapping: Mapping) -> None:
        self.table, self.mapping = table, mapping
        meant = located(mapping, table.columns)
        # Two headers may differ in a word in brackets alone, so that only the whole of a header says which column it is.
        self._places = [
            (known, [meant[name].index for name in known.columns if name in meant])
            for known in mapping.fields
        ]

    def columns(self) -> list[ColumnRow]:
        """Return each kept column with samples and uses."""
        samples = samples_of(self.table)
        return [self._column(column, samples[position]) for position, column in enumerate(self.table.columns)]

    def constants(self) -> list[Constant]:
        """Return what may be said once for all rows."""
        said = {known.target: known.constant for known in self.mapping.fields if known.constant}
        names = [name for name in FOR_ALL_ROWS if name in said or not self._reads(name)]
        names += [name for name in said if name not in names]
        return [_constant(name, said.get(name, "")) for name in names]

    def day_orders(self) -> list[Option]:
        """Return how three short numbers may be read; nothing where no date is read from a text."""
        known = self.mapping.field_of("date")
        if known is None or known.how != "DATE":
            return []
        words = {
            DayOrder.NOT_TOLD: _("as it is written"),
            DayOrder.YEAR_FIRST: _("year, month, day"),
            DayOrder.DAY_FIRST: _("day, month, year"),
            DayOrder.MONTH_FIRST: _("month, day, year"),
        }
        return [Option(str(order), words[order], order == self.mapping.day_order) for order in DayOrder]

    @property
    def keeps_unmapped(self) -> bool:
        """Whether columns that nothing reads go into the narrative."""
        return self.mapping.unmapped == Unmapped.IN_NOTE

    def _reads(self, target: str) -> bool:
        known = self.mapping.field_of(target)
        return known is not None and bool(known.columns)

    def _column(self, column: Column, samples: tuple[str, ...]) -> ColumnRow:
        uses = tuple(
            _use(known, position=places.index(column.index))
            for known, places in self._places
            if column.index in places
        )
        return ColumnRow(column.index, column.letter, column.header, samples, uses, _targets(""))


def _use(known: Field, *, position: int) -> Use:
    target = TARGETS[known.target]
    hows = [Option(how, str(HOWS[how]), how == known.how) for how in target.hows]
    # Where several columns make one thing, how they are read is asked beside the first.
    asked = tuple(hows) if len(hows) > 1 and position == 0 else ()
    return Use(
        known.target,
        str(target.words),
        _targets(known.target),
        asked,
        known.confidence >= SURE,
        reason_words(known),
    )


def _targets(chosen: str) -> tuple[Option, ...]:
    """Offer what has a name in words; our own columns go by theirs and are offered where one is chosen."""
    shown = [name for name, target in TARGETS.items() if not isinstance(target.words, str) or name == chosen]
    return tuple(Option(name, str(TARGETS[name].words), name == chosen) for name in shown)


def _constant(target: str, value: str) -> Constant:
    options: tuple[Option, ...] = ()
    if target == "behaviours":
        options = tuple(Option(code, str(words), code == value) for code, words in Behaviour.choices)
    words = TARGETS[target].words
    return Constant(target, str(words), value, options, is_code=isinstance(words, str))


def samples_of(table: Table) -> list[tuple[str, ...]]:
    """Return a few different cells of each column, none of which identifies a person."""
    found: list[dict[str, None]] = [{} for _column in table.columns]
    for number, row in enumerate(table.rows()):
        if number >= SAMPLE_ROWS:
            break
        for seen, cell in zip(found, row.cells, strict=False):
            if len(seen) < SAMPLES and cell.strip() and not what_identifies(cell):
                seen[_shortened(cell)] = None
    return [tuple(seen) for seen in found]


def _shortened(cell: str) -> str:
    text = " ".join(cell.split())
    return text if len(text) <= SAMPLE_LENGTH else f"{text[: SAMPLE_LENGTH - 1]}…"


def mapping_of(data: QueryDict, table: Table, before: Mapping) -> Mapping:
    """Return what the form says; raise ImportRefused with what cannot be."""
    chosen: defaultdict[str, list[str]] = defaultdict(list)
    for column in table.columns:
        for target in dict.fromkeys(data.getlist(f"use-{column.index}")):
            if target:
                chosen[target].append(column.header)
    constants = {
        name: value.strip() for name in TARGETS if (value := data.get(f"constant-{name}", "")).strip()
    }
    fields = [_field(target, chosen.get(target, ()), data, constants.get(target, ""), before)
              for target in dict.fromkeys([*chosen, *constants])]  # fmt: skip
    content = {
        "fields": fields,
        "name": before.name,
        "day_order": data.get("day_order", before.day_order),
        "year": _year(data.get("year", "")),
        "time_zone": before.time_zone,
        "unmapped": Unmapped.IN_NOTE if data.get("unmapped") else Unmapped.LEFT_OUT,
        "ditto": before.ditto,
        "ignored": [
            header for header in before.ignored if not any(header in names for names in chosen.values())
        ],
    }
    return Mapping.from_json(content)


def _field(
    target: str, headers: Iterable[str], data: QueryDict, constant: str, before: Mapping
) -> dict[str, Any]:
    """Return one field; what was suggested and not touched stays a suggestion."""
    columns = _in_known_order(target, list(headers), before)
    known = before.field_of(target)
    hows = TARGETS[target].hows if target in TARGETS else ("",)
    how = data.get(f"how-{target}") or (known.how if known is not None else "")
    field = Field(target, tuple(columns), how if how in hows else hows[0], "" if columns else constant)
    if known is not None and (_folded(known), known.how) == (_folded(field), field.how):
        field = replace(field, confidence=known.confidence, why=known.why)
    return {
        "target": field.target, "columns": list(field.columns), "how": field.how, "constant": field.constant,
        "confidence": field.confidence, "why": list(field.why),
    }  # fmt: skip


def _in_known_order(target: str, headers: Sequence[str], before: Mapping) -> list[str]:
    """Keep the order that a mapping had: year, month and day may stand in any order in the file."""
    known = before.field_of(target)
    order = [fold_header(name) for name in known.columns] if known is not None else []
    places = {header: order.index(fold_header(header)) for header in headers if fold_header(header) in order}
    return sorted(headers, key=lambda header: places.get(header, len(order)))


def _folded(field: Field) -> list[str]:
    return [fold_header(header) for header in field.columns]


def _year(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.strip().isascii() and text.strip().isdigit() and len(text.strip()) == 4):
        raise ImportRefused(_("The year is a number such as 2025."))
    return int(text)
