"""Months pasted under each other: the same header is left out, one in another order is refused where persons stand in it."""

from __future__ import annotations

import pytest

from tests.incidents.services.importing.files.making import cells_of, csv_of, read, refusal, xlsx_of

HEADER = ("일시", "성명", "장소", "내용")
FIRST = ("25.4.1", "홍길동", "정문", "촬영")


@pytest.mark.parametrize(
    "second",
    [
        ("일시", "장소", "내용", "성명"), ("일시", "장소", "내용", "이름"), ("발생일시", "발생장소", "사건내용", "국적"),
        ("Date", "Place", "Description", "Name"), ("", "장소", "성명", "내용"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_another_order_below_refuses_the_file(second: tuple[str, ...], make: object) -> None:
    content = make(HEADER, FIRST, FIRST, second, ("25.5.1", "후문", "촬영", "홍길동"))  # type: ignore[operator]
    said = refusal(content)
    assert said.startswith("Row 4 names the columns anew")
    assert "홍길동" not in said


def test_it_does_so_where_the_first_header_had_none_about_persons() -> None:
    content = csv_of(
        ("일시", "장소", "내용"),
        ("25.4.1", "정문", "촬영"),
        ("일시", "성명", "장소"),
        ("25.5.1", "홍길동", "정문"),
    )
    assert refusal(content).startswith("Row 3 names the columns anew")


@pytest.mark.parametrize("between", [((), ()), (("초병 근무표", "", ""),), ((), ("초병 근무표", "", ""))])
@pytest.mark.parametrize("make", [csv_of, xlsx_of])
def test_another_table_below_that_names_persons_refuses_the_file(
    between: tuple[tuple[str, ...], ...], make: object
) -> None:
    above = [("일시", "장소", "내용"), ("25.4.1", "정문", "촬영"), ("25.4.2", "후문", "촬영")]
    below = [("일자", "근무 초소", "성명"), ("25.4.21", "1초소", "홍길동")]
    said = refusal(make(*above, *between, *below))  # type: ignore[operator]
    assert "names the columns anew" in said
    assert "홍길동" not in said


def test_the_same_header_again_is_left_out() -> None:
    assert cells_of(read(csv_of(HEADER, FIRST, HEADER, FIRST))) == [("25.4.1", "정문", "촬영")] * 2


@pytest.mark.parametrize(
    "row",
    [
        ("미상", "미상", "정문 앞", "신고자가 촬영을 목격함"), ("미상", "-", "시설", "촬영"), ("상동", "", "위치 미상", "드론"),
        ("야간", "홍길동", "정문", "여권을 제시함"), ("미상", "홍길동", "기지", "울타리 너머로 촬영한 뒤 떠남"),
    ],
)  # fmt: skip
def test_a_row_in_words_is_no_header(row: tuple[str, ...]) -> None:
    assert read(csv_of(HEADER, FIRST, row, FIRST)).n_rows == 3
