"""A mapping: which column of an office's table says what, and how its cells are read. Plain data that can be kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from incidents.errors import ImportRefused, shorten
from incidents.services.importing.mapping.kept_values import (
    choice_of,
    flag_of,
    object_of,
    share_of,
    text_of,
    texts_of,
    year_of,
    zone_of,
)
from incidents.services.importing.mapping.targets import TARGETS

VERSION = 1


class DayOrder(StrEnum):
    """How three short numbers are read; not told where nothing asks for it."""

    NOT_TOLD = ""
    YEAR_FIRST = "YMD"
    DAY_FIRST = "DMY"
    MONTH_FIRST = "MDY"


class Unmapped(StrEnum):
    """What becomes of columns that no field names: left out with a count, or kept as words in the narrative."""

    LEFT_OUT = "LEFT_OUT"
    IN_NOTE = "IN_NOTE"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a report says: the columns it stands in (by header), how they are read, or one value for all rows.

    `confidence` (0 to 1) and `why` (codes, said by `reasons.words_of`) belong to a suggestion and bind nothing.
    """

    target: str
    columns: tuple[str, ...] = ()
    how: str = ""
    constant: str = ""
    confidence: float = 1.0
    why: tuple[str, ...] = ()

    @property
    def reading(self) -> str:
        """How the cells are read: as said, else in the usual way of the target."""
        return self.how or TARGETS[self.target].hows[0]


@dataclass(frozen=True, slots=True)
class Mapping:
    """How one office's tables are read."""

    fields: tuple[Field, ...]
    name: str = ""
    day_order: DayOrder = DayOrder.NOT_TOLD
    year: int | None = None
    time_zone: str = ""
    unmapped: Unmapped = Unmapped.LEFT_OUT
    ditto: bool = True
    ignored: tuple[str, ...] = field(default=())

    def field_of(self, target: str) -> Field | None:
        """Return the field of a target, if the mapping has one."""
        return next((known for known in self.fields if known.target == target), None)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers the mapping reads, each once."""
        return tuple(dict.fromkeys(header for known in self.fields for header in known.columns))

    @property
    def digest(self) -> str:
        """What makes two mappings the same: all that decides how a row is read, not its name or why it was suggested."""
        plain = self.to_json()
        plain.pop("name")
        for known in plain["fields"]:
            known.pop("confidence")
            known.pop("why")
        return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """Return plain values that JSON can keep."""
        plain = asdict(self) | {"version": VERSION}
        plain["fields"] = [
            asdict(known) | {"how": known.reading, "columns": list(known.columns), "why": list(known.why)}
            for known in self.fields
        ]
        plain["ignored"] = list(self.ignored)
        return plain

    @classmethod
    def from_json(cls, content: Any) -> Mapping:
        """Read a mapping that was kept or sent; raise ImportRefused with what is wrong in it."""
        values = object_of(content, {known.name for known in fields(cls)} | {"version"}, _("mapping"))
        if values.get("version", VERSION) != VERSION:
            raise ImportRefused(_("The mapping was made by another version. Choose its columns again."))
        return cls(
            fields=_fields(values.get("fields")),
            name=text_of(values.get("name", ""), "name"),
            day_order=choice_of(DayOrder, values.get("day_order", ""), "day_order"),
            year=year_of(values.get("year")),
            time_zone=zone_of(values.get("time_zone", "")),
            unmapped=choice_of(Unmapped, values.get("unmapped", Unmapped.LEFT_OUT), "unmapped"),
            ditto=flag_of(values.get("ditto", True), "ditto"),
            ignored=texts_of(values.get("ignored", []), "ignored"),
        )


def _fields(entries: Any) -> tuple[Field, ...]:
    if not isinstance(entries, list) or len(entries) > len(TARGETS):
        raise ImportRefused(
            _("The fields of a mapping are a list with one entry for each thing that is read.")
        )
    found = tuple(_field(entry) for entry in entries)
    twice = [
        known.target for position, known in enumerate(found) if known.target in _targets(found[:position])
    ]
    if twice:
        raise ImportRefused(_("%(name)s is mapped twice. Keep one.") % {"name": twice[0]})
    return found


def _targets(known: Sequence[Field]) -> set[str]:
    return {one.target for one in known}


def _field(entry: Any) -> Field:
    values = object_of(entry, {known.name for known in fields(Field)}, _("field"))
    target = TARGETS.get(values.get("target", "")) if isinstance(values.get("target"), str) else None
    if target is None:
        raise ImportRefused(
            _("%(name)s is nothing a column can become.") % {"name": shorten(values.get("target"))}
        )
    how = text_of(values.get("how", ""), "how") or target.hows[0]
    columns = texts_of(values.get("columns", []), "columns")
    if how not in target.hows:
        raise ImportRefused(
            _("%(name)s cannot be read as %(how)s.") % {"name": target.name, "how": shorten(how)}
        )
    if len(columns) > target.most_columns:
        raise ImportRefused(
            _("%(name)s is read from at most %(limit)d columns.")
            % {"name": target.name, "limit": target.most_columns}
        )
    constant = text_of(values.get("constant", ""), "constant")
    return Field(
        target.name,
        columns,
        how,
        constant,
        share_of(values.get("confidence", 1.0)),
        texts_of(values.get("why", []), "why"),
    )
