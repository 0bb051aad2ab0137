"""What the columns of a table are taken for: by header, misspelt or not, and never against what the cells say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.services.importing.files.table import Column, SheetRow
from incidents.services.importing.mapping import DayOrder, Mapping, problems, reason_words, suggest, translate
from incidents.services.importing.mapping.headers import fold_header, guesses
from incidents.services.importing.persons import may_name_a_person
from tests.incidents.services.importing.mapping.tables import table_of


@pytest.mark.parametrize(
    ("header", "target"),
    [
        ("Date of Sighting", "date"), ("Date of Sighitng", "date"), ("Day of Sighting", "date"), ("DATE", "date"), ("일 시", "date"),
        ("발생일시", "date"), ("발생 일자(필수)", "date"), ("촬영일시", "date"), ("발생시각", "occurred_time"), ("장소", "place_as_reported"),
        ("발생장소(시설)", "place_as_reported"), ("기지명", "site"), ("시설명", "site"), ("촬영장비", "equipment_as_reported"),
        ("촬영 장비 (기종)", "equipment_as_reported"), ("조치사항", "actions"), ("조치결과", "outcome_as_reported"), ("비고", "note"),
        ("비 고", "note"), ("내용", "note"), ("개요", "summary"), ("사건 개요", "summary"), ("위도", "lat"), ("경도", "lon"), ("좌표", "position"),
        ("MGRS", "position"), ("국가지점번호", "position"), ("관리번호", "row_ref"), ("인원(명)", "group_size"), ("Coordinates", "position"),
        ("Equipmnet", "equipment_as_reported"), ("Latitide", "lat"), ("date_precision", "date_precision"), ("오차(m)", "uncertainty_m"),
    ],
)  # fmt: skip
def test_headers_mean_what_offices_mean_by_them(header: str, target: str) -> None:
    assert guesses(header)[0].target == target


@pytest.mark.parametrize("header", ["순번", "State", "Column1", "거리(m)", "", "???", "월급"])
def test_headers_that_mean_nothing_here_are_not_guessed_at(header: str) -> None:
    assert guesses(header) == ()


@pytest.mark.parametrize(
    "header", ["신고자", "담당자", "작성자(계급)", "차량번호", "용의자 특징", "Reporter", "Reporting officer"]
)
def test_columns_that_may_name_a_person_are_neither_suggested_nor_kept(header: str) -> None:
    table = table_of(["일시", "장소", "내용", header], ["25.4.21", "정문", "촬영", "가나다"])
    mapping = suggest(table)
    assert header not in mapping.headers
    kept = Mapping.from_json(mapping.to_json() | {"unmapped": "IN_NOTE"})
    (row,) = translate(table.rows(), kept, table.columns)
    assert "가나다" not in str(row.cells)


def test_detection_is_not_mistaken_for_a_person() -> None:
    assert not may_name_a_person("Detected by")
    assert not may_name_a_person("촬영자 위치")


def test_a_header_that_its_cells_do_not_bear_out_gives_way_to_one_that_they_do() -> None:
    table = table_of(
        ["일시", "작성", "장소", "내용"],
        ["제1보", "25.4.21 09:00", "정문", "촬영"],
        ["제2보", "25.4.22 10:00", "후문", "드론"],
        ["제3보", "25.4.23 11:00", "정문", "배회"],
    )
    field = suggest(table).field_of("date")
    assert field is not None
    assert field.columns == ("작성",)
    assert "3 of 3" in reason_words(field)


def test_the_day_of_the_event_is_preferred_to_the_day_of_the_report() -> None:
    table = table_of(["접수일시", "발생일시", "장소"], ["25.4.22 08:00", "25.4.21 09:00", "정문"])
    field = suggest(table).field_of("date")
    assert field is not None
    assert field.columns == ("발생일시",)


def test_swapped_headers_of_latitude_and_longitude_are_seen_in_the_cells() -> None:
    table = table_of(
        ["일시", "위도", "경도"], ["25.4.21", "127.0345", "37.0912"], ["25.4.22", "126.9", "37.5"]
    )
    mapping = suggest(table)
    lat = mapping.field_of("lat")
    assert lat is not None
    assert lat.columns == ("경도",)
    assert "swapped" in reason_words(lat)
    (first, _second) = translate(table.rows(), mapping, table.columns)
    assert (first.cells["lat"], first.cells["lon"]) == ("37.0912", "127.0345")


def test_a_running_number_is_no_key() -> None:
    rows = [[str(number), "25.4.21", "정문", f"촬영 {number}"] for number in range(1, 9)]
    for header in ("순번", "일련번호", "관리번호"):
        assert suggest(table_of([header, "일시", "장소", "내용"], *rows)).field_of("row_ref") is None


def test_a_management_number_is_a_key() -> None:
    rows = [[f"2025-{number:03d}", "25.4.21", "정문", f"촬영 {number}"] for number in (4, 9, 31)]
    field = suggest(table_of(["관리번호", "일시", "장소", "내용"], *rows)).field_of("row_ref")
    assert field is not None


def test_year_month_and_day_may_have_columns_of_their_own() -> None:
    table = table_of(["년", "월", "일", "시간", "장소", "내용"], ["2025", "4", "21", "0900", "정문", "촬영"])
    mapping = suggest(table)
    assert problems(mapping, table) == ()
    (row,) = translate(table.rows(), mapping, table.columns)
    assert (row.cells["date"], row.cells["occurred_time"]) == ("2025-04-21", "09:00")


def test_dates_decide_their_order_among_themselves_where_they_can() -> None:
    told = table_of(["Date", "Location"], ["4/5/2025", "gate"], ["4/21/2025", "gate"])
    assert suggest(told).day_order is DayOrder.MONTH_FIRST
    open_ = table_of(["Date", "Location"], ["4/5/2025", "gate"], ["4/6/2025", "gate"])
    assert suggest(open_).day_order is DayOrder.NOT_TOLD
    assert any("two ways" in question for question in problems(suggest(open_), open_))


def test_a_year_is_taken_from_the_name_of_the_file_and_asked_for_where_there_is_none() -> None:
    rows = (["일시", "장소"], ["4월 21일 09시", "정문"])
    assert suggest(table_of(*rows, file_name="2025년 촬영.csv")).year == 2025
    table = table_of(*rows)
    assert any("year" in question for question in problems(suggest(table), table))


def test_a_year_may_be_told_by_the_other_dates_and_is_asked_for_where_they_differ() -> None:
    one = table_of(["일시", "장소"], ["25.4.21", "정문"], ["4월 23일", "후문"], ["미상", "후문"])
    assert suggest(one).year == 2025
    several = table_of(["일시", "장소"], ["24.12.30", "정문"], ["25.1.2", "정문"], ["4월 23일", "후문"])
    assert suggest(several).year is None


def test_an_order_may_be_told_by_the_other_dates() -> None:
    table = table_of(["일시", "장소"], ["25.1.7", "정문"], ["25/2/3", "후문"])
    assert suggest(table).day_order is DayOrder.YEAR_FIRST
    alone = table_of(["일시", "장소"], ["25/1/7", "정문"], ["25/2/3", "후문"])
    assert suggest(alone).day_order is DayOrder.NOT_TOLD


def test_begin_and_end_are_told_apart_by_what_stands_in_brackets() -> None:
    table = table_of(["발생일시(시작)", "발생일시(종료)", "장소"], ["25.4.21 09:00", "25.4.21 10:30", "정문"])
    mapping = suggest(table)
    until = mapping.field_of("date_until")
    assert until is not None
    assert until.columns == ("발생일시(종료)",)
    (row,) = translate(table.rows(), mapping, table.columns)
    assert (row.cells["date"], row.cells["occurred_time"]) == ("2025-04-21", "09:00")
    assert "발생일시(종료): 25.4.21 10:30" in row.cells["note"]


def test_a_place_whose_cells_are_positions_is_one() -> None:
    table = table_of(["일시", "초소/위치", "위치(도분초)"], ["25.4.21", "정문", "37°05'28\"N 127°02'04\"E"])
    mapping = suggest(table)
    assert [field.columns for field in mapping.fields if field.target == "position"] == [("위치(도분초)",)]
    assert [field.columns for field in mapping.fields if field.target == "place_as_reported"] == [
        ("초소/위치",)
    ]


def test_numbers_of_reports_are_no_times_of_day() -> None:
    rows = [[f"2025-00{number}", "25.4.21", "정문"] for number in (11, 11, 12, 12)]
    assert suggest(table_of(["관리번호", "일시", "장소"], *rows)).field_of("occurred_time") is None


def test_our_own_columns_need_nothing() -> None:
    table = table_of(
        ["date", "date_precision", "site", "summary"], ["2024-07/2025-03", "interval", "osan-air-base", "x"]
    )
    mapping = suggest(table)
    assert problems(mapping, table) == ()
    (row,) = translate(table.rows(), mapping, table.columns)
    assert row.cells == {
        "date": "2024-07/2025-03",
        "date_precision": "interval",
        "site": "osan-air-base",
        "summary": "x",
    }


def test_a_table_without_when_and_where_says_what_is_missing() -> None:
    table = table_of(["가", "나"], ["1", "2"])
    assert len(problems(suggest(table), table)) == 2


def test_one_coordinate_alone_is_not_enough() -> None:
    table = table_of(["일시", "위도"], ["25.4.21", "37.09"])
    assert any(
        "Longitude" in question or "longitude" in question for question in problems(suggest(table), table)
    )


HEADERS = st.lists(
    st.one_of(
        st.text(max_size=20),
        st.sampled_from(
            [
                "일시",
                "장소",
                "위도",
                "경도",
                "좌표",
                "내용",
                "비고",
                "Date",
                "State",
                "Summary",
                "순번",
                "년",
                "월",
                "일",
                "date",
                "note",
            ]
        ),
    ),
    min_size=1,
    max_size=8,
)
CELLS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        ["25.4.21", "37.09", "127.03", "09:00", "상동", "미상", "촬영", "4/5/2025", "52SCG2491506738"]
    ),
)


class MadeTable:
    """A table that was not read from a file, so that its headers may be anything."""

    def __init__(self, headers: list[str], rows: list[list[str]]) -> None:
        self.columns = tuple(Column(index, header, "A") for index, header in enumerate(headers))
        self.file_name = self.sheet = ""
        self._rows = [
            SheetRow(number, (*row, *[""] * len(headers))[: len(headers)])
            for number, row in enumerate(rows, 2)
        ]

    def rows(self, from_row: int = 0) -> list[SheetRow]:
        return [row for row in self._rows if row.number >= from_row]


@settings(max_examples=2_500, deadline=None)
@given(HEADERS, st.lists(st.lists(CELLS, max_size=8), max_size=5))
def test_any_headers_and_cells_give_a_mapping_that_can_be_kept_and_run(
    headers: list[str], rows: list[list[str]]
) -> None:
    table = MadeTable(headers, rows)
    mapping = suggest(table)  # type: ignore[arg-type]
    assert isinstance(problems(mapping, table), tuple)  # type: ignore[arg-type]
    no_site_is_asked = {known.target for known in mapping.fields} - {"position"}
    plain = Mapping(
        tuple(known for known in mapping.fields if known.target in no_site_is_asked), ditto=mapping.ditto
    )
    assert len(list(translate(table.rows(), plain, table.columns))) == len(rows)


@settings(max_examples=7_500, deadline=None)
@given(st.text(max_size=60))
def test_any_header_folds_and_is_guessed_at_without_a_fault(header: str) -> None:
    assert fold_header(fold_header(header)) == fold_header(header)
    assert all(0 <= guess.confidence <= 1 for guess in guesses(header))
