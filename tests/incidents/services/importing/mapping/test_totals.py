"""Rows that add up others are no reports; rows of reports that hold such a word are."""

from __future__ import annotations

import pytest

from incidents.services.importing.files.table import SheetRow
from incidents.services.importing.mapping import Field, Mapping, translate
from tests.incidents.services.importing.mapping.tables import table_of

HEADER = ["연번", "일자", "장소", "내용", "인원"]
MAPPING = Mapping((Field("date", ("일자",)), Field("place_as_reported", ("장소",)), Field("note", ("내용",))))


def problem_of(*cells: str) -> str:
    table = table_of(HEADER, ["1", "25.4.21", "정문", "촬영", "1"])
    (row,) = translate([SheetRow(3, cells)], MAPPING, table.columns)
    assert row.is_report is not bool(row.problem)
    return row.problem


@pytest.mark.parametrize(
    "cells",
    [
        ("계", "", "", "", "4"), ("합계", "4건", "", "", "7"), ("총계", "", "", "", ""), ("총 계", "4", "4", "", ""), ("소 계", "-", "", "", "3"),
        ("", "합계", "", "", "7"), ("", "", "총합계", "", "7"), ("", "4월 소계", "", "", "3"), ("", "2025년 계", "", "", "3"), ("누계", "", "", "", "12"),
        ("총 4건", "", "", "", ""), ("합계: 4건", "", "", "", ""), ("계(4건)", "", "", "", ""), ("Total", "", "", "", "4"), ("Grand Total", "", "", "", ""),
        ("TOTAL: 4", "", "", "", ""), ("", "25.4.21", "소계", "", "3"), ("", "소계", "정문", "", "3"),
    ],
)  # fmt: skip
def test_a_total_is_no_report(cells: tuple[str, ...]) -> None:
    assert "total" in problem_of(*cells)


@pytest.mark.parametrize(
    "cells",
    [
        ("2", "25.4.22", "정문", "합계", "1"), ("계", "25.4.22", "정문", "촬영", "1"), ("2", "25.4.22", "기계실", "시계를 촬영", "1"),
        ("2", "25.4.22", "설계사무소 앞", "총기를 든 초병을 촬영", "총 3명"), ("2", "미상", "관계기관", "단계별 촬영", "1"), ("2", "25.4.22", "", "통계", "1"),
        ("2", "25.4.22", "Total gas station", "photo", "1"), ("2", "", "세계", "회계", ""), ("", "25.4.22", "경계", "total", ""),
    ],
)  # fmt: skip
def test_a_report_that_holds_such_a_word_is_one(cells: tuple[str, ...]) -> None:
    assert problem_of(*cells) == ""


def test_a_mark_under_a_total_repeats_the_report_above_it() -> None:
    table = table_of(
        HEADER,
        ["1", "25.4.21", "정문", "촬영", "1"],
        ["소계", "", "", "", "1"],
        ["2", "상동", "상동", "드론", "1"],
    )
    rows = list(translate(table.rows(), MAPPING, table.columns))
    assert (rows[2].cells["date"], rows[2].cells["place_as_reported"]) == ("2025-04-21", "정문")
