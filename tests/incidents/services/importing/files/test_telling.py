"""A column of numbers of persons is dropped whatever its header; a column in which one slipped in is not."""

from __future__ import annotations

from pathlib import Path

from incidents.services.importing.files import keep
from tests.incidents.services.importing.files.making import cells_of, csv_of, read, refusal, xlsx_of

HEADER = ("일시", "장소", "기타1", "비고")
MOBILES = ("010-1234-5678", "010-2222-3333", "+82 10-4444-5555")
ROWS = tuple((f"25.4.{day}", "정문", MOBILES[day - 1], "촬영") for day in (1, 2, 3))


def test_a_column_of_phone_numbers_is_dropped_counted_and_told(tmp_path: Path) -> None:
    for content in (csv_of(HEADER, *ROWS), xlsx_of(HEADER, *ROWS)):
        table = read(content)
        assert [column.header for column in table.columns] == ["일시", "장소", "비고"]
        assert [column.letter for column in table.columns] == ["A", "B", "D"]
        assert cells_of(table)[0] == ("25.4.1", "정문", "촬영")
        assert table.n_dropped_columns == 1
        assert [note for note in table.notes if "column" in note] == [
            "Most cells of 1 column identify a person, though its header does not say so. It was dropped, and nothing of it is kept."
        ]
        keep(table, tmp_path / "staged")
        assert b"010" not in (tmp_path / "staged").read_bytes()


def test_it_adds_to_those_dropped_by_their_header() -> None:
    table = read(csv_of(("성명", *HEADER), *(("홍길동", *row) for row in ROWS)))
    assert (table.n_dropped_columns, cells_of(table)[0]) == (2, ("25.4.1", "정문", "촬영"))


def test_numbers_far_down_in_a_long_file_count_too() -> None:
    rows = [("25.4.1", "정문", "-" if nth < 40 else "010-1234-5678", "촬영") for nth in range(200)]
    assert read(csv_of(HEADER, *rows)).n_dropped_columns == 1


def test_a_column_in_which_one_slipped_in_is_kept() -> None:
    rows = [
        (*row[:2], note, row[3]) for row, note in zip(ROWS, ("010-1234-5678", "드론", "카메라"), strict=True)
    ]
    assert read(csv_of(HEADER, *rows)).n_dropped_columns == 0


def test_notes_with_numbers_among_their_words_are_kept_so_that_each_row_says_why_it_is_refused() -> None:
    told = "정문 앞에서 드론을 날리던 사람을 발견하여 퇴거를 요청하였고 순찰조가 확인한 연락처는 010-1234-5678 이라고 함"
    rows = [(*row[:2], told, row[3]) for row in ROWS]
    assert read(csv_of(HEADER, *rows)).n_dropped_columns == 0


def test_numbers_of_things_are_kept() -> None:
    rows = [("25.4.1", "52S CG 24915 06738", f"250421-123456{n}", "4GCDJ9A0031234") for n in range(9)]
    assert read(csv_of(("일시", "좌표", "접수번호", "일련번호"), *rows)).n_dropped_columns == 0


def test_nothing_but_such_columns_is_refused() -> None:
    assert refusal(csv_of(("A", "B"), *zip(MOBILES, MOBILES, strict=True))).startswith(
        "Every column of the file is about"
    )


def test_a_header_that_holds_a_number_of_a_person_is_dropped_with_its_column() -> None:
    table = read(csv_of(("일시", "홍길동 010-1234-5678", "장소"), ("25.4.1", "촬영", "정문")))
    assert (table.n_dropped_columns, [column.header for column in table.columns]) == (1, ["일시", "장소"])


def test_a_name_in_two_columns_is_dropped_and_a_count_of_persons_is_not() -> None:
    table = read(csv_of(("일시", "성", "명", "장소"), ("25.4.1", "홍", "길동", "정문")))
    assert (table.n_dropped_columns, [column.header for column in table.columns]) == (2, ["일시", "장소"])
    assert read(csv_of(("일시", "장소", "명"), ("25.4.1", "정문", "2"))).n_dropped_columns == 0
