"""The encoding is found and said; what does not fit is named, never guessed away."""

from __future__ import annotations

import codecs

import pytest

from tests.incidents.services.importing.files.making import cells_of, read, refusal

TEXT = "일시,장소,내용\r\n2025-04-21,부산항 3부두,드론 촬영\r\n2025-04-22,오산 정문,카메라\r\n"
ROWS = [("2025-04-21", "부산항 3부두", "드론 촬영"), ("2025-04-22", "오산 정문", "카메라")]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode(), "UTF-8"),
        (codecs.BOM_UTF8 + TEXT.encode(), "UTF-8 (BOM)"),
        (TEXT.encode("utf-16"), "UTF-16"),
        (codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"), "UTF-16"),
        (TEXT.encode("utf-16-le"), "UTF-16LE"),
        (TEXT.encode("utf-16-be"), "UTF-16BE"),
        (TEXT.encode("cp949"), "CP949"),
    ],
)
def test_every_encoding_of_an_office_is_read_and_named(content: bytes, name: str) -> None:
    table = read(content)
    assert (table.encoding, [column.header for column in table.columns]) == (name, ["일시", "장소", "내용"])
    assert cells_of(table) == ROWS


def test_western_letters_are_not_taken_for_korean_ones() -> None:
    table = read("date,place\n2025-04-21,Café São João\n2025-04-22,Zürich\n".encode("cp1252"))
    assert (table.encoding, cells_of(table)[0][1]) == ("Windows-1252", "Café São João")


def test_a_late_syllable_outside_the_first_block_still_decides() -> None:
    content = b"date,place\n" + b"2025-04-21,gate\n" * 80_000 + "2025-04-22,부산\n".encode("cp949")
    table = read(content)
    assert (table.encoding, cells_of(table)[-1]) == ("CP949", ("2025-04-22", "부산"))


def test_a_syllable_split_between_two_blocks_is_whole() -> None:
    lines = b"date,place\n" + b"2025-04-21,gate\n" * 65_000
    lines += b"2025-04-22," + b"x" * ((1 << 20) - len(lines) - 12) + "부산\n".encode()
    assert lines.index("부".encode()) < 1 << 20 < lines.index("산".encode())
    table = read(lines)
    assert (table.encoding, table.notes, cells_of(table)[-1][1].endswith("부산")) == ("UTF-8", (), True)


def test_a_few_broken_characters_stand_as_such_and_are_counted() -> None:
    content = (TEXT * 40).encode().replace("카메라".encode(), b"\xec\xb9", 1)
    table = read(content)
    assert "1 character is no UTF-8; it stands as �." in table.notes
    assert any("�" in cell for cells in cells_of(table) for cell in cells)


def test_letters_broken_before_they_came_stand_as_they_are_and_are_noted() -> None:
    table = read("date,note\n2025-04-21,it was the pilotâ€™s\n2025-04-22,plain\n".encode())
    assert cells_of(table)[0][1] == "it was the pilotâ€™s"
    assert any(note.startswith("1 row holds letters broken before") for note in table.notes)


@pytest.mark.parametrize(
    "content", [bytes(range(1, 256)) * 40, b"\x80\x81\xff\xfe" * 500, b"a,b\n" + b"\xff" * 4000]
)
def test_what_is_no_text_is_refused_with_what_to_do(content: bytes) -> None:
    assert "CSV UTF-8" in refusal(content)


def test_a_nul_is_named_by_its_line() -> None:
    assert refusal(b"date,place\n2025-04-21,gate\n2025-04-22,ga\x00te\n").startswith("Line 3 holds a NUL")
