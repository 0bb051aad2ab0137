"""The rows that hang on a report, made ready for the database once for all reports that say the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from incidents.services.children import check_source, version_in_force
from incidents.services.importing.entries import Provisions
from incidents.services.importing.fitness import Fitness
from incidents.services.importing.likeness import kinds_of
from incidents.services.importing.parts import Part
from incidents.services.importing.prepared import Preparer
from incidents.services.text_scan import Doubt


class ChildRows:
    """Checks and converts the child rows of one file."""

    def __init__(self, fitness: Fitness, prepare: Preparer, provisions: Provisions) -> None:
        self._fitness, self._prepare, self._provisions = fitness, prepare, provisions

    def of(
        self, rows: dict[str, Part], doubts: list[Doubt]
    ) -> tuple[dict[str, tuple[tuple[Any, ...], ...]], int]:
        """Return the child rows as the database takes them, and the kinds of equipment; note doubtful words."""
        children, kinds = {}, 0
        n_sources = len(rows["sources"].value)
        for name, part in rows.items():
            if not part.value:
                continue
            for row in part.value if name in ("dispositions", "claims") else ():
                check_source(row.get("source"), n_sources)
            if part.ready is None:
                part.ready = (*self._ready(name, part.value), kinds_of(_categories(name, part.value)))
            more_doubts, children[name], more_kinds = part.ready
            doubts += more_doubts
            kinds |= more_kinds
        return children, kinds

    def _ready(
        self, name: str, rows: list[dict[str, Any]]
    ) -> tuple[list[Doubt], tuple[tuple[Any, ...], ...]]:
        doubts = self._fitness.check_rows(name, rows)
        return doubts, tuple(self._child(name, row) for row in rows)

    def _child(self, name: str, row: Mapping[str, Any]) -> tuple[Any, ...]:
        values = dict(row)
        source, codes = values.pop("source", None), values.pop("legal_bases", ())
        columns = self._prepare.child(name, values)
        if name == "dispositions":
            provisions = tuple(self._provision(code, values.get("decided_on")) for code in codes)
            return (*columns, source, provisions)
        return (*columns, source) if name == "claims" else columns

    def _provision(self, code: str, day: dt.date | None) -> int:
        versions = self._provisions.versions.get(code, [])
        return version_in_force(code, versions, day).pk


def _categories(name: str, rows: list[dict[str, Any]]) -> list[str]:
    return [row["category"] for row in rows] if name == "equipment" else []
