"""Numbers in cells: read where they say a number, kept as words where they cannot be one."""

from __future__ import annotations

import pytest

from incidents.services.importing.mapping.cell_readers import reader_of


@pytest.mark.parametrize(
    ("target", "text", "read"),
    [
        ("group_size", "3명", "3"),
        ("group_size", "1,200", "1200"),
        ("uncertainty_m", "300 m", "300"),
        ("uncertainty_m", "1.5km", "1500"),
    ],
)
def test_a_number_is_read_in_its_unit(target: str, text: str, read: str) -> None:
    assert reader_of(target, "COUNT")(text).values == ((target, read),)


@pytest.mark.parametrize("target", ["group_size", "uncertainty_m"])
@pytest.mark.parametrize("text", ["1" * 400, "9" * 309 + ".5", "several"])
def test_what_is_no_number_of_anything_keeps_its_words(target: str, text: str) -> None:
    found = reader_of(target, "COUNT")(text)
    assert (found.values, found.keeps_words) == ((), True)
