"""Workbooks as programs write them: every kind of cell, every kind of sheet."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS
from tests.incidents.services.importing.files.making import (
    cells_of,
    csv_of,
    read,
    refusal,
    row,
    saved,
    workbook,
    xlsx_of,
)  # fmt: skip

HEADER = ("date", "place", "note")
A = ("2025-04-21", "gate", "seen")


def note_of(*, rows: str = "", **options: object) -> tuple[str, str]:
    """Return what the last cell of the first row says, and what is wrong with it."""
    found = next(read(workbook(row(1, *HEADER) + rows, **options)).rows())  # type: ignore[arg-type]
    return found.cells[2], found.problem


def one_cell(markup: str, **options: object) -> tuple[str, str]:
    return note_of(rows=row(2, "2025-04-21", "gate", markup), **options)


def test_dates_times_numbers_and_yes_are_text() -> None:
    table = read(
        xlsx_of(
            ("day", "moment", "clock", "count", "degrees", "yes", "blank", "end"),
            (
                dt.date(2025, 4, 21),
                dt.datetime(2025, 4, 21, 9, 0, 30),
                dt.time(9, 5),
                12,
                -126.9706,
                True,
                None,
                "x",
            ),
        )
    )
    assert cells_of(table) == [
        ("2025-04-21", "2025-04-21 09:00:30", "09:05", "12", "-126.9706", "TRUE", "", "x")
    ]


def test_the_calendar_of_1904_is_obeyed() -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(HEADER)
    book.active.append((dt.datetime(2025, 4, 21), "gate", "seen"))
    assert cells_of(read(saved(book))) == [A]


def test_dates_of_different_kinds_in_one_column_keep_what_each_says() -> None:
    table = read(
        xlsx_of(HEADER, (dt.date(2025, 4, 21), "a", "b"), ("25.4.21. 09:00경", "a", "b"), (45768, "a", "b"))
    )
    assert [cells[0] for cells in cells_of(table)] == ["2025-04-21", "25.4.21. 09:00경", "45768"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<c><f>1+1</f><v>2</v></c>", "2"),
        ('<c t="str"><f>A1</f><v>gate</v></c>', "gate"),
        ('<c t="str"><f>A1</f><v></v></c>', ""),
        ('<c t="b"><v>0</v></c>', "FALSE"),
        ('<c t="d"><v>2025-04-21T09:00:00</v></c>', "2025-04-21 09:00"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="n"><v>0012</v></c>', "12"),
        ('<c t="inlineStr"><is><r><t>two </t></r><r><t>runs</t></r></is></c>', "two runs"),
        ('<c t="inlineStr"><is><t>서울</t><rPh sb="0" eb="2"><t>ソウル</t></rPh></is></c>', "서울"),
        ('<c t="inlineStr"><is><t>a_x000A_b _x005F_x000A_</t></is></c>', "a\nb _x000A_"),
        ("<c/>", ""),
    ],
)
def test_every_kind_of_cell(markup: str, text: str) -> None:
    assert one_cell(markup) == (text, "")


def test_what_pronounces_a_shared_text_is_no_part_of_it() -> None:
    texts = '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><r><t>two </t></r><r><t>runs</t></r></si>'
    assert one_cell('<c t="s"><v>0</v></c>', texts=texts) == ("東京", "")
    assert one_cell('<c t="s"><v>1</v></c>', texts=texts) == ("two runs", "")


@pytest.mark.parametrize(
    ("markup", "problem"),
    [
        ("<c><f>HYPERLINK()</f></c>", "cell C2 holds a formula without a value."),
        ('<c t="s"><v>7</v></c>', "cell C2 points at a text that the file does not hold."),
        ('<c t="s"><v>-1</v></c>', "cell C2 points at a text that the file does not hold."),
        (f'<c t="inlineStr"><is><t>{"x" * (MAX_CELL_CHARACTERS + 1)}</t></is></c>', "cell C2 has more than 131072 characters."),
    ],
    ids=["formula", "missing text", "negative text", "too long"],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_and_its_neighbours_are_read(markup: str, problem: str) -> None:
    found = next(read(workbook(row(1, *HEADER) + row(2, "2025-04-21", "gate", markup))).rows())
    assert (found.cells, found.problem.startswith(problem)) == (("2025-04-21", "gate", ""), True)


def test_formulas_and_errors_are_counted_and_no_formula_is_run() -> None:
    cells = ("<c><f>1+1</f><v>2</v></c>", '<c t="e"><f>X</f><v>#N/A</v></c>', "x")
    table = read(workbook(row(1, *HEADER) + row(2, *cells)))
    assert table.notes == (
        "2 cells hold formulas; the values saved with them were read.",
        "1 cell holds an error such as #REF!; it stands as it is.",
    )


def test_a_formula_without_a_value_is_not_said_to_have_been_read() -> None:
    assert read(workbook(row(1, *HEADER) + row(2, "a", "b", "<c><f>1</f></c>"))).notes == ()


def test_rich_text_is_plain_text() -> None:
    book = Workbook()
    book.active.append(HEADER)
    book.active.append(("2025-04-21", CellRichText("north ", TextBlock(InlineFont(b=True), "gate")), "seen"))
    assert cells_of(read(saved(book)))[0][1] == "north gate"


def test_hidden_rows_columns_and_sheets_are_read_and_said() -> None:
    book = Workbook()
    for line in (HEADER, A, ("2025-04-22", "pier", "left")):
        book.active.append(line)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["B"].hidden = True
    table = read(saved(book))
    assert (table.n_rows, table.notes) == (2, ("Hidden rows (1) and hidden columns (1) were read as well.",))


def sheets(**rows: int) -> Workbook:
    book = Workbook()
    book.remove(book.active)
    for title, n_rows in rows.items():
        sheet = book.create_sheet(title)
        for line in (HEADER, *[A] * n_rows):
            sheet.append((*line, title))
    return book


def test_the_fullest_visible_sheet_is_read_and_the_others_can_be_chosen() -> None:
    book = sheets(small=1, large=5, hidden=9)
    book["hidden"].sheet_state = "hidden"
    table = read(saved(book))
    assert (table.sheet, table.n_rows, table.sheets) == ("large", 5, ("small", "large", "hidden"))
    assert table.notes == ("Read: sheet “large”, the one with most rows; 2 others can be chosen.",)
    chosen = read(saved(book), sheet="hidden")
    assert (chosen.n_rows, chosen.notes) == (9, ("The sheet “hidden” is hidden; it was read as well.",))


def test_one_other_sheet_is_said_in_the_singular() -> None:
    assert "1 other can be chosen." in read(saved(sheets(a=1, b=2))).notes[0]


def test_a_sheet_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(Exception, match="There is no sheet “c”. There are: “a”, “b”"):
        read(saved(sheets(a=1, b=2)), sheet="c")


def test_merged_cells_repeat_their_value_in_each_cell_they_cover() -> None:
    book = Workbook()
    for line in (HEADER, A, (None, None, "second"), (None, "pier", None)):
        book.active.append(line)
    book.active.merge_cells("A2:A4")
    book.active.merge_cells("B2:B3")
    book.active.merge_cells("B4:C4")
    table = read(saved(book))
    assert cells_of(table) == [A, ("2025-04-21", "gate", "second"), ("2025-04-21", "pier", "pier")]
    assert table.notes == ("Merged cells: their value was repeated in each cell they cover.",)


def test_a_merge_over_a_million_rows_fills_the_rows_that_hold_something() -> None:
    rows = row(1, *HEADER) + row(2, *A) + row(900_000, "<c/>", "pier", "left")
    after = '<mergeCells><mergeCell ref="A2:A1048576"/></mergeCells>'
    assert cells_of(read(workbook(rows, after=after))) == [A, ("2025-04-21", "pier", "left")]


def test_a_sheet_that_declares_all_its_columns_has_those_that_hold_something() -> None:
    rows = row(1, *HEADER)[:-6] + "<c/>" * 16_381 + "</row>"
    rows += row(2, *A)[:-6] + "<c/>" * 16_381 + "</row>"
    table = read(workbook(rows, before='<dimension ref="A1:XFD2"/>'))
    assert ([column.header for column in table.columns], cells_of(table)) == (list(HEADER), [A])


def test_names_that_a_program_gave_to_all_columns_count_only_where_something_stands_below() -> None:
    names = (*HEADER, *(f"Column{at}" for at in range(4, 16_385)))
    table = read(workbook(row(1, *names) + row(2, *A, "x") + row(3, *A)))
    assert [column.header for column in table.columns] == [*HEADER, "Column4"]
    assert table.notes == ("996 columns without a name of their own hold nothing and were left out.",)


def test_a_cell_beyond_the_last_column_read_is_named_even_if_it_stands_alone() -> None:
    rows = row(1, *HEADER) + row(2, *A) + '<row r="3"><c r="XFD3"><v>1</v></c></row>'
    assert refusal(workbook(rows)).startswith(
        "Row 3 holds something in column XFD; the first 1000 columns are read."
    )


def test_empty_rows_down_to_the_last_one_count_for_nothing() -> None:
    rows = row(1, *HEADER) + row(2, *A) + "".join(f'<row r="{at}" ht="12"/>' for at in range(4, 1_048_577, 4))
    assert cells_of(read(workbook(rows))) == [A]


def test_macros_are_neither_read_nor_run_and_said() -> None:
    table = read(
        workbook(row(1, *HEADER) + row(2, *A), parts={"xl/vbaProject.bin": b"\x00Auto_Open"}), "log.xlsm"
    )
    assert (cells_of(table), table.notes) == (
        [A],
        ("The workbook holds macros; they were neither read nor run.",),
    )


def test_cells_without_addresses_follow_each_other() -> None:
    assert cells_of(read(workbook(row(1, *HEADER) + row(2, *A)))) == [A]


def test_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    rows = row(3, *HEADER) + row(5, *A) + row(9, *A)
    table = read(workbook(rows))
    assert (table.header_row, [found.number for found in table.rows()]) == (3, [5, 9])


def test_a_text_file_and_a_workbook_of_the_same_table_say_the_same() -> None:
    rows = (HEADER, A, ("2025-04-22", "부산항, 3부두", "line\nbreak"))
    assert cells_of(read(csv_of(*rows))) == cells_of(read(xlsx_of(*rows)))


def test_a_prefix_for_every_tag_is_only_another_way_to_write() -> None:
    book = workbook("")
    markup = '<x:row r="1"><x:c t="inlineStr"><x:is><x:t>date</x:t></x:is></x:c><x:c t="str"><x:v>place</x:v></x:c></x:row>'
    markup += '<x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c><x:c r="B2" t="str"><x:v>gate</x:v></x:c></x:row>'
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<x:worksheet xmlns:x="{main}"><x:sheetData>{markup}</x:sheetData></x:worksheet>'
    assert book
    assert cells_of(read(workbook("", parts={"xl/worksheets/sheet1.xml": sheet}))) == [("1", "gate")]


def test_a_workbook_without_a_sheet_of_cells_is_refused() -> None:
    book = Workbook()
    book.create_chartsheet("chart")
    file = io.BytesIO()
    book.save(file)
    assert refusal(file.getvalue())
