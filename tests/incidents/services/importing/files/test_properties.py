"""Whatever bytes come, a table comes out or a refusal, and what was read once is read the same again."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import ImportRefused
from incidents.services.importing.files import Table, keep, kept, write_back
from incidents.services.importing.files.inert import plain_cells
from incidents.services.importing.files.table import letter_of
from tests.incidents.services.importing.files.making import (
    HEADER,
    cells_of,
    csv_of,
    read,
    row,
    workbook,
    xlsx_of,
)

# Text as offices, programs and attackers write it; NUL is no text, and lone surrogates have no encoding.
LETTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
CELL = st.one_of(
    st.text(LETTERS, max_size=12),
    st.sampled_from(
        ["", " ", "2025-04-21", "25.4.21. 09:00경", "부산항", "=1+1", "'=1", "-126.9", '"', '""', "a\nb", "\r", "\x1f", "\\n", "※", "�", "일시"]
    ),
)  # fmt: skip
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=8)
# What the parts of the parsers stumble over, in any order.
PIECES = st.lists(
    st.one_of(
        st.sampled_from(
            [b",", b";", b"\t", b"|", b'"', b'""', b"\n", b"\r", b"\r\n", b"\x00", b"\xff", b"\xec\x84", b"date", b"place", b"note", b"2025-04-21",
             "성명".encode(), "일시,장소".encode(), "부산".encode("cp949"), b"sep=;\n", b"'", b"=", b" ", b"\xef\xbb\xbf", b"\xff\xfe", b"," * 40, b"x" * 300]
        ),
        st.binary(max_size=6),
    ),
    max_size=40,
).map(b"".join)  # fmt: skip
TAGS = st.lists(
    st.one_of(
        st.sampled_from(
            ["<row>", "</row>", '<row r="2">', '<row r="x">', "<c>", "</c>", '<c t="s">', '<c r="B2">', '<c r="XFD9" t="str">', '<c t="inlineStr">', "<is>", "</is>",
             "<t>", "</t>", "<v>", "</v>", "<f>", "</f>", "<f/>", "<rPh>", "</rPh>", "1", "0", "-1", "1e999", "date", "place", "&amp;", "&lol;", "<!--", "-->",
             "<![CDATA[x]]>", '<mergeCells><mergeCell ref="A1:B9"/></mergeCells>', '<c s="1"><v>45768</v></c>', '<c t="str"><v>date</v></c>', "<row/>"]
        ),
        st.text(LETTERS, max_size=4),
    ),
    max_size=30,
).map("".join)  # fmt: skip
BOOK = xlsx_of(HEADER, ("2025-04-21", "gate", "seen"), ("2025-04-22", 12, None))
SHARED = workbook(
    row(1, *HEADER) + row(2, '<c t="s"><v>0</v></c>', "gate", "seen"), texts="<si><t>x</t></si>"
)


def outcome(content: bytes) -> Table | None:
    """Return the table, or nothing if the file is refused; anything else that happens fails the test."""
    try:
        table = read(content)
    except ImportRefused:
        return None
    rows = list(table.rows())
    assert table.n_rows == len(rows)
    assert [len(found.cells) for found in rows] == [len(table.columns)] * len(rows)
    assert all(before.number < after.number for before, after in zip(rows, rows[1:], strict=False))
    assert len({column.header.lower() for column in table.columns}) == len(table.columns) > 0
    return table


@settings(max_examples=1_500, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    outcome(content)


@settings(max_examples=2_500, deadline=None)
@given(
    PIECES,
    st.sampled_from([b"", b"date,place,note\r\n2025-04-21,gate,seen\r\n", "일시;성명;장소\n".encode()]),
)
def test_any_text_of_separators_quotes_and_line_ends_is_a_table_or_refused(
    content: bytes, before: bytes
) -> None:
    outcome(before + content)


@settings(max_examples=1_000, deadline=None)
@given(ROWS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]), st.integers(0, 10))
def test_a_text_file_cut_off_anywhere_is_a_table_or_refused(
    rows: list[list[str]], encoding: str, tenth: int
) -> None:
    content = csv_of(HEADER, *rows).decode().encode(encoding)
    outcome(content[: len(content) * tenth // 10])


@settings(max_examples=1_500, deadline=None)
@given(TAGS, st.booleans())
def test_any_markup_in_a_sheet_is_a_table_or_refused(markup: str, after_rows: bool) -> None:
    before = row(1, *HEADER) + row(2, "2025-04-21", "gate", "seen") if after_rows else ""
    outcome(workbook(before + markup, texts="<si><t>x</t></si>"))


@settings(max_examples=700, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(["", "date", "place", "성명", "12", "2025-04-21", "※"]), max_size=5), min_size=1, max_size=7),
    st.lists(st.tuples(st.integers(1, 7), st.integers(0, 5), st.integers(0, 3), st.integers(0, 3)), max_size=4),
)  # fmt: skip
def test_any_cells_merged_in_any_way_are_a_table_or_refused(
    rows: list[list[str]], merges: list[tuple[int, int, int, int]]
) -> None:
    written = "".join(
        row(number, *[cell or "<c/>" for cell in cells]) for number, cells in enumerate(rows, 1)
    )
    ranges = "".join(
        f'<mergeCell ref="{letter_of(left)}{top}:{letter_of(left + right)}{top + down}"/>'
        for top, left, down, right in merges
    )
    outcome(workbook(written, after=f"<mergeCells>{ranges}</mergeCells>"))


@settings(max_examples=500, deadline=None)
@given(TAGS)
def test_any_markup_among_the_shared_texts_is_a_table_or_refused(markup: str) -> None:
    outcome(
        workbook(
            row(1, *HEADER) + row(2, '<c t="s"><v>0</v></c>', "gate", "seen"),
            texts=f"<si><t>x</t></si>{markup}",
        )
    )


@settings(max_examples=1_500, deadline=None)
@given(
    st.sampled_from([BOOK, SHARED]), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6), st.floats(0, 1)
)  # fmt: skip
def test_a_workbook_with_any_bytes_changed_or_cut_off_is_a_table_or_refused(
    book: bytes, changes: list[tuple[float, int]], end: float
) -> None:
    content = bytearray(book)
    for place, byte in changes:
        content[int(place * len(content))] = byte
    outcome(bytes(content[: int(len(content) * end)] if end < 0.3 else content))


@settings(max_examples=700, deadline=None)
@given(ROWS)
def test_every_cell_of_a_text_file_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    full = [["2025-04-21", *cells] for cells in rows if cells != list(HEADER)]
    table = read(csv_of(("key", "one", "two", "three"), *[["k", "a", "b", "c"], *full]))
    written = [tuple(plain_cells(cells)) for cells in full if any(cell.strip() for cell in cells[1:])]
    found = [cells for cells in cells_of(table)[1:] if any(cell.strip() for cell in cells[1:])]
    assert found == written


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_a_kept_table_has_the_same_rows(tmp_path: Path, rows: list[list[str]]) -> None:
    table = outcome(csv_of(HEADER, *rows))
    if table is not None:
        keep(table, tmp_path / "staged")
        again = kept(tmp_path / "staged")
        assert (again, list(again.rows())) == (table, list(table.rows()))


@settings(max_examples=600, deadline=None)
@given(ROWS, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(["csv", "xlsx"]))
def test_a_returned_file_is_read_as_the_same_table(rows: list[list[str]], delimiter: str, kind: str) -> None:
    full = [[f"2025-04-{at:02}", f"gate {at}", *cells] for at, cells in enumerate(rows, 1)]
    table = read(csv_of(("date", "place", "one", "two", "three"), *full, delimiter=delimiter))
    if kind == "xlsx":
        table = read(
            b"".join(write_back(_as_workbook(table), {}, only_rows=[found.number for found in table.rows()]))
        )
    content = b"".join(write_back(table, {found.number: ["Name the site."] for found in table.rows()}))
    again = read(content)
    assert [column.header for column in again.columns] == [column.header for column in table.columns]
    assert (again.kind, cells_of(again)) == (kind, cells_of(table))


def _as_workbook(table: Table) -> Table:
    values = {name: getattr(table, name) for name in Table.__slots__}
    return Table(**values | {"kind": "xlsx", "sheet": "Log"})
