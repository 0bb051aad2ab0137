"""A file is read as a table of text, or refused with what is wrong and what to do; nothing else may happen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from incidents.errors import ImportRefused
from incidents.services.importing.columns import COLUMNS, names_a_person
from incidents.services.importing.reading import MAX_BYTES, read_table

HEADER = "date,date_precision,site,note"
FILE = f"{HEADER}\n2025-04-21,day,osan-air-base,오산 북문\n"


def refusal(data: bytes | str, file_name: str = "log.csv") -> str:
    """Return why a file is refused."""
    with pytest.raises(ImportRefused) as refused:
        read_table(data.encode() if isinstance(data, str) else data, file_name=file_name)
    return str(refused.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp949"])
def test_the_usual_encodings_give_the_same_cells(encoding: str) -> None:
    table = read_table(FILE.encode(encoding), file_name="log.csv")
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, {"date": "2025-04-21", "date_precision": "day", "site": "osan-air-base", "note": "오산 북문"})
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_commas_semicolons_and_tabs_separate(delimiter: str) -> None:
    table = read_table(FILE.replace(",", delimiter).encode(), file_name="log.tsv")
    assert table.rows[0].cells["site"] == "osan-air-base"


def test_rows_are_numbered_as_a_spreadsheet_numbers_them() -> None:
    text = f"{HEADER}\n\n2025-04-21,day,a,\n,,,\n2025-04-22,day,b,\n"
    assert [row.number for row in read_table(text.encode(), file_name="log.csv").rows] == [3, 5]


def test_headers_are_known_in_capitals_and_with_blanks() -> None:
    table = read_table(FILE.replace("date,", " Date ,", 1).encode(), file_name="LOG.CSV")
    assert table.rows[0].cells["date"] == "2025-04-21"


def test_columns_that_would_name_a_person_are_dropped_unread() -> None:
    text = "date,date_precision,site,Full Name,nationality,passport_no,국적\n2025-04-21,day,a,X,Y,Z,W\n"
    table = read_table(text.encode(), file_name="log.csv")
    assert table.dropped_columns == ("full name", "nationality", "passport_no", "국적")
    assert table.rows[0].cells == {"date": "2025-04-21", "date_precision": "day", "site": "a"}


def test_no_column_of_the_format_looks_like_one_about_a_person_and_others_are_not_swallowed() -> None:
    assert [name for name in sorted(COLUMNS) if names_a_person(name)] == []
    assert [name for name in ("site_name", "vantage point", "stage", "colour") if names_a_person(name)] == []
    assert [
        name for name in ("name", "given_name", "age", "e-mail address", "이름") if not names_a_person(name)
    ] == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "The file is empty"),
        ("\ufeff \n\n", "The file is empty"),
        (f"{HEADER}\n", "a header but no rows"),
        ("2025-04-21,day,osan\n2025-04-22,day,osan\n", "is not a header"),
        ("date,date_precision\n2025-04-21,day\n", "Missing columns: place_as_reported, site_type"),
        ("site,note\na,b\n", "Missing columns: date, date_precision"),
        (f"{HEADER},date\n1,2,3,4,5\n", "Column “date” stands twice"),
        (f"{HEADER},colour,mood\n1,2,3,4,5,6\n", "Unknown columns: “colour”, “mood”"),
        (f"{HEADER},\n1,2,3,4,\n", "Unknown columns: “”"),
        (f'{HEADER}\n2025-04-21,day,"osan,\n', "Line 2 cannot be read"),
        (f'{HEADER}\n2025-04-21,day,"osan"x,\n', "Line 2 cannot be read"),
        (f"{HEADER}\n2025-04-21,day,os\x00an,\n", "Line 2 holds a NUL character"),
        (f"{HEADER}\n2025-04-21,day,a,{'x' * 200_000}\n", "Line 2 cannot be read: field larger"),
        (b"date,\xff\xfe\x00\x01\x80", "neither UTF-8, UTF-16 nor CP949"),
        (b"\xff\xfed\x00a", "neither UTF-8, UTF-16 nor CP949"),
        (b"x" * (MAX_BYTES + 1), "larger than 20 MB"),
        (b"PK\x03\x04rest", "not text but ZIP, XLSX"),
        (b"\x89PNG\r\n", "not text but PNG"),
        ('""\n""\n', "is not a header"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_table_is_refused_with_what_to_do(data: bytes | str, said: str) -> None:
    assert said in refusal(data)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("log.xlsx", "is a workbook"),
        ("LOG.ODS", "is a workbook"),
        ("log.docx", "does not end in"),
        ("log.csv.exe", "does not end in"),
    ],
)
def test_a_wrong_ending_is_refused_before_the_content_is_looked_at(name: str, said: str) -> None:
    assert said in refusal(FILE, file_name=name)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("2025-04-21,day,a", "the row has 3 cells, the header 4"),
        ("2025-04-21,day,a,b,c", "the row has 5 cells, the header 4"),
        (f"2025-04-21,day,{'x' * 60_000},{'y' * 60_000}", "the row has 120013 characters"),
    ],
)
def test_a_row_whose_cells_cannot_be_told_apart_says_so_and_the_others_stay(row: str, said: str) -> None:
    table = read_table(f"{FILE}{row}\n".encode(), file_name="log.csv")
    assert [bool(row.problem) for row in table.rows] == [False, True]
    assert said in table.rows[1].problem


def test_more_rows_than_fit_are_refused() -> None:
    assert "more than 100,000 rows" in refusal(HEADER + "\n1,2,3,4" * 100_002)


def test_every_column_is_documented() -> None:
    page = (Path(__file__).resolve().parents[3] / "docs" / "data.md").read_text(encoding="utf-8")
    table = page[page.index("### Columns") : page.index("**Other columns**")]
    assert [name for name in sorted(COLUMNS) if f"`{name}`" not in table] == []


lines = st.lists(st.text(max_size=40), max_size=6).map(lambda cells: ",".join(cells))
tables = st.tuples(
    st.sampled_from(["", HEADER, "date;date_precision;site"]), st.lists(lines, max_size=4)
).map(lambda parts: "\n".join([parts[0], *parts[1]]).encode("utf-8", "surrogatepass"))


@settings(max_examples=1_000, deadline=None)
@given(data=st.one_of(st.binary(max_size=300), tables, tables.map(lambda data: b"\xff\xfe" + data)))
@example(data=b"\x00d\x00a\x00t\x00e")
@example(data=b"\x1c\n\x85")
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        rows, said = read_table(data, file_name="log.csv").rows, ""
    except ImportRefused as refused:
        rows, said = (), str(refused)
    assert bool(rows) != bool(said)
    assert all(row.problem or set(row.cells) <= COLUMNS for row in rows)
