"""The steps by which one row of an office's table becomes a row of ours."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import compress
from operator import itemgetter

from incidents.services.importing.mapping.found import LONGEST_UNKNOWN, Found, Reader, is_unknown, problem_of

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


def as_they_stand(pairs: Sequence[tuple[str, Source]]) -> Step:
    """Copy cells; one step for all, because each costs every row a call."""
    targets = tuple(target for target, _source in pairs)
    indexes = [source.index for _target, source in pairs]
    pick = itemgetter(*indexes, indexes[0])  # of one index alone it would take no tuple

    def step(cells: Cells, draft: Draft) -> None:
        picked = pick(cells)
        draft.values.update(compress(zip(targets, picked, strict=False), picked))

    return step


def told_once(pairs: Sequence[tuple[str, Source]]) -> Step:
    """Copy cells unless they say that nothing is known; one step for all, because each costs every row a call."""
    indexes = [(target, source.index) for target, source in pairs]

    def step(cells: Cells, draft: Draft) -> None:
        values = draft.values
        for target, index in indexes:
            text = cells[index]
            if text and (len(text) > LONGEST_UNKNOWN or not is_unknown(text)):
                values[target] = text

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


def words_with_header(source: Source) -> Step:
    """Keep a column that no field names."""

    def step(cells: Cells, draft: Draft) -> None:
        if cells[source.index] and not is_unknown(cells[source.index]):
            source.keep(draft, cells[source.index])

    return step
