"""Workbooks that nobody should make: each is refused in good time with a sentence, and none fills the memory."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile

import pytest

from incidents.services.importing.files import archive, texts
from incidents.services.importing.files.limits import MAX_CELL_CHARACTERS
from tests.incidents.services.importing.files.making import (
    HEADER,
    cells_of,
    read,
    refusal,
    row,
    workbook,
    xlsx_of,
    zip_of,
)

_NEEDED = {"xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"}
DAMAGED = "The workbook is damaged or was cut off"
BOMB = "The workbook unpacks to far more than any table needs."
SHARED = '<c t="s"><v>0</v></c>'
OLDER = workbook(row(1, *HEADER) + row(2, SHARED, SHARED, SHARED), texts="<si><t>gate</t></si>" * 20)
GOOD = xlsx_of(HEADER, *[("2025-04-21", "gate", f"seen {at}") for at in range(200)])


@pytest.mark.parametrize("tenth", range(10))
def test_a_workbook_cut_off_on_the_way_is_refused(tenth: int) -> None:
    assert refusal(GOOD[: len(GOOD) * tenth // 10], "log.xlsx")


@pytest.mark.parametrize("tenth", range(1, 10))
def test_a_part_cut_off_within_a_whole_archive_is_refused(tenth: int) -> None:
    for content in (GOOD, OLDER):
        parts = parts_of(content)
        for name in _NEEDED & parts.keys():
            cut = parts | {name: parts[name][: len(parts[name]) * tenth // 10]}
            assert refusal(zip_of(cut)).startswith(DAMAGED)


def test_workbooks_that_name_their_texts_by_number_are_read() -> None:
    assert cells_of(read(OLDER)) == [("gate", "gate", "gate")]


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return {name: book.read(name) for name in book.namelist()}


def test_a_sheet_that_unpacks_far_beyond_its_size_is_refused() -> None:
    rows = row(1, *HEADER) + "<row/>" + " " * 60_000_000
    content = workbook(rows)
    assert len(content) < 200_000
    assert refusal(content).startswith(BOMB)


def test_a_declared_size_beyond_the_limit_is_refused_before_unpacking(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(archive, "MAX_UNPACKED_BYTES", 10_000)
    assert refusal(GOOD).startswith(BOMB)


def test_a_size_that_lies_is_found_out_while_unpacking() -> None:
    content = bytearray(workbook(row(1, *HEADER) + row(2, "a", "b", "c") + " " * 1_000_000))
    at = content.index(b"PK\x01\x02", content.rindex(b"PK\x01\x02"))
    struct.pack_into("<I", content, at + 24, 100)
    assert refusal(bytes(content)).startswith(DAMAGED)


def test_too_many_parts_are_refused_before_their_list_is_read() -> None:
    assert "more than 5000 parts" in refusal(zip_of({f"x{at}": "" for at in range(5_001)}))


def test_a_number_of_parts_that_lies_is_found_out() -> None:
    content = bytearray(zip_of({f"x{at}": "" for at in range(5_001)}))
    end = content.rindex(b"PK\x05\x06")
    struct.pack_into("<HH", content, end + 8, 1, 1)
    assert refusal(bytes(content))


def test_archives_within_the_archive_are_never_opened() -> None:
    bomb = zip_of({"bomb": b"\x00" * 50_000_000})
    nested = zip_of({f"{at}.zip": bomb for at in range(16)})
    table = read(workbook(row(1, *HEADER) + row(2, "a", "b", "c"), parts={"xl/embeddings/a.zip": nested}))
    assert cells_of(table) == [("a", "b", "c")]


def test_two_parts_of_one_name_are_refused() -> None:
    file = io.BytesIO(workbook(row(1, *HEADER) + row(2, "a", "b", "c")))
    with zipfile.ZipFile(file, "a") as book:
        book.writestr("XL/Worksheets/Sheet1.xml", "<worksheet/>")
    assert refusal(file.getvalue()).startswith(DAMAGED)


def test_a_locked_part_asks_for_a_workbook_without_a_password() -> None:
    content = bytearray(workbook(row(1, *HEADER)))
    at = -1
    while (at := content.find(b"PK\x01\x02", at + 1)) >= 0:
        content[at + 8] |= 1
    assert "locked with a password" in refusal(bytes(content))


def test_a_way_of_packing_that_no_spreadsheet_program_uses_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as book, zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as packed:
        for name in book.namelist():
            packed.writestr(name, book.read(name))
    assert refusal(file.getvalue()).startswith(DAMAGED)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "xl/../../x", "http://example.org/sheet1.xml"]
)
def test_a_sheet_is_never_sought_outside_the_archive(name: str) -> None:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    links = f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{kind}" Target="{name}"/></Relationships>'
    assert refusal(workbook(row(1, *HEADER), parts={"xl/_rels/workbook.xml.rels": links}))


LAUGHS = '<!DOCTYPE lol [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
REMOTE = '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">'


@pytest.mark.parametrize("declaration", [LAUGHS, OUTSIDE, REMOTE])
@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml", "xl/styles.xml"]
)
def test_declarations_of_entities_are_refused_wherever_they_stand(declaration: str, part: str) -> None:
    parts = parts_of(GOOD) | {"xl/sharedStrings.xml": b"<sst/>"}
    markup = parts[part].decode().partition("?>")[2] or parts[part].decode()
    assert refusal(zip_of(parts | {part: declaration + markup})).startswith(
        "The workbook holds XML declarations"
    )


@pytest.mark.parametrize("encoding", ["UTF-7", "x-nope", "EUC-KR"])
def test_an_encoding_that_the_parser_cannot_use_is_damage(encoding: str) -> None:
    sheet = f'<?xml version="1.0" encoding="{encoding}"?><worksheet/>'
    assert refusal(workbook("", parts={"xl/worksheets/sheet1.xml": sheet})).startswith(DAMAGED)


@pytest.mark.parametrize(
    "rows",
    [
        row(2, "a") + row(1, "b"),
        '<row r="1048577"><c><v>1</v></c></row>',
        '<row r="-1"/>',
        '<row r="1"><row r="2"/></row>',
        "<c><v>1</v></c>",
        '<row r="1"><c r="ZZZZ1"><v>1</v></c></row>',
        '<row r="1"><c r="a1"><v>1</v></c></row>',
        '<row r="1"><c><c><v>1</v></c></c></row>',
        '<row r="1"><c><v><v>1</v></v></c></row>',
        "<x>" * 100 + "</x>" * 100,
        f'<row r="1" note="{"x" * 3_000_000}"/>',
    ],
    ids=["backwards", "beyond", "negative", "nested rows", "no row", "column", "small letters", "nested cells", "nested values", "deep", "endless tag"],
)  # fmt: skip
def test_markup_that_is_no_sheet_is_damage(rows: str) -> None:
    assert refusal(workbook(rows)).startswith(DAMAGED)


def test_merges_without_end_are_refused() -> None:
    merged = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, 200_002))
    assert "merged ranges" in refusal(workbook(row(1, *HEADER) + row(2, "a", "b", "c"), after=merged))


def test_merges_that_lie_over_each_other_are_damage() -> None:
    merged = '<mergeCell ref="A2:ALL9"/>' * 3
    assert refusal(workbook(row(1, *HEADER) + row(2, "a", "b", "c"), after=merged)).startswith(DAMAGED)


def test_too_many_shared_texts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(texts, "MAX_SHARED_TEXTS", 100)
    shared = "<si><t>x</t></si>" * 101
    assert "more than 100 different texts" in refusal(workbook(row(1, *HEADER), texts=shared))


def test_a_long_text_in_every_cell_of_a_row_is_refused_in_that_row_and_not_held() -> None:
    text = f"<si><t>{'가' * MAX_CELL_CHARACTERS}</t></si>"
    everywhere = '<c t="s"><v>0</v></c>'
    rows = (
        row(1, *HEADER)
        + "".join(f'<row r="{at}">{everywhere * 900}</row>' for at in range(2, 30))
        + row(30, "a", "b", "c")
    )
    content = workbook(rows, texts=text)
    tracemalloc.start()
    table = read(content)
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [found.number for found in table.rows() if not found.problem] == [30]
    assert peak_bytes < 100_000_000


def test_a_text_merged_over_a_whole_sheet_is_refused_in_its_rows() -> None:
    text = f'<c t="inlineStr"><is><t>{"x" * 100_000}</t></is></c>'
    rows = row(1, *HEADER) + row(2, text, "gate", "seen") + row(3, "<c/>", "pier", "left")
    table = read(
        workbook(rows, after='<mergeCells><mergeCell ref="A2:A3"/><mergeCell ref="D2:ZZ3"/></mergeCells>')
    )
    assert [len(found.cells[0]) for found in table.rows()] == [100_000, 100_000]
    wide = read(
        workbook(
            row(1, *HEADER) + row(2, "a", "b", text) + row(3, "a", "b", "c"),
            after='<mergeCell ref="C2:ZZ2"/>',
        )
    )
    assert [bool(found.problem) for found in wide.rows()] == [True, False]


def test_flaws_without_end_in_one_row_are_not_collected() -> None:
    same_cell = '<c r="A2"><f>1</f></c>' * 100_000
    rows = row(1, *HEADER) + f'<row r="2">{same_cell}</row>' + row(3, "a", "b", "c")
    tracemalloc.start()
    table = read(workbook(rows))
    peak_bytes = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [bool(found.problem) for found in table.rows()] == [True, False]
    assert peak_bytes < 30_000_000
