"""Cells that are read together, read once for all rows of a file in which they say the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from incidents.services.importing.cells import Cells
from sites.errors import InvalidField

Read = Callable[[Cells], Any]
_KEPT = 200_000
_SHAPES_KEPT = 500


class Part:
    """Cells that were read together; `ready` is what a later step made of them, once for all rows that say the same."""

    __slots__ = ("problems", "ready", "value")

    def __init__(self, value: Any, problems: tuple[InvalidField, ...]) -> None:
        self.value, self.problems = value, problems
        self.ready: Any = None


class Parts:
    """The parts that a row is read in, each by its columns and its reader; remembers what was read in one file."""

    def __init__(self, **readers: tuple[tuple[str, ...], Read]) -> None:
        self._readers = readers
        self._shapes: dict[tuple[str, ...], PartsOfRow] = {}
        self._known: dict[tuple[str, tuple[str, ...]], dict[Any, Part]] = {}
        self._n_known = 0

    def of_row(self, values: Mapping[str, str]) -> PartsOfRow:
        """Return what reads the rows in which these cells are filled; a file has few such shapes."""
        names = tuple(values)
        shape = self._shapes.get(names)
        if shape is None:
            if len(self._shapes) >= _SHAPES_KEPT:
                self._shapes.clear()
            shape = self._shapes[names] = PartsOfRow(self, names)
        return shape

    def reader(self, name: str, names: tuple[str, ...]) -> PartReader:
        """Return what reads one part where these cells are filled."""
        columns, read = self._readers[name]
        filled = tuple(column for column in columns if column in names)
        return PartReader(self, filled, read, self._known.setdefault((name, filled), {}))

    def count_one(self) -> None:
        """Count a part that is remembered now; of too many all are forgotten."""
        self._n_known += 1
        if self._n_known > _KEPT:
            self._n_known = 0
            for known in self._known.values():
                known.clear()

    def __iter__(self) -> Iterator[str]:
        """Yield the names of the parts."""
        return iter(self._readers)


class PartsOfRow:
    """The parts of rows in which the same cells are filled; those that stand blank were read once for all."""

    __slots__ = ("_blank", "_readers")

    def __init__(self, parts: Parts, names: tuple[str, ...]) -> None:
        readers = {name: parts.reader(name, names) for name in parts}
        self._readers = {name: reader for name, reader in readers.items() if reader.columns}
        self._blank = {name: reader.read({}) for name, reader in readers.items() if not reader.columns}

    def part(self, name: str, cells: Cells) -> Part:
        """Return a part of a row, its problems noted with the row."""
        part = self._blank.get(name) or self._readers[name].read(cells.values)
        if part.problems:
            cells.problems.extend(part.problems)
        return part

    def several(self, names: tuple[str, ...], cells: Cells) -> dict[str, Part]:
        """Return several parts by name."""
        blank = self._blank
        return {name: blank.get(name) or self.part(name, cells) for name in names}


class PartReader:
    """One part of such rows: only its filled cells are looked at."""

    __slots__ = ("_known", "_parts", "_pick", "_read", "columns")

    def __init__(self, parts: Parts, columns: tuple[str, ...], read: Read, known: dict[Any, Part]) -> None:
        self._parts, self.columns, self._read, self._known = parts, columns, read, known
        self._pick: Callable[[Mapping[str, str]], Any] = itemgetter(*columns) if columns else _nothing

    def read(self, values: Mapping[str, str]) -> Part:
        """Return what the cells say, from memory if they stood so before."""
        texts = self._pick(values)
        part = self._known.get(texts)
        if part is None:
            inner = Cells({column: values[column] for column in self.columns})
            value = self._read(inner)
            part = Part(value, tuple(inner.problems))
            self._parts.count_one()
            self._known[texts] = part
        return part


def _nothing(_values: Mapping[str, str]) -> None:
    return None
