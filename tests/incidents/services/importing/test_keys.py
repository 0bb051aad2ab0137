"""A key finds a row again; what it keeps of the row identifies nobody."""

from __future__ import annotations

from incidents.services.importing.keys import bare_key_of, key_of


def test_a_key_begins_with_the_office_s_own_reference() -> None:
    assert key_of({"row_ref": "2025-0042"}) == f"2025-0042:{bare_key_of({'row_ref': '2025-0042'})}"


def test_a_reference_that_identifies_a_person_is_kept_as_a_digest_alone() -> None:
    for telling in ("010-1234-5678", "900101-1234568", "kim@example.org"):
        assert key_of({"row_ref": telling}) == f":{bare_key_of({'row_ref': telling})}"
