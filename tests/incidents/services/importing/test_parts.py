"""What was read of some cells is remembered, and never for cells that say something else."""

from __future__ import annotations

from incidents.services.importing import parts
from incidents.services.importing.cells import Cells, read_day
from incidents.services.importing.parts import Parts


def joined(cells: Cells) -> str:
    return "+".join(f"{name}={text}" for name, text in cells.values.items())


def days(cells: Cells) -> object:
    return cells.read("day", read_day)


def read(readers: Parts, name: str, **values: str) -> tuple[object, int]:
    cells = Cells(values)
    part = readers.of_row(values).part(name, cells)
    return part.value, len(cells.problems)


def test_only_the_cells_of_a_part_are_read_and_blank_is_not_missing() -> None:
    readers = Parts(pair=(("a", "b"), joined), day=(("day",), days))
    assert read(readers, "pair", a="1", b="2", c="3") == ("a=1+b=2", 0)
    assert read(readers, "pair", a="1", c="3") == ("a=1", 0)
    assert read(readers, "pair", b="1", c="3") == ("b=1", 0)
    assert read(readers, "pair", a="1", b="") == ("a=1+b=", 0)
    assert read(readers, "pair", c="3") == ("", 0)


def test_rows_that_say_the_same_share_a_part_whatever_else_they_say() -> None:
    readers = Parts(pair=(("a", "b"), joined))
    first, second = {"a": "1", "b": "2"}, {"c": "9", "b": "2", "a": "1"}
    one = readers.of_row(first).part("pair", Cells(first))
    assert readers.of_row(second).part("pair", Cells(second)) is one


def test_a_remembered_problem_is_said_of_every_row() -> None:
    readers = Parts(day=(("day",), days))
    for _each in range(2):
        assert read(readers, "day", day="2025-02-30") == (None, 1)


def test_memory_is_bounded_and_forgetting_changes_nothing(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(parts, "_KEPT", 3)
    monkeypatch.setattr(parts, "_SHAPES_KEPT", 2)
    readers = Parts(pair=(("a", "b"), joined))
    for number in range(10):
        assert read(readers, "pair", a=str(number), **{f"c{number}": "1"}) == (f"a={number}", 0)
    assert sum(map(len, readers._known.values())) <= 4
    assert len(readers._shapes) <= 2
