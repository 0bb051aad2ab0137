"""Columns as a form: what a person sees of a mapping, and the mapping that their answers make."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from incidents.errors import ImportRefused
from incidents.forms.columns import ColumnsForm, mapping_of, samples_of
from incidents.services.importing.files import Table, read_file
from incidents.services.importing.mapping import DayOrder, Field, Mapping, Unmapped, suggest

ROWS = """일시,장소,내용,비고
25.4.21. 09:00경,정문,촬영함,상동
25.4.22. 10:00경,정문,촬영함,
25.4.23. 11:00경,후문,촬영함,
25.4.24. 12:00경,후문,촬영함,
"""
GUESS = Mapping(
    fields=(
        Field("date", ("일시",), "DATE", confidence=0.9, why=("header",)),
        Field("place_as_reported", ("장소",), "TEXT", confidence=0.4),
        Field("note", ("내용", "비고"), "TEXT"),
    )
)


@pytest.fixture
def table() -> Table:
    return read_file(ROWS.encode(), file_name="rows.csv")


def answered(**values: str | list[str]) -> QueryDict:
    """Return a form as a browser sends it; underscores of names stand for hyphens."""
    query = QueryDict(mutable=True)
    lists = {name: value if isinstance(value, list) else [value] for name, value in values.items()}
    query.update(MultiValueDict({name.replace("__", "-"): value for name, value in lists.items()}))
    return query


def unchanged(**values: str | list[str]) -> QueryDict:
    """Return the form of GUESS with some answers changed."""
    usual: dict[str, str | list[str]] = {
        "use__0": ["date", ""], "use__1": ["place_as_reported", ""], "use__2": ["note", ""], "use__3": ["note", ""],
        "how__date": "DATE", "day_order": "",
    }  # fmt: skip
    return answered(**(usual | values))


def test_columns_stand_beside_a_few_different_cells(table: Table) -> None:
    assert samples_of(table) == [
        ("25.4.21. 09:00경", "25.4.22. 10:00경", "25.4.23. 11:00경"),
        ("정문", "후문"),
        ("촬영함",),
        ("상동",),
    ]


def test_each_column_says_what_it_is_read_as(table: Table) -> None:
    columns = ColumnsForm(table, GUESS).columns()
    assert [[use.target for use in column.uses] for column in columns] == [
        ["date"], ["place_as_reported"], ["note"], ["note"],
    ]  # fmt: skip
    assert [use.is_sure for column in columns for use in column.uses] == [True, False, True, True]


def test_headers_are_met_however_they_are_spaced(table: Table) -> None:
    spaced = Mapping(fields=(Field("date", (" 일 시 ",), "DATE"),))
    assert [use.target for use in ColumnsForm(table, spaced).columns()[0].uses] == ["date"]


def test_a_form_that_nobody_touched_is_the_same_mapping(table: Table) -> None:
    assert mapping_of(unchanged(), table, GUESS) == GUESS


OFFICES = sorted((Path(settings.BASE_DIR) / "tests/data/offices").glob("*.[cx]*"))


@pytest.mark.parametrize("path", OFFICES, ids=lambda path: path.name)
def test_the_guess_at_a_table_goes_through_its_form_as_it_is(path: Path) -> None:
    """What is suggested is shown beside its own column alone, and sent back untouched it is the same."""
    table = read_file(path, file_name=path.name)
    guess = suggest(table)
    query = QueryDict(mutable=True)
    for column in ColumnsForm(table, guess).columns():
        query.setlist(f"use-{column.index}", [use.target for use in column.uses])
    sent = mapping_of(query, table, guess)
    assert {known.target: sorted(known.columns) for known in sent.fields if known.columns} == {
        known.target: sorted(known.columns) for known in guess.fields if known.columns
    }


def test_a_column_can_be_left_out_and_another_be_read_twice(table: Table) -> None:
    mapping = mapping_of(unchanged(use__3=["", ""], use__2=["note", "summary"]), table, GUESS)
    assert {known.target: known.columns for known in mapping.fields} == {
        "date": ("일시",), "place_as_reported": ("장소",), "note": ("내용",), "summary": ("내용",),
    }  # fmt: skip


def test_what_a_person_chose_is_no_guess_any_more(table: Table) -> None:
    mapping = mapping_of(unchanged(use__1="site"), table, GUESS)
    site = mapping.field_of("site")
    assert site is not None
    assert site.confidence == 1.0


def test_values_for_all_rows_count_only_where_no_column_says_it(table: Table) -> None:
    data = unchanged(constant__behaviours="PHOTO", constant__note="from the office")
    mapping = mapping_of(data, table, GUESS)
    assert {known.target: known.constant for known in mapping.fields if known.constant} == {
        "behaviours": "PHOTO"
    }


def test_the_order_of_days_and_the_year_are_kept(table: Table) -> None:
    mapping = mapping_of(unchanged(day_order="DMY", year="2025", unmapped="1"), table, GUESS)
    assert (mapping.day_order, mapping.year, mapping.unmapped) == (DayOrder.DAY_FIRST, 2025, Unmapped.IN_NOTE)


def test_an_unknown_way_of_reading_falls_back_to_the_one_before(table: Table) -> None:
    assert mapping_of(unchanged(how__date="x\x00"), table, GUESS) == GUESS


@pytest.mark.parametrize(
    "wrong",
    [
        {"use__0": "suspect"},
        {"use__0": "date", "use__1": "date", "use__2": "date", "use__3": "date"},
        {"year": "25"},
        {"year": "٢٠٢٥"},
        {"day_order": "YDM"},
        {"constant__behaviours": "a\nb"},
    ],
)
def test_what_cannot_be_is_refused_in_words(table: Table, wrong: dict[str, str | list[str]]) -> None:
    with pytest.raises(ImportRefused, match=r"\."):
        mapping_of(unchanged(**wrong), table, GUESS)
