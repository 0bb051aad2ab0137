"""A key finds a row again; what it keeps of the row identifies nobody, and nobody's rows are found by another's."""

from __future__ import annotations

import pytest

from incidents.services.importing.keys import digest_of, key_of


def test_a_key_begins_with_the_office_s_own_reference() -> None:
    beginning, _, digest = key_of({"row_ref": "2025-0042"}).partition(":")
    assert (beginning, len(digest)) == ("2025-0042", 64)


@pytest.mark.parametrize("telling", ["010-1234-5678", "900101-1234568", "kim@example.org"])
def test_a_reference_that_identifies_a_person_is_kept_as_a_digest_alone(telling: str) -> None:
    beginning, _, digest = key_of({"row_ref": telling}).partition(":")
    assert (beginning, len(digest)) == ("", 64)


@pytest.mark.parametrize("row", [{"row_ref": "2025-0042"}, {"date": "2025-04-21", "site": "osan-air-base"}])
def test_the_same_row_of_two_people_has_two_keys(row: dict[str, str]) -> None:
    assert key_of(row, whose="1") == key_of(row, whose="1")
    assert key_of(row, whose="1") != key_of(row, whose="2")


def test_a_digest_that_is_known_makes_the_same_key_and_blank_cells_say_nothing() -> None:
    row = {"date": "2025-04-21", "site": "osan-air-base"}
    assert key_of(row, whose="1", digest=digest_of(row)) == key_of(row, whose="1")
    assert digest_of(row | {"note": ""}) == digest_of(dict(reversed(row.items()))) == digest_of(row)
    assert digest_of(row | {"note": "n"}) != digest_of(row)
